"""LED displays above windows: the called number, in frames as the settings lay them down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.buttons.display_frame import framed
from hardware.buttons.number_display import Sign
from hardware.buttons.ports import Shown
from hardware.buttons.protocol import Lamp
from hardware.buttons.settings import WindowDisplaysSettings
from hardware.buttons.window_displays import WindowDisplays, sign_above
from hardware.buttons.wired import SerialWire
from hardware.pseudo_terminal import PseudoTerminal
from server.contract.panel_commands import PanelReport
from server.contract.terms import DeviceState, PanelMake
from tests.hardware.buttons.hearing import Hearing, running
from tests.kiosk.running import wait_until

LABEL = "А\u00a0042"
NUMBER, EMPTY = "А 042  ".encode("cp1251"), b" " * 7


def frame(address: int, text: bytes) -> bytes:
    return bytes([1, address]) + text + b"\x07"


@pytest.mark.parametrize(
    ("template", "encoding", "expected"),
    [
        ("\x01{address}{text}\x07", "cp1251", b"\x01\xc8\xc0 042\x07"),
        ("<{number}>{text}\r\n", "utf-8", "<200>А 042\r\n".encode()),
        ("{text}", "cp1251", b"\xc0 042"),
        ("\x02{address}{text}\x03{address}", "cp1251", b"\x02\xc8\xc0 042\x03\xc8"),
    ],
)
def test_a_frame_is_as_the_template_lays_it_down(template: str, encoding: str, expected: bytes) -> None:
    assert framed(template, encoding, 200, "А 042") == expected


@given(text=st.text(max_size=20), address=st.integers(1, 255))
def test_no_text_and_no_address_raises(text: str, address: int) -> None:
    usual = WindowDisplaysSettings("w", (address,))

    written = framed(usual.template, usual.encoding, address, text)

    assert written[:2] == bytes([1, address])


@pytest.mark.parametrize(
    ("shown", "sign"),
    [
        (Shown(Lamp.STEADY, LABEL), Sign("А 042", is_call=True)),
        (Shown(Lamp.OFF, LABEL), Sign("А 042")),
        (Shown(Lamp.OFF, "А\u00a01234567"), Sign("1234567")),
        (Shown(Lamp.FLASH), Sign("")),
        (Shown(Lamp.SLOW), Sign("")),
        (Shown(Lamp.FAST, LABEL), Sign("А 042", is_refusal=True)),
        (Shown(Lamp.DOUBLE), Sign("-------")),
    ],
)
def test_the_number_stands_above_the_window(shown: Shown, sign: Sign) -> None:
    assert sign_above(shown, 7) == sign


@contextmanager
def displays(folder: Path, *addresses: int) -> Iterator[Hearing]:
    heard = Hearing()
    settings = WindowDisplaysSettings(str(folder / "wire"), addresses, {"5": "Перше"})
    part = WindowDisplays(SerialWire(settings.wire), settings, heard, note=heard.reports.append)
    with running(part):
        wait_until(lambda: bool(heard.reports), "the wire open")
        yield heard


class Screen:
    """What has come to the displays by now, whole frames only."""

    def __init__(self, terminal: PseudoTerminal) -> None:
        self._terminal = terminal
        self._data = b""

    def frames(self) -> list[bytes]:
        self._data += self._terminal.read(timeout_seconds=0.05)
        return re.findall(rb"\x01[^\x07]{8}\x07", self._data)


def test_a_called_number_blinks_on_its_own_display_alone(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path / "wire")
    screen = Screen(terminal)
    with displays(tmp_path, 5, 6) as heard:
        wait_until(lambda: {frame(5, EMPTY), frame(6, EMPTY)} <= set(screen.frames()), "both cleared")
        heard.show("5", Lamp.STEADY, LABEL)
        wait_until(lambda: screen.frames().count(frame(5, NUMBER)) > 1, "the number, dark, the number")

    seen = screen.frames()
    assert frame(6, NUMBER) not in seen
    assert frame(5, EMPTY) in seen[seen.index(frame(5, NUMBER)) :]
    assert heard.panels["5"] == PanelReport(
        wire=str(tmp_path / "wire"), address="5", make=PanelMake.DISPLAY, controls=(), window_name="Перше"
    )
    terminal.close()


def test_a_number_that_is_being_served_stands_still(tmp_path: Path) -> None:
    terminal = PseudoTerminal(tmp_path / "wire")
    screen = Screen(terminal)
    with displays(tmp_path, 5, 6) as heard:
        heard.show("5", Lamp.OFF, LABEL)
        wait_until(lambda: frame(5, NUMBER) in screen.frames(), "the number")
        heard.show("6", Lamp.STEADY, LABEL)
        wait_until(lambda: screen.frames().count(frame(6, NUMBER)) > 1, "another one blinks meanwhile")

    seen = screen.frames()
    assert frame(5, EMPTY) not in seen[seen.index(frame(5, NUMBER)) :]
    terminal.close()


def test_after_a_replug_the_number_is_told_again(tmp_path: Path) -> None:
    first = PseudoTerminal(tmp_path / "wire")
    with displays(tmp_path, 5) as heard:
        heard.show("5", Lamp.OFF, LABEL)
        screen = Screen(first)
        wait_until(lambda: frame(5, NUMBER) in screen.frames(), "the number")
        first.close()
        wait_until(lambda: heard.reports[-1].state is DeviceState.FAULT, "the wire is lost")
        second = PseudoTerminal(tmp_path / "wire")
        again = Screen(second)
        wait_until(lambda: frame(5, NUMBER) in again.frames(), "the number again")
    second.close()
