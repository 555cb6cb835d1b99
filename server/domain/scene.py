"""A hall laid out for playing forward: its parts that share no window, and their lines as chains of slots.

Lines that the same windows serve at the same levels, of one class, are one line here: the rule cannot tell them apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from server.contract.terms import ServiceId, TicketId
from server.domain.forecast import HallNow, Inflow, Newcomer, OpenWindow, Pause, VisitTime, Waiting
from server.domain.place import Place, TargetId
from server.domain.policy import PriorityRate

NOBODY = -1
"""The slot after the last of a line."""
RESERVE = 16
"""Slots for those to come in one line; played round and round."""
_GOLDEN = 0.6180339887
_HOUR_MS = 3_600_000

Levels = tuple[int, ...]
"""By window of a scene: the level at which it serves, 0 where it does not."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One who waits, or will: ``place`` is counted from now; of an inflow slot only its order counts."""

    line: int
    place: Place
    visits: tuple[VisitTime, ...]
    """By window; the log spread is the first one's."""
    following: int
    is_inflow: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Those of one class whom the same windows serve at the same levels."""

    rate: PriorityRate
    levels: Levels
    first: int
    gap_ms: float = 0.0
    """Mean time between two who come; 0: nobody is expected."""


@dataclass(frozen=True, slots=True)
class SceneWindow:
    """A window of a scene; times are counted from now."""

    opens_ms: int
    in_hand: VisitTime | None
    in_hand_ms: int
    pauses: tuple[Pause, ...]
    guarded_in_a_row: int


@dataclass(frozen=True, slots=True)
class Probe:
    """A newcomer who is followed without being in anybody's way."""

    rate: PriorityRate
    levels: Levels
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A part of the hall that shares no window with the rest."""

    windows: tuple[SceneWindow, ...]
    lines: tuple[Line, ...]
    slots: tuple[Slot, ...]
    """Those who wait, in order of ``tickets``, then those to come."""
    probes: tuple[Probe, ...]
    """In the order of the lines that they would stand in, which are the first ones."""
    tickets: tuple[TicketId, ...]
    newcomers: tuple[tuple[Newcomer, ...], ...]
    """By probe: all whom it stands for."""
    guard: int
    missed_ms: int
    missed_share: float
    horizon_ms: int


def scenes_of(hall: HallNow) -> list[Scene]:
    """The parts of a hall; a ticket or newcomer whom no window serves is in none of them."""
    parts = _parts(hall)
    part_of = {target: at for at, (targets, _) in enumerate(parts) for target in targets}
    waiting = _sorted_out(hall.waiting, part_of)
    newcomers = _sorted_out(hall.newcomers, part_of)
    inflow = _sorted_out(hall.inflow, part_of)
    return [
        _Layout(
            replace(
                hall,
                windows=windows,
                waiting=waiting.get(at, ()),
                newcomers=newcomers.get(at, ()),
                inflow=inflow.get(at, ()),
            )
        ).scene()
        for at, (_, windows) in enumerate(parts)
    ]


def _parts(hall: HallNow) -> list[tuple[set[TargetId], list[OpenWindow]]]:
    """Windows joined by what they serve, and by tickets that stand in lines of both."""
    everybody: Iterable[Waiting | Newcomer | Inflow] = (*hall.waiting, *hall.newcomers, *hall.inflow)
    several = {each.targets for each in everybody if len(each.targets) > 1}
    joined: list[tuple[set[TargetId], list[OpenWindow]]] = []
    for targets, windows in [
        *((set(window.levels), [window]) for window in hall.windows),
        *((set(targets), list[OpenWindow]()) for targets in several),
    ]:
        touching = [part for part in joined if not targets.isdisjoint(part[0])]
        joined = [part for part in joined if targets.isdisjoint(part[0])]
        merged = targets.union(*(part[0] for part in touching))
        joined.append((merged, [window for part in touching for window in part[1]] + windows))
    return [part for part in joined if part[1]]


_Who = TypeVar("_Who", Waiting, Newcomer, Inflow)


def _sorted_out(everybody: Sequence[_Who], part_of: Mapping[TargetId, int]) -> dict[int, list[_Who]]:
    by_part: dict[int, list[_Who]] = {}
    for each in everybody:
        parts = [part_of[target] for target in each.targets if target in part_of]
        if parts:
            by_part.setdefault(parts[0], []).append(each)
    return by_part


class _Layout:
    """Builds one scene."""

    def __init__(self, hall: HallNow) -> None:
        self._hall = hall
        self._windows = hall.windows
        self._levels: dict[frozenset[TargetId], Levels] = {}
        self._visits: dict[tuple[ServiceId, Levels], tuple[VisitTime, ...]] = {}

    def scene(self) -> Scene:
        waiting = self._hall.waiting
        lined = self._lined(waiting)
        newcomers = self._newcomers()
        coming = self._coming({*lined, *newcomers})
        keys = list(dict.fromkeys([*newcomers, *lined, *coming]))
        slots, firsts = self._slots(waiting, lined, coming, keys)
        last = Place(0, len(waiting))
        return Scene(
            windows=tuple(self._window(window) for window in self._windows),
            lines=tuple(
                Line(rate, levels, firsts[rate, levels], _gap(coming.get((rate, levels), ()))) for rate, levels in keys
            ),
            slots=slots,
            probes=tuple(Probe(rate, levels, last) for rate, levels in newcomers),
            tickets=tuple(each.id for each in waiting),
            newcomers=tuple(tuple(same) for same in newcomers.values()),
            guard=self._hall.guard,
            missed_ms=self._hall.missed_ms,
            missed_share=self._hall.missed_share,
            horizon_ms=self._hall.horizon_ms,
        )

    def _newcomers(self) -> "dict[_Key, list[Newcomer]]":
        grouped: dict[_Key, list[Newcomer]] = {}
        for each in self._hall.newcomers:
            grouped.setdefault((each.rate, self._levels_of(each)), []).append(each)
        return grouped

    def _lined(self, waiting: Sequence[Waiting]) -> "dict[_Key, list[int]]":
        lined: dict[_Key, list[int]] = {}
        for index, each in sorted(enumerate(waiting), key=_by_place):
            lined.setdefault((each.rate, self._levels_of(each)), []).append(index)
        return lined

    def _coming(self, others: "set[_Key]") -> "dict[_Key, list[Inflow]]":
        """The inflow that can overtake somebody who is already there; the rest changes nobody's wait."""
        coming: dict[_Key, list[Inflow]] = {}
        for each in self._hall.inflow:
            if each.per_hour > 0:
                coming.setdefault((each.rate, self._levels_of(each)), []).append(each)
        everybody = others | coming.keys()
        return {key: flow for key, flow in coming.items() if any(_may_overtake(key, other) for other in everybody)}

    def _slots(
        self,
        waiting: Sequence[Waiting],
        lined: "dict[_Key, list[int]]",
        coming: "dict[_Key, list[Inflow]]",
        keys: "Sequence[_Key]",
    ) -> "tuple[tuple[Slot, ...], dict[_Key, int]]":
        heard = sorted(range(len(waiting)), key=lambda index: waiting[index].place.sequence)
        order = {index: position for position, index in enumerate(heard)}
        slots: list[Slot] = [Slot(0, Place(0, 0), (), NOBODY)] * len(waiting)
        firsts: dict[_Key, int] = {}
        for line, key in enumerate(keys):
            here = lined.get(key, [])
            inflow = range(len(slots), len(slots) + RESERVE) if key in coming else range(0)
            chain = [*here, *inflow[:1], NOBODY]
            firsts[key] = chain[0]
            for index, following in pairwise(chain):
                if index < len(waiting):
                    each = waiting[index]
                    place = Place(each.place.arrived_ms - self._hall.now_ms, order[index])
                    slots[index] = Slot(line, place, self._visits_of(each.service_id, key[1]), following)
            # Later than everybody there; of two who come at once, the one of the earlier line.
            last = Place(0, len(waiting) + 1 + line)
            for turn in range(len(inflow)):
                visits = self._visits_of(_spread(coming[key], turn), key[1])
                slots.append(Slot(line, last, visits, inflow[(turn + 1) % RESERVE], is_inflow=True))
        return tuple(slots), firsts

    def _window(self, window: OpenWindow) -> SceneWindow:
        now_ms, in_hand = self._hall.now_ms, window.in_hand
        return SceneWindow(
            opens_ms=max(0, window.opens_ms - now_ms),
            in_hand=self._hall.visits.of(in_hand.service_id, window.person_id) if in_hand else None,
            in_hand_ms=now_ms - in_hand.called_ms if in_hand else 0,
            pauses=tuple(Pause(pause.from_ms - now_ms, pause.length_ms) for pause in window.pauses),
            guarded_in_a_row=window.guarded_in_a_row,
        )

    def _levels_of(self, who: Waiting | Newcomer | Inflow) -> Levels:
        levels = self._levels.get(who.targets)
        if levels is None:
            # Plain numbers: members of an enumeration are slow to hash, and these are hashed for everybody.
            each = [[int(window.levels.get(target, 0)) for window in self._windows] for target in who.targets]
            levels = tuple(map(max, zip(*each, strict=True)))
            self._levels[who.targets] = levels
        return levels

    def _visits_of(self, service_id: ServiceId, levels: Levels) -> tuple[VisitTime, ...]:
        """Where it is not served nothing is asked for: any serving window's visit stands there."""
        visits = self._visits.get((service_id, levels))
        if visits is None:
            people = [window.person_id for window in self._windows]
            serving = [person_id for person_id, level in zip(people, levels, strict=True) if level] or people[:1]
            known = {person_id: self._hall.visits.of(service_id, person_id) for person_id in serving}
            visits = tuple(known.get(person_id, known[serving[0]]) for person_id in people)
            self._visits[service_id, levels] = visits
        return visits


_Key = tuple[PriorityRate, Levels]


def _by_place(item: tuple[int, Waiting]) -> tuple[int, int]:
    return item[1].place.arrived_ms, item[1].place.sequence


def _may_overtake(coming: _Key, other: _Key) -> bool:
    (rate, levels), (other_rate, other_levels) = coming, other
    if rate.is_lawful != other_rate.is_lawful:
        return rate.is_lawful and any(a and b for a, b in zip(levels, other_levels, strict=True))
    return any(
        level * rate.points > other_level * other_rate.points > 0
        for level, other_level in zip(levels, other_levels, strict=True)
    )


def _gap(flow: Iterable[Inflow]) -> float:
    per_hour = sum(each.per_hour for each in flow)
    return _HOUR_MS / per_hour if per_hour else 0.0


def _spread(flow: Sequence[Inflow], turn: int) -> ServiceId:
    """The service of the turn-th who comes, so that each has its share of them."""
    point = (turn + 0.5) * _GOLDEN % 1.0 * sum(each.per_hour for each in flow)
    for each in flow[:-1]:
        point -= each.per_hour
        if point < 0:
            return each.service_id
    return flow[-1].service_id
