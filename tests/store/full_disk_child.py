"""Run by test_commit_failure: a disk that fills up under the writer while many wait, and then has room again."""

import json
import resource
import signal
import sys
import threading
from pathlib import Path

from server.domain.errors import Refusal
from server.store.sql_store import SqlStore
from server.store.sqlite import SqliteDriver
from server.store.waiting import NativeWaiting
from server.usecases.ports import Records
from tests.store.sample import NORTH, Take

MEMBERS = 6


def main(path: str) -> None:
    """Prints how each member's write ended, and what is there afterwards."""
    store = SqlStore(SqliteDriver(path), NativeWaiting, lock_seconds=5, readers=1, batch_seconds=60)
    store.write(NORTH, Take("before"))
    outcomes: dict[str, str] = {}
    is_in, may_go = threading.Event(), threading.Event()

    def hold(records: Records) -> None:
        Take("holder")(records)
        is_in.set()
        may_go.wait(10)

    def refused(records: Records) -> None:
        records.hall_id.index("no such letter")

    def attempt(name: str, work: object) -> None:
        try:
            store.write(NORTH, work)  # type: ignore[arg-type]
            outcomes[name] = "saved"
        except Refusal as refusal:
            outcomes[name] = refusal.code.value
        except ValueError:
            outcomes[name] = "its own error"

    works = {"holder": hold, "refused": refused} | {f"member-{n}": Take(f"member-{n}") for n in range(MEMBERS)}
    threads = [threading.Thread(target=attempt, args=item) for item in works.items()]
    threads[0].start()
    is_in.wait(10)
    for thread in threads[1:]:
        thread.start()
    pause = threading.Event()
    while store.waiting < len(threads) - 1:
        pause.wait(0.001)
    fill_disk(path)
    may_go.set()
    for thread in threads:
        thread.join()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    after = store.write(NORTH, Take("after"))
    check = store.verify_journal(NORTH)
    store.close()
    print(json.dumps({"outcomes": outcomes, "number_after": after.number, "entries": check.entries}))


def fill_disk(path: str) -> None:
    """No file may grow beyond what the log has now, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    length = Path(f"{path}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(sys.argv[1])
