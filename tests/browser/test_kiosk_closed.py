"""A kiosk and a board say why no tickets are given, and what to do, as soon as it is so."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind, RequestId
from server.demo.seed import HALL_ID
from server.usecases.actor import SystemActor
from server.usecases.office import SaveService
from tests.browser.hall import DEADLINE_SECONDS, Hall
from tests.browser.kiosk_steps import FURTHER, SERVICE
from tests.browser.pages import FULL_HD, Opener
from tests.browser.test_kiosk_look import AIDS, FAULTS, LEAST_GAP_PX, LEAST_LETTER_PX, LEAST_TARGET_PX, LYING, UPRIGHT
from tests.kiosk.process import KioskProcess, kiosk_process

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def kiosk(hall: Hall, tmp_path: Path) -> Iterator[KioskProcess]:
    hall.command("taras", "take-window", {"window_id": hall.window_ids()["1"]})
    with kiosk_process(hall.url, hall.codes.pop(BoxKind.KIOSK), tmp_path / "kiosk") as running:
        yield running


@pytest.fixture
def page(kiosk: KioskProcess, page_at: Opener) -> Page:
    page = page_at(kiosk.url, size=UPRIGHT, has_touch=True)
    expect(page.locator(".tile").first).to_be_visible()
    return page


def test_a_reached_limit_is_said_in_the_list_and_before_the_ticket(
    hall: Hall, page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    change_service(hall, SERVICE, daily_limit=1)
    touch(page, "Місце проживання")
    touch(page, SERVICE)
    touch(page, "Подати документи")
    touch(page, "Взяти талон")
    expect(page.locator(".label")).to_be_visible()
    touch(page, "Готово")

    touch(page, "Місце проживання")
    expect(page.get_by_role("button", name=SERVICE)).to_contain_text("Усі талони на сьогодні роздано")
    expect(page.locator(".row:not(.is-closed)")).not_to_have_count(0)
    touch(page, SERVICE)
    touch(page, "Подати документи")

    expect(page.locator(".closed")).to_have_text("Усі талони на сьогодні роздано. Талони знову завтра з 0:00.")
    expect(page.get_by_role("button", name="Взяти талон")).to_have_count(0)
    assert_accessible(page)
    touch(page, "English")
    expect(page.locator(".closed")).to_have_text("All tickets of today are taken. Tickets again tomorrow at 0:00.")


def test_one_refused_service_of_several_is_taken_out_and_the_rest_gets_its_ticket(hall: Hall, page: Page) -> None:
    sphere = "Місце проживання"
    for name in (sphere, SERVICE, "Подати документи", "Додати ще одну послугу", sphere, FURTHER):
        touch(page, name)
    expect(page.get_by_role("heading", name="Ваш візит")).to_be_visible()
    wish = {"service_id": hall.service_ids()[FURTHER], "purpose": "hand-in"}
    hall.command("oksana", "take-ticket", wish)
    change_service(hall, FURTHER, daily_limit=1)
    touch(page, "Взяти талон")

    expect(page.get_by_role("alert")).to_contain_text("На сьогодні талони на цю послугу закінчилися")
    expect(page.locator(".calm .lead")).to_have_text(FURTHER)
    touch(page, "Назад")
    touch(page, f"Прибрати: {FURTHER}")
    touch(page, "Взяти талон")

    expect(page.locator(".label")).to_be_visible()
    expect(page.locator(".service")).to_have_text(SERVICE)


def test_intake_stopped_at_reception_is_said_everywhere_and_taken_back(
    hall: Hall, page: Page, page_at: Opener, assert_accessible: Callable[[Page], None]
) -> None:
    board = board_of(hall, page_at)
    expect(board.get_by_text("Ваш номер з’явиться тут")).to_be_visible()

    hall.command("oksana", "stop-intake")

    expect(page.locator(".closed")).to_have_text("Видачу талонів зупинено. Талони знову завтра з 0:00.")
    expect(board.get_by_text("Сьогодні талонів більше не видаємо").first).to_be_visible()
    expect(board.get_by_text("Талони знову завтра з 0:00.")).to_be_visible()
    assert_accessible(page)
    assert_accessible(board)
    assert not faults_of(page)

    hall.command("oksana", "reopen-intake")

    expect(page.locator(".closed")).to_have_count(0)
    expect(board.get_by_text("Ваш номер з’явиться тут")).to_be_visible()


def faults_of(page: Page) -> list[str]:
    """What is cut off, too small or out of reach beside the notice; upright and lying, with each aid."""
    faults: list[str] = []
    for size in (UPRIGHT, LYING):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for aid, names in AIDS.items():
            for name in names:
                page.get_by_role("button", name=name).tap()
            found = page.evaluate(FAULTS, [LEAST_LETTER_PX, LEAST_TARGET_PX, LEAST_GAP_PX])
            faults += [f"{size} {aid}: {fault}" for fault in found]
            for name in names:
                page.get_by_role("button", name=name).tap()
    return faults


def touch(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.tap()


def board_of(hall: Hall, page_at: Opener) -> Page:
    key = hall.enrol(BoxKind.DISPLAY)
    reply = requests.post(
        f"{hall.url}/v1/boxes/browser", headers={"Authorization": f"Box {key}"}, timeout=DEADLINE_SECONDS
    )
    return page_at(f"{hall.url}{reply.json()['path']}", size=FULL_HD)


def change_service(hall: Hall, name: str, **members: Any) -> None:
    """As the office would."""
    with hall.core() as core:
        services = core.store.read(HALL_ID, lambda records: records.catalogue.services())
        service = next(service for service in services if service.name["uk"] == name)
        standing = {
            field.name: getattr(service, field.name) for field in fields(SaveService) if hasattr(service, field.name)
        }
        command = SaveService(request_id=RequestId(str(uuid.uuid4())), service_id=service.id, **standing | members)
        core.bus.handle(SystemActor(hall_id=HALL_ID, name="test"), command)
