"""An alert from the button at reception to every screen of the hall, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind, TicketId
from server.demo.seed import HALL_ID
from server.domain.suspension import SHELTER_TEXT
from server.usecases.ports import Records
from tests.browser.hall import Hall
from tests.browser.pages import FULL_HD, Opener
from tests.kiosk.process import KioskProcess, kiosk_process

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UPRIGHT, PHONE = (1080, 1920), (390, 844)
LONG = (
    "Будь ласка, спокійно пройдіть до укриття: вийдіть головним входом, поверніть праворуч, вхід до укриття — з двору "
    "будинку № 24 по вулиці Дворцовій, сходами вниз. Не користуйтеся ліфтом. Людям на візках допоможе рецепція. Ваше "
    "місце в черзі збережено: після відбою прийом продовжиться, черга не зміниться. Талони дійсні."
)


@pytest.fixture
def kiosk(hall: Hall, tmp_path: Path) -> Iterator[KioskProcess]:
    with kiosk_process(hall.url, hall.codes.pop(BoxKind.KIOSK), tmp_path / "kiosk") as running:
        yield running


def reception_of(hall: Hall, page_at: Opener) -> Page:
    page = page_at(f"{hall.url}/reception", sign_in=lambda page: hall.sign_in(page, "oksana"))
    expect(page.locator(".summary")).to_be_visible()
    return page


def assert_whole(page: Page) -> None:
    """Every word of the kiosk's screen lies on it."""
    assert page.locator(".suspended").evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    assert page.locator(".suspended :is(h1, h2, p)").evaluate_all(
        """each => each.map((one) => one.getBoundingClientRect()).every(({ left, right, top, bottom }) =>
            left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight)"""
    )


def alert(hall: Hall) -> None:
    hall.command("oksana", "suspend-hall", {"reason": "alert"})


def test_reception_suspends_with_one_confirmation_and_resumes(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = reception_of(hall, page_at)
    page.get_by_role("button", name="Повітряна тривога").click()
    expect(page.get_by_role("dialog")).to_contain_text("Призупинити прийом: повітряна тривога?")
    assert_accessible(page)
    expect(page.get_by_role("button", name="Ні, не треба")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Повітряна тривога")).to_be_focused()

    page.get_by_role("button", name="Повітряна тривога").click()
    page.get_by_role("button", name="Призупинити прийом").click()

    expect(page.locator(".suspended")).to_contain_text("Повітряна тривога")
    expect(page.locator(".summary")).to_contain_text("Прийом призупинено")
    assert_accessible(page)
    page.get_by_role("button", name="Відновити прийом").click()
    page.get_by_role("dialog").get_by_role("button", name="Відновити прийом").click()
    expect(page.get_by_role("button", name="Немає світла")).to_be_visible()
    expect(page.locator(".suspended")).to_have_count(0)


def test_a_desk_calls_nobody_and_finishes_what_it_has(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    window = hall.window_ids()["3"]
    hall.command("olena", "call-next", {"window_id": window})
    hall.command("olena", "start-serving", {"window_id": window})
    page = page_at(f"{hall.url}/desk", sign_in=lambda page: hall.sign_in(page, "olena"))
    expect(page.locator(".in-hand")).to_be_visible()

    alert(hall)

    expect(page.locator(".suspended")).to_contain_text("Розпочатий прийом можна завершити.")
    call, finish = page.locator(".act-call-next"), page.locator(".act-finish-serving")
    expect(call).to_have_attribute("aria-disabled", "true")
    expect(call).to_contain_text("прийом призупинено")
    assert_accessible(page)
    page.keyboard.press("8")
    expect(page.get_by_text("Зараз не можна: прийом призупинено.")).to_be_visible()
    finish.click()
    expect(page.locator(".in-hand")).not_to_contain_text("Обслуговується")
    expect(call).to_contain_text("прийом призупинено")
    hall.command("oksana", "resume-hall")
    expect(call).to_have_attribute("aria-disabled", "false")


def test_the_time_in_service_at_a_desk_leaves_out_an_alert_that_is_over(hall: Hall, page_at: Opener) -> None:
    window = hall.window_ids()["3"]
    hall.command("olena", "call-next", {"window_id": window})
    ticket_id = hall.command("olena", "start-serving", {"window_id": window})["ticket_id"]
    with hall.core() as core:  # as after an alert of two hours, for which the hall's clock stood still
        core.store.write(HALL_ID, lambda records: begin_earlier(records, ticket_id, timedelta(hours=2)))

    page = page_at(f"{hall.url}/desk", sign_in=lambda page: hall.sign_in(page, "olena"))

    expect(page.locator(".in-hand")).to_contain_text("Обслуговується")
    expect(page.locator(".in-hand-timer")).to_have_text(re.compile(r"^\d\d?:\d\d$"))


def begin_earlier(records: Records, ticket_id: str, by: timedelta) -> None:
    """By the wall, while hall time stays."""
    ticket = records.tickets.get(TicketId(ticket_id))
    assert ticket is not None
    assert ticket.started is not None
    records.tickets.save(replace(ticket, started=replace(ticket.started, wall=ticket.started.wall - by)))


def test_who_was_called_is_at_the_head_and_the_window_free(hall: Hall, page_at: Opener) -> None:
    called = hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})
    page = page_at(f"{hall.url}/desk", sign_in=lambda page: hall.sign_in(page, "olena"))
    expect(page.locator(".in-hand-label")).to_have_text(called["label"])

    alert(hall)

    expect(page.locator(".in-hand-label")).to_have_count(0)
    expect(page.locator(".line-list .ticket-label").first).to_have_text(called["label"])
    hall.command("oksana", "resume-hall")
    again = hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})
    assert again["ticket_id"] == called["ticket_id"]


