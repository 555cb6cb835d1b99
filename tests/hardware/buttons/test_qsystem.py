"""QSystem's panels: presses are found at any byte, displays and LEDs are told, and no noise does harm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.buttons.ports import Shown
from hardware.buttons.protocol import Lamp
from hardware.buttons.qsystem import CONTROLS, QsystemPanels, frames_of
from hardware.buttons.qsystem_frames import (
    STALE_SECONDS,
    DisplayMode,
    Led,
    PanelFrame,
    PanelKey,
    QsystemReader,
    display_frame,
    led_frame,
)
from hardware.buttons.wired import SerialWire
from hardware.pseudo_terminal import PseudoTerminal
from server.contract.panel_commands import PanelReport
from server.contract.terms import DeviceState, PanelMake
from tests.hardware.buttons.hearing import Hearing, running
from tests.kiosk.running import wait_until

FRAMES = st.builds(PanelFrame, st.integers(32, 254), st.sampled_from(PanelKey))
LABEL = "А\u00a0042"


def said(frame: PanelFrame) -> bytes:
    return bytes([1, frame.address, frame.key, 7])


@given(data=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200), max_size=8))
def test_no_bytes_raise_and_cuts_change_nothing(data: bytes, cuts: list[int]) -> None:
    whole = QsystemReader().feed(data, 1.0)

    reader, places = QsystemReader(), sorted({0, *cuts, len(data)})
    pieces = [data[start:end] for start, end in pairwise(places)]

    assert [frame for piece in pieces for frame in reader.feed(piece, 1.0)] == whole


@given(noise=st.binary(max_size=30), frames=st.lists(FRAMES, min_size=1, max_size=5))
def test_frames_after_noise_are_understood(noise: bytes, frames: list[PanelFrame]) -> None:
    data = noise + b"\0" * 3 + b"".join(map(said, frames))

    assert QsystemReader().feed(data, 1.0)[-len(frames) :] == frames


def test_a_frame_that_breaks_off_does_not_swallow_the_next_one() -> None:
    reader = QsystemReader()

    frames = reader.feed(b"\x01\x50\x31" + said(PanelFrame(0x50, PanelKey.START)), 1.0)

    assert frames == [PanelFrame(0x50, PanelKey.START)]


def test_half_a_frame_from_long_ago_is_not_finished_by_noise() -> None:
    reader = QsystemReader()
    reader.feed(b"\x01\x50\x31", 1.0)

    assert reader.feed(b"\x07", 1.0 + STALE_SECONDS + 0.1) == []


@pytest.mark.parametrize("lamp", Lamp)
@pytest.mark.parametrize("label", [None, LABEL, "Ж\u00a01001"])
def test_what_the_box_says_is_never_a_press_when_it_hears_itself(lamp: Lamp, label: str | None) -> None:
    echo = b"".join(frames_of(0x31, Shown(lamp, label)))

    assert QsystemReader().feed(echo, 1.0) == []


@pytest.mark.parametrize(
    ("shown", "display", "led"),
    [
        (Shown(Lamp.STEADY, LABEL), display_frame(40, "042", DisplayMode.FOUR_BLINKS), Led.OFF),
        (Shown(Lamp.OFF, LABEL), display_frame(40, "042", DisplayMode.STEADY), Led.OFF),
        (Shown(Lamp.FLASH), display_frame(40, "   ", DisplayMode.STEADY), Led.SLOW_GREEN),
        (Shown(Lamp.SLOW), display_frame(40, "  0", DisplayMode.STEADY), Led.OFF),
        (Shown(Lamp.FAST, LABEL), display_frame(40, "042", DisplayMode.BLINKING), Led.SLOW_RED),
        (Shown(Lamp.FAST), display_frame(40, "---", DisplayMode.BLINKING), Led.SLOW_RED),
        (Shown(Lamp.DOUBLE), display_frame(40, "---", DisplayMode.STEADY), Led.SLOW_RED),
        (Shown(Lamp.OFF, "Ж\u00a01001"), display_frame(40, "001", DisplayMode.STEADY), Led.OFF),
    ],
)
def test_the_display_and_the_led_tell_the_administrator(shown: Shown, display: bytes, led: Led) -> None:
    assert frames_of(40, shown) == (display, led_frame(40, led))


def test_the_bytes_are_the_makers() -> None:
    assert display_frame(0x20, "042", DisplayMode.STEADY) == b"\x01\x20\x20042\x07"
    assert display_frame(0x20, "Ж", DisplayMode.BLINKING) == b"\x01\x20\x21\xc6  \x07"
    assert led_frame(0xFE, Led.SLOW_GREEN) == b"\x01\xfe\x36\x07"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[PseudoTerminal]:
    terminal = PseudoTerminal(tmp_path / "line")
    yield terminal
    terminal.close()


@contextmanager
def listening(tmp_path: Path) -> Iterator[Hearing]:
    heard = Hearing()
    wire = SerialWire(str(tmp_path / "line"), baud=57600)
    with running(QsystemPanels(wire, {"40": "Перше"}, heard, note=heard.reports.append)):
        wait_until(lambda: bool(heard.reports), "the line open")
        yield heard


def test_a_press_in_two_halves_among_noise_is_heard_once(line: PseudoTerminal, tmp_path: Path) -> None:
    with listening(tmp_path) as heard:
        line.write(b"\xff\x01\x01\x28")
        line.write(b"\x31\x07" + b"\x01\x28\x31\x07" * 3)

        wait_until(lambda: bool(heard.presses), "the press")
        line.write(said(PanelFrame(40, PanelKey.START)))
        wait_until(lambda: len(heard.presses) > 1, "another key")

    assert heard.keys == [("40", "call"), ("40", "start")]


def test_a_panel_that_the_settings_do_not_name_is_reported_and_heard(line: PseudoTerminal, tmp_path: Path) -> None:
    with listening(tmp_path) as heard:
        line.write(said(PanelFrame(99, PanelKey.MISSED)))
        wait_until(lambda: heard.keys == [("99", "missed")], "the stranger's press")

    named = PanelReport(
        wire=str(tmp_path / "line"), address="40", make=PanelMake.QSYSTEM, controls=CONTROLS, window_name="Перше"
    )
    assert heard.panels["40"] == named
    assert heard.panels["99"].window_name is None


def test_what_is_to_be_shown_goes_out_and_again_after_a_replug(tmp_path: Path) -> None:
    first, link = PseudoTerminal(tmp_path / "line"), tmp_path / "line"
    wanted = display_frame(40, "042", DisplayMode.FOUR_BLINKS)
    with listening(tmp_path) as heard:
        heard.show("40", Lamp.STEADY, LABEL)
        wait_until(lambda: wanted in first.read(timeout_seconds=0.2), "the number on the display")
        first.close()
        wait_until(lambda: heard.reports[-1].state is DeviceState.FAULT, "the line is lost")
        second = PseudoTerminal(link)
        wait_until(lambda: wanted in second.read(timeout_seconds=0.2), "the number again")
        second.write(said(PanelFrame(40, PanelKey.CALL)))
        wait_until(lambda: heard.keys == [("40", "call")], "a press on the new line")
    second.close()
