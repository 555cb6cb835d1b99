"""Contacts that close and open: each press once, long ones as such, jammed keys never."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hardware.buttons.contacts import LONG_SECONDS, STUCK_SECONDS, Contacts
from hardware.buttons.ports import KeyPress
from server.contract.terms import PressKind

ONE, LONG = KeyPress("1"), KeyPress("1", PressKind.LONG)


def presses(looks: list[tuple[float, bool]]) -> list[KeyPress]:
    """Of one key, looked at in these moments; before them it was let go."""
    contacts = Contacts(("1",))
    contacts.look([False], 0.0)
    return [pressed for now, closed in looks for pressed in contacts.look([closed], now)]


def test_a_press_counts_when_it_is_let_go() -> None:
    assert presses([(1.0, True), (1.1, True)]) == []
    assert presses([(1.0, True), (1.1, True), (1.2, False)]) == [ONE]


def test_one_look_at_a_closed_contact_is_enough() -> None:
    assert presses([(1.0, True), (1.1, False)]) == [ONE]


def test_a_held_key_is_a_long_press_at_once_and_no_short_one_when_it_is_let_go() -> None:
    held = [(1.0, True), (1.0 + LONG_SECONDS, True)]

    assert presses(held) == [LONG]
    assert presses([*held, (4.0, True), (5.0, False), (5.1, False)]) == [LONG]


def test_a_jammed_key_is_one_long_press_and_is_named() -> None:
    contacts = Contacts(("1", "2"))
    contacts.look([False, False], 0.0)

    pressed = [each for now in range(1, 60) for each in contacts.look([True, False], float(now))]

    assert pressed == [LONG]
    assert contacts.stuck(1.0 + STUCK_SECONDS) == []
    assert contacts.stuck(60.0) == ["1"]


def test_a_key_that_is_down_at_the_first_look_counts_only_when_it_is_pressed_again() -> None:
    contacts = Contacts(("1",))
    looks = [(0.0, True), (3.0, True), (4.0, False), (5.0, True), (5.1, False)]

    assert [each for now, closed in looks for each in contacts.look([closed], now)] == [ONE]


def test_what_was_down_when_the_module_fell_silent_does_not_count() -> None:
    contacts = Contacts(("1",))
    contacts.look([False], 0.0)
    contacts.look([True], 1.0)

    contacts.lost()

    assert contacts.look([False], 9.0) == []


def test_ten_presses_a_second_are_one() -> None:
    looks = [(1.0 + number * 0.05, number % 2 == 0) for number in range(20)]

    assert presses(looks) == [ONE]


@given(st.lists(st.tuples(st.floats(0, 5), st.booleans()), max_size=60))
def test_there_are_never_more_presses_than_closings(steps: list[tuple[float, bool]]) -> None:
    now, looks = 1.0, []
    for pause, closed in steps:
        now += pause
        looks.append((now, closed))
    closings = sum(closed and (place == 0 or not looks[place - 1][1]) for place, (_, closed) in enumerate(looks))

    assert len(presses(looks)) <= closings
