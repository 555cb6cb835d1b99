"""What the writer keeps between commands is what a fresh reading would give, whoever has changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain.errors import Refusal
from server.domain.events import ServerStarted
from server.domain.place import LineClass, at_service
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from server.usecases.ports import Records
from tests.store.databases import Database
from tests.store.sample import DAY, NORTH, SERVICES, WINDOWS, clock, hall, service, ticket, window


def state(records: Records) -> tuple[object, ...]:
    """Everything that is kept, the hall's clock and journal too."""
    return (
        records.halls.get(),
        records.halls.clock(),
        records.journal.sequence(),
        records.catalogue.service(SERVICES[0]),
        records.windows.get(WINDOWS[0]),
        tuple(records.windows.all()),
        records.lines.in_lines(DAY, map(at_service, SERVICES), LineClass),
    )


def save_hall(records: Records) -> None:
    records.halls.save(replace(hall(), name={"uk": "Інша"}))


def save_service(records: Records) -> None:
    records.catalogue.save_service(replace(service(), minutes=99.0))


def save_window(records: Records) -> None:
    records.windows.save(replace(window(), name="Біля входу", service_ids=(SERVICES[1],)))


def write_journal(records: Records) -> None:
    records.journal.append([ServerStarted(version="1")], "system:test", clock(77), "request")


def stand_in_two_lines(records: Records) -> None:
    records.tickets.add(ticket(route=(SERVICES[1],), is_route_ordered=False))


changes = pytest.mark.parametrize("change", [save_hall, save_service, save_window, write_journal, stand_in_two_lines])


@changes
def test_own_changes_are_seen_at_once_and_by_the_next_command(
    sql_store: SqlStore, change: Callable[[Records], None]
) -> None:
    before = sql_store.write(NORTH, state)

    def see(records: Records) -> tuple[object, ...]:
        change(records)
        return state(records)

    within = sql_store.write(NORTH, see)

    assert within != before
    assert sql_store.write(NORTH, state) == sql_store.read(NORTH, state) == within


@changes
def test_what_was_undone_is_forgotten(sql_store: SqlStore, change: Callable[[Records], None]) -> None:
    before = sql_store.write(NORTH, state)

    def think_better_of_it(records: Records) -> None:
        change(records)
        state(records)
        raise KeyError

    with pytest.raises(KeyError):
        sql_store.write(NORTH, think_better_of_it)

    assert sql_store.write(NORTH, state) == before


@changes
def test_what_another_process_has_changed_is_noticed(
    sql_store: SqlStore, database: Database, change: Callable[[Records], None]
) -> None:
    other = open_store(database.url)
    before = sql_store.write(NORTH, state)

    other.write(NORTH, change)
    after = sql_store.write(NORTH, state)
    other.close()

    assert after != before
    assert after == sql_store.read(NORTH, state)


def test_a_commit_that_fails_takes_what_was_kept_with_it(sql_store: SqlStore) -> None:
    before = sql_store.write(NORTH, state)

    def lose_the_transaction(records: Records) -> None:
        save_window(records)
        state(records)
        records.journal.sql._connection.execute("ROLLBACK")  # type: ignore[attr-defined]

    with pytest.raises(Refusal):
        sql_store.write(NORTH, lose_the_transaction)

    assert sql_store.write(NORTH, state) == before
