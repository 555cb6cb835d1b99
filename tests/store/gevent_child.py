"""Run by test_gevent in a process of its own: a patched server's greenlets write while a stranger holds the lock."""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - gevent patches before all else
import sqlite3  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402

import gevent  # noqa: E402
from gevent.monkey import get_original  # noqa: E402

from server.store.gevent_wait import GeventWaiting  # noqa: E402
from server.store.opening import open_store  # noqa: E402
from tests.store.sample import NORTH, Take, found  # noqa: E402

HELD_SECONDS = 0.3
GREENLETS = 200


def main(path: str) -> None:
    """Prints the figures as one line of JSON."""
    store = open_store(f"sqlite:///{path}", waiter=GeventWaiting)
    store.migrate()
    found(store, NORTH)
    stalls: list[float] = []
    is_over = False

    def beat() -> None:
        before = time.perf_counter()
        while not is_over:
            gevent.sleep(0.001)
            now = time.perf_counter()
            stalls.append(now - before - 0.001)
            before = now

    heart = gevent.spawn(beat)
    release = hold_lock(path)
    began = time.perf_counter()
    taking = [gevent.spawn(store.write, NORTH, Take(f"greenlet-{number}")) for number in range(GREENLETS)]
    gevent.joinall(taking, raise_error=True)
    took = time.perf_counter() - began
    is_over = True
    heart.join()
    release()
    labels = [each.get().label for each in taking]
    check = store.verify_journal(NORTH)
    store.close()
    print(
        json.dumps(
            {
                "labels": len(set(labels)),
                "seconds": took,
                "worst_stall_ms": max(stalls) * 1000,
                "beats": len(stalls),
                "first_broken": check.first_broken,
            }
        )
    )


def hold_lock(path: str) -> Callable[[], None]:
    """Takes SQLite's lock as a foreign process would, from a real thread, and lets it go after a while."""
    held = get_original("_thread", "allocate_lock")()
    ended = get_original("_thread", "allocate_lock")()
    held.acquire()
    ended.acquire()

    def hold() -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.release()
        get_original("time", "sleep")(HELD_SECONDS)
        connection.execute("ROLLBACK")
        connection.close()
        ended.release()

    get_original("_thread", "start_new_thread")(hold, ())
    held.acquire()
    return lambda: ended.acquire() and None


if __name__ == "__main__":
    main(sys.argv[1])
