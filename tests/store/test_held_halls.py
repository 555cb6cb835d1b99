"""One hall of a server waits for another server's lock, and the others go on: PostgreSQL has a lock for each hall."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.store.driver import Connection
from server.store.postgresql import PostgresqlDriver
from server.store.sql_store import SqlStore
from server.store.waiting import NativeWaiting
from tests.store.databases import PostgresqlDatabase
from tests.store.sample import NORTH, SOUTH, Take
from tests.store.together import Outcome

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class WatchedDriver(PostgresqlDriver):
    """Says when a hall's lock was not to be had."""

    was_held: threading.Event = field(default_factory=threading.Event)

    def try_begin(self, connection: Connection, hall_id: HallId | None) -> bool:
        begun = PostgresqlDriver.try_begin(self, connection, hall_id)
        if not begun:
            self.was_held.set()
        return begun


@pytest.fixture
def held(postgresql_database: PostgresqlDatabase) -> Iterator[Callable[[], None]]:
    """Another server holds the northern hall, until it is told to let go."""
    stranger = postgresql_database.stranger()
    postgresql_database.hold(stranger, NORTH)
    yield lambda: stranger.execute("ROLLBACK")
    stranger.close()


def northerner(server: SqlStore, driver: WatchedDriver, name: str, heard: list[Outcome]) -> threading.Thread:
    """Somebody who waits for the northern hall by now."""
    thread = threading.Thread(target=lambda: heard.append(Outcome.of(server, Take(name))))
    thread.start()
    assert driver.was_held.wait(20)
    return thread


def test_a_hall_that_another_server_holds_keeps_no_other_hall_waiting(
    postgresql_database: PostgresqlDatabase, held: Callable[[], None]
) -> None:
    driver, heard = WatchedDriver(postgresql_database.url), list[Outcome]()
    server = SqlStore(driver, NativeWaiting, lock_seconds=30, readers=1)
    waiting = northerner(server, driver, "first", heard)

    south = [server.write(SOUTH, Take(str(number))).number for number in range(5)]
    assert (south, heard) == ([1, 2, 3, 4, 5], [])
    held()
    waiting.join()

    assert [(each.label, each.error) for each in heard] == [("Б\u00a0001", None)]
    server.close()


def test_who_waits_too_long_for_a_held_hall_is_told_however_busy_the_others_are(
    postgresql_database: PostgresqlDatabase, held: Callable[[], None]
) -> None:
    driver, heard = WatchedDriver(postgresql_database.url), list[Outcome]()
    server = SqlStore(driver, NativeWaiting, lock_seconds=0.05, readers=1)
    waiting = northerner(server, driver, "first", heard)

    numbers = count()
    while waiting.is_alive():
        server.write(SOUTH, Take(str(next(numbers))))
    held()

    (refused,) = heard
    assert isinstance(refused.error, Refusal)
    assert refused.error.code is ProblemCode.BUSY
    assert server.write(NORTH, Take("afterwards")).number == 1
    server.close()


def test_a_server_that_closes_still_serves_those_who_wait_for_a_held_hall(
    postgresql_database: PostgresqlDatabase, held: Callable[[], None]
) -> None:
    driver, heard = WatchedDriver(postgresql_database.url), list[Outcome]()
    server = SqlStore(driver, NativeWaiting, lock_seconds=30, readers=1)
    waiting = northerner(server, driver, "first", heard)
    server.write(SOUTH, Take("south"))
    closing = threading.Thread(target=server.close)
    closing.start()

    held()
    waiting.join()
    closing.join()

    assert [each.label for each in heard] == ["Б\u00a0001"]
