"""The supervisor's page: the hall this moment, and what is decided for all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind
from server.domain.calendar import DatedHours
from tests.browser.hall import DEADLINE_SECONDS, Hall
from tests.browser.pages import FULL_HD, OFFICE_SCREEN, Opener
from tests.server.test_news import Listener

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSPORT = "Паспорт для виїзду за кордон"


def shift_of(hall: Hall, page_at: Opener, **options: Any) -> Page:
    page = page_at(f"{hall.url}/supervisor", sign_in=lambda page: hall.sign_in(page, "mykola"), **options)
    expect(page.locator(".summary")).to_be_visible()
    return page


def figure(page: Page, name: str) -> Any:
    return page.locator(".summary div", has_text=name).locator("dd")


def confirm(page: Page, decision: str, act: str) -> None:
    page.locator(".decisions").get_by_role("button", name=decision).click()
    page.get_by_role("dialog").get_by_role("button", name=act).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_overview_is_live(hall: Hall, page_at: Opener) -> None:
    page = shift_of(hall, page_at)
    expect(figure(page, "У черзі зараз")).to_have_text("12")
    window = page.locator(".windows tr", has_text="Олена Коваль")
    expect(window).to_contain_text("вільне")

    called = hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})
    expect(window).to_contain_text(called["label"])
    expect(window).to_contain_text("викликано")
    hall.command("olena", "start-serving", {"window_id": hall.window_ids()["3"]})

    expect(window).to_contain_text("обслуговує")
    expect(figure(page, "У черзі зараз")).to_have_text("11")


def test_a_window_on_a_break_calls_nobody(hall: Hall, page_at: Opener) -> None:
    page = shift_of(hall, page_at)
    expect(figure(page, "Вікна, що викликають")).to_have_text("3 із 8")
    row = page.locator("tr", has_text=PASSPORT)
    expect(row.locator(".badge-bad")).to_have_count(0)

    hall.command("olena", "start-break", {"window_id": hall.window_ids()["3"], "reason": "lunch"})

    expect(figure(page, "Вікна, що викликають")).to_have_text("2 із 8")
    expect(page.locator(".windows tr", has_text="Олена Коваль")).to_contain_text("перерва: обід")
    expect(row.locator(".badge-bad")).to_have_text("жодне")
    expect(page.locator(".unserved")).to_contain_text(PASSPORT)


def test_an_alert_is_confirmed_and_ends_the_same_way(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = shift_of(hall, page_at)

    alert = page.get_by_role("button", name="Повітряна тривога")
    alert.click()
    expect(page.get_by_role("button", name="Ні, не треба")).to_be_focused()
    page.keyboard.press("Enter")
    expect(alert).to_be_focused()
    expect(page.locator(".suspended")).to_have_count(0)
    confirm(page, "Повітряна тривога", "Призупинити прийом")

    expect(page.locator(".suspended [role=status]")).to_contain_text("Повітряна тривога")
    expect(page.locator(".suspended")).to_contain_text(re.compile(r"вже \d+:\d\d"))
    expect(page.locator(".suspended [role=status]")).not_to_contain_text(re.compile(r"\d:\d\d"))
    expect(figure(page, "Видача талонів")).to_have_text("Призупинено разом із прийомом")
    assert_accessible(page)
    confirm(page, "Відновити прийом", "Відновити прийом")
    expect(page.locator(".suspended")).to_have_count(0)
    expect(page.get_by_role("button", name="Повітряна тривога")).to_be_visible()


def test_intake_is_stopped_and_opened_again(hall: Hall, page_at: Opener) -> None:
    page = shift_of(hall, page_at)

    confirm(page, "Зупинити видачу талонів", "Зупинити видачу талонів")
    expect(figure(page, "Видача талонів")).to_have_text("Зупинено на сьогодні")

    confirm(page, "Відновити видачу талонів", "Відновити видачу талонів")
    expect(figure(page, "Видача талонів")).to_have_text("Талони видаються")


def test_some_go_on_another_day_with_a_new_number_and_a_new_page(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    kiosk = hall.enrol(BoxKind.KIOSK)
    taken = hall.box_command(kiosk, "take-ticket", {"service_id": hall.service_ids()[PASSPORT], "purpose": "hand-in"})
    page = shift_of(hall, page_at)
    phone = page_at(f"{hall.url}/t/{taken['phone_secret']}")

    page.get_by_role("button", name="Перенести на інший день…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Перенести 13 людей")).to_be_visible()
    assert_accessible(page)
    dialog.get_by_label(re.compile("Сьогодні")).uncheck()
    expect(dialog.get_by_role("button", name="Перенести 0 людей")).to_be_disabled()
    dialog.get_by_label(re.compile(taken["label"].replace("\u00a0", r"\s"))).check()
    dialog.get_by_role("button", name="Перенести 1 людину").click()

    expect(page.locator(".granted li")).to_have_count(1)
    expect(page.locator(".granted li")).to_contain_text(taken["label"])
    confirm(page, "Зупинити видачу талонів", "Зупинити видачу талонів")
    expect(figure(page, "Видача талонів")).to_have_text("Зупинено на сьогодні")
    expect(page.locator(".granted li")).to_contain_text(taken["label"])
    expect(figure(page, "У черзі зараз")).to_have_text("12")
    expect(phone.get_by_role("heading")).to_have_text(re.compile("^Вас приймуть "))
    phone.get_by_role("link", name="Відкрити новий талон").click()
    expect(phone.get_by_role("heading")).to_have_text(re.compile("^Талон дійсний лише "))
    dropped = hall.box_command(kiosk, "claim-print-job")
    assert dropped["slip"]["texts"]["valid_today"].startswith("Талон дійсний лише ")


def test_whose_day_is_closed_afterwards_moves_on_and_the_phone_says_so(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    kiosk = hall.enrol(BoxKind.KIOSK)
    taken = hall.box_command(kiosk, "take-ticket", {"service_id": hall.service_ids()[PASSPORT], "purpose": "hand-in"})
    (granted,) = hall.command("mykola", "grant-continuation", {"ticket_ids": [taken["ticket_id"]]})["tickets"]
    phone = page_at(f"{hall.url}/t/{taken['phone_secret']}")
    told = phone.get_by_role("heading").inner_text()
    hall.decide(exceptions=(DatedHours(day=date.fromisoformat(granted["day"])),))
    page = shift_of(hall, page_at)

    page.get_by_role("button", name="Перенести на інший день…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("Сьогодні")).uncheck()
    dialog.get_by_label(re.compile("Перенесені на день, який тепер неробочий")).check()
    assert_accessible(page)
    dialog.get_by_role("button", name="Перенести 1 людину").click()

    expect(page.locator(".granted li")).to_contain_text(granted["label"])
    expect(phone.get_by_role("heading")).not_to_have_text(told)
    expect(phone.get_by_role("heading")).to_have_text(re.compile("^Вас приймуть "))


def test_boxes_are_one_line_while_they_are_well_and_the_ill_one_is_told_with_what_to_do(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = shift_of(hall, page_at)
    expect(page.locator(".boxes .is-troubled")).to_have_count(3)
    keys = {kind: hall.enrol(kind) for kind in (BoxKind.KIOSK, BoxKind.DISPLAY, BoxKind.BUTTONS)}

    # With a socket: without one each would be missed fifteen seconds after its word.
    with ExitStack() as sockets:
        for key in keys.values():
            sockets.enter_context(Listener(hall.url, auth={"device_key": key}))
            hall.box_command(key, "report-health", {"version": "1", "devices": []})
        expect(page.locator(".boxes-well")).to_have_text("Усі пристрої справні: 3")
        expect(page.locator(".boxes")).to_have_count(0)
        assert_accessible(page)

        cover = {"name": "printer", "state": "fault", "fault": "cover-open"}
        hall.box_command(keys[BoxKind.KIOSK], "report-health", {"version": "1", "devices": [cover]})
        box = page.locator(".boxes li")
        expect(box).to_have_count(1)
        expect(box).to_have_class("is-troubled")
        expect(box).to_contain_text("Кіоск 1")
        expect(box).to_contain_text("відкрито кришку")
        expect(box).to_contain_text("Закрийте кришку")
        expect(box).to_contain_text(re.compile(r"Уже \d+:\d\d"))
        expect(page.locator(".boxes-well")).to_have_text("Решта пристроїв справна: 2")
        assert_accessible(page)


@pytest.mark.parametrize("login", ["oksana", "olena"])
def test_whoever_is_no_supervisor_is_not_let_in(login: str, still_hall: Hall) -> None:
    reply = still_hall.session(login).get(f"{still_hall.url}/supervisor", timeout=DEADLINE_SECONDS)

    assert reply.status_code == requests.codes.forbidden


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("size", [OFFICE_SCREEN, FULL_HD])
def test_all_of_it_has_room(size: tuple[int, int], language: str, still_hall: Hall, page_at: Opener) -> None:
    page = shift_of(still_hall, page_at, size=size, language=language)

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
