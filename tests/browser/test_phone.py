"""The ticket on a phone: the same state as on the board, with and without scripts."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind
from tests.browser.hall import Hall, wait_until
from tests.browser.pages import Opener, Troubles

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = (390, 844)
EXCHANGE = "Обмін посвідчення водія"
SERVICE = "єМалятко (комплексна)"
WINDOW = "7"
LOGIN = "iryna"


@pytest.fixture
def ticket(hall: Hall) -> dict[str, Any]:
    """Taken at the kiosk, with one person before it."""
    key = hall.enrol(BoxKind.KIOSK)
    return hall.box_command(key, "take-ticket", {"service_id": hall.service_ids()[SERVICE], "purpose": "hand-in"})


def at_window(hall: Hall, *names: str) -> None:
    """Commands one after another at the window that serves the ticket."""
    for name in names:
        hall.command(LOGIN, name, {"window_id": hall.window_ids()[WINDOW]})


def call(hall: Hall, ticket: dict[str, Any]) -> None:
    """Until the ticket's turn has come."""
    window = {"window_id": hall.window_ids()[WINDOW]}
    while hall.command(LOGIN, "call-next", window)["ticket_id"] != ticket["ticket_id"]:
        hall.command(LOGIN, "start-serving", window)


def says_the_same(live: Page, plain: Page) -> bool:
    """Whether a page that follows by itself and one that is loaded anew read alike."""
    plain.reload()
    first, second = ((page.locator(".now").inner_text(), page.title()) for page in (live, plain))
    return first == second


def test_the_page_follows_the_ticket_to_its_end(hall: Hall, page_at: Opener, ticket: dict[str, Any]) -> None:
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE)
    headline = page.get_by_role("heading", level=1)
    expect(page.locator(".label")).to_have_text(ticket["label"])
    expect(headline).to_have_text(re.compile(r"Перед вами \d люд"))

    call(hall, ticket)
    expect(headline).to_have_text("Підійдіть до вікна 7")
    expect(page).to_have_title(re.compile("^Підійдіть до вікна 7"))

    at_window(hall, "start-serving")
    expect(headline).to_have_text("Вас обслуговують")

    at_window(hall, "finish-serving")
    expect(headline).to_have_text("Ваш візит завершено")


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_every_state_it_says_the_same_without_scripts_and_is_accessible(
    scheme: str,
    language: str,
    hall: Hall,
    page_at: Opener,
    ticket: dict[str, Any],
    assert_accessible: Callable[[Page], None],
) -> None:
    address = f"{hall.url}/t/{ticket['phone_secret']}"
    live = page_at(address, size=PHONE, language=language, color_scheme=scheme)
    plain = page_at(address, size=PHONE, language=language, color_scheme=scheme, java_script_enabled=False)
    steps: dict[str, Callable[[], None]] = {
        "waiting": lambda: None,
        "called": lambda: call(hall, ticket),
        "serving": lambda: at_window(hall, "start-serving"),
        "done": lambda: at_window(hall, "finish-serving"),
    }
    for state, step in steps.items():
        step()
        expect(live.locator("main")).to_have_attribute("data-state", state)
        # The wait that people are told may be renewed between two looks: soon both have the same one.
        wait_until(lambda: says_the_same(live, plain), f"{state} is said alike")
        assert_accessible(live)


def test_a_missed_call_leads_to_reception(hall: Hall, page_at: Opener, ticket: dict[str, Any]) -> None:
    hall.decide(missed_after_seconds=0)
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE)

    call(hall, ticket)
    at_window(hall, "mark-missed")

    expect(page.get_by_role("heading", level=1)).to_have_text("Вас викликали, але ви не підійшли")
    expect(page.locator(".now")).to_contain_text("Зверніться до рецепції")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_ticket_is_given_up_after_a_question(
    has_scripts: bool,  # noqa: FBT001 a way of reading
    hall: Hall,
    page_at: Opener,
    ticket: dict[str, Any],
    assert_accessible: Callable[[Page], None],
) -> None:
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE, java_script_enabled=has_scripts)
    button = page.get_by_role("button", name="Так, скасувати талон")
    expect(button).to_be_hidden()

    page.get_by_text("Я не прийду").click()
    if has_scripts:
        assert_accessible(page)
    button.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Талон скасовано")
    expect(page.get_by_text("Я не прийду")).to_be_hidden()


def test_the_button_to_give_up_goes_away_once_it_is_too_late(
    hall: Hall, page_at: Opener, ticket: dict[str, Any]
) -> None:
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE)
    expect(page.get_by_text("Я не прийду")).to_be_visible()

    call(hall, ticket)
    at_window(hall, "start-serving")

    expect(page.get_by_text("Я не прийду")).to_be_hidden()


def test_without_scripts_the_page_comes_anew_by_itself(hall: Hall, page_at: Opener, ticket: dict[str, Any]) -> None:
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE, java_script_enabled=False)

    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "20"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["live", "without scripts"])
def test_a_visit_of_several_services_tells_what_comes_next(hall: Hall, page_at: Opener, *, has_scripts: bool) -> None:
    services = hall.service_ids()
    first, second, third = (services[name] for name in ("Державна реєстрація ФОП", "Житлова субсидія", EXCHANGE))
    wish = {"service_id": first, "purpose": "hand-in", "further": [second, third]}
    given = hall.command("oksana", "take-ticket", wish)
    page = page_at(f"{hall.url}/t/{given['phone_secret']}", size=PHONE, java_script_enabled=has_scripts)
    route = page.locator("[data-part=route]")
    expect(route).to_contain_text("Далі")
    expect(route.locator("span")).to_have_text(["Житлова субсидія", EXCHANGE])

    changed = {"ticket_id": given["ticket_id"], "service_ids": [third, first], "is_any_order": True}
    hall.command("oksana", "change-route", changed)
    if not has_scripts:
        page.reload()

    expect(page.locator("[data-part=service]")).to_have_text(EXCHANGE)
    expect(route).to_contain_text("Також, у будь-якому порядку")
    expect(route.locator("span")).to_have_text(["Державна реєстрація ФОП"])


def test_silence_of_the_server_is_not_shown_as_live(
    hall: Hall, page_at: Opener, troubles: Troubles, ticket: dict[str, Any]
) -> None:
    troubles.expect("WebSocket connection")
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE)
    expect(page.locator("main")).to_have_attribute("data-state", "waiting")
    assert hall.process is not None

    hall.process.send_signal(signal.SIGSTOP)
    expect(page.get_by_role("alert")).to_have_text(re.compile(r"Немає зв’язку. Дані станом на \d\d:\d\d"))
    hall.process.send_signal(signal.SIGCONT)

    expect(page.get_by_role("alert")).to_be_hidden()


def test_the_language_is_changed_by_one_touch(hall: Hall, page_at: Opener, ticket: dict[str, Any]) -> None:
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=PHONE)

    page.get_by_role("link", name="English").click()

    expect(page.get_by_text("Your number")).to_be_visible()
    assert page.url.endswith(f"/t/{ticket['phone_secret']}")


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_cut_off_on_a_narrow_phone(width: int, hall: Hall, page_at: Opener, ticket: dict[str, Any]) -> None:
    page = page_at(f"{hall.url}/t/{ticket['phone_secret']}", size=(width, 700))

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_made_up_address_is_answered_politely(
    still_hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = page_at(f"{still_hall.url}/t/made-up", size=PHONE)

    expect(page.get_by_role("heading", name="Такого талона немає")).to_be_visible()
    assert_accessible(page)
