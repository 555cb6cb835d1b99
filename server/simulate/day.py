"""One day of a hall, played by the rule itself; seen at each arrival, as a kiosk sees it."""

import random
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from server.contract.terms import WindowId
from server.domain.forecast import HallNow, InHand, Newcomer, OpenWindow, Pause, Waiting
from server.domain.place import Place, TargetId
from server.domain.policy import Head, PriorityRate, in_a_row, pick
from server.simulate.people import Comer, Rush, people_of
from server.simulate.profile import MINUTE_MS, PlannedWindow, Profile


@dataclass(frozen=True, slots=True)
class Closing:
    """A window that leaves without a word; nobody knows before."""

    window_id: WindowId
    at_ms: int


@dataclass(frozen=True, slots=True)
class Halt:
    """A suspension: hall time stands still meanwhile, visits under way are finished, and then many come at once."""

    at_ms: int
    length_ms: int = 30 * MINUTE_MS
    rush_ms: int = 15 * MINUTE_MS
    rush_times: float = 2.0


@dataclass(frozen=True, slots=True)
class Call:
    """That somebody was called, and for how long it held the window."""

    comer: Comer
    window: PlannedWindow
    called_ms: int
    held_ms: int
    is_whole: bool
    """No suspension fell into it, so that its length teaches something."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody takes a ticket: the hall as it is before that, without what only a learner knows."""

    comer: Comer
    newcomer: Newcomer
    hall: HallNow


@dataclass(slots=True)
class _Seat:
    window: PlannedWindow
    free_ms: int = 0
    is_idle: bool = True
    pauses: list[Pause] = field(default_factory=list)
    away_until_ms: int = 0
    now_at: Call | None = None
    row: int = 0
    is_gone: bool = False


class Day:
    """Played once, by going through its arrivals; ``calls`` then tells what happened."""

    def __init__(
        self, profile: Profile, *, seed: int, closing: Closing | None = None, halt: Halt | None = None
    ) -> None:
        chance = random.Random(seed)
        rush = Rush(halt.at_ms, halt.at_ms + halt.rush_ms, halt.rush_times) if halt else None
        self.profile = profile
        self.people = people_of(profile, chance, rush)
        self.calls: list[Call] = []
        self._closing = closing
        self.halt = halt
        self._seats = [
            _Seat(window, pauses=[Pause(window.break_from_ms, window.break_ms)]) for window in profile.windows
        ]
        self._lines: defaultdict[tuple[TargetId, PriorityRate], deque[tuple[Place, Comer]]] = defaultdict(deque)
        self._now_ms = 0

    def arrivals(self) -> Iterator[Arrival]:
        """Each with the hall as it was; between them the day goes on."""
        events = [(comer.arrives_ms, 1, number) for number, comer in enumerate(self.people)]
        # What a moment brings comes in this order: windows, then people.
        events += [(pause.from_ms, 0, at) for at, seat in enumerate(self._seats) for pause in seat.pauses]
        if self._closing:
            events.append((self._closing.at_ms, -2, 0))
        if self.halt:
            events.append((self.halt.at_ms, -1, 0))
        heapify(events)
        while events:
            self._now_ms, kind, number = heappop(events)
            match kind:
                case -2:
                    self._close()
                case -1:
                    self._stand_still(events)
                case 0:
                    self._move(number, events)
                case _:
                    comer = self.people[number]
                    yield self._seen_by(comer)
                    self._join(comer, number, events)

    def _join(self, comer: Comer, number: int, events: list[tuple[int, int, int]]) -> None:
        target = TargetId(comer.service_id)
        self._lines[target, comer.rate].append((Place(comer.arrives_ms, number), comer))
        for at, seat in enumerate(self._seats):
            if seat.is_idle and target in seat.window.levels:
                self._move(at, events)

    def _move(self, at: int, events: list[tuple[int, int, int]]) -> None:
        """A window that is not busy leaves, takes its break, calls, or stays idle."""
        seat = self._seats[at]
        if seat.is_gone or seat.free_ms > self._now_ms:
            return
        seat.now_at, seat.is_idle = None, False
        if seat.pauses and seat.pauses[0].from_ms <= self._now_ms:
            seat.free_ms = seat.away_until_ms = self._now_ms + seat.pauses.pop(0).length_ms
        elif call := self._call(seat):
            seat.now_at = call
            seat.free_ms = self._now_ms + call.held_ms
            self.calls.append(call)
        else:
            seat.is_idle = True
            return
        heappush(events, (seat.free_ms, 0, at))

    def _call(self, seat: _Seat) -> Call | None:
        heads = [
            Head((target, rate), rate, seat.window.levels[target], line[0][0])
            for (target, rate), line in self._lines.items()
            if line and target in seat.window.levels
        ]
        head = pick(heads, self._now_ms, guarded_in_a_row=seat.row)
        if head is None:
            return None
        seat.row = in_a_row(seat.row, head.rate)
        comer = self._lines[head.who].popleft()[1]
        mean_ms = self.profile.of(comer.service_id, seat.window.person_id).mean_ms
        held_ms = int(mean_ms * comer.length) if comer.length else self.profile.missed_ms
        return Call(comer, seat.window, self._now_ms, held_ms, is_whole=True)

    def _close(self) -> None:
        for seat in self._seats:
            if self._closing and seat.window.id == self._closing.window_id:
                seat.is_gone = True

    def _stand_still(self, events: list[tuple[int, int, int]]) -> None:
        """Who is being served is served to the end while the clock stands."""
        for at, seat in enumerate(self._seats):
            if seat.now_at and seat.free_ms > self._now_ms and self.halt:
                seat.free_ms = max(self._now_ms, seat.free_ms - self.halt.length_ms)
                self.calls[self.calls.index(seat.now_at)] = _torn(seat.now_at)
                heappush(events, (seat.free_ms, 0, at))

    def _seen_by(self, comer: Comer) -> Arrival:
        """The part of the hall that matters to one who comes."""
        target = TargetId(comer.service_id)
        seats = [seat for seat in self._seats if target in seat.window.levels]
        targets = {each for seat in seats for each in seat.window.levels}
        newcomer = Newcomer(targets=frozenset({target}), rate=comer.rate)
        hall = HallNow(
            now_ms=self._now_ms,
            windows=[_seen(seat, self._now_ms) for seat in seats if not seat.is_gone],
            waiting=[
                Waiting(id=one.id, service_id=one.service_id, targets=frozenset({each}), rate=rate, place=place)
                for (each, rate), line in self._lines.items()
                if each in targets
                for place, one in line
            ],
            newcomers=[newcomer],
            inflow=[],
            visits=self.profile,
            missed_share=self.profile.missed_share,
            missed_ms=self.profile.missed_ms,
        )
        return Arrival(comer, newcomer, hall)


def _seen(seat: _Seat, now_ms: int) -> OpenWindow:
    call = seat.now_at if seat.free_ms > now_ms else None
    return OpenWindow(
        id=seat.window.id,
        person_id=seat.window.person_id,
        levels=seat.window.levels,
        in_hand=InHand(call.comer.service_id, call.called_ms) if call else None,
        opens_ms=seat.away_until_ms,
        pauses=tuple(seat.pauses),
        guarded_in_a_row=seat.row,
    )


def _torn(call: Call) -> Call:
    return Call(call.comer, call.window, call.called_ms, call.held_ms, is_whole=False)
