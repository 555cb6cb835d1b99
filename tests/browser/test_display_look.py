"""How the board looks in a real Chromium: large enough, nothing cut off, readable by everybody, still."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from server.contract.terms import TicketState
from tests.browser.board_fixtures import board_server as board_server
from tests.browser.board_fixtures import hall as hall
from tests.browser.board_fixtures import open_board as open_board
from tests.browser.pages import AXE
from tests.display.boards import FULL_HD, SAYING, Opening, at_revision, until_said, until_silent
from tests.display.hall import Hall

pytestmark = pytest.mark.browser


def test_a_flash_blinks_once_a_second_for_five_and_not_where_motion_is_unwelcome(
    hall: Hall, open_board: Opening
) -> None:
    row = hall.call("А\xa0041", "3")
    page = open_board().page
    at_revision(page, hall.publish())

    hall.announce(row, tenths=300)
    page.wait_for_selector(SAYING)

    style = "row => { const { animationDuration, animationIterationCount, animationName } = getComputedStyle(row);"
    style += " return [animationName, animationDuration, animationIterationCount]; }"
    assert page.locator(SAYING).evaluate(style) == ["blink", "1s", "5"]
    page.emulate_media(reduced_motion="reduce")
    assert page.locator(SAYING).evaluate(style)[0] == "none"


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


CUT_OFF = """async () => {
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
"""The texts of rows that do not lie whole inside their row and the screen, or touch one another."""
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

    cut = page.evaluate(CUT_OFF)
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
        hall.announce(rows[1], tenths=300)
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
    until_said(board.page, row.call_id)
    until_silent(board.page)

    assert not board.complaints
    assert all(url.startswith(hall.address) for url in board.fetched)
