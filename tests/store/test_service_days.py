"""How many visits of a day each service has, and how the days before that was counted are filled in."""

from __future__ import annotations

from datetime import timedelta

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine

from server.contract.terms import HallId, ServiceId
from server.domain.interval import of_ticket
from server.domain.ticket import Ticket
from server.store.migrations.versions import r0005_days_of_services
from server.store.opening import open_store
from server.usecases.ports import Records, Store
from tests.store.databases import Database
from tests.store.sample import DAY, NORTH, PEOPLE, SERVICES, SOUTH, WINDOWS, add, moment, ticket


def enter(store: Store, *numbers: int, hall_id: HallId = NORTH, day_after: int = 0) -> None:
    def count(records: Records) -> None:
        for number in numbers:
            records.service_days.enter(DAY + timedelta(days=day_after), SERVICES[number])

    store.write(hall_id, count)


def leave(store: Store, number: int) -> None:
    store.write(NORTH, lambda records: records.service_days.leave(DAY, SERVICES[number]))


def given(store: Store, *numbers: int, hall_id: HallId = NORTH) -> dict[ServiceId, int]:
    services = [SERVICES[number] for number in numbers or range(4)]
    return store.read(hall_id, lambda records: records.service_days.given(DAY, services))


def test_each_service_is_counted_by_itself(store: Store) -> None:
    enter(store, 0, 1, 0)

    assert given(store) == {SERVICES[0]: 2, SERVICES[1]: 1}
    assert given(store, 1, 2) == {SERVICES[1]: 1}


def test_another_day_and_another_hall_are_counted_by_themselves(store: Store) -> None:
    enter(store, 0)
    enter(store, 0, 0, day_after=1)
    enter(store, 0, 0, 0, hall_id=SOUTH)

    assert given(store) == {SERVICES[0]: 1}
    assert given(store, hall_id=SOUTH) == {SERVICES[0]: 3}


def test_who_leaves_makes_room_but_never_more_than_there_was(store: Store) -> None:
    enter(store, 0, 0)
    leave(store, 0)
    assert given(store) == {SERVICES[0]: 1}

    leave(store, 0)
    leave(store, 0)
    leave(store, 1)
    assert given(store) == {}

    enter(store, 0)
    assert given(store) == {SERVICES[0]: 1}


def test_served_are_the_services_that_a_ticket_was_served_in(store: Store) -> None:
    called = ticket().call(WINDOWS[0], PEOPLE[0], moment(1))
    serving, other = called.start(moment(2)), ticket(service_number=1)
    add(store, serving, other)
    steps = [(called, serving), (serving, serving.park(moment(9), until_ms=None)), (other, other.cancel(moment(9)))]

    def keep(records: Records) -> None:
        for before, after in steps:
            interval = of_ticket(before, after, after.began)
            assert interval is not None
            records.intervals.add(interval)

    store.write(NORTH, keep)

    assert store.read(NORTH, lambda records: records.intervals.served(serving)) == {SERVICES[0]}
    assert not store.read(NORTH, lambda records: records.intervals.served(other))


def test_the_migration_counts_the_tickets_of_each_day(database: Database) -> None:
    store = open_store(database.url)
    add(store, ticket(), ticket(), ticket().cancel(moment()), _served(ticket(service_number=2)))
    add(store, ticket(day=DAY + timedelta(days=1)), ticket(hall_id=SOUTH, day=DAY - timedelta(days=1)))
    _take_back(database)

    _migrate_again(database)

    assert given(store) == {SERVICES[0]: 2, SERVICES[2]: 1}
    stranger = database.stranger()
    rows = stranger.execute("SELECT hall_id, day, service_id, given FROM service_day ORDER BY 1, 2, 3").fetchall()
    stranger.close()
    store.close()
    assert rows == [
        (NORTH, "2026-03-02", SERVICES[0], 2),
        (NORTH, "2026-03-02", SERVICES[2], 1),
        (NORTH, "2026-03-03", SERVICES[0], 1),
        (SOUTH, "2026-03-01", SERVICES[0], 1),
    ]


def _served(waiting: Ticket) -> Ticket:
    return waiting.call(WINDOWS[0], PEOPLE[0], moment()).start(moment()).finish(moment(1))


def _take_back(database: Database) -> None:
    """As the database was before that migration."""
    stranger = database.stranger()
    for statement in ("DROP TABLE service_day", "ALTER TABLE interval DROP COLUMN outcome"):
        stranger.execute(statement)
    stranger.close()


def _migrate_again(database: Database) -> None:
    engine = create_engine(database.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0005_days_of_services.upgrade()
    engine.dispose()
