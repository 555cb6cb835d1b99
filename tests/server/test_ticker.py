"""Time goes on passing after everything that can go wrong with one tick."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from server.demo.seed import HALL_ID
from tests.browser.hall import Hall, wait_until

pytestmark = pytest.mark.slow


def test_the_ticker_outlives_a_database_that_cannot_be_read(hall: Hall) -> None:
    with closing(sqlite3.connect(hall.folder / "cherha.sqlite", isolation_level=None)) as database:
        hours = database.execute("SELECT hours FROM hall").fetchone()[0]
        database.execute("UPDATE hall SET hours = 'damaged'")
        wait_until(lambda: "time could not pass" in hall.log(), "a tick fails")
        database.execute("UPDATE hall SET hours = ?", (hours,))

        database.execute(f"INSERT INTO answer VALUES ('{HALL_ID}', 'old', 'system:test', '', '{{}}', 0)")

        wait_until(
            lambda: not database.execute("SELECT 1 FROM answer WHERE request_id = 'old'").fetchall(),
            "the ticker forgets an answer older than seven days",
        )

    assert hall.log().count("time could not pass") == 1
