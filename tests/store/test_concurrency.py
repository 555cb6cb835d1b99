"""Many at once: threads of one process, and processes on one database."""

from collections import Counter
from functools import partial

import pytest

from server.contract.terms import HallId
from server.domain.ticket import Ticket
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from server.usecases.ports import Records
from tests.store.children import child, finished, told_in
from tests.store.databases import Database
from tests.store.sample import NORTH, SOUTH, WINDOWS, CallNext, Take
from tests.store.together import in_threads


def test_twelve_threads_and_two_halls_give_no_number_twice_and_leave_none_out(sql_store: SqlStore) -> None:
    def take(name: int) -> list[tuple[HallId, int]]:
        hall_id = (NORTH, SOUTH)[name % 2]
        return [(hall_id, sql_store.write(hall_id, Take(f"{name}-{turn}")).number) for turn in range(20)]

    given = [number for numbers in in_threads([partial(take, name) for name in range(12)]) for number in numbers]

    assert sorted(given) == [(hall_id, number) for hall_id in (NORTH, SOUTH) for number in range(1, 121)]


def test_eight_windows_calling_at_once_call_four_hundred_tickets_once_each(sql_store: SqlStore) -> None:
    def take_all(records: Records) -> None:
        for number in range(400):
            Take(f"ticket-{number}", service_number=number % 4)(records)

    def call_until_nobody_waits(window: int) -> list[Ticket]:
        called = []
        while ticket := sql_store.write(NORTH, CallNext(window)):
            called.append(ticket)
        return called

    sql_store.write(NORTH, take_all)

    calls = in_threads([partial(call_until_nobody_waits, window) for window in range(len(WINDOWS))])

    times = Counter(ticket.id for called in calls for ticket in called)
    assert times == Counter(f"ticket-{number}" for number in range(400))
    assert all([ticket.place for ticket in called] == sorted(ticket.place for ticket in called) for called in calls), (
        "a window called somebody before one who had waited longer"
    )


@pytest.mark.slow
def test_three_processes_on_one_database_give_no_number_twice(sql_store: SqlStore, database: Database) -> None:
    processes = [child("tests.store.taking_child", database.url, f"process-{n}", "4", "40") for n in range(3)]

    told = [each for process in processes for each in told_in(finished(process))]

    numbers = sorted((each.hall, each.number) for each in told)
    assert numbers == [(hall_id, number) for hall_id in (NORTH, SOUTH) for number in range(1, 241)]
    for hall_id in (NORTH, SOUTH):
        check = sql_store.verify_journal(hall_id)
        assert (check.entries, check.first_broken) == (240, None)


@pytest.mark.slow
def test_processes_that_start_at_once_migrate_once(empty_database: Database) -> None:
    processes = [child("tests.store.migrating_child", empty_database.url) for _ in range(3)]

    for process in processes:
        finished(process)

    store = open_store(empty_database.url)
    assert store.read_house(lambda house: list(house.halls())) == []
    store.close()
