"""Boxes are missed after three heartbeats, once, and found again, once."""

from __future__ import annotations

from collections.abc import Iterable

from server.contract.terms import BoxId
from server.usecases.presence import LOST_AFTER_SECONDS, Changes, Presence

ONE, TWO = BoxId("one"), BoxId("two")
NOTHING = Changes()


def look(presence: Presence, here: Iterable[BoxId], at: float) -> Changes:
    """What changed, and was noted."""
    changes = presence.look((ONE, TWO), frozenset(here), at)
    presence.told(changes)
    return changes


def test_a_box_is_lost_after_three_heartbeats_and_told_once() -> None:
    presence = Presence()
    look(presence, (ONE, TWO), 0)

    assert look(presence, (TWO,), 5) == NOTHING
    assert look(presence, (TWO,), 5 + LOST_AFTER_SECONDS - 0.1) == NOTHING
    assert look(presence, (TWO,), 5 + LOST_AFTER_SECONDS) == Changes(lost=(ONE,))
    assert look(presence, (TWO,), 3600) == NOTHING
    assert look(presence, (ONE, TWO), 3605) == Changes(back=(ONE,))
    assert look(presence, (ONE, TWO), 3610) == NOTHING


def test_a_box_that_blinks_is_not_told() -> None:
    presence = Presence()
    look(presence, (ONE, TWO), 0)

    told = [look(presence, (TWO,) if second % 10 else (ONE, TWO), second) for second in range(5, 200, 5)]

    assert told == [NOTHING] * len(told)


def test_after_a_start_of_the_server_boxes_have_three_heartbeats_to_come() -> None:
    presence = Presence()

    assert look(presence, (TWO,), 100) == Changes(back=(TWO,))
    assert look(presence, (TWO,), 100 + LOST_AFTER_SECONDS) == Changes(lost=(ONE,))


def test_what_could_not_be_noted_is_told_again() -> None:
    presence = Presence()
    look(presence, (ONE, TWO), 0)
    presence.look((ONE, TWO), frozenset((TWO,)), 5)
    at = 5 + LOST_AFTER_SECONDS

    assert presence.look((ONE, TWO), frozenset((TWO,)), at) == presence.look((ONE, TWO), frozenset((TWO,)), at + 5)
