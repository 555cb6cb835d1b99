"""A press on a serial wire calls a citizen in a real hall: the box's own parts, a real server, a pseudo-terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hardware import box
from hardware.buttons.debounce import BOUNCE_SECONDS
from hardware.buttons.lamps import REFUSED_SECONDS
from hardware.buttons.protocol import Key, Lamp
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.enrolment import enrol
from hardware.health import Health
from hardware.link import Link
from hardware.parts import RunningParts
from hardware.pseudo_terminal import PseudoTerminal
from hardware.settings import BoxSettings, ButtonsSettings
from server.contract.terms import BoxKind, HallId, PanelMake
from server.contract.wire import kind_of
from server.web.office.panels import key_of
from tests.browser.hall import DEADLINE_SECONDS, ROOT, Hall, copy_of, running_hall, seeded_folder, wait_until
from tests.server.office.html import read_forms

pytestmark = pytest.mark.slow

# Address on the wire = window: 3 and 1 are staffed in the sample hall, 5 is not, and there is no window 99.
PANELS = {"10": "3", "11": "1", "12": "5", "13": "99"}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[BoxKind, str]]:
    """A folder with the sample hall, to be copied, and the codes of its boxes."""
    folder = tmp_path_factory.mktemp("sample-hall")
    return folder, seeded_folder(folder)


@pytest.fixture
def hall(seeded: tuple[Path, dict[BoxKind, str]], tmp_path: Path) -> Iterator[Hall]:
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes) as running:
        yield running


@contextmanager
def box_with(hall: Hall, tmp_path: Path, settings: ButtonsSettings) -> Iterator[None]:
    """The box's own parts at work."""
    state = tmp_path / "state"
    box_settings = BoxSettings(hall.url, state, buttons=(settings,))
    enrolled = enrol(hall.url, hall.codes.pop(BoxKind.BUTTONS), state)
    link = Link(hall.url, enrolled.device_key, timeout_seconds=DEADLINE_SECONDS, pauses_seconds=(0.05,))
    parts = box.assembled(box_settings, enrolled, box.NobodyListens(), link=link, health=Health(link, "1"))
    running = RunningParts(parts)
    running.start()
    try:
        yield
    finally:
        link.hurry()
        assert running.stop(within_seconds=DEADLINE_SECONDS) == ()
        link.close()


@contextmanager
def buttons(hall: Hall, tmp_path: Path) -> Iterator[VirtualPanel]:
    """The box and its panels, with the lamps showing that the server is there."""
    wire = tmp_path / "wire"
    with (
        VirtualPanel(wire, (int(address) for address in PANELS)) as virtual,
        box_with(hall, tmp_path, ButtonsSettings(str(wire), PANELS)),
    ):
        wait_until(lambda: virtual.lamp(12) is Lamp.OFF and virtual.lamp(10) is Lamp.FLASH, "somebody waits at 3")
        yield virtual


def in_hand(hall: Hall, window: str) -> str | None:
    """State of the window's ticket."""
    with hall.core() as core:

        def look(records: Any) -> str | None:
            found = next(each for each in records.windows.all() if each.name == window)
            ticket = records.tickets.in_hand(found.id)
            return None if ticket is None else str(ticket.state)

        return core.store.read(HallId(hall.hall_id), look)


def events_of(hall: Hall) -> list[str]:
    """The kinds of the journal's events."""
    with hall.core() as core:

        def look(records: Any) -> list[str]:
            return [kind_of(type(each.event)) for each in records.journal.entries(after=0, limit=10_000)]

        return core.store.read(HallId(hall.hall_id), look)


def test_a_press_calls_and_the_lamp_goes_through_the_visit(hall: Hall, tmp_path: Path) -> None:
    with buttons(hall, tmp_path) as virtual:
        virtual.press(10, Key.CALL)
        wait_until(lambda: virtual.lamp(10) is Lamp.STEADY, "called: lit")
        assert in_hand(hall, "3") == "called"

        virtual.press(10, Key.START)
        wait_until(lambda: virtual.lamp(10) is Lamp.OFF, "served: dark")
        assert in_hand(hall, "3") == "serving"

        virtual.press(10, Key.FINISH)
        wait_until(lambda: in_hand(hall, "3") is None, "finished")


