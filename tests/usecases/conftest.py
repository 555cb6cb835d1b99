"""A fresh hall for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import SampleHall


@pytest.fixture
def hall() -> Iterator[SampleHall]:
    """The sample hall at Monday noon, with nobody at the windows and nobody waiting."""
    hall = SampleHall()
    yield hall
    hall.store.close()


@pytest.fixture
def staffed(hall: SampleHall) -> SampleHall:
    """The same with Olena at window 1 and Taras at window 2."""
    hall.sit(hall.olena, hall.one)
    hall.sit(hall.taras, hall.two)
    return hall
