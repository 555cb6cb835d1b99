"""Panels are tried by hand over a real pseudo-terminal."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import HEARTBEAT_SECONDS, Key, Lamp
from hardware.buttons.virtual.panel import VirtualPanel
from hardware.settings import ButtonsSettings
from hardware.trials.panel_trial import KEYS, QSYSTEM_IS_SILENT, SHOWN, Pressed, Silence, next_press, walk
from hardware.trials.say import Say
from server.contract.terms import PanelMake
from tests.kiosk.running import wait_until


@pytest.fixture
def panels(tmp_path: Path) -> Iterator[VirtualPanel]:
    with VirtualPanel(tmp_path / "wire", (32, 33)) as running:
        yield running


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[ButtonsSettings]:
    """A serial line that opens, with nobody at its other end."""
    ours, theirs = os.openpty()
    (tmp_path / "quiet").symlink_to(os.ttyname(theirs))
    yield ButtonsSettings(str(tmp_path / "quiet"), {"1": "1"})
    os.close(ours)
    os.close(theirs)


def said(silence: Silence) -> str:
    return "\n".join(line for each in silence.say() for line in each.lines())


@pytest.fixture
def wires(tmp_path: Path) -> list[ButtonsSettings]:
    return [ButtonsSettings(str(tmp_path / "wire"), {"32": "1", "33": "Каса"})]


def test_a_press_is_told_with_its_window_and_key(panels: VirtualPanel, wires: list[ButtonsSettings]) -> None:
    def press() -> None:
        wait_until(lambda: panels.lamp(33) is Lamp.SLOW, "the lamp that invites to press")
        panels.press(33, Key.FINISH)

    finger = threading.Thread(target=press)
    finger.start()
    pressed = next_press(wires, seconds=60.0, tell=lambda _: None)
    finger.join()

    assert isinstance(pressed, Pressed)
    assert pressed == Pressed(wires[0].wire, "Каса", KeyPress("finish"))
    assert "«Завершити» на пульті «Каса»" in pressed.say().uk


@pytest.mark.slow
def test_a_living_panel_that_nobody_presses_is_not_called_dead(
    panels: VirtualPanel, wires: list[ButtonsSettings]
) -> None:
    # Longer than a heart beats: each panel has spoken by then, and nothing ends the wait before.
    outcome = next_press(wires, seconds=2.5 * HEARTBEAT_SECONDS, tell=lambda _: None)

    assert isinstance(outcome, Silence)
    assert sorted(outcome.heard) == ["1", "Каса"]
    assert "is heard" in said(outcome)
    assert "nothing was pressed" in said(outcome)


def test_a_wire_on_which_nobody_speaks_is_told_as_such(quiet: ButtonsSettings) -> None:
    outcome = next_press([quiet], seconds=0.3, tell=lambda _: None)

    assert isinstance(outcome, Silence)
    assert (outcome.heard, outcome.unopened) == ((), ())
    assert f"Nothing is heard on the wire: {quiet.wire}" in said(outcome)


def test_a_wire_that_is_not_there_is_told_once_in_plain_words_and_not_listened_to(tmp_path: Path) -> None:
    told: list[Say] = []
    wire = ButtonsSettings(str(tmp_path / "nowhere"), {"1": "1"})

    outcome = next_press([wire], seconds=600.0, tell=told.append)

    assert isinstance(outcome, Silence)
    assert outcome.unopened == (wire.wire,)
    assert "did not open" in said(outcome)
    (trouble,) = told
    assert trouble.uk.startswith(f"{wire.wire}: Не відкривається: такого пристрою немає")
    assert trouble.en.startswith(f"{wire.wire}: It cannot be opened: there is no such device")
    assert (trouble.uk.count(wire.wire), trouble.en.count(wire.wire)) == (1, 1)


def test_no_lamp_is_named_where_no_panel_is_heard(quiet: ButtonsSettings, tmp_path: Path) -> None:
    for wire in (quiet, ButtonsSettings(str(tmp_path / "nowhere"), {"1": "1"})):
        seen: list[Lamp] = []

        silence = walk([wire], tell=lambda _: None, look=seen.append, patience_seconds=0.3)

        assert silence is not None
        assert not silence.heard
        assert seen == []


def test_panels_that_never_speak_by_themselves_are_lit_all_the_same(quiet: ButtonsSettings) -> None:
    told: list[Say] = []
    seen: list[Lamp] = []

    silence = walk([replace(quiet, kind=PanelMake.QSYSTEM)], tell=told.append, look=seen.append, patience_seconds=0.3)

    assert silence is None
    assert told == [QSYSTEM_IS_SILENT]
    assert seen == list(SHOWN)


def test_the_lamps_show_each_state_in_turn(panels: VirtualPanel, wires: list[ButtonsSettings]) -> None:
    seen: list[Lamp] = []

    def look(lamp: Lamp) -> None:
        wait_until(lambda: panels.lamp(32) is lamp is panels.lamp(33), f"both lamps {lamp}")
        seen.append(lamp)

    silence = walk(wires, tell=lambda _: None, look=look)

    assert silence is None
    assert seen == list(SHOWN)


def test_every_lamp_and_every_key_has_its_words() -> None:
    assert set(SHOWN) == set(Lamp)
    assert set(KEYS) == set(Key)