def test_a_kiosk_shows_the_way_to_the_shelter_and_comes_back_by_itself(
    hall: Hall, kiosk: KioskProcess, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(kiosk.url, size=UPRIGHT, has_touch=True)
    page.locator(".tile").first.tap()
    expect(page.locator(".row").first).to_be_visible()

    alert(hall)

    expect(page.locator(".suspended h1")).to_have_text("Повітряна тривога")
    expect(page.locator(".suspended .words p")).to_have_text([SHELTER_TEXT["uk"], SHELTER_TEXT["en"]])
    expect(page.locator("#spoken")).to_contain_text("укриття")
    expect(page.locator("button")).to_have_count(0)
    assert_accessible(page)
    hall.command("oksana", "resume-hall")
    expect(page.locator(".tile").first).to_be_visible()


def test_a_kiosk_that_goes_on_giving_tickets_says_it_above_the_choices(
    hall: Hall, kiosk: KioskProcess, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    hall.decide(is_intake_stopped_when_suspended=False)
    page = page_at(kiosk.url, size=UPRIGHT, has_touch=True)
    expect(page.locator(".tile").first).to_be_visible()

    alert(hall)

    expect(page.locator(".suspended-notice")).to_contain_text("Повітряна тривога")
    expect(page.locator(".tile").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("size", [UPRIGHT, FULL_HD], ids=["upright", "lying"])
@pytest.mark.parametrize("look", ["", "is-large", "is-contrast", "is-low"])
def test_a_long_text_is_whole_on_a_kiosk(
    size: tuple[int, int], look: str, hall: Hall, kiosk: KioskProcess, page_at: Opener
) -> None:
    hall.decide(shelter_text={"uk": LONG, "en": LONG})
    page = page_at(kiosk.url, size=size, has_touch=True)
    expect(page.locator(".tile").first).to_be_visible()

    alert(hall)
    expect(page.locator(".suspended")).to_be_visible()
    page.evaluate("look => look && document.documentElement.classList.add(look)", look)

    assert_whole(page)


@pytest.mark.parametrize("size", [UPRIGHT, FULL_HD], ids=["upright", "lying"])
def test_the_number_just_given_stays_in_sight(
    size: tuple[int, int], hall: Hall, kiosk: KioskProcess, page_at: Opener
) -> None:
    hall.decide(shelter_text={"uk": LONG, "en": LONG})
    page = page_at(kiosk.url, size=size, has_touch=True)
    for name in ("Місце проживання", "Зняття з реєстрації місця проживання", "Подати документи", "Взяти талон"):
        page.get_by_role("button", name=name).first.tap()
    label = page.locator(".label").inner_text()

    alert(hall)

    expect(page.locator(".suspended .kept b")).to_have_text(label)
    assert_whole(page)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_phone_says_why_and_that_the_place_is_kept(
    language: str, hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    service = hall.service_ids()["Паспорт для виїзду за кордон"]
    ticket = hall.command("oksana", "take-ticket", {"service_id": service, "purpose": "hand-in"})
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE, language=language)
    before = page.locator("h1").inner_text()

    alert(hall)

    title, kept = ("Повітряна тривога", "збережено") if language == "uk" else ("Air-raid alert", "is kept")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("[data-part=detail]")).to_have_text(SHELTER_TEXT[language])
    expect(page.locator("[data-part=kept]")).to_contain_text(kept)
    expect(page.locator("[data-part=kept]")).to_contain_text(before)
    assert_accessible(page)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    hall.command("oksana", "resume-hall")
    expect(page.locator("h1")).to_have_text(before)
    expect(page.locator("[data-part=kept]")).to_be_hidden()


def test_a_server_that_died_in_an_alert_comes_back_in_it(hall: Hall, page_at: Opener) -> None:
    alert(hall)
    hall.stop()
    hall.start()

    page = reception_of(hall, page_at)

    expect(page.locator(".suspended")).to_contain_text(re.compile(r"вже \d+:\d\d"))
