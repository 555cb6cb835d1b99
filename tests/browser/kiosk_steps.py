"""A citizen's fingers on a kiosk beside a window where somebody serves the first services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.contract.terms import BoxKind, PaperState, PriorityClass
from server.demo.seed import HALL_ID
from server.usecases.ports import Records
from tests.browser.hall import HALL_ZONE, Hall
from tests.browser.pages import Opener, Troubles
from tests.kiosk.process import KioskProcess, kiosk_process

UPRIGHT = (1080, 1920)
SERVICE = "Зняття з реєстрації місця проживання"
FURTHER = "Декларування місця проживання особи"


@pytest.fixture
def kiosk(hall: Hall, tmp_path: Path) -> Iterator[KioskProcess]:
    """Beside a window where somebody serves the first services."""
    hall.command("taras", "take-window", {"window_id": hall.window_ids()["1"]})
    with kiosk_process(hall.url, hall.codes.pop(BoxKind.KIOSK), tmp_path / "kiosk") as running:
        yield running


@pytest.fixture(name="page")
def kiosk_page(kiosk: KioskProcess, page_at: Opener, troubles: Troubles) -> Page:
    """The kiosk's screen, ready for a citizen."""
    troubles.expect(r"status of 503 .*take-ticket|take-ticket.*503|net::ERR_|status of 503")
    page = page_at(kiosk.url, size=UPRIGHT, has_touch=True)
    expect(page.locator(".tile").first).to_be_visible()
    return page


def choose(page: Page, *, up_to: str = "confirm") -> None:
    touch(page, "Місце проживання")
    if up_to != "services":
        touch(page, SERVICE)
        if up_to != "purpose":
            touch(page, "Подати документи")


def touch(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.tap()


def tickets(hall: Hall, label: str) -> list[tuple[PriorityClass, PaperState | None]]:
    """The class and the paper of every ticket with this label that is in the line."""
    today = datetime.now(HALL_ZONE).date()

    def read(records: Records) -> list[tuple[PriorityClass, PaperState | None]]:
        found = [ticket for ticket in records.lines.living(today) if ticket.label == label]
        jobs = records.print_jobs.latest([ticket.id for ticket in found])
        return [(each.priority, job.state if (job := jobs.get(each.id)) else None) for each in found]

    with hall.core() as core:
        return core.store.read(HALL_ID, read)


def route_of(hall: Hall, label: str) -> tuple[list[str], bool]:
    """The services of the ticket with this label, and whether they come one after another."""
    today = datetime.now(HALL_ZONE).date()
    names = {service_id: name for name, service_id in hall.service_ids().items()}

    def read(records: Records) -> tuple[list[str], bool]:
        ticket = next(each for each in records.lines.living(today) if each.label == label)
        return [names[each] for each in (ticket.service_id, *ticket.route)], ticket.is_route_ordered

    with hall.core() as core:
        return core.store.read(HALL_ID, read)


def papers(hall: Hall, label: str) -> list[PaperState | None]:
    return [paper for _, paper in tickets(hall, label)]


def label_on(page: Page) -> str:
    expect(page.locator(".label")).to_be_visible()
    return page.locator(".label").inner_text().replace(" ", "\u00a0")
