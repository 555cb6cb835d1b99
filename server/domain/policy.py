"""Who is called next: one rule for all, on plain values.

1. **Lawful** classes go before all others.
2. Everybody else gathers points: the rate of the class × the level at which the window serves them × the hall time
   waited. Whoever has most is called. A booked citizen's points count from a little before the appointment and grow
   fast: before it they are below zero, so that they are called early only where nobody else waits, the nearest
   appointment first; once it is due they outweigh an ordinary wait of hours.
3. A **guarded** class, one that the office has put in front by its own decision, is called at most ``guard`` times in
   a row at a window while somebody neither lawful nor guarded, and due, waits there.
4. Of equal points the one is called whom the hall heard of first; no two share that, so there is always one answer.

Within one line (target, class) points never change order, so the heads of the lines are enough.

**How often can a ticket be overtaken?** Let an ordinary ticket come to a target that ``m`` windows serve as their main
one, with ``p`` tickets neither lawful nor guarded before it in their lines, ``g`` as the guard, each visit at most
``s`` long, and let ``b`` booked ones fall due there while it waits. Counted at those windows, of those who came later

* nobody of its own class, or of a slower one, overtakes it;
* guarded ones do at most ``g × (p + b + m)`` times, however many come: between two of their runs at one window
  stands one of the ``p + b``, and each window may have begun a run;
* each of them had come while less than the share ``1 - own rate / their rate`` of its wait was over: a faster class
  is ahead of those who came shortly before, never of those who have waited long;
* lawful ones do as often as they come while it waits. That wait ends when their load is below the capacity: if
  ``a`` lawful ones wait already and at most ``c + f·v`` more come within ``v`` visits' time (``f < m``), it is at most
  ``v = (a + c + (g + 1)(p + b + m)) / (m - f)`` visits long, so they overtake at most ``c + f·v`` times.

**One window more**, serving the same at the same levels, delays nobody while visits are equally long: never with one
class, and of several nobody among those who wait already. One of a faster class who comes later may have to wait for
the rest of a visit, since none is interrupted: the window that was about to be free has taken somebody slower.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from server.domain.place import LineClass, Place

Who = TypeVar("Who")


class Level(IntEnum):
    """How a window serves a target; the value weighs the points.

    A helper takes those of a line not its own only when they have waited four times as long as its own.
    """

    MAIN = 4
    HELPER = 1


@dataclass(frozen=True, slots=True)
class PriorityRate:
    """What a class is worth: points a millisecond of waiting, at most 30 of them."""

    points: int
    is_lawful: bool = False
    is_guarded: bool = False


HEAD = PriorityRate(30, is_lawful=True)
"""Sent back by a suspension; its place counts from a day earlier, so that nobody lawful has more points."""
LAWFUL = PriorityRate(1, is_lawful=True)
BOOKED = PriorityRate(30)
"""Two minutes before to two minutes after the appointment is worth an ordinary wait of two hours."""
LOCAL = PriorityRate(3, is_guarded=True)
ORDINARY = PriorityRate(1)
GUARD = 2
"""How many of a guarded class a window calls in a row at most, unless the office decides otherwise."""
_RATES = MappingProxyType(
    {
        LineClass.HEAD: HEAD,
        LineClass.LAWFUL: LAWFUL,
        LineClass.BOOKED: BOOKED,
        LineClass.LOCAL: LOCAL,
        LineClass.ORDINARY: ORDINARY,
    }
)
FIRST_OF_ALL = frozenset({LineClass.HEAD, LineClass.LAWFUL})
"""Classes that go before the others whatever these have gathered."""


def classes_before(line_class: LineClass) -> frozenset[LineClass]:
    """The classes of those who are called before somebody of this class who has just come."""
    match line_class:
        case LineClass.HEAD | LineClass.LAWFUL:
            return FIRST_OF_ALL
        case LineClass.BOOKED:
            return FIRST_OF_ALL | {LineClass.BOOKED}
        case _:
            return frozenset(LineClass)


def rate_of(line_class: LineClass, *, local_points: int = LOCAL.points) -> PriorityRate:
    """What a class is worth in a hall whose office gives local categories ``local_points``."""
    rate = _RATES[line_class]
    return replace(rate, points=local_points) if line_class is LineClass.LOCAL else rate


@dataclass(frozen=True, slots=True)
class Head(Generic[Who]):
    """The first of a line as one window sees it; its points count from ``place``."""

    who: Who
    rate: PriorityRate
    level: Level
    place: Place

    def points(self, now_ms: int) -> int:
        """At hall time ``now_ms``; below zero for an appointment that is not due.

        There neither level nor class weighs: by a weight the window's own would seem farther than those it helps.
        """
        waited_ms = now_ms - self.place.arrived_ms
        return waited_ms if waited_ms < 0 else self.rate.points * self.level * waited_ms


def pick(heads: Iterable[Head[Who]], now_ms: int, *, guarded_in_a_row: int = 0, guard: int = GUARD) -> Head[Who] | None:
    """Whom a window calls at hall time ``now_ms``; None when nobody waits for it.

    ``guarded_in_a_row``: what the window has called of guarded classes since it last called somebody neither guarded
    nor lawful; see ``in_a_row``.
    """
    heads = list(heads)
    if guarded_in_a_row >= guard and any(_is_kept_waiting(head, now_ms) for head in heads):
        heads = [head for head in heads if not head.rate.is_guarded]
    return min(
        heads, key=lambda head: (not head.rate.is_lawful, -head.points(now_ms), head.place.sequence), default=None
    )


def in_order_of_calling(heads: Iterable[Head[Who]], now_ms: int) -> list[Head[Who]]:
    """As they would be called if nobody came any more and points stood still; the guard is left out."""
    return sorted(heads, key=lambda head: (not head.rate.is_lawful, -head.points(now_ms), head.place.sequence))


def in_a_row(before: int, called: PriorityRate) -> int:
    """A window's count for the guard after a call; a lawful one neither adds to it nor ends it."""
    if called.is_lawful:
        return before
    return before + 1 if called.is_guarded else 0


def place_of_booked(*, arrived: Place, booked_for_ms: int, tolerance_ms: int) -> tuple[PriorityRate, Place]:
    """The class and place of somebody with an appointment; one who comes too late stands in the live queue."""
    if arrived.arrived_ms > booked_for_ms + tolerance_ms:
        return ORDINARY, arrived
    return BOOKED, Place(booked_for_ms - tolerance_ms, arrived.sequence)


def _is_kept_waiting(head: Head[Who], now_ms: int) -> bool:
    return not (head.rate.is_lawful or head.rate.is_guarded) and head.points(now_ms) >= 0
