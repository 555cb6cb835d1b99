"""One run of a scene from now on, by the rule itself: the yardstick of the faster engine, and the engine without it."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.forecast import NEVER_MS
from server.domain.place import Place
from server.domain.policy import Head, Level, PriorityRate, in_a_row, pick
from server.domain.scene import NOBODY, Line, Probe, Scene


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance has in store for one run."""

    free_ms: Sequence[int]
    """By window: when it has done with the visit in hand, or opens."""
    factors: Sequence[float]
    """By slot: the visit's share of its mean; 0 for one who does not come when called."""
    gaps: Sequence[float]
    """By slot: time since the one before came, as a share of its mean."""


@dataclass(frozen=True, slots=True)
class Played:
    """When each was called, counted from now; NEVER_MS: not at all."""

    tickets: Sequence[int]
    probes: Sequence[int]


def play(scene: Scene, luck: Luck) -> Played:
    """Plays until every ticket and probe has been called, or until the scene's horizon."""
    run = _Run(scene, luck)
    while run.is_open and run.step():
        pass
    return Played(run.tickets, run.probes)


_Who = tuple[int, int]
"""A line and its first slot; a probe's line is NOBODY."""


class _Run:
    def __init__(self, scene: Scene, luck: Luck) -> None:
        self._scene = scene
        self._luck = luck
        self.tickets = [NEVER_MS] * len(scene.tickets)
        self.probes = [NEVER_MS] * len(scene.probes)
        self._in_a_row = [window.guarded_in_a_row for window in scene.windows]
        self._pauses = [list(window.pauses) for window in scene.windows]
        self._free = [self._after_pauses(w, free_ms, free_ms) for w, free_ms in enumerate(luck.free_ms)]
        self._first = [line.first for line in scene.lines]
        self._came = [0 if line.first == NOBODY else self._arrival(line.first, 0) for line in scene.lines]
        self._waiting = len(scene.tickets)

    @property
    def is_open(self) -> bool:
        return self._waiting > 0 or NEVER_MS in self.probes

    def step(self) -> bool:
        """The window that is free first calls, or idles until somebody comes; False beyond the horizon."""
        now_ms = min(self._free)
        window = self._free.index(now_ms)
        if now_ms >= self._scene.horizon_ms:
            return False
        heads = self._heads(window, now_ms)
        for index, probe in enumerate(self._scene.probes):
            if self.probes[index] == NEVER_MS and self._would_call(window, now_ms, heads, probe):
                self.probes[index] = now_ms
        called = self._pick(window, now_ms, heads)
        if called is None:
            self._free[window] = self._after_pauses(window, self._next_arrival(window), now_ms)
        else:
            self._call(window, now_ms, called)
        return True

    def _call(self, window: int, now_ms: int, called: Head[_Who]) -> None:
        line, index = called.who
        slot = self._scene.slots[index]
        if not slot.is_inflow:
            self.tickets[index] = now_ms
            self._waiting -= 1
        self._in_a_row[window] = in_a_row(self._in_a_row[window], called.rate)
        factor = self._luck.factors[index]
        length_ms = int(slot.visits[window].mean_ms * factor) if factor else self._scene.missed_ms
        free_ms = min(now_ms + length_ms, NEVER_MS)
        self._free[window] = self._after_pauses(window, free_ms, free_ms)
        self._first[line] = slot.following
        if slot.following != NOBODY:
            self._came[line] = self._arrival(slot.following, self._came[line] if slot.is_inflow else 0)

    def _arrival(self, index: int, before_ms: int) -> int:
        slot = self._scene.slots[index]
        if not slot.is_inflow:
            return slot.place.arrived_ms
        return min(before_ms + int(self._scene.lines[slot.line].gap_ms * self._luck.gaps[index]), NEVER_MS)

    def _heads(self, window: int, now_ms: int) -> list[Head[_Who]]:
        heads = []
        for line, (each, first) in enumerate(zip(self._scene.lines, self._first, strict=True)):
            if first != NOBODY and each.levels[window] and not self._is_to_come(line, now_ms):
                place = Place(self._came[line], self._scene.slots[first].place.sequence)
                heads.append(_head((line, first), each, window, place))
        return heads

    def _is_to_come(self, line: int, now_ms: int) -> bool:
        return self._scene.slots[self._first[line]].is_inflow and self._came[line] > now_ms

    def _pick(self, window: int, now_ms: int, heads: Sequence[Head[_Who]]) -> Head[_Who] | None:
        return pick(heads, now_ms, guarded_in_a_row=self._in_a_row[window], guard=self._scene.guard)

    def _would_call(self, window: int, now_ms: int, heads: Sequence[Head[_Who]], probe: Probe) -> bool:
        if not probe.levels[window]:
            return False
        head = _head((NOBODY, NOBODY), probe, window, probe.place)
        return self._pick(window, now_ms, [*heads, head]) is head

    def _next_arrival(self, window: int) -> int:
        coming = (
            came
            for each, came, first in zip(self._scene.lines, self._came, self._first, strict=True)
            if first != NOBODY and each.levels[window]
        )
        return min(coming, default=NEVER_MS)

    def _after_pauses(self, window: int, free_ms: int, idle_ms: int) -> int:
        """When a window idle from ``idle_ms`` and wanted from ``free_ms`` can call, its breaks taken when due."""
        pauses = self._pauses[window]
        while pauses and free_ms >= pauses[0].from_ms:
            pause = pauses.pop(0)
            idle_ms = min(max(idle_ms, pause.from_ms) + pause.length_ms, NEVER_MS)
            free_ms = max(free_ms, idle_ms)
        return free_ms


def _head(who: _Who, each: Line | Probe, window: int, place: Place) -> Head[_Who]:
    rate: PriorityRate = each.rate
    return Head(who, rate, Level(each.levels[window]), place)
