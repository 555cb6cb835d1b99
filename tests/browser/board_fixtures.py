"""A board's own server and its page as fixtures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.display.boards import Opening, boards, running_hall
from tests.display.hall import Hall


@pytest.fixture
def hall() -> Iterator[Hall]:
    """A server of the product's own driver, whose news a test says."""
    with running_hall() as hall:
        yield hall


@pytest.fixture
def open_board(browser: Browser, hall: Hall) -> Iterator[Opening]:
    """Opens boards of that hall."""
    with boards(browser, hall) as opening:
        yield opening
