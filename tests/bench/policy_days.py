"""The same generated days under three rules of who is next; two of them live here only, to be compared with."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from server.contract.terms import ServiceId
from server.domain.place import LineClass, Place, TargetId
from server.domain.policy import Head, in_a_row, pick, place_of_booked, rate_of
from server.simulate.people import people_of
from server.simulate.profile import MINUTE_MS, PlannedWindow, Profile

Rule = Callable[[Sequence[Head["Came"]], int, int], Head["Came"]]
"""Heads of a window's lines, now, how many guarded ones it called in a row."""

BOOKED_SHARE = 0.10
LOCAL_OF_OUT_OF_TURN = 0.5
_TOLERANCE_MS = 2 * MINUTE_MS
_EARLY_MS, _LATE_MS = 15 * MINUTE_MS, 5 * MINUTE_MS
"""Before and after the appointment at which those come who have one."""
_RANK = {LineClass.LAWFUL: 0, LineClass.BOOKED: 1, LineClass.LOCAL: 2, LineClass.ORDINARY: 3}


@dataclass(frozen=True, slots=True)
class Came:
    """One who came, with the class that the hall gives them; ``number``: as the how manieth."""

    number: int
    target: TargetId
    line_class: LineClass
    place: Place
    arrived_ms: int
    length: float


def first_come(heads: Sequence[Head[Came]], now_ms: int, in_row: int) -> Head[Came]:
    """Whoever came first."""
    return min(heads, key=lambda head: head.who.number)


def absolute(heads: Sequence[Head[Came]], now_ms: int, in_row: int) -> Head[Came]:
    """By law, then by appointment, then by the office's own decision, and only then everybody else."""
    return min(heads, key=lambda head: (_RANK[head.who.line_class], head.who.number))


def accumulating(heads: Sequence[Head[Came]], now_ms: int, in_row: int) -> Head[Came]:
    """Ours."""
    chosen = pick(heads, now_ms, guarded_in_a_row=in_row)
    assert chosen is not None
    return chosen


RULES: dict[str, Rule] = {"first come": first_come, "absolute": absolute, "accumulating": accumulating}


def people_of_day(profile: Profile, seed: int) -> list[Came]:
    """In order of arrival; ``profile.out_of_turn`` of them by law or, half of them, by the office's decision."""
    chance = random.Random(f"classes {seed}")
    came = []
    for number, comer in enumerate(people_of(profile, random.Random(seed))):
        line_class, place = _standing(comer.arrives_ms, number, profile.out_of_turn, chance)
        came.append(
            Came(number, TargetId(comer.service_id), line_class, place, comer.arrives_ms, comer.length),
        )
    return came


def _standing(arrived_ms: int, number: int, out_of_turn: float, chance: random.Random) -> tuple[LineClass, Place]:
    arrived, drawn = Place(arrived_ms, number), chance.random()
    booked_for_ms = arrived_ms + int(chance.uniform(-_LATE_MS, _EARLY_MS))
    if drawn < out_of_turn * LOCAL_OF_OUT_OF_TURN:
        return LineClass.LOCAL, arrived
    if drawn < out_of_turn:
        return LineClass.LAWFUL, arrived
    if drawn < out_of_turn + BOOKED_SHARE:
        rate, place = place_of_booked(arrived=arrived, booked_for_ms=booked_for_ms, tolerance_ms=_TOLERANCE_MS)
        return (LineClass.BOOKED if rate == rate_of(LineClass.BOOKED) else LineClass.ORDINARY), place
    return LineClass.ORDINARY, arrived


@dataclass(slots=True)
class _Seat:
    window: PlannedWindow
    in_row: int = 0
    is_idle: bool = True
    is_rested: bool = False


@dataclass(slots=True)
class Play:
    """One day under one rule."""

    profile: Profile
    rule: Rule
    waits: list[tuple[LineClass, float]] = field(default_factory=list)
    """Minutes of those who were called, by class."""
    _lines: defaultdict[tuple[TargetId, LineClass], list[Came]] = field(default_factory=lambda: defaultdict(list))
    _agenda: list[tuple[int, int, int]] = field(default_factory=list)
    _seats: list[_Seat] = field(default_factory=list)

    def run(self, people: Sequence[Came]) -> list[tuple[LineClass, float]]:
        """Until everybody was called."""
        self._seats = [_Seat(window) for window in self.profile.windows]
        self._agenda = [(came.arrived_ms, 1, came.number) for came in people]
        self._agenda += [(seat.window.break_from_ms, 0, at) for at, seat in enumerate(self._seats)]
        heapify(self._agenda)
        while self._agenda:
            now_ms, kind, number = heappop(self._agenda)
            if kind == 2:
                self._seats[number].is_idle = True
                self._move(number, now_ms)
            elif kind == 0:
                self._move(number, now_ms)
            else:
                self._join(people[number], now_ms)
        return self.waits

    def _join(self, came: Came, now_ms: int) -> None:
        self._lines[came.target, came.line_class].append(came)
        for at, seat in enumerate(self._seats):
            if seat.is_idle and came.target in seat.window.levels:
                self._move(at, now_ms)

    def _move(self, at: int, now_ms: int) -> None:
        seat = self._seats[at]
        if not seat.is_idle:
            return
        if not seat.is_rested and seat.window.break_from_ms <= now_ms:
            seat.is_rested, seat.is_idle = True, False
            heappush(self._agenda, (now_ms + seat.window.break_ms, 2, at))
            return
        heads = [
            Head(came, rate_of(line_class), seat.window.levels[target], came.place)
            for (target, line_class), line in self._lines.items()
            if target in seat.window.levels
            # One booked may have come before another and still have the later appointment.
            for came in (line if line_class is LineClass.BOOKED else line[:1])
        ]
        if heads:
            self._call(at, self.rule(heads, now_ms, seat.in_row), now_ms)

    def _call(self, at: int, head: Head[Came], now_ms: int) -> None:
        seat, came = self._seats[at], head.who
        seat.in_row, seat.is_idle = in_a_row(seat.in_row, head.rate), False
        self._lines[came.target, came.line_class].remove(came)
        self.waits.append((came.line_class, (now_ms - came.arrived_ms) / MINUTE_MS))
        mean_ms = self.profile.of(ServiceId(came.target), seat.window.person_id).mean_ms
        held_ms = int(mean_ms * came.length) if came.length else self.profile.missed_ms
        heappush(self._agenda, (now_ms + held_ms, 2, at))
