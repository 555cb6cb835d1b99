"""Boxes are missed after three heartbeats without a sign of life, once, and found again, once."""

from __future__ import annotations

from server.contract.terms import BoxId
from server.usecases.presence import HEARTBEAT_SECONDS, LOST_AFTER_SECONDS, STOOD_STILL_SECONDS, Changes, Presence

ONE, TWO = BoxId("one"), BoxId("two")
NOTHING = Changes()


class Looking:
    """Looks every second by its own clock, at two boxes of which the second one always speaks."""

    def __init__(self, at: float = 0.0) -> None:
        self.at = at
        self.heard_at = {ONE: at}
        self.presence = Presence()
        self.look()

    def look(self) -> Changes:
        """What changed, and was noted."""
        changes = self.see()
        self.presence.told(changes)
        return changes

    def see(self) -> Changes:
        """What changed."""
        return self.presence.look((ONE, TWO), {**self.heard_at, TWO: self.at}, self.at)

    def go_on(self, seconds: int) -> dict[float, Changes]:
        """What changed, by the moment."""
        told = {}
        for _ in range(seconds):
            self.at += 1
            told[self.at] = self.look()
        return {at: changes for at, changes in told.items() if changes != NOTHING}

    def hear(self) -> None:
        self.heard_at[ONE] = self.at


def test_a_box_is_lost_three_heartbeats_after_its_last_sign_of_life_and_told_once() -> None:
    looking = Looking()
    looking.go_on(5)
    looking.hear()

    assert looking.go_on(3600) == {5 + LOST_AFTER_SECONDS: Changes(lost=(ONE,))}
    looking.hear()
    assert looking.go_on(1) == {looking.at: Changes(back=(ONE,))}
    assert looking.go_on(10) == {}


def test_a_box_that_speaks_now_and_then_is_not_told() -> None:
    looking = Looking()

    for _ in range(20):
        assert looking.go_on(int(LOST_AFTER_SECONDS) - 1) == {}
        looking.hear()


def test_after_a_start_of_the_server_boxes_have_three_heartbeats_to_come() -> None:
    presence = Presence()

    assert presence.look((ONE, TWO), {TWO: 100}, 100) == Changes(back=(TWO,))
    for at in range(105, 115, 5):
        assert presence.look((ONE,), {}, at) == NOTHING
    assert presence.look((ONE,), {}, 100 + LOST_AFTER_SECONDS) == Changes(lost=(ONE,))


def test_a_box_that_comes_into_use_later_has_three_heartbeats_to_come() -> None:
    presence = Presence()
    for at in range(0, 105, 5):
        presence.look((TWO,), {TWO: at}, at)

    told = [presence.look((ONE, TWO), {TWO: at}, at).lost for at in range(105, 125, 5)]

    assert told == [(), (), (), (ONE,)]


def test_while_the_server_itself_stood_still_nobody_was_silent() -> None:
    looking = Looking()
    looking.at += STOOD_STILL_SECONDS + LOST_AFTER_SECONDS

    assert looking.look() == NOTHING
    assert looking.go_on(3600) == {STOOD_STILL_SECONDS + 2 * LOST_AFTER_SECONDS: Changes(lost=(ONE,))}


def test_what_could_not_be_noted_is_told_again() -> None:
    looking = Looking()
    looking.go_on(int(LOST_AFTER_SECONDS) - 1)
    looking.at += 1

    first = looking.see()
    looking.at += 5

    assert first == looking.see() == Changes(lost=(ONE,))


def test_the_next_look_is_a_heartbeat_later_or_when_a_silent_box_will_be_lost() -> None:
    looking = Looking()
    assert looking.presence.next_look(looking.at) == HEARTBEAT_SECONDS

    looking.go_on(12)
    assert looking.presence.next_look(looking.at) == LOST_AFTER_SECONDS

    looking.go_on(10)
    assert looking.presence.next_look(looking.at) == looking.at + HEARTBEAT_SECONDS, "it is lost already"
