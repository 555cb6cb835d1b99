"""The office in a real browser: a Center that is not the sample, from nothing to the first ticket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.hall import DEADLINE_SECONDS, Hall, running_hall
from tests.browser.pages import FULL_HD, OFFICE_SCREEN, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "вишня під вікном"
ROOMS = ("", "hall", "services/", "out-of-turn/", "windows/", "people/", "boxes/", "journal/", "password/")
FORMS = ("spheres/new", "services/new", "out-of-turn/new", "windows/new", "people/new", "boxes/new")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def new_hall(tmp_path: Path) -> Iterator[Hall]:
    """A server that has just started for the first time."""
    with running_hall(tmp_path / "nothing") as running:
        running.password = PASSWORD
        yield running


def test_a_center_is_set_up_from_nothing_to_the_first_ticket(new_hall: Hall, page_at: Opener) -> None:
    page = page_at(welcome_link(new_hall))
    found(page)
    expect(page.get_by_text("бракує")).to_have_count(4)

    keep_open_always(page)
    add_service(page)
    add_window(page)
    add_administrator(page)
    key = enrol(new_hall, add_kiosk(page))
    page.get_by_role("link", name="Огляд").click()
    expect(page.get_by_text("Усе є: талони можна видавати.")).to_be_visible()

    label = take_ticket(new_hall, key)
    desk = page_at(f"{new_hall.url}/desk", sign_in=lambda page: new_hall.sign_in(page, "nadiia"))
    desk.locator(".window-to-choose").click()
    desk.locator(".act-call-next").click()
    expect(desk.locator(".in-hand-label")).to_have_text(label)


def test_rooms_with_nothing_in_them_say_what_to_do(
    new_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(welcome_link(new_hall))
    found(page)

    for room, said in (
        ("services/", "Почніть зі сфери"),
        ("windows/", "Вікон ще немає."),
        ("boxes/", "Пристроїв ще немає."),
        ("services/new", "Послуга належить до сфери."),
        ("windows/new", "Ще немає послуг"),
    ):
        page.goto(f"{new_hall.url}/office/{room}")
        expect(page.locator("main")).to_contain_text(said)
        assert_accessible(page)


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("size", [OFFICE_SCREEN, FULL_HD], ids=["1366", "1920"])
def test_every_room_is_accessible_and_fits(
    still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None], size: tuple[int, int], language: str
) -> None:
    page = page_at(
        f"{still_hall.url}/office/", size=size, language=language, sign_in=lambda page: still_hall.sign_in(page, "it")
    )

    for room in (*ROOMS, *FORMS):
        page.goto(f"{still_hall.url}/office/{room}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
        assert page.evaluate(OVERFLOW) == 0, room


def test_a_refused_form_goes_to_its_first_wrong_field_and_is_accessible(
    still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{still_hall.url}/office/services/new", sign_in=lambda page: still_hall.sign_in(page, "it"))
    page.get_by_label("Які документи взяти, українською").fill("паспорт")
    page.get_by_label("Звичайний прийом").fill("0")
    page.get_by_role("button", name="Зберегти", exact=True).last.click()

    expect(page.get_by_role("alert")).to_contain_text("Ще нічого не збережено.")
    expect(page.get_by_label("Назва, українською")).to_be_focused()
    expect(page.get_by_label("Які документи взяти, українською")).to_have_value("паспорт")
    assert_accessible(page)


def test_a_service_is_changed_with_the_keyboard_alone(hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{hall.url}/office/services/", sign_in=lambda page: hall.sign_in(page, "it"))

    go_to(page, "ID-картка: обмін або втрата")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("ID-картка: обмін або втрата")
    page.get_by_role("radio", name=re.compile("^П")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Збережено: ID-картка: обмін або втрата")
    expect(page.get_by_role("row", name="ID-картка: обмін або втрата")).to_contain_text("У")


def test_hours_of_its_own_appear_when_they_are_wanted(still_hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{still_hall.url}/office/services/new", sign_in=lambda page: still_hall.sign_in(page, "it"))
    opens = page.locator("input[name='hours-0-0-opens']")
    expect(opens).to_be_hidden()

    page.get_by_label("Лише у власні години").check()
    page.locator("button[name='hours-add'][value='0']").click()

    expect(page.locator("input[name='hours-0-1-opens']")).to_be_focused()


def test_a_button_pressed_twice_quickly_moves_one_step(hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{hall.url}/office/windows/", sign_in=lambda page: hall.sign_in(page, "it"))

    page.get_by_role("button", name="Нижче: 1", exact=True).dblclick()

    expect(page.locator(".window-name").first).to_have_text("2")
    page.reload()
    expect(page.locator(".window-name")).to_have_text(["2", "1", "3", "4", "5", "6", "7", "8"])


def welcome_link(hall: Hall) -> str:
    """As the server prints it when it starts with nothing."""
    link = re.search(r"https?://\S+(/welcome/\S+)", hall.log())
    assert link, hall.log()
    return hall.url + link[1]


def found(page: Page) -> None:
    page.get_by_label("Назва українською").fill("ЦНАП Знам’янка")
    page.locator("input[name=person_name]").fill("Марія Гончар")
    page.locator("input[name=login]").fill("mariia")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/office/")


def keep_open_always(page: Page) -> None:
    """The test may run at any hour."""
    page.get_by_role("link", name="Години роботи").click()
    for day in (0, 5, 6):
        for part, clock in (("opens", "0:00"), ("intake_ends", "24:00"), ("closes", "24:00")):
            page.locator(f"input[name='hours-{day}-0-{part}']").fill(clock)
    page.get_by_role("button", name="Так само вівторок–п’ятниця").click()
    save(page)


def add_service(page: Page) -> None:
    page.get_by_role("link", name="Послуги").click()
    page.get_by_role("link", name="Додати сферу").click()
    page.get_by_label("Назва, українською").fill("Паспорти")
    save(page)
    page.get_by_role("link", name="Додати послугу: Паспорти").click()
    page.get_by_label("Назва, українською").fill("Закордонний паспорт")
    save(page)
    expect(page.get_by_text("немає вікна")).to_be_visible()


def add_window(page: Page) -> None:
    page.get_by_role("navigation", name="Офіс").get_by_role("link", name="Вікна").click()
    page.get_by_role("link", name="Додати вікно").click()
    page.get_by_label("Назва або номер").fill("1")
    page.get_by_role("button", name="Усі або жодної: Паспорти").click()
    save(page)


def add_administrator(page: Page) -> None:
    page.get_by_role("link", name="Люди").click()
    page.get_by_role("link", name="Додати людину").click()
    page.get_by_label("Ім’я та прізвище").fill("Надія Мороз")
    page.get_by_label("Логін").fill("nadiia")
    page.get_by_label("Адміністратор").check()
    page.get_by_label("Перший пароль").fill(PASSWORD)
    save(page)


def add_kiosk(page: Page) -> str:
    """Its one-time code."""
    page.get_by_role("link", name="Пристрої").click()
    page.get_by_role("link", name="Додати пристрій").click()
    page.get_by_label("Назва").fill("Кіоск біля входу")
    page.get_by_role("button", name="Додати й показати код").click()
    return page.locator("output").inner_text()


def save(page: Page) -> None:
    page.locator(".form-actions .button-primary").click()
    expect(page.get_by_role("status")).to_contain_text("Збережено")


def enrol(hall: Hall, code: str) -> str:
    reply = requests.post(f"{hall.url}/v1/boxes/enrol", json={"code": code}, timeout=DEADLINE_SECONDS)
    assert reply.status_code == 200, reply.text
    return str(reply.json()["device_key"])


def take_ticket(hall: Hall, key: str) -> str:
    """The label of the first ticket, for the first service of what the kiosk shows."""
    headers = {"Authorization": f"Box {key}"}
    lease: dict[str, Any] = requests.get(f"{hall.url}/v1/kiosk/lease", headers=headers, timeout=DEADLINE_SECONDS).json()
    service = lease["spheres"][0]["services"][0]
    given = hall.box_command(key, "take-ticket", {"service_id": service["service_id"], "purpose": "hand-in"})
    return str(given["label"])


def go_to(page: Page, name: str) -> None:
    """Tab, until the link has the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"«{name}» was not reached by the keyboard")
