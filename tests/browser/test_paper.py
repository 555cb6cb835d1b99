"""Paper mode: numbers given by hand are typed or pasted, looked over, and entered all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from server.demo.seed import HALL_ID
from tests.browser.hall import DEADLINE_SECONDS, HALL_ZONE, Hall
from tests.browser.pages import Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSPORT = "Паспорт для виїзду за кордон"


@pytest.fixture
def clock() -> str:
    """A time of the hall that has come already, by the minute."""
    return (datetime.now(HALL_ZONE) - timedelta(minutes=2)).strftime("%H:%M")


def paper_of(hall: Hall, page_at: Opener, login: str = "oksana", **options: Any) -> Page:
    page = page_at(f"{hall.url}/paper", sign_in=lambda page: hall.sign_in(page, login), **options)
    expect(page.get_by_label("Номер, рядок 1")).to_be_visible()
    return page


def type_line(page: Page, nth: int, number: str, clock: str) -> None:
    page.get_by_label(f"Номер, рядок {nth}", exact=True).fill(number)
    page.get_by_label(f"Час, рядок {nth}", exact=True).fill(clock)
    page.get_by_label(f"Послуга, рядок {nth}", exact=True).fill(PASSPORT)
    page.get_by_label(f"Мета, рядок {nth}", exact=True).select_option("Подати документи")


def enter(page: Page, count: str) -> None:
    page.get_by_role("button", name=f"Внести {count}", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Внести", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_batch_is_typed_by_the_keyboard_and_stands_in_line(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None], clock: str
) -> None:
    page = paper_of(hall, page_at)
    type_line(page, 1, "12", clock)

    page.keyboard.press("Enter")
    page.keyboard.type("13")
    page.keyboard.press("Tab")
    page.keyboard.type(clock)
    assert_accessible(page)
    enter(page, "2 номери")

    expect(page.locator(".notice-good")).to_have_text("Внесено 2 номери: Х\u00a0012, Х\u00a0013")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(f"{hall.url}/reception")
    expect(page.locator(".hall-line tbody tr", has_text="Х\u00a0012")).to_contain_text(PASSPORT)


def test_what_is_wrong_is_said_line_by_line_and_nothing_can_be_sent(
    still_hall: Hall, page_at: Opener, clock: str
) -> None:
    page = paper_of(still_hall, page_at, "mykola")

    page.get_by_label("По рядку на кожного").fill(f"12 {clock} {PASSPORT}\n12 {clock} Паспорт\nнічого")
    page.get_by_role("button", name="Додати до таблиці").click()

    expect(page.get_by_text("Не зрозуміло: нічого")).to_be_visible()
    expect(page.locator("tbody tr").nth(0)).to_contain_text("Цей номер тут двічі. Оберіть мету.")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Цей номер тут двічі.")
    expect(page.get_by_role("button", name="Внести 2 номери")).to_be_disabled()


def test_what_is_typed_outlives_a_reload(still_hall: Hall, page_at: Opener, clock: str) -> None:
    page = paper_of(still_hall, page_at)
    type_line(page, 1, "12", clock)

    page.reload()

    expect(page.get_by_label("Номер, рядок 1")).to_have_value("12")
    expect(page.get_by_label("Послуга, рядок 1")).to_have_value(PASSPORT)


def test_a_number_that_was_served_already_keeps_all_out_and_is_marked(hall: Hall, page_at: Opener, clock: str) -> None:
    members = {"service_id": hall.service_ids()[PASSPORT], "purpose": "hand-in", "taken_at": clock}
    hall.command("oksana", "enter-paper-tickets", {"tickets": [members | {"number": 13}]})
    page = paper_of(hall, page_at)
    ticket = next(each for each in tickets(hall) if each.label == "Х\u00a0013")
    hall.command("oksana", "cancel-ticket", {"ticket_id": ticket.id})
    type_line(page, 1, "12", clock)
    type_line(page, 2, "13", clock)

    enter(page, "2 номери")

    expect(page.locator(".notice-warn")).to_contain_text("Номер Х\u00a0013 сьогодні вже є. Нічого не внесено")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Цей номер сьогодні вже внесено.")
    expect(page.get_by_label("Номер, рядок 1")).to_have_value("12")


def test_a_line_is_removed_by_the_keyboard_and_its_fault_is_read_out_with_its_field(
    still_hall: Hall, page_at: Opener, clock: str
) -> None:
    page = paper_of(still_hall, page_at)
    type_line(page, 1, "0", clock)
    number = page.get_by_label("Номер, рядок 1", exact=True)
    expect(number).to_have_accessible_description("Потрібен номер від 1 до 9999.")
    expect(page.get_by_label("Час, рядок 1", exact=True)).to_have_accessible_description("")

    page.get_by_role("button", name="Прибрати рядок 1").press("Enter")

    expect(number).to_have_value("")
    expect(number).to_be_focused()
    expect(page.locator("tbody tr")).to_have_count(1)


def tickets(hall: Hall) -> list[Any]:
    """Everybody in line."""
    with hall.core() as core:
        return list(core.store.read(HALL_ID, lambda records: records.lines.living(datetime.now(HALL_ZONE).date())))


def test_an_administrator_has_no_such_page(still_hall: Hall) -> None:
    reply = still_hall.session("olena").get(f"{still_hall.url}/paper", timeout=DEADLINE_SECONDS)

    assert reply.status_code == requests.codes.forbidden
