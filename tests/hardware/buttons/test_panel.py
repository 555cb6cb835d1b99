"""A panel's presses count once, its lamp comes right in spite of lost frames, its silence is noticed."""

from __future__ import annotations

from hardware.buttons.debounce import BOUNCE_SECONDS, Debouncer
from hardware.buttons.frames import Frame
from hardware.buttons.panel import REPEAT_SECONDS, SILENT_AFTER_SECONDS, TRIES, Panel
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Acknowledged, Alive, Key, Lamp, Press, ShowLamp, box_frame, from_box
from server.contract.terms import PressKind

ADDRESS = 4
CALL = KeyPress("call")


def press(sequence: int, key: Key = Key.CALL, boot: int = 1, kind: PressKind = PressKind.SHORT) -> Press:
    return Press(ADDRESS, sequence, key, boot, kind)


def alive(lamp: Lamp, sequence: int = 0) -> Alive:
    return Alive(ADDRESS, sequence, lamp, 1)


def panel() -> Panel:
    return Panel(ADDRESS, since=0.0)


def order_of(frames: list[Frame]) -> ShowLamp:
    order = from_box(frames[0])
    assert isinstance(order, ShowLamp)
    return order


def test_a_press_is_acknowledged_and_counts() -> None:
    heard = panel().hear(press(9), 1.0)

    assert heard.pressed == CALL
    assert heard.replies == [box_frame(Acknowledged(ADDRESS, 9))]


def test_a_repeated_press_is_acknowledged_and_does_not_count() -> None:
    box = panel()
    box.hear(press(9), 1.0)

    again = box.hear(press(9), 3.0)

    assert again.pressed is None
    assert again.replies == [box_frame(Acknowledged(ADDRESS, 9))]


def test_a_press_with_the_next_number_counts() -> None:
    box = panel()
    box.hear(press(9), 1.0)

    assert box.hear(press(10), 2.0).pressed == CALL


def test_the_first_press_after_a_power_cut_counts_although_the_numbers_begin_anew() -> None:
    box = panel()
    box.hear(press(1, boot=1), 1.0)

    assert box.hear(press(1, boot=2), 2.0).pressed == CALL


def test_the_same_number_long_after_is_a_new_press() -> None:
    box = panel()
    box.hear(press(9), 1.0)

    assert box.hear(press(9), 60.0).pressed == CALL


def test_a_reopened_wire_does_not_make_a_repeat_new() -> None:
    box = panel()
    box.hear(press(9), 1.0)
    box.reopened(2.0)

    assert box.hear(press(9), 3.0).pressed is None


def test_a_bouncing_key_is_pressed_once_however_the_panel_counts() -> None:
    box = panel()

    pressed = [box.hear(press(number), 1.0 + number * 0.05).pressed for number in range(20)]

    assert pressed == [CALL] + [None] * 19


def test_two_keys_do_not_bounce_into_each_other() -> None:
    debouncer = Debouncer()

    assert debouncer.is_press(Key.START, 1.0)
    assert debouncer.is_press(Key.FINISH, 1.01)
    assert debouncer.is_press(Key.START, 1.0 + BOUNCE_SECONDS)


def test_the_second_button_does_not_bounce_into_the_first() -> None:
    box = panel()
    box.hear(press(1), 1.0)

    second = box.hear(press(2, kind=PressKind.SECOND), 1.1).pressed

    assert second == KeyPress("call", PressKind.SECOND)


def test_a_key_that_bounces_when_a_long_press_ends_is_not_pressed_again() -> None:
    box = panel()
    box.hear(press(1, kind=PressKind.LONG), 1.0)

    assert box.hear(press(2), 1.2).pressed is None


def test_a_lamp_is_ordered_until_the_panel_acknowledges() -> None:
    box = panel()

    first = box.show(Lamp.STEADY, 1.0)
    too_soon = box.show(Lamp.STEADY, 1.0 + REPEAT_SECONDS / 2)
    again = box.show(Lamp.STEADY, 1.1 + REPEAT_SECONDS)
    box.hear(Acknowledged(ADDRESS, order_of(again).sequence), 2.0)

    assert order_of(first).lamp is Lamp.STEADY
    assert too_soon == []
    assert again == first
    assert box.show(Lamp.STEADY, 9.0) == []


def test_a_deaf_panel_is_not_ordered_about_for_ever() -> None:
    box = panel()

    sent = [frame for turn in range(100) for frame in box.show(Lamp.FAST, turn * 2 * REPEAT_SECONDS)]

    assert len(sent) == TRIES


def test_a_heartbeat_with_the_wrong_lamp_brings_the_order_again() -> None:
    box = panel()
    for turn in range(TRIES):
        box.show(Lamp.STEADY, turn * 2 * REPEAT_SECONDS)

    box.hear(alive(Lamp.OFF), 10.0)

    assert order_of(box.show(Lamp.STEADY, 10.1)).lamp is Lamp.STEADY


def test_a_heartbeat_stands_in_for_a_lost_acknowledgement() -> None:
    box = panel()
    box.show(Lamp.STEADY, 1.0)

    box.hear(alive(Lamp.STEADY), 1.1)

    assert box.show(Lamp.STEADY, 9.0) == []


def test_an_old_acknowledgement_does_not_confirm_a_newer_order() -> None:
    box = panel()
    old = order_of(box.show(Lamp.STEADY, 1.0))
    box.show(Lamp.OFF, 1.1)

    box.hear(Acknowledged(ADDRESS, old.sequence), 1.2)

    assert order_of(box.show(Lamp.OFF, 2.0)).lamp is Lamp.OFF


def test_three_missed_heartbeats_are_silence() -> None:
    box = panel()
    box.hear(alive(Lamp.OFF), 100.0)

    assert not box.is_silent(100.0 + SILENT_AFTER_SECONDS)
    assert box.is_silent(100.1 + SILENT_AFTER_SECONDS)


def test_a_panel_that_never_spoke_is_silent_after_as_long() -> None:
    assert not panel().is_silent(SILENT_AFTER_SECONDS)
    assert panel().is_silent(SILENT_AFTER_SECONDS + 0.1)
