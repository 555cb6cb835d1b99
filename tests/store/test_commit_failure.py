"""A commit that fails: every member is refused, nothing is there, and the next one works."""

import json
import logging
import sqlite3
from pathlib import Path

import pytest

from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.ticket import Ticket
from server.store.sql_store import SqlStore
from server.usecases.ports import Records
from tests.store.children import child, finished
from tests.store.databases import SqliteDatabase
from tests.store.sample import NORTH, Take
from tests.store.together import tickets_in


@pytest.mark.slow
def test_when_the_disk_is_full_every_member_of_the_commit_is_refused(sqlite_store: SqlStore, path: Path) -> None:
    sqlite_store.close()

    said = json.loads(finished(child("tests.store.full_disk_child", str(path))))

    assert set(said["outcomes"]) == {"holder", "refused", *(f"member-{number}" for number in range(6))}
    assert set(said["outcomes"].values()) == {"not-saved"}
    assert said["number_after"] == 2, "numbers of the refused are given again"
    assert said["entries"] == tickets_in(SqliteDatabase(path)) == 2


def test_a_transaction_that_sqlite_gives_up_refuses_its_members_and_the_connection_is_made_anew(
    sqlite_store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    def fill(records: Records) -> Ticket:
        limit_pages(records)
        for number in range(1000):
            Take(f"ticket-{number}")(records)
        raise AssertionError("the database should have been full by now")

    with caplog.at_level(logging.WARNING), pytest.raises(Refusal) as caught:
        sqlite_store.write(NORTH, fill)
    with pytest.raises(Refusal):
        sqlite_store.write(NORTH, fill)
    after = sqlite_store.write(NORTH, Take("after"))
    sqlite_store.write(NORTH, Take("and again"))

    assert caught.value.code is ProblemCode.NOT_SAVED
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert after.number == 1
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2, "once when lost and once when back"
    assert "full" in said[0]
    assert "works again" in said[1]


def limit_pages(records: Records) -> None:
    """No page more than there are, on the living connection: SQLite's own way to have a full disk."""
    connection = records.journal.sql._connection  # type: ignore[attr-defined]
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
