"""The file's locks outlive whatever else this process does with the file."""

from pathlib import Path

from server.store.opening import open_store
from server.store.sql_store import SqlStore
from tests.store.children import child, finished
from tests.store.sample import NORTH, Take


def test_another_process_does_not_take_the_log_away_after_we_connected_twice(
    sqlite_store: SqlStore, path: Path
) -> None:
    sqlite_store.write(NORTH, Take("before"))
    open_store(f"sqlite:///{path}").close()

    finished(child("tests.store.taking_child", f"sqlite:///{path}", "other", "1", "1"))

    sqlite_store.write(NORTH, Take("after"))
    assert Path(f"{path}-wal").exists(), "the other process, seeing no lock of ours, has removed our log"
    assert sqlite_store.verify_journal(NORTH).first_broken is None