def test_a_refused_press_blinks_and_goes_back_to_the_called_ticket(hall: Hall, tmp_path: Path) -> None:
    with buttons(hall, tmp_path) as virtual:
        virtual.press(10, Key.CALL)
        wait_until(lambda: virtual.lamp(10) is Lamp.STEADY, "called: lit")

        virtual.press(10, Key.MISSED)
        wait_until(lambda: virtual.lamp(10) is Lamp.FAST, "too early: blinks")
        wait_until(lambda: virtual.lamp(10) is Lamp.STEADY, "lit again")

        virtual.press(12, Key.CALL)
        wait_until(lambda: virtual.lamp(12) is Lamp.FAST, "nobody is at the window: blinks")
        virtual.press(13, Key.CALL)
        wait_until(lambda: virtual.lamp(13) is Lamp.FAST, "no such window: blinks")


def test_nobody_waiting_blinks_slowly(hall: Hall, tmp_path: Path) -> None:
    with buttons(hall, tmp_path) as virtual:

        def pressed_until(key: Key, lamps: set[Lamp]) -> Lamp:
            pressed_at = 0.0

            def is_seen() -> bool:
                nonlocal pressed_at
                # Sooner it would be the bounce of a worn key, or find the lamp still blinking at the press before.
                if time.monotonic() - pressed_at > REFUSED_SECONDS + 2 * BOUNCE_SECONDS:
                    virtual.press(11, key)
                    pressed_at = time.monotonic()
                return virtual.lamp(11) in lamps

            wait_until(is_seen, f"{key} leads to {lamps}")
            return virtual.lamp(11)

        while pressed_until(Key.CALL, {Lamp.STEADY, Lamp.SLOW}) is not Lamp.SLOW:
            virtual.press(11, Key.START)
            wait_until(lambda: in_hand(hall, "1") == "serving", "started")
            virtual.press(11, Key.FINISH)
            wait_until(lambda: in_hand(hall, "1") is None, "finished")
            wait_until(lambda: virtual.lamp(11) in (Lamp.OFF, Lamp.FLASH), "the lamp has heard of it")

        assert in_hand(hall, "1") is None


def test_what_the_desk_page_does_is_on_the_lamp(hall: Hall, tmp_path: Path) -> None:
    window = {"window_id": hall.window_ids()["3"]}
    with buttons(hall, tmp_path) as virtual:
        hall.command("olena", "call-next", window)
        wait_until(lambda: virtual.lamp(10) is Lamp.STEADY, "called at the desk: lit")

        hall.command("olena", "start-serving", window)
        wait_until(lambda: virtual.lamp(10) is Lamp.OFF, "started at the desk: dark")


def moved(hall: Hall, address: str, window: str) -> None:
    """As IT does it in the office, while the box is at work."""
    with hall.core() as core:
        known = core.store.read(HallId(hall.hall_id), lambda records: records.panels.all())
        panel = next(each for each in known if each.address == address)
    session = hall.session("it")
    page = f"{hall.url}/office/panels/{panel.box_id}/{key_of(panel)}"
    shown = session.get(page, timeout=DEADLINE_SECONDS).text
    form = next(form for form in read_forms(shown) if form.action is None and form.method == "post")
    reply = session.post(page, form.filled({"window": hall.window_ids()[window]}), timeout=DEADLINE_SECONDS)
    assert "Збережено" in reply.text


def test_a_panel_that_it_moves_calls_for_its_new_window_at_once(hall: Hall, tmp_path: Path) -> None:
    with buttons(hall, tmp_path) as virtual:
        hall.command("olena", "call-next", {"window_id": hall.window_ids()["3"]})
        wait_until(lambda: virtual.lamp(10) is Lamp.STEADY, "somebody is called to 3")

        moved(hall, "10", "5")
        wait_until(lambda: virtual.lamp(10) is not Lamp.STEADY, "the lamp is that of window 5")
        moved(hall, "12", "3")
        wait_until(lambda: virtual.lamp(12) is Lamp.STEADY, "the other panel has become window 3’s")
        virtual.press(12, Key.START)
        wait_until(lambda: in_hand(hall, "3") == "serving", "started from its new panel")

        assert in_hand(hall, "5") is None


def test_without_the_server_the_lamps_say_so_and_a_press_is_not_kept_for_later(hall: Hall, tmp_path: Path) -> None:
    with buttons(hall, tmp_path) as virtual:
        hall.stop(signal.SIGKILL)
        virtual.press(10, Key.CALL)
        wait_until(lambda: virtual.lamp(10) is Lamp.DOUBLE, "no server: double flashes")
        wait_until(lambda: virtual.lamp(12) is Lamp.DOUBLE, "on every panel")

        hall.start()
        wait_until(lambda: virtual.lamp(10) is Lamp.FLASH, "the server is back: somebody waits")

        assert in_hand(hall, "3") is None


