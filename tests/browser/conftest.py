"""A real server, a real Chromium.

``hall``                    the sample hall, served by a process of its own
``page_at(url, …)``         a page in a fresh browser profile; see tests/browser/pages.py
``troubles``                what those pages complained of: ``troubles.expect("…")`` announces a complaint
``assert_accessible(page)`` no axe-core violation of level A or AA
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.hall_fixtures import Seeded as Seeded
from tests.browser.hall_fixtures import hall as hall
from tests.browser.hall_fixtures import seeded as seeded
from tests.browser.hall_fixtures import still_hall as still_hall
from tests.browser.kiosk_steps import kiosk as kiosk
from tests.browser.kiosk_steps import kiosk_page as kiosk_page
from tests.browser.pages import ARGUMENTS, PATIENCE_MS, Opener, Troubles, opener, violations

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Opener]:
    """Opens pages, and fails the test afterwards for what they complained of."""
    yield from opener(browser)


@pytest.fixture
def troubles(page_at: Opener) -> Troubles:
    """Of the pages that this test opens."""
    return page_at.troubles


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Holds a page, as it is at this moment, to WCAG 2.2 A and AA."""

    def check(page: Page) -> None:
        found = violations(page)
        assert not found, "\n".join(found)

    return check
