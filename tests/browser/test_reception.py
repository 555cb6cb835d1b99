"""Reception: the hall at a glance, and a ticket for whoever cannot take one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from tests.browser.hall import HALL_ZONE, Hall
from tests.browser.pages import FULL_HD, OFFICE_SCREEN, Opener
from tests.server.test_news import Listener

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSPORT = "Паспорт для виїзду за кордон"


def reception_of(hall: Hall, page_at: Opener, login: str = "oksana", **options: Any) -> Page:
    page = page_at(f"{hall.url}/reception", sign_in=lambda page: hall.sign_in(page, login), **options)
    expect(page.locator(".summary")).to_be_visible()
    return page


def figure(page: Page, name: str) -> Any:
    return page.locator(".summary div", has_text=name).locator("dd")


def test_a_ticket_is_given_with_its_label_and_its_code(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = reception_of(hall, page_at)

    page.get_by_label("Сфера").select_option("Паспорти")
    page.get_by_label("Послуга").select_option(PASSPORT)
    page.get_by_label("Подати документи").check()
    page.get_by_label("Позачергово").select_option("за законом")
    page.get_by_role("button", name="Видати талон").click()

    given = page.locator(".given")
    expect(given).to_contain_text(re.compile("П\u00a0\\d{3}"))
    expect(given).to_contain_text("Перший у черзі")
    expect(given.get_by_role("img")).to_have_js_property("complete", value=True)
    expect(given.get_by_role("img")).not_to_have_js_property("naturalWidth", 0)
    expect(page.locator(".hall-line tbody tr").last).to_contain_text("позачергово")
    assert_accessible(page)
    expect(given.get_by_role("link")).to_have_attribute("href", re.compile(rf"^{hall.url}/t/"))


@pytest.mark.parametrize(
    ("language", "give", "said"),
    [
        ("uk", "Видати талон", "Талон виходить із принтера «Кіоск 1»"),
        ("en", "Give the ticket", "The ticket comes out at the printer “Кіоск 1”"),
    ],
)
def test_it_says_at_which_printer_the_ticket_comes_out(
    language: str, give: str, said: str, hall: Hall, page_at: Opener
) -> None:
    with hall.core() as core:
        boxes = core.store.read(HALL_ID, lambda records: tuple(records.boxes.all()))
    hall.decide(reception_box_id=next(box.id for box in boxes if box.name == "Кіоск 1"))
    page = reception_of(hall, page_at, language=language)

    page.locator("#sphere").select_option(index=1)
    page.locator("#service").select_option(index=1)
    page.locator("input[name=purpose]").first.check()
    page.get_by_role("button", name=give).click()

    expect(page.locator(".given .notice-good")).to_have_text(said)


def test_a_visit_of_several_services_with_an_appointment(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    hall.decide(booked_tolerance_minutes=60)
    page = reception_of(hall, page_at)

    page.get_by_label("Сфера").select_option("Паспорти")
    page.get_by_label("Послуга").select_option(PASSPORT)
    page.get_by_label("Подати документи").check()
    page.get_by_text("Кілька послуг або запис").click()
    page.get_by_label("Ще одна послуга").select_option("Зняття з реєстрації місця проживання")
    page.get_by_label("Ще одна послуга").select_option("Обмін посвідчення водія")
    page.get_by_role("button", name="Вище: Обмін посвідчення водія").click()
    page.get_by_label("Запис на").fill(datetime.now(HALL_ZONE).strftime("%H:%M"))
    assert_accessible(page)
    page.get_by_role("button", name="Видати талон").click()

    given = page.locator(".given")
    expect(given).to_contain_text("Далі: Обмін посвідчення водія; Зняття з реєстрації місця проживання")
    row = page.locator(".hall-line tbody tr", has_text=given.locator(".given-label").inner_text())
    expect(row).to_contain_text("за записом")
    expect(row).to_contain_text("Далі: Обмін посвідчення водія")


def test_who_is_late_for_the_appointment_is_told_so(hall: Hall, page_at: Opener) -> None:
    page = reception_of(hall, page_at)
    noted = datetime.now(HALL_ZONE) - timedelta(minutes=30)

    page.get_by_label("Сфера").select_option("Водіям")
    page.get_by_label("Послуга").select_option("Обмін посвідчення водія")
    page.get_by_label("Подати документи").check()
    page.get_by_text("Кілька послуг або запис").click()
    page.get_by_label("Запис на").fill(noted.strftime("%H:%M"))
    page.get_by_role("button", name="Видати талон").click()

    expect(page.locator(".given")).to_contain_text("На запис відвідувач запізнився")


def test_a_waiting_ticket_gets_other_services_and_keeps_its_number(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = reception_of(hall, page_at)
    row = page.locator(".hall-line tbody tr", has_text="П\u00a0002")

    row.get_by_role("button", name="Послуги").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Послуги талона П\u00a0002")
    dialog.get_by_role("button", name="Прибрати").click()
    expect(dialog.get_by_role("button", name="Зберегти послуги")).to_be_disabled()
    dialog.get_by_label("Ще одна послуга").select_option("Обмін посвідчення водія")
    dialog.get_by_label("Ще одна послуга").select_option(PASSPORT)
    dialog.get_by_label("У будь-якому порядку").check()
    assert_accessible(page)
    dialog.get_by_role("button", name="Зберегти послуги").click()

    expect(dialog).to_be_hidden()
    expect(row).to_contain_text("Обмін посвідчення водія")
    expect(row).to_contain_text(f"Також, у будь-якому порядку: {PASSPORT}")


def test_the_line_of_the_hall_is_live(hall: Hall, page_at: Opener) -> None:
    page = reception_of(hall, page_at)
    expect(figure(page, "У черзі зараз")).to_have_text("12")

    called = hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})

    row = page.locator(".hall-line tbody tr", has_text=called["label"])
    expect(row).to_contain_text("Вікно 3")
    expect(figure(page, "У черзі зараз")).to_have_text("11")


@pytest.mark.parametrize("sought", ["П 002", "п2", "п-2"])
def test_a_ticket_is_found_however_its_label_is_typed(sought: str, still_hall: Hall, page_at: Opener) -> None:
    page = reception_of(still_hall, page_at)

    page.get_by_label("Знайти талон").fill(sought)

    expect(page.locator(".hall-line tbody tr")).to_have_count(1)
    expect(page.locator(".hall-line tbody")).to_contain_text("П\u00a0002")


def test_what_cannot_be_found_is_said(still_hall: Hall, page_at: Opener) -> None:
    page = reception_of(still_hall, page_at)

    page.get_by_label("Знайти талон").fill("Я 999")

    expect(page.get_by_text("Такого талона немає ні в черзі, ні серед тих, хто не з’явився")).to_be_visible()


def test_a_slip_that_did_not_come_out_is_red_and_a_copy_can_be_ordered(hall: Hall, page_at: Opener) -> None:
    kiosk = hall.enrol(BoxKind.KIOSK)
    page = reception_of(hall, page_at)
    taken = hall.box_command(kiosk, "take-ticket", {"service_id": hall.service_ids()[PASSPORT], "purpose": "hand-in"})
    job = hall.box_command(kiosk, "claim-print-job")
    hall.box_command(kiosk, "report-print", {"job_id": job["job_id"], "outcome": "failed", "fault": "paper-out"})
    row = page.locator(".hall-line tbody tr", has_text=taken["label"])
    expect(row.locator(".error")).to_have_text("Талон не надруковано: немає паперу")

    row.get_by_role("button", name="Копія").click()

    expect(page.get_by_text("Талон уже друкують. Принтер: Кіоск 1")).to_be_visible()
    copy = hall.box_command(kiosk, "claim-print-job")
    assert copy["ticket_id"] == taken["ticket_id"]
    assert copy["slip"]["is_copy"] is True


def test_a_box_in_trouble_is_seen(hall: Hall, page_at: Opener) -> None:
    page = reception_of(hall, page_at)
    kiosk = hall.enrol(BoxKind.KIOSK)
    box = page.locator(".boxes li", has_text="Кіоск 1")
    expect(box).to_have_class("is-troubled")

    # With a socket: without one it would be missed fifteen seconds after its word.
    with Listener(hall.url, auth={"device_key": kiosk}):
        hall.box_command(kiosk, "report-health", {"version": "1", "devices": [{"name": "printer", "state": "ready"}]})
        expect(box).not_to_have_class("is-troubled")
        hall.box_command(
            kiosk,
            "report-health",
            {"version": "1", "devices": [{"name": "printer", "state": "fault", "fault": "paper-out"}]},
        )

        expect(box).to_have_class("is-troubled")
        expect(box).to_contain_text("немає паперу")
        expect(box).to_contain_text("Вставте новий рулон")
        expect(box).to_contain_text(re.compile(r"Уже \d+:\d\d"))


def test_devices_have_plain_names(hall: Hall, page_at: Opener) -> None:
    page = reception_of(hall, page_at)
    names = ("page", "screen", "printer", "buttons", "buttons-2")

    report = {"version": "1", "devices": [{"name": name, "state": "ready"} for name in names]}
    hall.box_command(hall.enrol(BoxKind.KIOSK), "report-health", report)

    told = page.locator(".boxes li", has_text="Кіоск 1").locator("p > span:first-child")
    expect(told).to_have_text(["Зображення", "Екран", "Принтер", "Кнопки вікон", "Кнопки вікон 2"])


def test_a_missed_ticket_is_still_found(hall: Hall, page_at: Opener) -> None:
    hall.decide(missed_after_seconds=0)
    page = reception_of(hall, page_at)
    called = hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})

    hall.command("olena", "mark-missed", {"window_id": hall.window_ids()["3"]})

    expect(page.locator(".hall-line tbody tr", has_text=called["label"])).to_contain_text("не з’явився")


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("size", [OFFICE_SCREEN, FULL_HD, (420, 900)])
def test_it_is_accessible_and_nothing_hangs_out(
    size: tuple[int, int], language: str, still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = reception_of(still_hall, page_at, size=size, language=language)
    expect(page.locator(".boxes li")).to_have_count(3)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_a_missed_visitor_who_comes_after_all_is_returned_once(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    hall.decide(missed_after_seconds=0)
    window = {"window_id": hall.window_ids()["3"]}
    page = reception_of(hall, page_at)

    missed = hall.command("olena", "call-next", window)
    hall.command("olena", "mark-missed", window)
    row = page.locator(".hall-line tbody tr", has_text=missed["label"])
    expect(row).to_contain_text("не з’явився")
    assert_accessible(page)
    row.get_by_role("button", name="Повернути до черги").click()

    expect(row).to_contain_text("чекає")
    assert hall.command("olena", "call-next", window)["ticket_id"] == missed["ticket_id"]
    hall.command("olena", "mark-missed", window)
    expect(row).to_contain_text("не з’явився")
    expect(row.get_by_role("button", name="Повернути до черги")).to_have_count(0)


def test_a_ticket_is_cancelled_after_a_question(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = reception_of(hall, page_at)
    row = page.locator(".hall-line tbody tr", has_text="П\u00a0002")

    row.get_by_role("button", name="Скасувати").click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    row.get_by_role("button", name="Скасувати").click()
    page.get_by_role("dialog").get_by_role("button", name="Скасувати талон").click()

    expect(row).to_have_count(0)


def test_the_giving_of_tickets_is_stopped_and_begun_again_after_a_question(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = reception_of(hall, page_at)

    page.get_by_role("button", name="Зупинити видачу талонів").click()
    assert_accessible(page)
    page.get_by_role("dialog").get_by_role("button", name="Зупинити видачу талонів").click()
    expect(page.locator(".summary-words")).to_have_text("Видачу талонів зупинено")
    page.get_by_role("button", name="Відновити видачу талонів").click()
    page.get_by_role("dialog").get_by_role("button", name="Відновити видачу талонів").click()

    expect(page.locator(".summary-words")).to_have_text("Талони видаються")
    expect(page.get_by_role("button", name="Зупинити видачу талонів")).to_be_visible()
