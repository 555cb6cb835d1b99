"""Virtual panels on a pseudo-terminal, and the box's real wire at its other end."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.buttons.frames import encoded
from hardware.buttons.panels import CONTROLS, Panels
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Key, Lamp, Press, panel_frame
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.buttons.wired import SerialWire
from server.contract.panel_commands import PanelReport
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault
from tests.hardware.buttons.hearing import Hearing, running
from tests.kiosk.running import DEADLINE_SECONDS, wait_until

WINDOWS = {"1": "Перше", "2": "Друге"}


@contextmanager
def listening(wire: Path) -> Iterator[Hearing]:
    heard = Hearing()
    with running(Panels(SerialWire(str(wire)), WINDOWS, heard, note=heard.reports.append)):
        yield heard


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
        virtual.press(1, Key.CALL, PressKind.LONG)

        wait_until(lambda: not virtual.is_sending(2) and not virtual.is_sending(1), "all presses acknowledged")
        wait_until(lambda: len(heard.presses) == 6, "six presses")

    assert [pressed.key for address, pressed in heard.presses if address == "2"] == list(Key)
    assert heard.presses.count(("1", KeyPress("call", PressKind.LONG))) == 1


def test_a_frame_said_three_times_is_one_press(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "the wire open")
        virtual.say(encoded(panel_frame(Press(1, 77, Key.RECALL, 5))) * 3)
        virtual.press(2)

        wait_until(lambda: ("2", "call") in heard.keys, "a later press")

    assert heard.keys.count(("1", "recall")) == 1


def test_noise_and_wrong_sums_between_frames_do_no_harm(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "the wire open")
        frame = encoded(panel_frame(Press(1, 77, Key.MISSED, 5)))
        virtual.say(bytes(range(256)) + frame.replace(b"missed", b"finish") + b"<1,7" + frame)

        wait_until(lambda: bool(heard.presses), "the press after the noise")

    assert heard.keys == [("1", "missed")]


def test_a_frame_that_comes_byte_by_byte_is_a_press(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "the wire open")
        # Half of it lies on the wire until the box has read it; the panel's own words keep out of between.
        for byte in encoded(panel_frame(Press(1, 77, Key.START, 5))):
            virtual.say(bytes([byte]))

        wait_until(lambda: bool(heard.presses), "the press")

    assert heard.keys == [("1", "start")]


def test_each_lamp_does_what_its_panel_is_to_show(virtual: VirtualPanel, wire: Path) -> None:
    with listening(wire) as heard:
        for lamp in (Lamp.STEADY, Lamp.FLASH, Lamp.SLOW, Lamp.FAST, Lamp.DOUBLE, Lamp.OFF):
            heard.show("2", lamp)
            wait_until(lambda lamp=lamp: virtual.lamp(2) is lamp, f"lamp 2 {lamp}")  # type: ignore[misc]

        assert virtual.lamp(1) is Lamp.OFF


def test_panels_of_the_settings_are_reported_at_once_and_others_when_they_are_heard(
    virtual: VirtualPanel, wire: Path
) -> None:
    with listening(wire) as heard:
        wait_until(lambda: set(heard.panels) == {"1", "2", "9"}, "the stranger too")

    assert heard.panels["1"] == PanelReport(
        wire=str(wire), address="1", make=PanelMake.CHERHA, controls=CONTROLS, window_name="Перше"
    )
    assert heard.panels["9"].window_name is None


def test_a_press_on_a_panel_that_the_settings_do_not_name_goes_to_the_server_too(
    virtual: VirtualPanel, wire: Path
) -> None:
    with listening(wire) as heard:
        virtual.press(9)

        wait_until(lambda: heard.keys == [("9", "call")], "the press of the stranger")
        wait_until(lambda: not virtual.is_sending(9), "the press acknowledged")


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
        wait_until(lambda: heard.keys == [("1", "call")], "the press by the new wire")

    # A panel that is heard in between is told of too.
    said = [record for record in caplog.records if str(wire) in record.message and "its window" not in record.message]
    assert [record.levelno for record in said] == [logging.WARNING, logging.INFO]
    assert "is back" in said[1].message


def test_a_box_that_starts_before_the_wire_is_there_finds_it(wire: Path) -> None:
    with listening(wire) as heard:
        wait_until(lambda: bool(heard.reports), "a first report")
        assert heard.reports[0].fault is PrintFault.UNREACHABLE
        with VirtualPanel(wire, (1,)) as late:
            wait_until(lambda: heard.reports[-1].state is DeviceState.READY, "the wire")
            late.press(1, Key.FINISH)
            wait_until(lambda: heard.keys == [("1", "finish")], "the press")


def test_an_adapter_that_lets_in_and_hangs_up_is_lost_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    heard, calls = Hearing(), threading.Semaphore(0)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            for _ in range(3):
                listener.accept()[0].close()
                calls.release()

        adapter = threading.Thread(target=hang_up, daemon=True)
        adapter.start()
        address = f"socket://127.0.0.1:{listener.getsockname()[1]}"
        with running(Panels(SerialWire(address), WINDOWS, heard, note=heard.reports.append)):
            assert all(calls.acquire(timeout=DEADLINE_SECONDS) for _ in range(3))

    assert [report.state for report in heard.reports] == [DeviceState.READY, DeviceState.FAULT]
    assert len([record for record in caplog.records if address in record.message]) == 1
