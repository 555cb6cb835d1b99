"""A board's own server and its page as fixtures."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.display.boards import Opening, boards, running_hall
from tests.display.hall import Hall


@pytest.fixture(scope="session")
def board_server() -> Iterator[Hall]:
    """Of the product's own driver; not yet begun."""
    with running_hall() as hall:
        yield hall


@pytest.fixture
def hall(board_server: Hall) -> Iterator[Hall]:
    """A server whose news a test says, and which has said nothing yet."""
    board_server.begin_anew()
    yield board_server
    board_server.signal(signal.SIGCONT)


@pytest.fixture
def open_board(browser: Browser, hall: Hall) -> Iterator[Opening]:
    """Opens boards of that hall."""
    with boards(browser, hall) as opening:
        yield opening
