"""A fresh hall for each test, in memory; for those of calling and of the day on PostgreSQL too, beside another hall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.store.opening import open_store
from tests.builders import HallBuilder, SampleHall
from tests.postgresql import Cluster


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: Cluster) -> str:
    """The name of a database without a hall, to be copied."""
    name = postgresql.create()
    store = open_store(postgresql.url(name))
    store.migrate()
    store.close()
    return name


ON_POSTGRESQL_TOO = {
    "test_automatic",
    "test_calling",
    "test_continuing",
    "test_daily_limit",
    "test_day_change",
    "test_idempotency",
    "test_intake",
    "test_intervals",
    "test_moved_continuations",
    "test_paper",
    "test_panels",
    "test_parking",
    "test_pressing",
    "test_releasing",
    "test_route",
    "test_serving",
    "test_straying",
    "test_suspending",
    "test_taking",
    "test_transferring",
}
"""Where it matters what the store gives and keeps: who is next, and the life of a ticket and of a day."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives such tests the hall of each database."""
    if "hall" not in metafunc.fixturenames:
        return
    halls: list[Any] = ["memory"]
    if metafunc.module.__name__.rpartition(".")[2] in ON_POSTGRESQL_TOO:
        halls.append(pytest.param("postgresql", marks=pytest.mark.slow))
    metafunc.parametrize("hall", halls, indirect=True)


@pytest.fixture
def hall(request: pytest.FixtureRequest) -> Iterator[SampleHall]:
    """The sample hall at Monday noon, with nobody at the windows and nobody waiting."""
    if request.param == "memory":
        hall = SampleHall()
        yield hall
        hall.store.close()
        return
    running: Cluster = request.getfixturevalue("postgresql")
    name = running.create(template=request.getfixturevalue("migrated_postgresql"))
    store = open_store(running.url(name))
    HallBuilder(store, "hall-2", founder="nina")
    yield SampleHall(store)
    store.close()
    running.drop(name)


@pytest.fixture
def staffed(hall: SampleHall) -> SampleHall:
    """The same with Olena at window 1 and Taras at window 2."""
    hall.sit(hall.olena, hall.one)
    hall.sit(hall.taras, hall.two)
    return hall