def test_a_press_of_a_panel_without_check_sums_calls_one_citizen(hall: Hall, tmp_path: Path) -> None:
    line = PseudoTerminal(tmp_path / "wire")
    settings = ButtonsSettings(str(tmp_path / "wire"), {"40": "3"}, baud=57600, kind=PanelMake.QSYSTEM)
    shown = bytearray()

    def display_shows(number: bytes) -> bool:
        shown.extend(line.read(timeout_seconds=0.1))
        return b"\x01\x28\x25" + number in shown

    with box_with(hall, tmp_path, settings):
        wait_until(lambda: line.read(timeout_seconds=0.1) != b"", "the line open")
        line.write(b"\xff\x01\x28\x31\x07\x01\x28\x31\x07\x01\x28")
        wait_until(lambda: display_shows(b"001"), "the number on the display")
    line.close()

    assert in_hand(hall, "3") == "called"
    assert events_of(hall).count("ticket-called") == 1


def test_the_reports_of_the_wire_reach_the_server(hall: Hall, tmp_path: Path) -> None:
    def devices() -> list[tuple[str, str]]:
        with hall.core() as core:

            def look(records: Any) -> list[tuple[str, str]]:
                return [(device.name, device.state) for box in records.boxes.health() for device in box.devices]

            return core.store.read(HallId(hall.hall_id), look)

    with buttons(hall, tmp_path) as virtual:
        wait_until(lambda: devices() == [("buttons", "ready")], "the wire reported well")
        virtual.unplug()
        wait_until(lambda: devices() == [("buttons", "fault")], "the wire reported lost")


def test_the_program_tells_each_call_in_its_log(hall: Hall, tmp_path: Path) -> None:
    wire, log = tmp_path / "wire", tmp_path / "box.log"
    config = tmp_path / "box.toml"
    config.write_text(
        f'server_url = "{hall.url}"\nstate_folder = "{tmp_path / "state"}"\n'
        f'[[buttons]]\nwire = "{wire}"\nwindows = {{ 10 = "3" }}\n'
    )
    arguments = ["--config", str(config), "--enrol", hall.codes.pop(BoxKind.BUTTONS)]
    with VirtualPanel(wire, (10,)) as virtual, log.open("w") as words:
        program = subprocess.Popen([sys.executable, "-m", "hardware", *arguments], cwd=ROOT, stdout=words, stderr=words)
        try:
            wait_until(lambda: "is there" in log.read_text(), "the box connected")
            virtual.press(10)
            wait_until(lambda: virtual.lamp(10) is Lamp.STEADY, "called: lit")
        finally:
            program.terminate()
            assert program.wait(DEADLINE_SECONDS) == 0, log.read_text()

    assert "window 3: call П" in log.read_text()


def test_the_shipped_program_makes_the_wire_and_presses_by_its_page(tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    arguments = ["--wire", str(wire), "--page-port", "0", "--addresses", "1,2,3"]
    program = subprocess.Popen(
        [sys.executable, "-m", "hardware.buttons.virtual", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert program.stdout is not None
    try:
        page = program.stdout.readline().strip().rpartition(" ")[2]

        assert wire.is_symlink()
        assert posted(page, {"address": 2, "key": "recall"}) == 200
        assert posted(page, {"address": 9, "key": "call"}) == 404
        assert posted(page, {"address": 2, "key": "jump"}) == 400
        assert posted(page, {"address": 2, "press": "twice"}) == 400
        assert posted(page, {"address": 2, "key": "call"}, Origin="http://elsewhere.example") == 403
        with urllib.request.urlopen(f"{page}seen", timeout=DEADLINE_SECONDS) as reply:
            assert set(json.load(reply)["panels"]) == {"1", "2", "3"}
    finally:
        program.terminate()
        assert program.wait(DEADLINE_SECONDS) == 0
        program.stdout.close()
    assert not wire.is_symlink()


def posted(page: str, body: dict[str, Any], **headers: str) -> int:
    request = urllib.request.Request(
        f"{page}press", json.dumps(body).encode(), {"Content-Type": "application/json", **headers}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
