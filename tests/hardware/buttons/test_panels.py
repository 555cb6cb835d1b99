"""Virtual panels on a pseudo-terminal, and the box's real wire at its other end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hardware.buttons.frames import encoded
from hardware.buttons.lamps import UNASSIGNED, Lamps
from hardware.buttons.panels import Panels
from hardware.buttons.protocol import Key, Lamp, Press, panel_frame
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.buttons.wired import SerialWire
from hardware.parts import RunningParts
from server.contract.commands import DeviceReport
from server.contract.terms import DeviceState, PrintFault, TicketState
from tests.kiosk.running import wait_until

WINDOWS = {1: "Перше", 2: "Друге"}


@dataclass(slots=True)
class Heard:
    """What the box made of it."""

    presses: list[tuple[str, Key]] = field(default_factory=list)
    reports: list[DeviceReport] = field(default_factory=list)
    lamps: Lamps = field(default_factory=lambda: Lamps(WINDOWS.values()))


@contextmanager
def listening(wire: Path) -> Iterator[Heard]:
    heard = Heard()
    heard.lamps.link(is_up=True)
    panels = Panels(
        SerialWire(str(wire)),
        WINDOWS,
        heard.lamps,
        on_press=lambda window, key: heard.presses.append((window, key)),
        note=heard.reports.append,
    )
    running = RunningParts([panels])
    running.start()
    yield heard
    assert running.stop() == ()


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    return tmp_path / "wire"


@pytest.fixture
def virtual(wire: Path) -> Iterator[VirtualPanel]:
    with VirtualPanel(wire, (1, 2, 9)) as running:
        yield running


def test_each_key_of_each_panel_is_heard_once(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        for key in Key:
            virtual.press(2, key)
        virtual.press(1)

        wait_until(lambda: not virtual.is_sending(2) and not virtual.is_sending(1), "all presses acknowledged")
        wait_until(lambda: len(heard.presses) == 6, "six presses")

    assert [key for window, key in heard.presses if window == "Друге"] == list(Key)
    assert heard.presses.count(("Перше", Key.CALL)) == 1


def test_a_frame_said_three_times_is_one_press(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "the wire open")
        virtual.say(encoded(panel_frame(Press(1, 77, Key.RECALL, 5))) * 3)
        virtual.press(2)

        wait_until(lambda: ("Друге", Key.CALL) in heard.presses, "a later press")

    assert heard.presses.count(("Перше", Key.RECALL)) == 1


def test_noise_and_wrong_sums_between_frames_do_no_harm(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "the wire open")
        frame = encoded(panel_frame(Press(1, 77, Key.MISSED, 5)))
        virtual.say(bytes(range(256)) + frame.replace(b"missed", b"finish") + b"<1,7" + frame)

        wait_until(lambda: bool(heard.presses), "the press after the noise")

    assert heard.presses == [("Перше", Key.MISSED)]


def test_a_frame_that_comes_byte_by_byte_is_a_press(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "the wire open")
        # Half of it lies on the wire until the box has read it; the panel's own words keep out of between.
        for byte in encoded(panel_frame(Press(1, 77, Key.START, 5))):
            virtual.say(bytes([byte]))

        wait_until(lambda: bool(heard.presses), "the press")

    assert heard.presses == [("Перше", Key.START)]


def test_a_lamp_follows_the_window_of_its_panel(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        heard.lamps.in_hand("Друге", TicketState.CALLED)

        wait_until(lambda: virtual.lamp(2) is Lamp.STEADY, "lamp 2 lit")
        assert virtual.lamp(1) is Lamp.OFF
        heard.lamps.in_hand("Друге", TicketState.SERVING)
        wait_until(lambda: virtual.lamp(2) is Lamp.OFF, "lamp 2 dark")


def test_without_the_server_every_panel_says_so(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        heard.lamps.link(is_up=False)

        wait_until(lambda: {virtual.lamp(address) for address in (1, 2, 9)} == {Lamp.DOUBLE}, "all lamps in alarm")


def test_a_panel_without_a_window_is_refused_and_named(
    virtual: VirtualPanel, wire: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with listening(wire) as heard:
        virtual.press(9)

        wait_until(lambda: virtual.lamp(9) is Lamp.FAST, "the refusal on lamp 9")
        wait_until(lambda: not virtual.is_sending(9), "the press acknowledged")

    assert heard.presses == []
    assert UNASSIGNED not in WINDOWS.values()
    assert len([record for record in caplog.records if "address 9" in record.message]) == 1


def test_a_pulled_wire_is_reported_and_presses_come_again_when_it_is_back(
    virtual: VirtualPanel, wire: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with listening(wire) as heard:
        wait_until(lambda: heard.reports[-1:] != [] and heard.reports[-1].state is DeviceState.READY, "ready")
        virtual.unplug()
        wait_until(lambda: heard.reports[-1].state is DeviceState.FAULT, "the fault")
        assert heard.reports[-1].fault in (PrintFault.BROKE_OFF, PrintFault.UNREACHABLE)

        virtual.plug_in()
        wait_until(lambda: heard.reports[-1].state is DeviceState.READY, "ready again")
        virtual.press(1)
        wait_until(lambda: heard.presses == [("Перше", Key.CALL)], "the press by the new wire")

    said = [record.message for record in caplog.records if str(wire) in record.message]
    assert len([line for line in said if "is back" in line]) == 1
    assert len(said) == 2


def test_a_box_that_starts_before_the_wire_is_there_finds_it(wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "a first report")
        assert heard.reports[0].fault is PrintFault.UNREACHABLE
        with VirtualPanel(wire, (1,)) as late:
            wait_until(lambda: heard.reports[-1].state is DeviceState.READY, "the wire")
            late.press(1, Key.FINISH)
            wait_until(lambda: heard.presses == [("Перше", Key.FINISH)], "the press")
