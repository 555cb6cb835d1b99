"""The board in an alert or outage: the whole screen says why and where to go, and no call misleads anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from server.contract.suspension_news import SuspensionNow
from server.contract.terms import Intake, SuspensionReason
from server.domain.suspension import OUTAGE_TEXT, SHELTER_TEXT, TITLES
from tests.browser.board_fixtures import board_server as board_server
from tests.browser.board_fixtures import hall as hall
from tests.browser.board_fixtures import open_board as open_board
from tests.browser.test_display_look import SIZES, axe_violations
from tests.display.boards import FULL_HD, Opening, at_revision, until_proclaimed, until_said
from tests.display.hall import Hall

pytestmark = pytest.mark.browser

ALERT = SuspensionNow(
    reason=SuspensionReason.ALERT,
    since=datetime(2026, 3, 2, 12, 5, tzinfo=UTC),
    titles=dict(TITLES[SuspensionReason.ALERT]),
    texts=dict(SHELTER_TEXT),
)
OUTAGE = SuspensionNow(
    reason=SuspensionReason.OUTAGE,
    since=ALERT.since,
    titles=dict(TITLES[SuspensionReason.OUTAGE]),
    texts=dict(OUTAGE_TEXT),
)
LONG = SuspensionNow(
    reason=SuspensionReason.ALERT,
    since=ALERT.since,
    titles=ALERT.titles,
    texts={
        "uk": "Будь ласка, спокійно пройдіть до укриття: вийдіть головним входом, поверніть праворуч, вхід до укриття "
        "— з двору будинку № 24 по вулиці Дворцовій, сходами вниз. Не користуйтеся ліфтом. Людям на візках допоможе "
        "рецепція. Ваше місце в черзі збережено: після відбою прийом продовжиться, черга не зміниться. Талони дійсні.",
        "en": "Please go calmly to the shelter: leave by the main entrance and turn right, the shelter is entered from "
        "the yard of 24 Dvortsova street, down the stairs. Do not use the lift. The reception helps people in wheel"
        "chairs. Your place in line is kept: after the all-clear we go on in the same order. Tickets stay valid.",
    },
)


def test_an_alert_takes_the_whole_screen_in_both_languages_and_hides_the_calls(hall: Hall, open_board: Opening) -> None:
    hall.call("А\xa0041", "3")
    page = open_board().page
    at_revision(page, hall.publish())

    hall.calls.clear()
    at_revision(page, hall.publish(suspension=ALERT, intake=Intake.SUSPENDED))

    expect(page.locator(".suspended h1")).to_have_text(["Повітряна тривога", "Air-raid alert"])
    expect(page.locator(".suspended-words p")).to_have_text([SHELTER_TEXT["uk"], SHELTER_TEXT["en"]])
    expect(page.locator(".since")).to_have_text("Триває з\xa014:05")
    expect(page.locator(".row, .waiting, .notice")).to_have_count(0)
    hall.call("П\xa0007", "4")
    at_revision(page, hall.publish())
    expect(page.locator(".row .label b")).to_have_text(["П\xa0007"])


def test_a_call_that_is_being_said_is_broken_off_by_the_words_of_the_alert(hall: Hall, open_board: Opening) -> None:
    row = hall.call("А\xa0041", "3")
    board = open_board()
    at_revision(board.page, hall.publish())
    hall.announce(row, tenths=300)
    until_said(board.page, row.call_id)

    hall.calls.clear()
    hall.publish(suspension=ALERT, intake=Intake.SUSPENDED)
    hall.proclaim("Увага! Повітряна тривога.", tenths=15)
    until_proclaimed(board.page)

    assert [re.sub(r".*/", "", url) for url in board.sounds()] == ["uk-300.wav", "words-15.wav"]
    assert not board.complaints


def test_a_board_that_comes_back_in_an_alert_is_right_and_silent(hall: Hall, open_board: Opening) -> None:
    board = open_board()
    revision = hall.publish(suspension=OUTAGE)
    at_revision(board.page, revision)
    hall.proclaim("Увага! Немає світла.", tenths=5)
    until_proclaimed(board.page)

    board.page.reload()
    at_revision(board.page, revision)
    hall.proclaim("Увага! Пізно.", tenths=5, expires_in=-60)
    hall.announce(hall.call("А\xa0041", "3"), tenths=5)
    at_revision(board.page, hall.publish(suspension=OUTAGE))

    expect(board.page.locator(".suspended h1").first).to_have_text("Немає світла")
    assert len(board.sounds()) == 1


def test_that_it_is_over_is_said_and_shown(hall: Hall, open_board: Opening) -> None:
    page = open_board().page
    at_revision(page, hall.publish())

    hall.proclaim("Увага! Прийом відновлено.", tenths=10)

    until_proclaimed(page)
    assert page.evaluate("window.proclaimingLog") == ["Увага! Прийом відновлено.", ""]
    expect(page.locator(".notice")).to_contain_text("позачергово")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
@pytest.mark.parametrize("told", [ALERT, OUTAGE, LONG], ids=["alert", "outage", "long"])
def test_its_words_are_whole_on_every_screen(
    hall: Hall, open_board: Opening, size: tuple[int, int], told: SuspensionNow
) -> None:
    hall.publish(suspension=told)

    page = open_board(size={"width": size[0], "height": size[1]}).page
    page.wait_for_selector(".suspended")
    page.evaluate("document.fonts.ready")

    whole = page.locator(".suspended").evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    is_on_screen = page.locator(".suspended :is(h1, p, .since)").evaluate_all(
        """(each) => each.map((one) => one.getBoundingClientRect())
            .every(({ left, right, top, bottom }) =>
                left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight)"""
    )
    assert whole
    assert is_on_screen


@pytest.mark.parametrize("look", ["alert", "outage", "long", "English", "stale"])
def test_it_has_no_accessibility_violation_and_is_readable(look: str, hall: Hall, open_board: Opening) -> None:
    hall.publish(suspension={"outage": OUTAGE, "long": LONG}.get(look, ALERT))
    board = open_board(size=FULL_HD, wishes="?language=en" if look == "English" else "")
    board.page.wait_for_selector(".suspended")
    if look == "stale":
        hall.end()
        board.page.wait_for_selector(".suspended[data-link=lost]")

    assert axe_violations(board.page) == []
    if look == "English":
        expect(board.page.locator(".suspended h1")).to_have_text(["Air-raid alert", "Повітряна тривога"])
