"""A citizen at a kiosk without a printer of its own: the slip comes out at a box that several kiosks share."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind, PaperState, RequestId
from server.demo.seed import HALL_ID
from server.identity import hashed
from server.machine import SystemChance
from server.usecases.office import SaveBox
from tests.browser.hall import Hall, wait_until
from tests.browser.kiosk_steps import choose, label_on, papers, touch
from tests.kiosk.process import KioskProcess
from tests.server.crowd import SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "Принтер у холі біля довідкової"


@pytest.fixture
def printer(hall: Hall) -> str:
    """The device key of the box at which the kiosk prints from now on."""
    with hall.core() as core:

        def save(name: str, kind: BoxKind, **members: Any) -> None:
            core.bus.handle(
                SYSTEM, SaveBox(request_id=RequestId(SystemChance().new_id()), name=name, kind=kind, **members)
            )

        save(NAME, BoxKind.PRINTER, has_printer=True, code_hash=hashed("SHARED"))
        box, key = core.identity.enrol("SHARED")
        (kiosk,) = core.store.read(
            HALL_ID, lambda records: [each for each in records.boxes.all() if each.kind is BoxKind.KIOSK]
        )
        save(kiosk.name, BoxKind.KIOSK, box_id=kiosk.id, has_printer=False, prints_at=box.box_id)
    return key


def test_the_screen_says_where_the_slip_comes_out_and_that_it_is_there(
    hall: Hall, kiosk: KioskProcess, page: Page, printer: str
) -> None:
    choose(page)
    touch(page, "Взяти талон")
    label = label_on(page)
    expect(page.locator(".paper")).to_have_text(f"Талон виходить із принтера «{NAME}»")

    claimed = hall.box_command(printer, "claim-print-job")
    hall.box_command(printer, "report-print", {"job_id": claimed["job_id"], "outcome": "printed", "evidence": "a"})

    assert claimed["slip"]["label"] == label
    expect(page.locator(".paper.is-printed")).to_have_text(f"Заберіть талон із принтера «{NAME}»")
    wait_until(lambda: papers(hall, label) == [PaperState.PRINTED], "the server told of the paper")
    assert kiosk.printer.slips == []


def test_a_slip_that_fails_there_is_told_where_the_citizen_stands(
    hall: Hall, kiosk: KioskProcess, page: Page, printer: str
) -> None:
    touch(page, "English")
    touch(page, "Place of residence")
    touch(page, "Deregister a place of residence")
    touch(page, "Hand in documents")
    touch(page, "Take a ticket")
    expect(page.locator(".paper")).to_have_text(f"Your ticket comes out at the printer “{NAME}”")

    claimed = hall.box_command(printer, "claim-print-job")
    hall.box_command(printer, "report-print", {"job_id": claimed["job_id"], "outcome": "failed", "fault": "paper-out"})

    expect(page.locator(".paper.is-failed")).to_contain_text("The paper has run out.")
