"""Pages of the board, opened and watched for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser.pages import PATIENCE_MS
from tests.display.hall import Hall

FULL_HD = {"width": 1920, "height": 1080}
ROW = "[data-call-id]"
SAYING = "[data-announcing]"


NOTE_ALL = """() => {
    window.announcingLog = [];
    window.proclaimingLog = [];
    const last = { ids: "[]", words: "" };
    new MutationObserver(() => {
        const ids = [...document.querySelectorAll("[data-announcing]")].map((row) => row.dataset.announcing);
        if (JSON.stringify(ids) !== last.ids) window.announcingLog.push({ ids, at: performance.now() });
        last.ids = JSON.stringify(ids);
        const words = document.querySelector("[data-proclaiming], .proclaimed")?.textContent.trim() ?? "";
        if (words !== last.words) window.proclaimingLog.push(words);
        last.words = words;
    }).observe(document, { attributes: true, childList: true, subtree: true });
}"""
"""Each change of what is announced and proclaimed, as somebody looking at the board would see it: a sound of half a
second may be over before a test has asked for it."""


class Watched:
    """A page of the board with everything it complained of and fetched."""

    def __init__(self, browser: Browser, hall: Hall, *, size: dict[str, int], wishes: str) -> None:
        self.context = browser.new_context(viewport=size)  # type: ignore[arg-type]  # a plain dict
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.page.add_init_script(f"({NOTE_ALL})()")
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
    """A hall that is begun anew for each test: to start a server takes longer than to look at its board."""
    hall = Hall()
    try:
        yield hall
    finally:
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


def until_said(page: Page, call_id: str) -> None:
    """Waits until a call has been announced, though it may be over already."""
    page.wait_for_function("id => window.announcingLog.some(({ ids }) => ids.includes(id))", arg=call_id)


def until_silent(page: Page) -> None:
    """Waits until what was announced is over."""
    page.wait_for_function("() => window.announcingLog.at(-1)?.ids.length === 0")


def until_proclaimed(page: Page, times: int = 1) -> None:
    """Waits until words to the whole hall have come and gone so many times."""
    page.wait_for_function("times => window.proclaimingLog.length === 2 * times", arg=times)
