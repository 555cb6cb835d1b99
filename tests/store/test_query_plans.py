"""No query of the daily work grows with the tickets of the past: by SQLite's plan, and by counting its steps."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.contract.terms import HallId
from server.domain.place import LineClass, at_service
from server.store import boxes, house, intervals, journal, lines, print_jobs, service_days, tickets, windows
from server.store.inline_store import InlineStore
from server.store.statements import Statement
from server.usecases.ports import Records, Store
from tests.store.sample import DAY, NORTH, PEOPLE, SERVICES, WINDOWS, moment, ticket

TARGETS = [at_service(each) for each in SERVICES]
PARAMETERS = {
    "hall_id": NORTH,
    "day": DAY.isoformat(),
    "targets": json.dumps(TARGETS),
    "classes": json.dumps(list(LineClass)),
    "kinds": "[]",
    "states": "[]",
    "service_id": SERVICES[0],
    "services": json.dumps(SERVICES),
    "tickets": "[]",
    "since_ms": 0,
    "window_id": WINDOWS[0],
    "id": "x",
    "ticket_id": "x",
    "phone_secret": "x",
    "key_hash": "x",
    "next_key_hash": "x",
    "secret_hash": "x",
    "first": 1,
    "last": 2,
}


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (lines._HEADS, "PRIMARY KEY"),
        (lines._PEOPLE_IN_LINES, "PRIMARY KEY"),
        (lines._ROWS_IN_LINES, "PRIMARY KEY"),
        (lines._ANY_IN_SEVERAL, "ix_line_ticket"),
        (lines._IN_SEVERAL, "ix_line_ticket"),
        (lines._WAITING_BY_TARGET, "PRIMARY KEY"),
        (intervals._LAST, "PRIMARY KEY"),
        (intervals._OF_DAYS, "ix_interval_day"),
        (intervals._SERVED, "ix_interval_day"),
        (tickets._LEAVE, "ix_line_ticket"),
        (lines._WAITING, "ix_ticket_waiting"),
        (lines._ARRIVALS, "sqlite_autoindex_ticket"),
        (lines._WAITING_BEFORE, "ix_ticket_waiting"),
        (lines._WAITING_AFTER, "ix_ticket_waiting"),
        (lines._LIVING_IN_HAND, "uq_ticket_in_hand"),
        (lines._CALLED_BEFORE, "uq_ticket_in_hand"),
        (lines._PARKED, "ix_ticket_parked"),
        (lines._PARKED_BEFORE, "ix_ticket_parked"),
        (service_days._GIVEN, "PRIMARY KEY"),
        (service_days._MORE, "PRIMARY KEY"),
        (service_days._LESS, "PRIMARY KEY"),
        (lines._OVER, "ix_ticket_over"),
        (lines._LEFT_OVER, "ix_ticket_over"),
        (lines._ENDED_AFTER_CALL, "ix_ticket_over"),
        (tickets._IN_HAND, "uq_ticket_in_hand"),
        (tickets._GET, "sqlite_autoindex_ticket"),
        (tickets._BY_SECRET, "sqlite_autoindex_ticket"),
        (tickets._TAKEN, "sqlite_autoindex_ticket"),
        (windows._SERVED, "ix_ticket_done"),
        (print_jobs._OPEN, "ix_print_job_open"),
        (print_jobs._LATEST, "ix_print_job_ticket"),
        (journal._ENTRIES, "PRIMARY KEY"),
        (house._FIND, "sqlite_autoindex_session"),
        (boxes.BY_KEY, "sqlite_autoindex_box"),
        (boxes.BY_NEXT_KEY, "uq_box_next_key_hash"),
    ],
)
def test_each_query_of_the_daily_work_uses_its_index(founded: Path, statement: Statement, index: str) -> None:
    connection = sqlite3.connect(founded)

    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement.text('sqlite')}", PARAMETERS).fetchall()
    connection.close()

    steps = [step[3] for step in plan]
    assert any(index in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN") and not is_given_list(step)], steps


def is_given_list(step: str) -> bool:
    """A JSON list that was handed in."""
    return "VIRTUAL TABLE" in step or step in ("SCAN targets", "SCAN classes")


DAILY: dict[str, Callable[[Records], object]] = {
    "heads": lambda records: records.lines.heads(DAY, TARGETS),
    "in lines": lambda records: records.lines.in_lines(DAY, TARGETS, LineClass),
    "living": lambda records: records.lines.living(DAY),
    "stale": lambda records: records.lines.stale(DAY),
    "in hand": lambda records: records.tickets.in_hand(WINDOWS[0]),
    "open jobs": lambda records: records.print_jobs.open_jobs(),
}


@pytest.mark.parametrize("name", DAILY)
def test_the_steps_of_a_query_do_not_grow_with_history(inline_store: InlineStore, name: str) -> None:
    add_line(inline_store, DAY, 30)
    before = steps_of(inline_store, DAILY[name])
    for days in range(1, 11):
        add_history(inline_store, DAY - timedelta(days=days), 100)
    add_history(inline_store, DAY, 100)

    after = steps_of(inline_store, DAILY[name])

    assert after <= before * 1.1 + 20, f"{before} steps became {after}"


def test_the_steps_of_finding_the_heads_do_not_grow_with_the_lines(inline_store: InlineStore) -> None:
    add_line(inline_store, DAY, 40)
    before = steps_of(inline_store, DAILY["heads"])
    add_line(inline_store, DAY, 1000)

    after = steps_of(inline_store, DAILY["heads"])

    assert after <= before * 1.1 + 20, f"{before} steps became {after}"


def add_line(store: Store, day: date, count: int, hall_id: HallId = NORTH) -> None:
    def add(records: Records) -> None:
        for number in range(count):
            records.tickets.add(ticket(hall_id=hall_id, day=day, service_number=number % 4, arrived=10 + number))

    store.write(hall_id, add)


def add_history(store: Store, day: date, count: int, hall_id: HallId = NORTH) -> None:
    def add(records: Records) -> None:
        for number in range(count):
            taken = replace(ticket(hall_id=hall_id, day=day, service_number=number % 4), number=number + 10_000)
            called = taken.call(WINDOWS[0], PEOPLE[0], moment())
            over = (
                called.start(moment()).finish(moment(1)),
                called.miss(moment(1), after_seconds=0),
                taken.expire(moment()),
            )
            records.tickets.add(over[number % 3])

    store.write(hall_id, add)


def steps_of(store: InlineStore, work: Callable[[Records], object]) -> int:
    """How many steps SQLite's machine makes: the same on every computer, however busy."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = store._connection
    assert isinstance(connection, sqlite3.Connection)
    connection.set_progress_handler(step, 1)
    store.read(NORTH, work)
    connection.set_progress_handler(None, 1)
    return steps
