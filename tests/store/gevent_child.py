"""Run by test_gevent in a process of its own: a patched server's greenlets write while a stranger holds the lock."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402 - gevent patches before all else
import json  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import gevent  # noqa: E402
from gevent.hub import Hub  # noqa: E402

from server.store.gevent_wait import GeventWaiting  # noqa: E402
from server.store.opening import open_store  # noqa: E402
from tests.store.sample import NORTH, Take  # noqa: E402

HELD_SECONDS = 0.3
GREENLETS = 200


def main(url: str) -> None:
    """Prints the figures as one line of JSON."""
    store = open_store(url, waiter=GeventWaiting)
    stalls: list[float] = []
    is_over = False

    def beat() -> None:
        before = time.perf_counter()
        while not is_over:
            gevent.sleep(0.001)
            now = time.perf_counter()
            stalls.append(now - before - 0.001)
            before = now

    stranger = hold_lock(url)
    heart = gevent.spawn(beat)
    began = time.perf_counter()
    taking = [gevent.spawn(store.write, NORTH, Take(f"greenlet-{number}")) for number in range(GREENLETS)]
    gevent.joinall(taking, raise_error=True)
    took = time.perf_counter() - began
    is_over = True
    heart.join()
    stranger.communicate()
    labels = [each.get().label for each in taking]
    check = store.verify_journal(NORTH)
    store.close()
    loops = sum(isinstance(each, Hub) for each in gc.get_objects())
    print(
        json.dumps(
            {
                "labels": len(set(labels)),
                "seconds": took,
                "held_seconds": HELD_SECONDS,
                "greenlets": GREENLETS,
                "worst_stall_ms": max(stalls) * 1000,
                "median_stall_ms": statistics.median(stalls) * 1000,
                "beats": len(stalls),
                "first_broken": check.first_broken,
                "loops": loops,
            }
        )
    )


def hold_lock(url: str) -> subprocess.Popen[str]:
    """Starts a process that takes the hall's lock and lets it go after a while; returns when it has it."""
    stranger = subprocess.Popen(
        [sys.executable, "-m", "tests.store.holding_child", url, str(HELD_SECONDS)], stdout=subprocess.PIPE, text=True
    )
    assert stranger.stdout is not None
    assert stranger.stdout.readline() == "held\n"
    return stranger


if __name__ == "__main__":
    main(sys.argv[1])
