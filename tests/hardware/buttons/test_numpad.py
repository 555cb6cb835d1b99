"""A number pad as a panel: evdev's own events; the real device where the machine can make one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from evdev import InputEvent, ecodes
from hypothesis import given
from hypothesis import strategies as st

from hardware.buttons.contacts import LONG_SECONDS, STUCK_SECONDS
from hardware.buttons.numpad import Numpad, Pad
from hardware.buttons.numpad_keys import CONTROLS, KEYS, NumpadKeys
from hardware.buttons.ports import KeyPress
from server.contract.panel_commands import PanelReport
from server.contract.terms import DeviceState, PanelMake, PressKind, PrintFault
from server.domain.panel import USUAL
from tests.hardware.buttons.hearing import Hearing, running
from tests.kiosk.running import wait_until

DOWN, REPEATED, UP = 1, 2, 0
DROPPED = InputEvent(0, 0, ecodes.EV_SYN, ecodes.SYN_DROPPED, 0)
REPORT = InputEvent(0, 0, ecodes.EV_SYN, ecodes.SYN_REPORT, 0)


def key(code: int, value: int) -> InputEvent:
    return InputEvent(0, 0, ecodes.EV_KEY, code, value)


def pressed(*events: tuple[float, int, int]) -> list[KeyPress]:
    """Moments, codes and values, as they come from a pad that was just grabbed."""
    keys = NumpadKeys()
    keys.look(0.0)
    heard = [each for now, code, value in events for each in (*keys.look(now), *keys.hear(key(code, value), now))]
    ends = max(now for now, _, _ in events) + 1.0
    return heard + [each for turn in range(2) for each in keys.look(ends + turn)]


def test_each_key_is_a_press_of_its_name() -> None:
    events = [
        event
        for place, code in enumerate((ecodes.KEY_KPENTER, ecodes.KEY_KP0, ecodes.KEY_KPPLUS, ecodes.KEY_KPMINUS), 1)
        for event in ((float(place), code, DOWN), (place + 0.1, code, UP))
    ]

    assert pressed(*events) == [KeyPress(name) for name in ("enter", "0", "plus", "minus")]


def test_a_held_key_repeats_nothing_and_is_long_while_it_is_held() -> None:
    keys = NumpadKeys()
    keys.look(0.0)
    keys.hear(key(ecodes.KEY_KP5, DOWN), 1.0)
    repeats = [each for step in range(10) for each in keys.hear(key(ecodes.KEY_KP5, REPEATED), 1.1 + step / 10)]

    held = keys.look(1.0 + LONG_SECONDS)
    let_go = keys.hear(key(ecodes.KEY_KP5, UP), 4.0)

    assert (repeats, held, let_go) == ([], [KeyPress("5", PressKind.LONG)], [])


def test_a_jammed_key_is_named() -> None:
    keys = NumpadKeys()
    keys.look(0.0)
    keys.hear(key(ecodes.KEY_KP5, DOWN), 1.0)

    assert keys.stuck(1.5 + STUCK_SECONDS) == ["5"]


def test_ten_presses_a_second_are_one() -> None:
    events = [(1.0 + step * 0.05, ecodes.KEY_KPENTER, DOWN if step % 2 == 0 else UP) for step in range(20)]

    assert pressed(*events) == [KeyPress("enter")]


def test_a_key_that_was_let_go_while_events_were_thrown_away_is_up() -> None:
    keys = NumpadKeys()
    keys.look(0.0)
    keys.hear(key(ecodes.KEY_KPENTER, DOWN), 1.0)

    keys.hear(DROPPED, 1.1)
    missed = [each for event in (key(ecodes.KEY_KPENTER, UP), REPORT) for each in keys.hear(event, 1.1)]
    keys.catch_up([])

    assert missed == []
    assert [each for now in (1.2, 1.4, 30.0) for each in keys.look(now)] == [KeyPress("enter")]
    assert keys.stuck(30.0) == []


def test_a_key_that_went_down_while_events_were_thrown_away_is_a_press() -> None:
    keys = NumpadKeys()
    keys.look(0.0)
    keys.hear(DROPPED, 1.0)

    keys.catch_up([ecodes.KEY_KP0, ecodes.KEY_A])
    keys.look(1.0)
    keys.hear(key(ecodes.KEY_KP0, UP), 1.2)

    assert keys.look(1.3) == [KeyPress("0")]


@given(st.lists(st.tuples(st.integers(0, 31), st.integers(0, 0x2FF), st.integers(-5, 5)), max_size=60))
def test_no_event_raises_and_foreign_ones_press_nothing(events: list[tuple[int, int, int]]) -> None:
    keys = NumpadKeys()
    keys.look(0.0)
    for place, (kind, code, value) in enumerate(events):
        found = keys.hear(InputEvent(0, 0, kind, code, value), 1.0 + place)
        if kind != ecodes.EV_KEY or code not in KEYS:
            assert found == []


def test_what_a_new_pad_means_names_keys_that_it_has() -> None:
    assert set(USUAL[PanelMake.NUMPAD]) <= set(CONTROLS)


def test_a_pad_that_is_not_plugged_in_is_reported_and_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard, path = Hearing(), str(tmp_path / "event-kbd")
    with running(Numpad(Pad(path), {"1": "Перше"}, heard, note=heard.reports.append)):
        wait_until(lambda: len(heard.reports) > 1, "two tries")

    assert heard.panels["1"] == PanelReport(
        wire=path, address="1", make=PanelMake.NUMPAD, controls=CONTROLS, window_name="Перше"
    )
    assert {(each.state, each.fault) for each in heard.reports} == {(DeviceState.FAULT, PrintFault.UNREACHABLE)}
    assert len([record for record in caplog.records if path in record.message]) == 1


def test_a_file_that_is_no_pad_is_reported_as_such(tmp_path: Path) -> None:
    heard, path = Hearing(), tmp_path / "event-kbd"
    path.write_bytes(b"no device")
    with running(Numpad(Pad(str(path)), {}, heard, note=heard.reports.append)):
        wait_until(lambda: bool(heard.reports), "a try")

    assert heard.reports[0].fault is PrintFault.UNREACHABLE


class ThrownAway(Pad):
    """A pad whose kernel threw events away: all that is heard is that, and which keys are down by now."""

    def open(self) -> None:
        self._left = [DROPPED, REPORT]

    def events(self) -> list[InputEvent]:
        events, self._left = self._left, []
        return events

    def held(self) -> Collection[int]:
        return [ecodes.KEY_KP7]


def test_a_pad_is_asked_what_is_down_when_events_were_thrown_away(tmp_path: Path) -> None:
    heard = Hearing()
    with running(Numpad(ThrownAway(str(tmp_path)), {}, heard)):
        wait_until(lambda: heard.presses == [("1", KeyPress("7", PressKind.LONG))], "a key that stays down")
