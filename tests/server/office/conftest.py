"""The office over HTTP: the app itself, a hall in memory, and somebody signed in with a browser without a screen."""

from __future__ import annotations

import pytest

from tests.builders import HallBuilder, SampleHall
from tests.server.office.desk import Office


@pytest.fixture
def office() -> Office:
    """The sample hall; its founder, who may do everything, is signed in."""
    return Office(SampleHall())


@pytest.fixture
def empty_office() -> Office:
    """A hall just founded."""
    return Office(HallBuilder())
