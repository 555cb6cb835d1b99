"""Each misbehaviour of a printer: what the ticket, the kiosk and the desk then say, and what lies in the tray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hardware.printers.virtual.misbehaviour import Mode
from server.contract.terms import BoxKind, PaperState
from server.demo.seed import HALL_ID
from server.domain.print_job import PrintJob
from server.domain.ticket import Ticket
from server.usecases.ports import Records
from tests.browser.hall import Hall, wait_until
from tests.browser.pages import Opener
from tests.kiosk.process import KioskProcess, kiosk_process

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A misbehaviour and its traces."""

    mode: Mode
    outcome: PaperState
    at_kiosk: str
    at_desk: str | None
    whole_slips: int


TROUBLES = (
    Trouble(Mode.NEAR_END, PaperState.PRINTED, "Заберіть талон", None, 1),
    Trouble(Mode.SLOW, PaperState.PRINTED, "Заберіть талон", None, 1),
    Trouble(Mode.PAPER_OUT, PaperState.FAILED, "Папір закінчився.", "Талон не надруковано", 0),
    Trouble(Mode.COVER_OPEN, PaperState.FAILED, "Принтер відкрито.", "Талон не надруковано", 0),
    Trouble(Mode.SILENT, PaperState.FAILED, "Принтер не працює.", "Талон не надруковано", 0),
    Trouble(Mode.CLOSES_HALFWAY, PaperState.UNKNOWN, "Невідомо, чи надруковано", "Невідомо, чи надруковано", 0),
)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.mode.value)
def test_a_misbehaving_printer_is_seen_everywhere_alike(
    hall: Hall, page_at: Opener, tmp_path: Path, trouble: Trouble
) -> None:
    with kiosk_process(hall.url, hall.codes.pop(BoxKind.KIOSK), tmp_path / "kiosk") as kiosk:
        screen = page_at(kiosk.url, size=(1080, 1920), has_touch=True)
        expect(screen.locator(".tile").first).to_be_visible()
        kiosk.printer.misbehave(trouble.mode)
        label = take_out_of_turn(screen)

        expect(screen.locator(".paper").first).to_contain_text(trouble.at_kiosk)
        wait_until(lambda: job_of(hall, label).state is trouble.outcome, "the outcome is on the ticket")
        assert_desk_says(hall, page_at, label, trouble)
        assert sum(1 for slip in kiosk.printer.slips if slip.is_cut) == trouble.whole_slips
        if trouble.whole_slips == 0:
            assert_copy_comes_out_marked(hall, kiosk, label)
        screen.close()


def take_out_of_turn(screen: Page) -> str:
    """Out of turn, so that it is the very next; the label on the screen."""
    for name in ("Місце проживання", "Зняття з реєстрації місця проживання", "Подати документи"):
        screen.get_by_role("button", name=name).first.tap()
    screen.get_by_role("switch", name="Позачергово").tap()
    screen.get_by_role("button", name="Люди з інвалідністю").first.tap()
    screen.get_by_role("button", name="Взяти талон").first.tap()
    expect(screen.locator(".label")).to_be_visible()
    return screen.locator(".label").inner_text().replace(" ", "\u00a0")


def assert_desk_says(hall: Hall, page_at: Opener, label: str, trouble: Trouble) -> None:
    desk = page_at(f"{hall.url}/desk", sign_in=lambda page: hall.sign_in(page, "taras"))
    desk.locator(".act-call-next").click()
    expect(desk.locator(".in-hand-label")).to_have_text(label)
    if trouble.at_desk is None:
        expect(desk.locator(".in-hand")).not_to_contain_text("надруковано")
    else:
        expect(desk.locator(".in-hand")).to_contain_text(trouble.at_desk)


def assert_copy_comes_out_marked(hall: Hall, kiosk: KioskProcess, label: str) -> None:
    """The same number once more, and the paper says that it is a copy."""
    former = job_of(hall, label)
    kiosk.printer.misbehave(Mode.NORMAL)

    hall.command("taras", "reprint-ticket", {"ticket_id": former.ticket_id})

    wait_until(lambda: sum(1 for slip in kiosk.printer.slips if slip.is_cut) == 1, "the copy comes out")
    copy = job_of(hall, label)
    assert copy.id != former.id
    assert copy.slip.is_copy
    assert (copy.slip.label, former.slip.is_copy) == (label, False)


def job_of(hall: Hall, label: str) -> PrintJob:
    """The newest slip of the ticket with this label."""

    def find(records: Records) -> PrintJob:
        tickets = [ticket for ticket in living(records) if ticket.label == label]
        return records.print_jobs.latest([tickets[0].id])[tickets[0].id]

    with hall.core() as core:
        return core.store.read(HALL_ID, find)


def living(records: Records) -> Sequence[Ticket]:
    hall = records.halls.get()
    assert hall is not None
    return records.lines.living(datetime.now(hall.zone).date())
