"""The board in a real Chromium, against a real Socket.IO server with the product's own driver."""

from __future__ import annotations

import re
import signal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.contract.terms import Intake, TicketState
from tests.browser.board_fixtures import board_server as board_server
from tests.browser.board_fixtures import hall as hall
from tests.browser.board_fixtures import open_board as open_board
from tests.browser.pages import ARGUMENTS, PATIENCE_MS
from tests.display.boards import (
    FULL_HD,
    ROW,
    Opening,
    at_revision,
    labels,
    until_said,
    until_silent,
)
from tests.display.hall import Hall

pytestmark = pytest.mark.browser


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
    until_said(board.page, row.call_id)
    until_silent(board.page)
    assert len(board.sounds()) == 1
    again = hall.recall(row)
    hall.announce(again, tenths=6)
    until_said(board.page, again.call_id)
    until_silent(board.page)

    assert [step["ids"] for step in announced(board.page)] == [[row.call_id], [], [again.call_id], []]
    assert len(board.sounds()) == 2
    assert not board.complaints


def test_two_calls_are_said_one_after_another_each_with_its_picture(hall: Hall, open_board: Opening) -> None:
    first, second = hall.call("А\xa0041", "3"), hall.call("П\xa0007", "4")
    board = open_board()
    at_revision(board.page, hall.publish())

    hall.announce(first, tenths=9, name="first")
    hall.announce(second, tenths=9, name="second")
    until_said(board.page, second.call_id)
    until_silent(board.page)

    log = announced(board.page)
    assert [step["ids"] for step in log] == [[first.call_id], [], [second.call_id], []]
    lasted = [after["at"] - before["at"] for before, after in zip(log[::2], log[1::2], strict=True)]
    assert all(milliseconds >= 800 for milliseconds in lasted), lasted


def test_a_missing_sound_still_flashes_for_five_seconds(hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    board = open_board()
    at_revision(board.page, hall.publish())

    hall.announce(row, tenths=0)
    until_said(board.page, row.call_id)
    until_silent(board.page)

    begun, ended = announced(board.page)
    assert ended["at"] - begun["at"] >= 4500


def test_an_expired_call_is_not_said(hall: Hall, open_board: Opening) -> None:
    late, timely = hall.call("А\xa0041", "3"), hall.call("П\xa0007", "4")
    board = open_board()
    at_revision(board.page, hall.publish())

    hall.announce(late, expires_in=-1, name="late")
    hall.announce(timely, tenths=5, name="timely")
    until_said(board.page, timely.call_id)

    assert [url.rpartition("/")[2] for url in board.sounds()] == ["timely-5.wav"]


@pytest.mark.parametrize("how", ["power cut", "frozen"])
def test_a_lost_server_is_said_and_no_longer_once_it_is_back(how: str, hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    hall.publish()
    board = open_board()
    board.page.wait_for_selector("main[data-link=up]")

    if how == "frozen":
        hall.signal(signal.SIGSTOP)
    else:
        hall.end()
    board.page.wait_for_selector("main[data-link=lost]")

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
    until_said(board.page, row.call_id)

    board.page.reload()
    board.page.wait_for_selector(ROW)
    hall.announce(row, tenths=5)
    later = hall.call("П\xa0007", "4")
    at_revision(board.page, hall.publish())
    hall.announce(later, tenths=5, name="later")
    until_said(board.page, later.call_id)

    assert [url.rpartition("/")[2] for url in board.sounds()] == ["uk-5.wav", "later-5.wav"]


def test_a_server_that_comes_back_newer_brings_its_page_with_it(hall: Hall, open_board: Opening) -> None:
    hall.publish()
    board = open_board()
    board.page.wait_for_selector("main[data-link=up]")
    with board.page.expect_response(lambda reply: reply.url.endswith("/v1/health")):
        hall.end()
        hall.start()
        hall.publish()

    with board.page.expect_event("domcontentloaded"):
        hall.end()
        hall.version = "2"
        hall.start()
        hall.publish()

    board.page.wait_for_selector("main[data-link=up]")


def test_a_screen_that_the_server_does_not_know_says_how_to_enrol_it(hall: Hall, open_board: Opening) -> None:
    hall.publish()
    hall.enrolled("no")
    page = open_board().page

    expect(page.get_by_role("heading")).to_have_text("Цей екран ще не зареєстровано")
    expect(page.get_by_role("button")).to_have_text("Ввести код")
    hall.enrolled("yes")

    page.wait_for_selector("main[data-link=up]")


def test_an_ordinary_browser_offers_to_turn_the_sound_on(browser: Browser, chromium: str, hall: Hall) -> None:
    hall.publish()
    flags = [flag for flag in ARGUMENTS if "autoplay" not in flag]
    ordinary = browser.browser_type.launch(executable_path=chromium, args=flags)
    page = ordinary.new_page(viewport=FULL_HD)  # type: ignore[arg-type]  # a plain dict
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{hall.address}/display")

    page.get_by_role("button", name="Увімкнути звук").click()

    expect(page.get_by_role("button")).to_have_count(0)
    ordinary.close()


def announced(page: Page) -> list[dict[str, Any]]:
    """What was announced, step by step: the ``ids`` of calls, and ``at`` which millisecond that began."""
    log: list[dict[str, Any]] = page.evaluate("window.announcingLog")
    return log
