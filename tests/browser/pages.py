"""Pages in a real Chromium: every console error and every request that leaves the machine fails the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.hall import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]
PATIENCE_MS = 60_000
"""For whatever a page is to show, do or load: the machine has two cores and other work, and may be a slow one."""
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FULL_HD = (1920, 1080)
OFFICE_SCREEN = (1366, 768)
_OWN_HOSTS = {"127.0.0.1", "localhost", ""}
_ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@dataclass
class Troubles:
    """What a browser complained of and where it went; a test that cuts the power says what it ``expects``."""

    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    _visited: set[str] = field(default_factory=set)

    def expect(self, pattern: str) -> None:
        """Complaints that match belong to the test."""
        self.expected.append(pattern)

    def watch(self, page: Page) -> None:
        """Hear of everything on this page from now on."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("request", self._sent)

    def unexpected(self) -> list[str]:
        """What nobody has announced."""
        return [said for said in self.complaints if not any(re.search(each, said) for each in self.expected)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        source = message.location.get("url", "")
        # A refusal is an answer: Chromium notes the status of a command, and of a page that says no, as an error.
        is_answer = "/v1/commands/" in source or source in self._visited
        if not (is_answer and _ANSWERED.match(message.text)):
            self.complaints.append(f"{message.text} ({source})")

    def _sent(self, request: Request) -> None:
        if request.is_navigation_request():
            self._visited.add(request.url)
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname not in _OWN_HOSTS:
            self.foreign.append(request.url)


@dataclass(slots=True)
class Opener:
    """The fixture ``page_at``: ``page_at(url, size=FULL_HD, language="en")``, each in a browser profile of its own."""

    browser: Browser
    troubles: Troubles
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        url: str,
        *,
        size: tuple[int, int] = OFFICE_SCREEN,
        language: str = "uk",
        sign_in: Callable[[Page], None] | None = None,
        **options: Any,
    ) -> Page:
        """A page at an address; ``sign_in`` runs first, with the fresh page. Options are Playwright's of a context."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", locale="uk-UA", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        address = urlsplit(url)
        context.add_cookies(
            [{"name": "cherha_language", "value": language, "url": f"{address.scheme}://{address.netloc}"}]
        )
        page = context.new_page()
        self.troubles.watch(page)
        if sign_in is not None:
            sign_in(page)
        page.goto(url)
        return page

    def close(self) -> None:
        """Every page that was opened."""
        for context in self.contexts:
            context.close()


def opener(browser: Browser) -> Iterator[Opener]:
    """For a fixture: opens pages, and afterwards holds them to their silence."""
    troubles = Troubles()
    opening = Opener(browser, troubles)
    yield opening
    opening.close()
    assert not troubles.unexpected(), troubles.unexpected()
    assert not troubles.foreign, troubles.foreign


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, one line each."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "levels => axe.run({runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})", LEVELS
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def keep_picture(page: Page, name: str, folder: Path) -> Path:
    """A screenshot of what is seen, for a person to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    return path
