"""Stretches of time that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.interval import Interval, IntervalKind, Outcome
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from server.usecases.ports import Records, Store
from tests.store.databases import Database
from tests.store.sample import DAY, NORTH, PEOPLE, SERVICES, SOUTH, WINDOWS, add, moment, ticket

SERVED = Interval(
    kind=IntervalKind.SERVING,
    day=DAY,
    began=moment(10),
    ended=moment(40),
    service_id=SERVICES[0],
    window_id=WINDOWS[0],
    person_id=PEOPLE[0],
)


def kept(store: Store, *intervals: Interval) -> list[Interval]:
    def add_all(records: Records) -> None:
        for each in intervals:
            records.intervals.add(each)

    store.write(NORTH, add_all)
    return list(store.read(NORTH, lambda records: records.intervals.of_days(DAY, DAY, IntervalKind)))


@pytest.mark.parametrize("outcome", [*Outcome, None])
def test_they_come_back_as_they_were_with_how_they_ended(store: Store, outcome: Outcome | None) -> None:
    taken = ticket()
    add(store, taken)
    served = replace(SERVED, ticket_id=taken.id, outcome=outcome)

    assert kept(store, served) == [served]


def test_they_are_told_in_order_by_hall_day_and_kind(store: Store) -> None:
    waited = replace(SERVED, kind=IntervalKind.WAITING, window_id=None, person_id=None)
    tomorrow = replace(SERVED, day=DAY + timedelta(days=1))
    later = replace(SERVED, ended=moment(50))

    assert kept(store, SERVED, waited, tomorrow, later) == [SERVED, waited, later]
    assert store.read(NORTH, lambda records: records.intervals.of_days(DAY, DAY, [IntervalKind.WAITING])) == [waited]
    assert store.read(SOUTH, lambda records: records.intervals.of_days(DAY, DAY, IntervalKind)) == []


def test_they_are_numbered_on_after_those_of_another_process(sql_store: SqlStore, database: Database) -> None:
    other = open_store(database.url)

    told = [kept(store, SERVED) for store in (sql_store, other, sql_store)]
    other.close()

    assert told == [[SERVED], [SERVED] * 2, [SERVED] * 3]
