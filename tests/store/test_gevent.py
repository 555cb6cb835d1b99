"""Under gevent, in a process of its own: the loop goes on while the writer waits for a lock."""

import json

import pytest

from tests.store.children import child, finished
from tests.store.databases import Database


@pytest.mark.slow
def test_greenlets_write_at_once_and_the_loop_does_not_wait_for_a_strangers_lock(database: Database) -> None:
    figures = json.loads(finished(child("tests.store.gevent_child", database.url)))

    assert figures["labels"] == figures["greenlets"] == 200
    assert figures["first_broken"] is None
    assert figures["loops"] == 1, "a thread of the database's waits by a loop of its own"
    assert figures["seconds"] > figures["held_seconds"] / 2, "the lock was not in the way"
    assert figures["worst_stall_ms"] < figures["held_seconds"] * 1000 / 2, f"the loop stood still: {figures}"
    assert figures["median_stall_ms"] < 5, f"the loop is slow: {figures}"
