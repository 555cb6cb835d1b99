"""A hall on paper for boxes to speak to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.link import Link
from tests.kiosk.paper_hall_names import KEY
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, paper_hall


@pytest.fixture
def hall() -> Iterator[PaperHall]:
    with paper_hall() as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of the notebook."""
    return tmp_path / "slips.json"


@pytest.fixture
def link(hall: PaperHall) -> Iterator[Link]:
    made = Link(hall.url, KEY, timeout_seconds=DEADLINE_SECONDS, pauses_seconds=(0.01, 0.01))
    yield made
    made.close()
