"""A real server, a real Chromium.

``hall``                    the sample hall, served by a process of its own
``page_at(url, …)``         a page in a fresh browser profile; see tests/browser/pages.py
``troubles``                what those pages complained of: ``troubles.expect("…")`` announces a complaint
``assert_accessible(page)`` no axe-core violation of level A or AA
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from server.contract.terms import BoxKind
from tests.browser.hall import Hall, copy_of, running_hall, seeded_folder
from tests.browser.pages import ARGUMENTS, Opener, Troubles, opener, violations

Seeded = tuple[Path, dict[BoxKind, str]]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """A folder with the sample hall, to be copied, and the codes of its boxes."""
    folder = tmp_path_factory.mktemp("sample-hall")
    return folder, seeded_folder(folder)


@pytest.fixture
def hall(seeded: Seeded, tmp_path: Path) -> Iterator[Hall]:
    """A fresh sample hall, served."""
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes) as running:
        yield running


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
