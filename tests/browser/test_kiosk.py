"""A citizen at the kiosk: real server, real kiosk box, a printer that speaks ESC/POS, a real Chromium."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from hardware.printers.virtual.misbehaviour import Mode
from server.contract.terms import PaperState, PriorityClass
from tests.browser.hall import Hall, wait_until
from tests.browser.kiosk_steps import SERVICE, UPRIGHT, choose, label_on, papers, tickets, touch
from tests.browser.pages import Opener
from tests.kiosk.process import KioskProcess, kiosk_process
from tests.kiosk.running import paper_hall

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENGLISH_REFUSAL = "Tickets are not given now. Opening hours: 08:00–17:00."


def test_a_citizen_takes_a_ticket_and_its_paper(hall: Hall, kiosk: KioskProcess, page: Page) -> None:
    choose(page)
    touch(page, "Взяти талон")

    label = label_on(page)
    expect(page.get_by_text("Заберіть талон").first).to_be_visible()
    expect(page.locator("#spoken")).to_contain_text(f"Ваш номер {label.replace(chr(160), ' ')}")
    expect(page.locator(".qr")).not_to_have_js_property("naturalWidth", 0)
    wait_until(lambda: len(kiosk.printer.slips) == 1, "the paper is out")
    wait_until(lambda: papers(hall, label) == [PaperState.PRINTED], "the server told of the paper")

    touch(page, "Готово")
    expect(page.get_by_role("heading", name="З чим ви прийшли?")).to_be_visible()


def test_a_finger_that_bounces_gets_one_ticket(hall: Hall, kiosk: KioskProcess, page: Page) -> None:
    choose(page)
    page.get_by_role("button", name="Взяти талон").dblclick()

    label = label_on(page)
    expect(page.get_by_text("Заберіть талон").first).to_be_visible()

    wait_until(lambda: papers(hall, label) == [PaperState.PRINTED], "the server told of the paper")
    assert len(kiosk.printer.slips) == 1


def test_english_by_one_touch_and_ukrainian_for_the_next(page: Page) -> None:
    touch(page, "English")
    touch(page, "Place of residence")
    touch(page, "Deregister a place of residence")
    touch(page, "Hand in documents")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    touch(page, "Take a ticket")
    expect(page.get_by_text("Your number").first).to_be_visible()
    touch(page, "Done")

    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.get_by_role("heading", name="З чим ви прийшли?")).to_be_visible()


def test_without_a_list_out_of_turn_is_asked_for_by_a_switch(hall: Hall, page: Page) -> None:
    hall.decide(categories=())
    choose(page)
    expect(page.get_by_role("switch", name="Позачергово за законом")).to_be_visible()
    switch = page.get_by_role("switch", name="Позачергово за законом")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.tap()
    expect(switch).to_have_attribute("aria-checked", "true")
    touch(page, "Взяти талон")
    label = label_on(page)

    assert [priority for priority, _ in tickets(hall, label)] == [PriorityClass.LAWFUL]


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.PAPER_OUT, "Папір закінчився."),
        (Mode.COVER_OPEN, "Принтер відкрито."),
        (Mode.BROKEN, "Принтер не працює."),
    ],
)
def test_without_paper_the_number_is_on_the_screen_with_the_cause(
    hall: Hall, kiosk: KioskProcess, page: Page, mode: Mode, words: str
) -> None:
    choose(page)
    kiosk.printer.misbehave(mode)
    touch(page, "Взяти талон")

    label = label_on(page)
    expect(page.locator(".paper.is-failed")).to_contain_text(words)
    expect(page.locator(".paper")).to_contain_text("Запам’ятайте або сфотографуйте номер.")
    wait_until(lambda: papers(hall, label) == [PaperState.FAILED], "the server told of it")
    assert kiosk.printer.slips == []


def test_a_printer_that_cannot_print_is_said_before_the_ticket_is_taken(kiosk: KioskProcess, page: Page) -> None:
    kiosk.printer.misbehave(Mode.PAPER_OUT)
    choose(page)

    expect(page.get_by_text("Папір закінчився. Номер буде на екрані.")).to_be_visible()


def test_a_lost_server_is_said_and_the_screen_comes_back_by_itself(hall: Hall, page: Page) -> None:
    hall.stop(signal.SIGKILL)
    expect(page.get_by_role("heading", name="Кіоск тимчасово не працює")).to_be_visible()
    hall.start()

    expect(page.locator(".tile").first).to_be_visible()


def test_a_ticket_on_the_screen_stays_when_the_server_is_lost(hall: Hall, page: Page) -> None:
    choose(page)
    touch(page, "Взяти талон")
    label = label_on(page)
    hall.stop(signal.SIGKILL)
    page.wait_for_timeout(5000)

    assert label_on(page) == label
    touch(page, "Готово")
    expect(page.get_by_role("heading", name="Кіоск тимчасово не працює")).to_be_visible()


def test_a_wish_sent_into_silence_becomes_one_ticket(hall: Hall, kiosk: KioskProcess, page: Page) -> None:
    choose(page)
    assert hall.process is not None
    hall.process.send_signal(signal.SIGSTOP)
    touch(page, "Взяти талон")
    expect(page.get_by_text("Хвилинку…")).to_be_visible()
    expect(page.get_by_role("alert").or_(page.locator(".is-away"))).to_be_visible()
    hall.process.send_signal(signal.SIGCONT)
    # Either the kiosk's own next try has got through, or it had given up and says so.
    again = page.get_by_role("button", name="Спробувати ще")
    expect(again.or_(page.locator(".label"))).to_be_visible()
    if again.is_visible():
        again.tap()

    label = label_on(page)
    expect(page.get_by_text("Заберіть талон").first).to_be_visible()
    wait_until(lambda: papers(hall, label) == [PaperState.PRINTED], "the server told of the paper")
    assert len(kiosk.printer.slips) == 1


def test_who_has_left_is_warned_and_then_forgotten(page: Page) -> None:
    page.clock.install()
    page.reload()
    touch(page, "English")
    touch(page, "Place of residence")
    page.clock.fast_forward(41_000)
    expect(page.get_by_role("alertdialog")).to_contain_text("Are you still here?")
    expect(page.get_by_role("button", name="More time")).to_be_focused()
    touch(page, "More time")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(page.get_by_role("heading", name="Place of residence")).to_be_visible()

    page.clock.fast_forward(41_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.clock.fast_forward(26_000)
    expect(page.get_by_role("heading", name="З чим ви прийшли?")).to_be_visible()


def test_a_keyboard_is_enough(page: Page) -> None:
    for name in ("Місце проживання", SERVICE, "Подати документи", "Взяти талон"):
        button = page.get_by_role("button", name=name).first
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_be_focused()

    expect(page.locator(".label")).to_be_visible()


def test_a_refusal_is_said_in_the_citizens_language(tmp_path: Path, page_at: Opener) -> None:
    with paper_hall() as hall, kiosk_process(hall.url, "good-code", tmp_path) as kiosk:
        page = page_at(kiosk.url, size=UPRIGHT, has_touch=True)
        for language, path in (
            ("uk", ("Бізнес", "Державна реєстрація ФОП", "Подати документи", "Взяти талон")),
            ("en", ("English", "Business", "Registering a sole trader", "Hand in documents", "Take a ticket")),
        ):
            hall.steer("refuse/take-ticket", ["intake-closed"])
            for name in path:
                touch(page, name)

            expect(page.get_by_role("alert")).to_have_text(
                {"uk": "Зараз талони не видаються. Прийом: 08:00–17:00.", "en": ENGLISH_REFUSAL}[language]
            )
            page.locator(".button.is-main").tap()
            expect(page.get_by_role("heading", name="З чим ви прийшли?")).to_be_visible()
        page.close()


def test_a_renewed_page_is_fetched_by_itself(kiosk: KioskProcess, page_at: Opener) -> None:
    told = {"version": "old"}
    asked: list[str] = []
    loads: list[str] = []

    def prepare(page: Page) -> None:
        def tell(route: Route) -> None:
            asked.append(told["version"])
            body = f"retry: 50\nevent: lease\ndata: {{}}\n\nevent: page\ndata: {json.dumps(told)}\n\n"
            route.fulfill(content_type="text/event-stream", body=body)

        page.route("**/v1/events", tell)
        page.on("framenavigated", lambda frame: loads.append(frame.url))

    def has_heard(times: int) -> None:
        page.wait_for_function(
            "times => performance.getEntriesByName(location.origin + '/v1/events').length > times", arg=times
        )

    page = page_at(kiosk.url, size=UPRIGHT, sign_in=prepare)
    has_heard(1)
    with page.expect_navigation():
        told["version"] = "new"
    before = len(asked)
    has_heard(3)

    assert len(asked) > before
    assert len(loads) == 2
