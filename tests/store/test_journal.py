"""The journal: append-only, chained, and honest about tampering."""

import sqlite3
from collections.abc import Sequence

import psycopg
import pytest

from server.contract.terms import HallId
from server.domain.events import Event, ServerStarted
from server.domain.office_events import HallFounded
from server.store.errors import PromiseBroken
from server.store.sql_store import SqlStore
from server.usecases.kept import JournalEntry
from server.usecases.ports import Records, Store
from tests.store.databases import Database, PostgresqlDatabase, SqliteDatabase, unguarded
from tests.store.sample import NORTH, SOUTH, Take, clock, moment

_COPY_AS = "INTO journal SELECT hall_id, {}, hall_ms, wall_us, event, 'x', '', digest FROM journal LIMIT 1"


def append(store: Store, *events: Event, hall_id: HallId = NORTH, seconds: float = 0) -> int:
    return store.write(hall_id, lambda records: records.journal.append(events, "person:1", clock(seconds), "request-1"))


def entries(store: Store, *, after: int = 0, limit: int = 100) -> Sequence[JournalEntry]:
    return store.read(NORTH, lambda records: records.journal.entries(after=after, limit=limit))


def sequence_of(records: Records) -> int:
    return records.journal.sequence()


def test_events_come_back_in_order_with_who_when_and_why(store: Store) -> None:
    started, founded = ServerStarted(version="1"), HallFounded(name={"uk": "Зал «Північ»"})

    last = append(store, started, founded, seconds=5)

    seen = entries(store)
    assert last == store.read(NORTH, sequence_of) == 2
    assert [(each.sequence, each.event) for each in seen] == [(1, started), (2, founded)]
    assert {(each.moment, each.actor, each.request_id) for each in seen} == {(moment(5), "person:1", "request-1")}
    assert len({each.digest for each in seen}) == 2


def test_each_hall_has_a_sequence_of_its_own(store: Store) -> None:
    append(store, ServerStarted(version="1"), ServerStarted(version="2"))

    assert append(store, ServerStarted(version="1"), hall_id=SOUTH) == 1
    assert store.read(HallId("nowhere"), sequence_of) == 0


def test_entries_are_read_page_by_page(store: Store) -> None:
    append(store, *(ServerStarted(version=str(number)) for number in range(5)))

    assert [each.sequence for each in entries(store, after=1, limit=3)] == [2, 3, 4]
    assert entries(store, after=5) == []


def test_an_event_of_a_write_that_failed_is_not_in_the_journal(store: Store) -> None:
    def fail(records: Records) -> None:
        records.journal.append([ServerStarted(version="1")], "person:1", clock(), "")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(NORTH, fail)

    assert store.read(NORTH, sequence_of) == 0


def test_an_honest_journal_is_whole(sql_store: SqlStore) -> None:
    for number in range(5):
        sql_store.write(NORTH, Take(f"ticket-{number}"))

    check = sql_store.verify_journal(NORTH)

    assert (check.entries, check.first_broken) == (5, None)
    assert sql_store.verify_journal(SOUTH).first_broken is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'person:2' WHERE sequence = 2",
        "DELETE FROM journal WHERE sequence = 2",
        "DELETE FROM journal",
        f"INSERT {_COPY_AS.format(2)}",
        f"INSERT {_COPY_AS.format(9)}",
    ],
    ids=["update", "delete", "delete all", "again", "gap"],
)
def test_the_database_refuses_to_change_the_journal(sql_store: SqlStore, database: Database, statement: str) -> None:
    append(sql_store, *(ServerStarted(version=str(number)) for number in range(3)))
    stranger = database.stranger()

    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="the journal"):
        stranger.execute(statement)

    stranger.close()
    assert sql_store.verify_journal(NORTH).first_broken is None


def test_sqlite_refuses_to_replace_a_line_too(sqlite_store: SqlStore, sqlite_database: SqliteDatabase) -> None:
    append(sqlite_store, *(ServerStarted(version=str(number)) for number in range(3)))
    stranger = sqlite_database.stranger()

    with pytest.raises(sqlite3.IntegrityError, match="the journal"):
        stranger.execute(f"INSERT OR REPLACE {_COPY_AS.format(2)}")

    stranger.close()
    assert sqlite_store.verify_journal(NORTH).first_broken is None


@pytest.mark.slow
def test_postgresql_refuses_to_empty_the_journal_at_one_blow(postgresql_database: PostgresqlDatabase) -> None:
    stranger = postgresql_database.stranger()

    with pytest.raises(psycopg.IntegrityError, match="the journal"):
        stranger.execute("TRUNCATE journal")

    stranger.close()


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("UPDATE journal SET actor = 'person:2' WHERE sequence = 2", 2),
        ("""UPDATE journal SET event = replace(event, '"0"', '"7"') WHERE sequence = 1""", 1),
        ("UPDATE journal SET wall_us = wall_us + 1 WHERE sequence = 4", 4),
        ("DELETE FROM journal WHERE sequence = 3", 3),
        ("DELETE FROM journal WHERE sequence = 5", 5),
        ("DELETE FROM journal", 1),
        ("UPDATE hall_progress SET journal_sequence = 4", 6),
    ],
    ids=["actor", "event", "time", "middle", "tail", "all", "counter"],
)
def test_tampering_past_the_guards_is_found(
    sql_store: SqlStore, database: Database, statement: str, first_broken: int
) -> None:
    append(sql_store, *(ServerStarted(version=str(number)) for number in range(5)))
    append(sql_store, ServerStarted(version="1"), hall_id=SOUTH)

    unguarded(database, f"{statement} {'AND' if 'WHERE' in statement else 'WHERE'} hall_id = 'north'")

    assert sql_store.verify_journal(NORTH).first_broken == first_broken
    assert sql_store.verify_journal(SOUTH).first_broken is None


def test_a_digest_cannot_be_borrowed_from_another_hall(store: Store) -> None:
    append(store, ServerStarted(version="1"))
    append(store, ServerStarted(version="1"), hall_id=SOUTH)

    here, there = (
        store.read(hall_id, lambda records: records.journal.entries(after=0, limit=1)[0].digest)
        for hall_id in (NORTH, SOUTH)
    )

    assert here != there


def test_writing_through_records_for_reading_is_an_error(store: Store) -> None:
    with pytest.raises(Exception, match="while reading"):
        store.read(NORTH, lambda records: records.journal.append([], "person:1", clock(), ""))


def test_a_repeated_sequence_is_a_broken_promise(sql_store: SqlStore, database: Database) -> None:
    append(sql_store, ServerStarted(version="1"))
    stranger = database.stranger()
    stranger.execute("UPDATE hall_progress SET journal_sequence = 0")
    stranger.close()

    with pytest.raises(PromiseBroken, match="next sequence"):
        append(sql_store, ServerStarted(version="2"))
