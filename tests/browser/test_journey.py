"""The whole way: a ticket at the kiosk, its paper, the call by desk or button, the board that shows and says it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image
from playwright.sync_api import Page, Request, expect

from hardware.buttons.protocol import Lamp
from hardware.buttons.virtual.panel import VirtualPanel
from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from server.domain.events import TicketTaken
from tests.browser.conftest import Seeded
from tests.browser.hall import DEADLINE_SECONDS, ROOT, Hall, copy_of, running_hall, wait_until
from tests.browser.pages import FULL_HD, Opener
from tests.kiosk.process import KioskProcess, kiosk_process

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KIOSK_SCREEN = (1080, 1920)


@dataclass(frozen=True, slots=True)
class Board:
    """A hall screen, and the sound files that it has asked for."""

    page: Page
    sounds: list[str]


@pytest.fixture
def hall(seeded: Seeded, tmp_path: Path) -> Iterator[Hall]:
    """The sample hall with its voice."""
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes, CHERHA_VOICE="espeak") as running:
        yield running


@pytest.fixture
def kiosk(hall: Hall, tmp_path: Path) -> Iterator[KioskProcess]:
    with kiosk_process(hall.url, hall.codes.pop(BoxKind.KIOSK), tmp_path / "kiosk") as running:
        yield running


@pytest.fixture
def board(hall: Hall, page_at: Opener) -> Board:
    reply = requests.post(
        f"{hall.url}/v1/boxes/browser",
        headers={"Authorization": f"Box {hall.enrol(BoxKind.DISPLAY)}"},
        timeout=DEADLINE_SECONDS,
    )
    sounds: list[str] = []

    def note(request: Request) -> None:
        if "/audio/" in request.url:
            sounds.append(urlsplit(request.url).path)

    page = page_at(f"{hall.url}{reply.json()['path']}", size=FULL_HD)
    page.on("request", note)
    expect(page.locator("main[data-link=up]")).to_be_visible()
    return Board(page, sounds)


def take_at(kiosk: KioskProcess, page_at: Opener) -> str:
    """What a citizen does; the label on the screen."""
    page = page_at(kiosk.url, size=KIOSK_SCREEN, has_touch=True)
    for name in ("Водіям", "Обмін посвідчення водія", "Подати документи", "Взяти талон"):
        page.get_by_role("button", name=name).first.tap()
    expect(page.locator(".label")).to_be_visible()
    expect(page.get_by_text("Заберіть талон").first).to_be_visible()
    return page.locator(".label").inner_text().replace(" ", "\u00a0")


def assert_slip_came_out(kiosk: KioskProcess) -> None:
    slip = kiosk.printer.wait_for_slip(1, DEADLINE_SECONDS)
    assert len(kiosk.printer.slips) == 1
    with Image.open(slip.path) as picture:
        assert picture.width == 576
        assert picture.height > 400
        black = picture.convert("1").histogram()[0]
    assert black > 5_000, "the slip is blank"


def assert_shown_and_said(board: Board, label: str, window: str, *, sounds: int) -> str:
    """The row of a call and its sound; the id of the call."""
    row = board.page.locator("[data-call-id]", has_text=label.replace("\u00a0", " ")).first
    expect(row).to_be_visible()
    expect(row).to_contain_text(window)

    def are_asked_for() -> bool:
        board.page.title()  # only while the page is asked something does the browser tell of its requests
        return len(board.sounds) == sounds

    wait_until(are_asked_for, f"{sounds} announcements are asked for")
    assert board.sounds[-1].endswith(".wav")
    call_id = row.get_attribute("data-call-id")
    assert call_id is not None
    return call_id


def test_from_the_kiosk_to_the_board_by_the_desk(
    hall: Hall, kiosk: KioskProcess, board: Board, page_at: Opener
) -> None:
    hall.command("mykola", "take-window", {"window_id": hall.window_ids()["8"]})
    desk = page_at(f"{hall.url}/desk", sign_in=lambda page: hall.sign_in(page, "mykola"))
    label = take_at(kiosk, page_at)
    assert_slip_came_out(kiosk)

    calls = call_at_desk_until(desk, label)
    call_id = assert_shown_and_said(board, label, "8", sounds=calls)
    ticket_id, number = call_id.rsplit("/")
    assert number == "1"
    assert ticket_id == ticket_of(hall, label)

    desk.locator(".act-recall-ticket").click()
    recalled = board.page.locator(f"[data-call-id='{ticket_id}/2']").first
    expect(recalled).to_be_visible()


def call_at_desk_until(desk: Page, label: str) -> int:
    """Calls and serves whoever comes before that label; how many calls it took."""
    in_hand = desk.locator(".in-hand-label")
    before = ""
    for calls in range(1, 20):
        desk.locator(".act-call-next").click()
        expect(in_hand).to_be_visible()
        expect(in_hand).not_to_have_text(before or "—")
        before = in_hand.inner_text()
        if before == label:
            return calls
        # The desk sends one press at a time, so the next one waits for the answer to this.
        with desk.expect_response("**/v1/commands/start-serving"):
            desk.locator(".act-start-serving").click()
        expect(desk.locator(".act-finish-serving")).to_be_enabled()
    raise AssertionError(f"{label} was never called")


def ticket_of(hall: Hall, label: str) -> str:
    """The id of the ticket with this label, by the server's own journal."""
    with hall.core() as core:
        entries = core.store.read(HALL_ID, lambda records: records.journal.entries(after=0, limit=10_000))
    taken = (entry.event for entry in entries if isinstance(entry.event, TicketTaken))
    return next(event.ticket_id for event in taken if event.label == label)


@contextmanager
def button_box(hall: Hall, wire: Path, folder: Path) -> Iterator[None]:
    """A box that listens to the panel on a serial line; key 1 of it belongs to window 3."""
    folder.mkdir()
    settings = folder / "buttons.toml"
    settings.write_text(
        f'server_url = "{hall.url}"\nstate_folder = "{folder}"\n'
        f'[[buttons]]\nwire = "{wire}"\nwindows = {{ 1 = "3" }}\n',
        encoding="utf-8",
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hardware", "--config", str(settings), "--enrol", hall.codes.pop(BoxKind.BUTTONS)],
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(DEADLINE_SECONDS)


def test_the_button_at_the_window_calls_too(hall: Hall, board: Board, tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    with VirtualPanel(wire, (1,)) as panel, button_box(hall, wire, tmp_path / "box"):
        # A press that nobody takes up is given up: the box has to be there.
        wait_until(lambda: panel.lamp(1) is Lamp.FLASH, "the lamp says that somebody waits")
        panel.press(1)

        call_id = assert_shown_and_said(board, "П\u00a0001", "3", sounds=1)

        wait_until(lambda: not panel.is_sending(1), "the press is acknowledged")
    assert call_id.endswith("/1")
