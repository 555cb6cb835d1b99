"""The desk, by hand and by key, against the real server."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.demo.seed import HALL_ID
from tests.browser.hall import Hall, wait_until
from tests.browser.pages import FULL_HD, OFFICE_SCREEN, Opener, Troubles

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def desk_of(login: str, hall: Hall, page_at: Opener, **options: Any) -> Page:
    """The desk of somebody, with its first news."""
    page = page_at(f"{hall.url}/desk", sign_in=lambda page: hall.sign_in(page, login), **options)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def act(page: Page, name: str) -> None:
    page.locator(f".act-{name}").click()


def test_a_visit_from_the_call_to_its_end(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    expect(page.get_by_role("heading", name="Черга до вікна: 4")).to_be_visible()

    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")
    act(page, "start-serving")
    expect(page.locator(".in-hand")).to_contain_text("Обслуговується")
    act(page, "finish-serving")

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    expect(page.locator(".line")).to_contain_text("Обслужено сьогодні: 1")


def test_the_same_by_keys(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)

    page.keyboard.press("Digit1")
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")
    page.keyboard.press("Numpad4")
    expect(page.locator(".act-recall-ticket")).to_contain_text("ще 1 раз")
    page.keyboard.press("Numpad2")
    expect(page.locator(".in-hand")).to_contain_text("Обслуговується")
    page.keyboard.press("Digit1")

    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0002")


def test_keys_with_a_modifier_belong_to_the_browser(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    asked = commands_of(page)

    for keys in ("Control+Digit1", "Alt+Digit1", "Shift+Digit1"):
        page.keyboard.press(keys)
    page.keyboard.press("Digit1")
    expect(page.locator(".in-hand-label")).to_be_visible()

    assert asked == ["call-next"]


def test_a_key_held_down_calls_once(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    asked = commands_of(page)

    for _ in range(20):
        page.keyboard.down("Digit1")
    page.keyboard.up("Digit1")
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")

    assert asked == ["call-next"]


def test_what_cannot_be_done_yet_says_when(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    asked = commands_of(page)
    act(page, "call-next")
    missed = page.locator(".act-mark-missed")
    expect(missed).to_have_attribute("aria-disabled", "true")
    expect(missed).to_contain_text(re.compile(r"можна через [12]:\d\d"))

    missed.click(force=True)

    expect(page.get_by_role("status")).to_contain_text("Зачекайте ще")
    assert asked == ["call-next"]


def test_a_refusal_is_a_sentence(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_be_visible()

    page.get_by_role("button", name="Звільнити вікно").click()

    expect(page.get_by_role("status")).to_contain_text("У вікна вже є талон П\u00a0001. Спершу завершіть його.")


def test_the_line_is_live_and_its_waiting_times_run(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    clock = page.locator(".line-list li .number").first
    seen = clock.inner_text()
    passports = hall.service_ids()["Паспорт для виїзду за кордон"]

    hall.command("oksana", "take-ticket", {"service_id": passports, "purpose": "hand-in", "priority": "lawful"})

    expect(page.get_by_role("heading", name="Черга до вікна: 5")).to_be_visible()
    expect(page.locator(".line-list li").first).to_contain_text("позачергово")
    expect(clock).not_to_have_text(seen)


def test_out_of_turn_asks_for_the_document(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = desk_of("olena", hall, page_at)
    passports = hall.service_ids()["Паспорт для виїзду за кордон"]
    hall.command("oksana", "take-ticket", {"service_id": passports, "purpose": "hand-in", "priority": "lawful"})

    act(page, "call-next")

    expect(page.locator(".in-hand")).to_contain_text("Позачергово: перевірте документ")
    assert_accessible(page)


def test_a_called_ticket_is_cancelled_after_a_question(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")

    page.get_by_role("button", name="Скасувати талон").click()
    expect(page.get_by_role("dialog")).to_contain_text("Скасувати талон П\u00a0001?")
    assert_accessible(page)
    page.get_by_role("button", name="Залишити").click()
    expect(page.get_by_role("button", name="Скасувати талон")).to_be_focused()
    page.get_by_role("button", name="Скасувати талон").click()
    page.get_by_role("dialog").get_by_role("button", name="Скасувати талон").click()

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_ticket_is_set_aside_and_called_back(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    act(page, "start-serving")
    expect(page.locator(".in-hand")).to_contain_text("Обслуговується")

    page.keyboard.press("Digit6")
    assert_accessible(page)
    page.get_by_role("dialog").get_by_role("button", name="через 15 хв").click()
    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    expect(page.locator(".parked-list li")).to_contain_text(re.compile(r"повернеться за 1[45]:\d\d"))
    assert_accessible(page)
    page.get_by_role("button", name="Викликати сюди").click()

    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")
    expect(page.locator(".parked")).to_have_count(0)


def test_a_ticket_that_was_set_aside_is_put_back_in_line(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    page.locator(".side-park-ticket").click()
    page.get_by_role("button", name="Доки не поверну сам").click()

    page.get_by_role("button", name="Повернути до черги").click()

    expect(page.locator(".parked")).to_have_count(0)
    expect(page.locator(".line-list li").first).to_contain_text("П\u00a0001")


def test_a_ticket_is_sent_on_to_another_service(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")

    page.keyboard.press("Digit7")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Послуга").select_option("єМалятко (комплексна)")
    assert_accessible(page)
    dialog.get_by_role("button", name="Передати").click()

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    window = {"window_id": hall.window_ids()["7"]}
    while hall.command("iryna", "call-next", window)["label"] != "П\u00a0001":
        hall.command("iryna", "start-serving", window)


def test_somebody_is_called_by_number_for_a_reason(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = desk_of("olena", hall, page_at)

    page.keyboard.press("Digit8")
    dialog = page.get_by_role("dialog")
    call = dialog.get_by_role("button", name="Викликати до мого вікна")
    dialog.get_by_label("Талон").fill("п 999")
    dialog.get_by_label("Причина").select_option("Помилка Центру")
    assert_accessible(page)
    call.click()
    expect(dialog.get_by_label("Талон")).to_have_js_property("validationMessage", "Талон із таким номером не чекає")
    dialog.get_by_label("Талон").fill("п3")
    call.click()

    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0003")


def test_a_taken_window_is_taken_over_only_after_a_question(
    hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    olena = desk_of("olena", hall, page_at)
    mykola = desk_of("mykola", hall, page_at)
    assert_accessible(mykola)

    mykola.get_by_role("button", name=re.compile("Олена Коваль")).click()
    expect(mykola.get_by_role("dialog")).to_contain_text("За вікном 3 зараз Олена Коваль. Зайняти його?")
    assert_accessible(mykola)
    mykola.get_by_role("button", name="Зайняти").click()

    expect(mykola.get_by_role("heading", name="Вікно 3")).to_be_visible()
    expect(olena.get_by_role("status")).to_contain_text("За вікном 3 тепер Микола Ткач. Оберіть інше.")
    expect(olena.get_by_role("heading", name="За яким ви вікном?")).to_be_focused()


def test_a_window_is_left_and_chosen_again(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)

    page.get_by_role("button", name="Звільнити вікно").click()
    page.get_by_role("button", name=re.compile("^4 вільне")).click()

    expect(page.get_by_role("heading", name="Вікно 4")).to_be_visible()


def test_a_lost_server_is_shown_and_its_return_too(hall: Hall, page_at: Opener, troubles: Troubles) -> None:
    troubles.expect("WebSocket connection")
    page = desk_of("olena", hall, page_at)
    assert hall.process is not None
    stale = page.get_by_role("alert")

    hall.process.send_signal(signal.SIGSTOP)
    expect(stale).to_contain_text("Немає зв’язку з сервером")
    hall.process.send_signal(signal.SIGCONT)

    expect(stale).to_be_hidden()


def test_the_desk_comes_back_after_a_power_cut_with_the_same_ticket(
    hall: Hall, page_at: Opener, troubles: Troubles
) -> None:
    troubles.expect("ERR_CONNECTION_REFUSED|WebSocket connection")
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")

    hall.stop(signal.SIGKILL)
    expect(page.get_by_role("alert")).to_be_visible()
    hall.start()

    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")


def test_whoever_is_signed_out_meanwhile_is_led_to_the_door(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    with hall.core() as core:
        person = core.store.read(HALL_ID, lambda records: records.people.by_login("olena"))
        assert person is not None
        person_id = person.id
        core.store.sessions(lambda sessions: sessions.close_all_of(person_id))
    act(page, "call-next")

    def is_told() -> bool:  # the server believes a session for some seconds before it asks the database again
        with page.expect_response("**/leave-window"):  # a press takes away what was said; the answer brings it
            page.get_by_role("button", name="Звільнити вікно").click()
        expect(page.locator(".desk-message .notice")).to_be_visible()
        return page.get_by_role("link", name="Увійти").is_visible()

    wait_until(is_told, "the desk offers to sign in")


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("size", [(1366, 600), OFFICE_SCREEN, FULL_HD])
def test_the_main_controls_need_no_scrolling(
    size: tuple[int, int], language: str, hall: Hall, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    page = desk_of("olena", hall, page_at, size=size, language=language)
    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_be_visible()

    lowest = max(box["y"] + box["height"] for each in page.locator(".act").all() if (box := each.bounding_box()))
    scroll = page.evaluate("document.documentElement.scrollHeight - innerHeight")

    assert lowest <= size[1]
    assert scroll <= 0
    assert_accessible(page)


def test_a_person_without_a_desk_is_told_so(still_hall: Hall, page_at: Opener) -> None:
    page = page_at(f"{still_hall.url}/desk", sign_in=lambda page: still_hall.sign_in(page, "oksana"))

    expect(page.get_by_role("heading", name="Ваша роль цього не дозволяє.")).to_be_visible()


def commands_of(page: Page) -> list[str]:
    """Names of the commands that the page sends from now on."""
    names: list[str] = []
    page.on(
        "request",
        lambda request: names.append(request.url.rpartition("/")[2]) if "/v1/commands/" in request.url else None,
    )
    return names
