"""Panels are tried by hand over a real pseudo-terminal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Key, Lamp
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.settings import ButtonsSettings
from hardware.trials.panel_trial import KEYS, SHOWN, Pressed, next_press, walk
from server.contract.box_commands import DeviceReport
from server.contract.terms import DeviceState
from tests.kiosk.running import wait_until


@pytest.fixture
def panels(tmp_path: Path) -> Iterator[VirtualPanel]:
    with VirtualPanel(tmp_path / "wire", (32, 33)) as running:
        yield running


@pytest.fixture
def wires(tmp_path: Path) -> list[ButtonsSettings]:
    return [ButtonsSettings(str(tmp_path / "wire"), {"32": "1", "33": "Каса"})]


def test_a_press_is_told_with_its_window_and_key(panels: VirtualPanel, wires: list[ButtonsSettings]) -> None:
    def press() -> None:
        wait_until(lambda: panels.lamp(33) is Lamp.SLOW, "the lamp that invites to press")
        panels.press(33, Key.FINISH)

    finger = threading.Thread(target=press)
    finger.start()
    pressed = next_press(wires, seconds=60.0, note=lambda _: None)
    finger.join()

    assert pressed == Pressed(wires[0].wire, "Каса", KeyPress("finish"))
    assert "«Завершити» на пульті «Каса»" in pressed.say().uk


def test_no_press_is_no_press(panels: VirtualPanel, wires: list[ButtonsSettings]) -> None:
    assert next_press(wires, seconds=0.2, note=lambda _: None) is None


def test_a_wire_that_is_not_there_is_told(tmp_path: Path) -> None:
    told: list[DeviceReport] = []

    next_press([ButtonsSettings(str(tmp_path / "nowhere"), {"1": "1"})], seconds=0.5, note=told.append)

    assert DeviceState.FAULT in [report.state for report in told]


def test_the_lamps_show_each_state_in_turn(panels: VirtualPanel, wires: list[ButtonsSettings]) -> None:
    seen: list[Lamp] = []

    def look(lamp: Lamp) -> None:
        wait_until(lambda: panels.lamp(32) is lamp is panels.lamp(33), f"both lamps {lamp}")
        seen.append(lamp)

    walk(wires, note=lambda _: None, look=look)

    assert seen == list(SHOWN)


def test_every_lamp_and_every_key_has_its_words() -> None:
    assert set(SHOWN) == set(Lamp)
    assert set(KEYS) == set(Key)
