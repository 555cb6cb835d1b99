"""At the desk, where a visit goes on elsewhere, comes out of turn, or a person is away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import Hall
from tests.browser.pages import Opener
from tests.browser.test_desk import act, desk_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSPORT = "Паспорт для виїзду за кордон"
BABY = "єМалятко (комплексна)"
Check = Callable[[Page], None]


def test_a_ticket_is_sent_to_one_person_and_comes_back(hall: Hall, page_at: Opener, assert_accessible: Check) -> None:
    page = desk_of("olena", hall, page_at)
    serve(page)
    iryna = {"window_id": hall.window_ids()["7"]}

    page.keyboard.press("Digit7")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Передати").click()
    expect(dialog.get_by_label("Послуга")).to_have_js_property("validationMessage", "Оберіть послугу, вікно або людину")
    dialog.get_by_label("Кому").select_option(label="Ірина Шевчук, зараз вікно 7")
    dialog.get_by_label("Потім повернути до мене").check()
    assert_accessible(page)
    dialog.get_by_role("button", name="Передати").click()
    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    while hall.command("iryna", "call-next", iryna)["label"] != "П\u00a0001":
        hall.command("iryna", "start-serving", iryna)
    other = desk_of("iryna", hall, page_at)
    expect(other.locator(".in-hand-onward")).to_have_text("Потім — назад: Олена Коваль, вікно 3")
    act(other, "start-serving")
    act(other, "finish-serving")

    expect(page.locator(".line-list")).to_contain_text("П\u00a0001")


@pytest.mark.parametrize("kind", ["window", "person"])
def test_whom_a_ticket_is_sent_to_stays_chosen_while_another_window_leaves(
    kind: str, hall: Hall, page_at: Opener
) -> None:
    page = desk_of("olena", hall, page_at)
    serve(page)
    page.keyboard.press("Digit7")
    to_whom = page.get_by_role("dialog").get_by_label("Кому")
    label = {"window": "Вікно 7, зараз Ірина Шевчук", "person": "Ірина Шевчук, зараз вікно 7"}[kind]
    to_whom.select_option(label=label)

    hall.command("taras", "leave-window", {"window_id": hall.window_ids()["1"]})
    expect(page.locator(".others-list li", has_text="нікого")).to_have_count(6)

    expect(to_whom.locator("option:checked")).to_have_text(label)


@pytest.mark.parametrize("kind", ["window", "person"])
def test_who_was_chosen_and_has_left_is_said_and_the_ticket_goes_to_nobody_else(
    kind: str, hall: Hall, page_at: Opener, assert_accessible: Check
) -> None:
    page = desk_of("olena", hall, page_at)
    serve(page)
    page.keyboard.press("Digit7")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Послуга").select_option(PASSPORT)
    to_whom = dialog.get_by_label("Кому")
    label = {"window": "Вікно 7, зараз Ірина Шевчук", "person": "Ірина Шевчук, зараз вікно 7"}[kind]
    to_whom.select_option(label=label)

    hall.command("iryna", "leave-window", {"window_id": hall.window_ids()["7"]})

    said = "Там уже нікого немає: оберіть, кому передати талон"
    expect(dialog.get_by_role("alert")).to_have_text(said)
    expect(to_whom.locator("option:checked")).to_contain_text("Ірина Шевчук")
    assert_accessible(page)
    dialog.get_by_role("button", name="Передати").click()
    expect(to_whom).to_have_js_property("validationMessage", said)
    to_whom.select_option(label="Хто звільниться першим")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    expect(to_whom.locator("option", has_text="Ірина Шевчук")).to_have_count(0)
    dialog.get_by_role("button", name="Передати").click()
    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")


def test_a_visit_grows_and_goes_on_by_itself(hall: Hall, page_at: Opener, assert_accessible: Check) -> None:
    page = desk_of("olena", hall, page_at)
    serve(page)

    page.keyboard.press("Digit9")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("option", has_text=re.compile(f"^{PASSPORT}$"))).to_have_count(0)
    dialog.get_by_label("Послуга").select_option(BABY)
    assert_accessible(page)
    dialog.get_by_role("button", name="Додати").click()
    expect(page.locator(".in-hand-onward")).to_have_text(f"Далі: «{BABY}»")
    expect(page.locator(".act-finish-serving")).to_contain_text("візит триватиме далі")
    act(page, "finish-serving")

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    window = {"window_id": hall.window_ids()["7"]}
    while hall.command("iryna", "call-next", window)["label"] != "П\u00a0001":
        hall.command("iryna", "start-serving", window)


def test_a_document_is_confirmed_by_a_key(hall: Hall, page_at: Opener) -> None:
    page = called_out_of_turn(hall, page_at)

    page.keyboard.press("NumpadAdd")

    expect(page.locator(".in-hand")).to_contain_text("Позачергово: документ перевірено")
    expect(page.locator(".act-refuse")).to_have_count(0)


def test_without_a_document_the_ticket_waits_in_the_common_line(
    hall: Hall, page_at: Opener, assert_accessible: Check
) -> None:
    page = called_out_of_turn(hall, page_at)

    page.keyboard.press("Minus")
    expect(page.get_by_role("dialog")).to_contain_text("документа немає?")
    assert_accessible(page)
    page.keyboard.press("Enter")

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    expect(page.locator(".line-list li").last).to_contain_text("П\u00a0005")
    expect(page.locator(".line-list")).not_to_contain_text("позачергово")


def test_a_break_and_the_way_back(hall: Hall, page_at: Opener, assert_accessible: Check) -> None:
    page = desk_of("olena", hall, page_at)

    page.keyboard.press("Digit0")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Причина").select_option("Нарада")
    dialog.get_by_label("На скільки").select_option("30 хвилин")
    assert_accessible(page)
    dialog.get_by_role("button", name="Почати перерву").click()
    expect(page.locator(".in-hand")).to_contain_text(re.compile(r"Нарада.*До кінця перерви (30:00|29:\d\d)", re.DOTALL))
    assert_accessible(page)
    colleague = desk_of("iryna", hall, page_at)
    expect(colleague.locator(".others-list")).to_contain_text("на перерві")
    page.keyboard.press("Digit0")

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")
    expect(colleague.locator(".others-list")).not_to_contain_text("на перерві")


def test_work_without_visitors_ends_with_the_next_call(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)

    page.get_by_role("button", name="Перерва").click()
    page.get_by_role("dialog").get_by_role("button", name="Робота без відвідувачів").click()
    expect(page.locator(".in-hand")).to_contain_text("Робота без відвідувачів")
    page.keyboard.press("Digit1")

    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")


def test_no_break_with_somebody_in_hand(hall: Hall, page_at: Opener) -> None:
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_be_visible()

    page.keyboard.press("Digit0")

    expect(page.get_by_role("status")).to_contain_text("Спершу завершіть талон П\u00a0001.")


def test_the_clock_calls_the_next_one(hall: Hall, page_at: Opener) -> None:
    hall.decide(call_after_finish_seconds=1)
    page = desk_of("olena", hall, page_at)
    serve(page)

    act(page, "finish-serving")

    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0002")


def test_the_call_of_the_clock_can_be_stopped(hall: Hall, page_at: Opener, assert_accessible: Check) -> None:
    hall.decide(call_after_finish_seconds=600)
    page = desk_of("olena", hall, page_at)
    serve(page)
    act(page, "finish-serving")
    expect(page.locator(".countdown")).to_contain_text(re.compile(r"Наступного буде викликано через (10:00|9:\d\d)"))
    assert_accessible(page)

    page.keyboard.press("NumpadSubtract")

    expect(page.locator(".countdown")).to_have_count(0)
    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")


def test_what_the_office_wants_before_a_miss_is_said(hall: Hall, page_at: Opener) -> None:
    hall.decide(least_announcements=2, missed_after_seconds=0)
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    expect(page.locator(".act-mark-missed")).to_contain_text("спершу «Повторити» ще 1 раз")

    act(page, "recall-ticket")
    expect(page.locator(".act-mark-missed")).to_have_attribute("aria-disabled", "false")
    act(page, "mark-missed")

    expect(page.locator(".in-hand")).to_contain_text("Вікно вільне")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_card_with_much_to_say_hides_no_act(language: str, hall: Hall, page_at: Opener) -> None:
    services = hall.service_ids()
    called_out_of_turn(hall, page_at).close()
    window = {"window_id": hall.window_ids()["3"]}
    for name in sorted(services.keys() - {PASSPORT}, key=len)[-3:]:
        hall.command("olena", "add-service", window | {"service_id": services[name]})

    page = desk_of("olena", hall, page_at, size=(1366, 600), language=language)

    expect(page.locator(".in-hand-onward")).to_be_visible()
    lowest = max(box["y"] + box["height"] for each in page.locator(".act").all() if (box := each.bounding_box()))
    assert lowest <= 600
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


def serve(page: Page) -> None:
    """The first of the line is being served."""
    act(page, "call-next")
    expect(page.locator(".in-hand-label")).to_have_text("П\u00a0001")
    act(page, "start-serving")
    expect(page.locator(".in-hand")).to_contain_text("Обслуговується")


def called_out_of_turn(hall: Hall, page_at: Opener) -> Page:
    """Somebody with a place out of turn stands at window 3."""
    passport = hall.service_ids()[PASSPORT]
    hall.command("oksana", "take-ticket", {"service_id": passport, "purpose": "hand-in", "priority": "lawful"})
    page = desk_of("olena", hall, page_at)
    act(page, "call-next")
    expect(page.locator(".in-hand")).to_contain_text("Позачергово: перевірте документ")
    return page
