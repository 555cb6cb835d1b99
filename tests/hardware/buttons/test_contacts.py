"""Contacts that close, open and chatter: each press once, long ones as such, jammed keys never."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hardware.buttons.contacts import LONG_SECONDS, OPEN_SECONDS, STUCK_SECONDS, Contacts
from hardware.buttons.debounce import BOUNCE_SECONDS
from hardware.buttons.ports import KeyPress
from server.contract.terms import PressKind

ONE, LONG = KeyPress("1"), KeyPress("1", PressKind.LONG)


LOOK_SECONDS = 0.01


def presses(looks: list[tuple[float, bool]]) -> list[KeyPress]:
    """Of one key, looked at in these moments; before them it was let go."""
    contacts = Contacts(("1",))
    contacts.look([False], 0.0)
    return [pressed for now, closed in looks for pressed in contacts.look([closed], now)]


def chattering(*spells: tuple[float, bool]) -> list[KeyPress]:
    """Of a key that stays so and so many seconds closed or open, looked at often, and is then left alone."""
    looks, ends = [], 1.0
    for seconds, closed in (*spells, (1.0, False)):
        begins, ends = ends, ends + seconds
        looks += [(begins + turn * LOOK_SECONDS, closed) for turn in range(round(seconds / LOOK_SECONDS))]
    return presses(looks)


def test_a_press_counts_when_it_is_let_go() -> None:
    assert presses([(1.0, True), (1.1, True)]) == []
    assert presses([(1.0, True), (1.1, True), (1.2, False), (1.3, False)]) == [ONE]


def test_an_opening_is_believed_when_it_has_lasted() -> None:
    assert presses([(1.0, True), (1.2, False), (1.2 + OPEN_SECONDS / 2, False)]) == []
    assert presses([(1.0, True), (1.2, False), (1.3 + OPEN_SECONDS, False)]) == [ONE]


def test_a_hold_that_chatters_when_it_begins_is_one_long_press() -> None:
    assert chattering((0.02, True), (0.01, False), (2.0, True)) == [LONG]


def test_a_hold_that_chatters_when_it_ends_is_one_long_press() -> None:
    assert chattering((2.0, True), (0.05, False), (0.02, True)) == [LONG]
    assert chattering((2.0, True), (0.2, False), (0.02, True)) == [LONG]


def test_two_presses_on_purpose_are_two() -> None:
    assert chattering((0.1, True), (BOUNCE_SECONDS + 0.05, False), (0.1, True)) == [ONE, ONE]


def test_one_look_at_a_closed_contact_is_enough() -> None:
    assert presses([(1.0, True), (1.1, False), (1.2, False)]) == [ONE]


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
    looks = [(0.0, True), (3.0, True), (4.0, False), (4.1, False), (5.0, True), (5.1, False), (5.2, False)]

    assert [each for now, closed in looks for each in contacts.look([closed], now)] == [ONE]


def test_what_was_down_when_the_module_fell_silent_does_not_count() -> None:
    contacts = Contacts(("1",))
    contacts.look([False], 0.0)
    contacts.look([True], 1.0)

    contacts.lost()

    assert contacts.look([False], 9.0) == []


def test_ten_presses_a_second_are_one() -> None:
    assert chattering(*((0.05, number % 2 == 0) for number in range(20))) == [ONE]


@given(st.lists(st.tuples(st.floats(0, 5), st.booleans()), max_size=60))
def test_there_are_never_more_presses_than_closings(steps: list[tuple[float, bool]]) -> None:
    now, looks = 1.0, []
    for pause, closed in steps:
        now += pause
        looks.append((now, closed))
    closings = sum(closed and (place == 0 or not looks[place - 1][1]) for place, (_, closed) in enumerate(looks))

    assert len(presses(looks)) <= closings


SPELLS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 34)), max_size=6)
"""Closed and open, in looks: chatter, never as long as a pause between two presses."""


@given(begins=SPELLS, held=st.integers(1, 400), ends=SPELLS)
def test_one_closing_is_one_press_however_it_chatters_at_its_ends(
    begins: list[tuple[int, int]], held: int, ends: list[tuple[int, int]]
) -> None:
    before = [spell for closed, opened in begins for spell in ((closed, True), (opened, False))]
    after = [spell for closed, opened in ends for spell in ((opened, False), (closed, True))]
    spells = [(looks * LOOK_SECONDS, closed) for looks, closed in (*before, (held, True), *after)]

    pressed = chattering(*spells)

    assert len(pressed) == 1
