"""More than one service with one ticket, a category out of turn, and a ticket given up: at a real kiosk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from server.contract.terms import PriorityClass
from tests.browser.hall import Hall, wait_until
from tests.browser.kiosk_steps import FURTHER, SERVICE, choose, label_on, route_of, tickets, touch
from tests.kiosk.process import KioskProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_several_services_are_one_ticket(hall: Hall, kiosk: KioskProcess, page: Page) -> None:
    choose(page)
    touch(page, "Додати ще одну послугу")
    expect(page.get_by_role("heading", name="Що ще потрібно зробити?")).to_be_visible()
    touch(page, "Місце проживання")
    expect(page.get_by_role("button", name=SERVICE)).to_be_disabled()
    touch(page, FURTHER)
    touch(page, "Додати ще одну послугу")
    touch(page, "Водіям")
    touch(page, "Обмін посвідчення водія")
    touch(page, "Прибрати: Обмін посвідчення водія")
    expect(page.locator(".visit dt")).to_have_text([SERVICE, FURTHER])
    touch(page, "Взяти талон")
    label = label_on(page)

    expect(page.locator(".service")).to_have_text(f"Спершу: {SERVICE}")
    expect(page.locator(".route")).to_have_text(f"Далі: {FURTHER}")
    expect(page.locator("#spoken")).to_contain_text(f"Далі: {FURTHER}.")
    assert route_of(hall, label) == ([SERVICE, FURTHER], True)
    wait_until(lambda: len(kiosk.printer.slips) == 1, "the paper came out")


def test_in_any_order_the_citizen_goes_where_somebody_is_free(hall: Hall, page: Page) -> None:
    choose(page)
    touch(page, "Додати ще одну послугу")
    touch(page, "Місце проживання")
    touch(page, FURTHER)
    page.get_by_role("switch", name="У будь-якому порядку").tap()
    touch(page, "Взяти талон")
    label = label_on(page)

    expect(page.locator(".route")).to_have_text(f"Також, у будь-якому порядку: {FURTHER}")
    assert route_of(hall, label) == ([SERVICE, FURTHER], False)
    touch(page, "Готово")
    choose(page)
    expect(page.get_by_role("switch", name="У будь-якому порядку")).to_be_hidden()


def test_of_a_category_only_the_class_leaves_the_kiosk(hall: Hall, page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    touch(page, "English")
    touch(page, "Place of residence")
    touch(page, "Deregister a place of residence")
    touch(page, "Hand in documents")
    page.get_by_role("switch", name="Out of turn").tap()
    touch(page, "War veterans")
    expect(page.get_by_role("switch", name="Out of turn")).to_have_attribute("aria-checked", "true")
    touch(page, "Take a ticket")
    label = label_on(page)

    assert [priority for priority, _ in tickets(hall, label)] == [PriorityClass.LOCAL]
    assert not [body for body in sent if "eteran" in body or "sample-" in body]
    touch(page, "Done")
    expect(page.get_by_role("heading", name="З чим ви прийшли?")).to_be_visible()


def test_a_ticket_is_given_up_after_one_question(hall: Hall, page: Page) -> None:
    choose(page)
    touch(page, "Взяти талон")
    label = label_on(page)
    touch(page, "Скасувати талон")
    expect(page.get_by_role("alertdialog")).to_contain_text("Місце в черзі буде втрачено.")
    expect(page.get_by_role("button", name="Залишити")).to_be_focused()
    touch(page, "Залишити")
    assert label_on(page) == label

    touch(page, "Скасувати талон")
    page.get_by_role("alertdialog").get_by_role("button", name="Скасувати талон").tap()
    expect(page.get_by_role("heading", name=f"Талон {label} скасовано")).to_be_visible()
    assert tickets(hall, label) == []
    touch(page, "Готово")
    expect(page.get_by_role("heading", name="З чим ви прийшли?")).to_be_visible()


def test_a_ticket_that_was_called_meanwhile_is_not_given_up(hall: Hall, page: Page) -> None:
    choose(page)
    touch(page, "Взяти талон")
    label = label_on(page)
    while hall.command("taras", "call-next", {"window_id": hall.window_ids()["1"]})["label"] != label:
        hall.command("taras", "start-serving", {"window_id": hall.window_ids()["1"]})
    touch(page, "Скасувати талон")
    page.get_by_role("alertdialog").get_by_role("button", name="Скасувати талон").tap()

    expect(page.get_by_role("alertdialog")).to_contain_text("викликано")
    touch(page, "Назад")
    assert label_on(page) == label
