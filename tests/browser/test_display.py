"""The board in a real Chromium, against a real Socket.IO server with the product's own driver."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.contract.terms import Intake, TicketState
from tests.browser.pages import ARGUMENTS, AXE
from tests.display.hall import Hall

pytestmark = pytest.mark.browser

FULL_HD = {"width": 1920, "height": 1080}
ROW = "[data-call-id]"
SAYING = "[data-announcing]"


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall()
    hall.start()
    yield hall
    hall.signal(signal.SIGCONT)
    hall.end()


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


@pytest.fixture
def open_board(browser: Browser, hall: Hall) -> Iterator[Opening]:
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


def test_a_call_appears_with_its_window_and_the_newest_stands_first(hall: Hall, open_board: Opening) -> None:
    hall.call("А\xa0041", "3")
    hall.publish()
    page = open_board().page
    page.wait_for_selector(ROW)

    hall.call("П\xa0007", "Каса 2")
    at_revision(page, hall.publish())

    assert labels(page) == ["П 007", "А 041"]
    expect(page.locator(f"{ROW} .window b").first).to_have_text("Каса 2")
    expect(page.locator("[data-featured] .label b")).to_have_text("П\xa0007")


def test_served_tickets_are_quiet_and_stand_after_the_called(hall: Hall, open_board: Opening) -> None:
    hall.call("А\xa0041", "3", TicketState.CALLED, ago=300)
    hall.call("П\xa0007", "4", TicketState.SERVING, ago=90)
    hall.publish()

    page = open_board().page

    expect(page.locator(".row[data-state=called]")).to_have_count(1)
    expect(page.locator(".serving [data-state=serving]")).to_contain_text("П\xa0007")


def test_the_board_tells_the_hall_the_time_the_line_and_the_right_to_be_served_out_of_turn(
    hall: Hall, open_board: Opening
) -> None:
    hall.publish()

    page = open_board().page

    expect(page.locator(".clock")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(page.locator("h1")).to_contain_text("Прозорий офіс")
    expect(page.locator("[data-waiting-total]")).to_have_text(str(hall.snapshot().waiting_total))
    expect(page.locator(".sphere")).to_have_count(len(hall.snapshot().waiting))
    expect(page.locator(".notice")).to_contain_text("позачергово")
    expect(page.locator(".nobody-title")).to_have_text("Ваш номер з’явиться тут")


def test_a_closed_hall_says_why_nobody_is_called(hall: Hall, open_board: Opening) -> None:
    hall.publish(intake=Intake.CLOSED_TODAY, waiting=(), waiting_total=0)

    page = open_board().page

    expect(page.locator(".nobody-title")).to_have_text("Сьогодні прийому немає")


def test_a_call_is_said_once_and_again_when_it_is_recalled(hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    board = open_board()
    at_revision(board.page, hall.publish())

    hall.announce(row, tenths=6)
    hall.announce(row, tenths=6)
    saying = board.page.wait_for_selector(SAYING)
    assert saying is not None
    assert saying.get_attribute("data-announcing") == row.call_id
    board.page.wait_for_selector(SAYING, state="detached")
    assert len(board.sounds()) == 1
    hall.announce(hall.recall(row), tenths=6)
    board.page.wait_for_selector(f'[data-announcing="{row.ticket_id}/2"]')
    board.page.wait_for_selector(SAYING, state="detached")

    assert len(board.sounds()) == 2
    assert not board.complaints


def test_two_calls_are_said_one_after_another_each_with_its_picture(hall: Hall, open_board: Opening) -> None:
    first, second = hall.call("А\xa0041", "3"), hall.call("П\xa0007", "4")
    board = open_board()
    at_revision(board.page, hall.publish())
    watch_announcing(board.page)

    hall.announce(first, tenths=9, name="first")
    hall.announce(second, tenths=9, name="second")
    board.page.wait_for_selector(f'[data-announcing="{second.call_id}"]')
    board.page.wait_for_selector(SAYING, state="detached")

    log = board.page.evaluate("window.announcingLog")
    assert [step["ids"] for step in log] == [[first.call_id], [], [second.call_id], []]
    lasted = [after["at"] - before["at"] for before, after in zip(log[::2], log[1::2], strict=True)]
    assert all(800 <= milliseconds <= 2500 for milliseconds in lasted), lasted


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


def test_a_missing_sound_still_flashes_for_five_seconds(hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    board = open_board()
    at_revision(board.page, hall.publish())
    watch_announcing(board.page)

    hall.announce(row, tenths=0)
    board.page.wait_for_selector(SAYING)
    board.page.wait_for_selector(SAYING, state="detached")

    begun, ended = board.page.evaluate("window.announcingLog")
    assert 4500 <= ended["at"] - begun["at"] <= 6500


def test_an_expired_call_is_not_said(hall: Hall, open_board: Opening) -> None:
    late, timely = hall.call("А\xa0041", "3"), hall.call("П\xa0007", "4")
    board = open_board()
    at_revision(board.page, hall.publish())

    hall.announce(late, expires_in=-1, name="late")
    hall.announce(timely, tenths=5, name="timely")
    board.page.wait_for_selector(SAYING)

    assert [url.rpartition("/")[2] for url in board.sounds()] == ["timely-5.wav"]


@pytest.mark.parametrize("how", ["power cut", "frozen"])
def test_a_lost_server_is_said_within_five_seconds_and_no_longer_once_it_is_back(
    how: str, hall: Hall, open_board: Opening
) -> None:
    row = hall.call("А\xa0041", "3")
    hall.publish()
    board = open_board()
    board.page.wait_for_selector("main[data-link=up]")

    began = time.monotonic()
    if how == "frozen":
        hall.signal(signal.SIGSTOP)
    else:
        hall.end()
    board.page.wait_for_selector("main[data-link=lost]")
    took = time.monotonic() - began

    print(f"{how}: said after {took:.2f} s")
    assert took <= 5.0
    expect(board.page.get_by_role("alert")).to_have_text(re.compile(r"!\s*Немає зв’язку. Дані станом на \d\d:\d\d"))
    expect(board.page.locator(ROW)).to_have_attribute("data-call-id", row.call_id)
    if how == "frozen":
        hall.signal(signal.SIGCONT)
    else:
        hall.start()
        hall.publish()
    board.page.wait_for_selector("main[data-link=up]")
    expect(board.page.get_by_role("alert")).to_have_count(0)
    assert not board.sounds()


def test_a_reload_is_right_and_silent(hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    board = open_board()
    at_revision(board.page, hall.publish())
    hall.announce(row, tenths=5)
    board.page.wait_for_selector(SAYING)

    board.page.reload()
    board.page.wait_for_selector(ROW)
    hall.announce(row, tenths=5)
    later = hall.call("П\xa0007", "4")
    at_revision(board.page, hall.publish())
    hall.announce(later, tenths=5, name="later")
    board.page.wait_for_selector(f'[data-announcing="{later.call_id}"]')

    assert [url.rpartition("/")[2] for url in board.sounds()] == ["uk-5.wav", "later-5.wav"]


def test_a_screen_that_the_server_does_not_know_says_how_to_enrol_it(hall: Hall, open_board: Opening) -> None:
    hall.publish()
    hall.enrolled("no")
    page = open_board().page

    expect(page.get_by_role("heading")).to_have_text("Цей екран ще не зареєстровано")
    expect(page.get_by_role("button")).to_have_text("Ввести код")
    hall.enrolled("yes")

    page.wait_for_selector("main[data-link=up]")


def test_called_numbers_are_98_mm_tall_on_a_55_inch_screen_and_the_distance_is_a_setting(
    hall: Hall, open_board: Opening
) -> None:
    hall.call("П\xa0007", "12")
    hall.publish()

    for wishes, millimetres in (("", 98), ("?scale=0.75", 73), ("?scale=0.5", 49)):
        page = open_board(wishes=wishes).page
        page.wait_for_selector("[data-featured]")
        for part in ("label", "window"):
            pixels = page.evaluate(
                """async (part) => {
                    await document.fonts.ready;
                    const style = getComputedStyle(document.querySelector(`[data-featured] .${part} b`));
                    const pen = new OffscreenCanvas(10, 10).getContext("2d");
                    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
                    return pen.measureText("П1").actualBoundingBoxAscent;
                }""",
                part,
            )
            assert pixels * 685 / 1080 == pytest.approx(millimetres, abs=2.5)


WINDOWS = ("3", "12", "101", "Каса 2", "Вікно 12", "Кабінет 122", "Рецепція центрального входу")
SIZES = ((1920, 1080), (1366, 768), (3840, 2160), (1080, 1920))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
@pytest.mark.parametrize("count", [1, 4, 7, 14, 36])
def test_no_number_and_no_window_is_cut_off(hall: Hall, open_board: Opening, size: tuple[int, int], count: int) -> None:
    for number in range(count):
        hall.call(f"Щ\xa0{number + 995:03d}" if number % 7 == 0 else f"Ж\xa0{number:03d}", WINDOWS[number % 7])
    hall.publish()

    page = open_board(size={"width": size[0], "height": size[1]}).page
    page.wait_for_selector("[data-featured]")

    cut = page.evaluate(
        """async () => {
            await document.fonts.ready;
            const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
                && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
            const screen = new DOMRect(0, 0, innerWidth, innerHeight);
            return [...document.querySelectorAll(".row")].flatMap((row) => {
                const box = row.getBoundingClientRect();
                const texts = [...row.querySelectorAll("b")].map((text) => {
                    const range = document.createRange();
                    range.selectNodeContents(text);
                    const ink = range.getBoundingClientRect();
                    const spare = (ink.height - ink.height * 0.72) / 2; // a line box is taller than its letters
                    return [text.textContent, new DOMRect(ink.x, ink.y + spare, ink.width, ink.height - 2 * spare)];
                });
                const [label, name] = texts.map(([, ink]) => ink);
                const apart = label.right <= name.left + 1 || label.bottom <= name.top + 1;
                return texts.filter(([, ink]) => !inside(ink, box) || !inside(ink, screen) || !apart)
                    .map(([text]) => `${text} in ${row.dataset.length}`);
            });
        }"""
    )
    assert page.locator(".row").count() == count
    assert not cut


@pytest.mark.parametrize("look", ["live", "empty", "stale", "English", "portrait", "announcing"])
def test_the_board_has_no_accessibility_violation_and_is_readable(look: str, hall: Hall, open_board: Opening) -> None:
    rows = [hall.call(f"П\xa00{number}", str(number)) for number in range(10, 14) if look != "empty"]
    if rows:
        for number in range(20, 26):
            hall.call(f"А\xa00{number}", str(number), TicketState.SERVING, ago=300)
    hall.publish()
    size = {"width": 1080, "height": 1920} if look == "portrait" else FULL_HD
    board = open_board(size=size, wishes="?language=en" if look == "English" else "")
    board.page.wait_for_selector("main[data-link=up]")
    if look == "announcing":
        hall.announce(rows[1], tenths=100)
        board.page.wait_for_selector(SAYING)
    if look == "stale":
        hall.end()
        board.page.wait_for_selector("main[data-link=lost]")

    assert axe_violations(board.page) == []
    if look == "stale":
        return  # what the browser says of a refused connection is no fault of the page
    assert not board.complaints


def axe_violations(page: Page) -> list[Any]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        """() => axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
            rules: { "color-contrast-enhanced": { enabled: true } },
        })"""
    )
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]]


def test_the_page_works_under_its_policy_and_asks_nothing_of_the_world(hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    board = open_board()
    at_revision(board.page, hall.publish())

    hall.announce(row, tenths=5)
    board.page.wait_for_selector(SAYING)
    board.page.wait_for_selector(SAYING, state="detached")

    assert not board.complaints
    assert all(url.startswith(hall.address) for url in board.fetched)


def test_an_ordinary_browser_offers_to_turn_the_sound_on(browser: Browser, chromium: str, hall: Hall) -> None:
    hall.publish()
    flags = [flag for flag in ARGUMENTS if "autoplay" not in flag]
    ordinary = browser.browser_type.launch(executable_path=chromium, args=flags)
    page = ordinary.new_page(viewport=FULL_HD)  # type: ignore[arg-type]  # a plain dict
    page.goto(f"{hall.address}/display")

    page.get_by_role("button", name="Увімкнути звук").click()

    expect(page.get_by_role("button")).to_have_count(0)
    ordinary.close()
