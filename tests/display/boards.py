"""Pages of the board, opened and watched for tests."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.display.hall import Hall

FULL_HD = {"width": 1920, "height": 1080}
ROW = "[data-call-id]"
SAYING = "[data-announcing]"


class Watched:
    """A page of the board with everything it complained of and fetched."""

    def __init__(self, browser: Browser, hall: Hall, *, size: dict[str, int], wishes: str) -> None:
        self.context = browser.new_context(viewport=size)  # type: ignore[arg-type]  # a plain dict
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.fetched: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.fetched.append(request.url))
        self.page.goto(f"{hall.address}/display{wishes}")

    def sounds(self) -> list[str]:
        return [url for url in self.fetched if "/audio/" in url]


Opening = Callable[..., Watched]


@contextmanager
def running_hall() -> Iterator[Hall]:
    """A hall with nobody called."""
    hall = Hall()
    hall.start()
    try:
        yield hall
    finally:
        hall.signal(signal.SIGCONT)
        hall.end()


@contextmanager
def boards(browser: Browser, hall: Hall) -> Iterator[Opening]:
    """Opens boards of the hall: ``open_board(size=…, wishes="?language=en")``."""
    opened: list[Watched] = []

    def open_it(*, size: dict[str, int] = FULL_HD, wishes: str = "") -> Watched:
        opened.append(Watched(browser, hall, size=size, wishes=wishes))
        return opened[-1]

    yield open_it
    for watched in opened:
        watched.context.close()


def at_revision(page: Page, revision: str) -> None:
    page.wait_for_selector(f'main[data-revision="{revision}"]')


def labels(page: Page) -> list[str]:
    return [text.replace("\xa0", " ") for text in page.locator(f"{ROW} .label b").all_inner_texts()]


def watch_announcing(page: Page) -> None:
    """Note each change of what is announced, as somebody looking at the board would."""
    page.evaluate(
        """() => {
            window.announcingLog = [];
            let last = "[]";
            new MutationObserver(() => {
                const ids = [...document.querySelectorAll("[data-announcing]")].map((row) => row.dataset.announcing);
                if (JSON.stringify(ids) !== last) window.announcingLog.push({ ids, at: performance.now() });
                last = JSON.stringify(ids);
            }).observe(document.body, { attributes: true, childList: true, subtree: true });
        }"""
    )
