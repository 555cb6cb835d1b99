"""Plays days through the command bus: citizens take tickets, administrators call, serve, and have their breaks.

Who is next, and everything else of the queue, is the real hall's affair; here is only what people do of themselves.
"""

import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from typing import Any
from zoneinfo import ZoneInfo

from server.contract.answers import TicketCalledHere, TicketGiven
from server.contract.commands import (
    CallNext,
    FinishServing,
    LeaveWindow,
    MarkMissed,
    StartServing,
    TakeTicket,
    TakeWindow,
)
from server.contract.terms import BreakReason, Purpose, TicketId, WindowId
from server.contract.window_commands import ReturnToWindow, StartBreak
from server.domain.errors import Refusal
from server.domain.forecast import Pause
from server.domain.policy import ORDINARY
from server.simulate.founding import TIME_ZONE, PlayedHall, give
from server.simulate.people import Comer, people_of_plan
from server.simulate.plan import Plan, Rota, Sitting
from server.simulate.stage import Stage
from server.usecases.actor import PersonActor, SystemActor
from server.usecases.bus import AnyAnswer, AnyCommand
from server.usecases.office import LetTimePass

_WALK_MS = 20_000
"""From the call to the start of a visit; of one that is shorter than twice that, half."""
_NOT_COME_MS = 120_000
"""So long a hall with the usual settings lets its administrators wait for somebody called."""
_REACTION_MS = 3_000
"""Until somebody free sees that somebody has come."""
_MORNING = timedelta(hours=6)
_MILLISECOND = timedelta(milliseconds=1)


class Play:
    """One hall, day after day."""

    def __init__(
        self,
        stage: Stage,
        plan: Plan,
        hall: PlayedHall,
        *,
        seed: int,
        not_come_ms: int = _NOT_COME_MS,
        looks_every_ms: int | None = None,
    ) -> None:
        """``looks_every_ms``: where others take tickets too, whoever is free looks so often whether somebody came."""
        self.stage = stage
        self.plan = plan
        self.hall = hall
        self.not_come_ms = not_come_ms
        self.looks_every_ms = looks_every_ms
        self.keys = {service_id: key for key, service_id in hall.services.items()}
        self.served = {window.id: frozenset(window.service_ids) for window in plan.windows}
        self.refused = 0
        """Who wanted a ticket and got none."""
        self._seed = seed

    def day(self, day: date, number: int) -> None:
        """One day, the ``number``-th from 0; the next one must be later."""
        comers = people_of_plan(self.plan, random.Random(f"day {self._seed} {number}"))
        self.refused += _Day(self, day, self.plan.rotas[number % len(self.plan.rotas)]).run(comers)

    def end(self, last: date) -> None:
        """The morning after: whoever waits still is sent home."""
        self.stage.clock.go_on_to(wall_at(last + timedelta(days=1), _MORNING))
        give(self.stage, SystemActor(hall_id=self.stage.hall_id, name="play"), LetTimePass)


def wall_at(day: date, after_midnight: timedelta) -> datetime:
    """What the clock on the hall's wall shows, as an instant."""
    return (datetime.combine(day, time.min, ZoneInfo(TIME_ZONE)) + after_midnight).astimezone(UTC)


@dataclass(slots=True)
class _Seat:
    """A person at a window, and what they do."""

    sitting: Sitting
    person: PersonActor
    window_id: WindowId
    pauses: deque[Pause]
    idle_since_ms: int | None = None


@dataclass(slots=True)
class _Day:
    """What is to happen, in order of time; of one moment in the order in which it was thought of."""

    play: Play
    day: date
    rota: Rota
    _agenda: list[tuple[int, int, Callable[[], object]]] = field(default_factory=list)
    _seats: list[_Seat] = field(default_factory=list)
    _comers: dict[TicketId, Comer] = field(default_factory=dict)
    _now_ms: int = 0
    _thought_of: int = 0
    _refused: int = 0

    def run(self, comers: Sequence[Comer]) -> int:
        """Until nobody has anything left to do; how many got no ticket."""
        hall = self.play.hall
        for sitting in self.rota:
            seat = _Seat(
                sitting, hall.people[sitting.person_id], hall.windows[sitting.window_id], deque(sitting.pauses)
            )
            self._at(sitting.from_ms, partial(self._sit_down, seat))
        for comer in comers:
            self._at(comer.arrives_ms, partial(self._arrive, comer))
        while self._agenda:
            self._now_ms, _, act = heappop(self._agenda)
            self.play.stage.clock.go_on_to(wall_at(self.day, self._now_ms * _MILLISECOND))
            act()
        return self._refused

    def _at(self, at_ms: int, act: Callable[[], object]) -> None:
        self._thought_of += 1
        heappush(self._agenda, (at_ms, self._thought_of, act))

    def _arrive(self, comer: Comer) -> None:
        """A citizen at the kiosk; of the free windows that serve them, the one that was free longest calls."""
        hall, service_id = self.play.hall, comer.service_id
        try:
            given = give(
                self.play.stage,
                hall.kiosk,
                TakeTicket,
                service_id=hall.services[service_id],
                purpose=Purpose.HAND_IN,
                priority=comer.priority,
            )
        except Refusal:
            self._refused += 1
            return
        assert isinstance(given, TicketGiven)
        self._comers[given.ticket_id] = comer
        free = [seat for seat in self._seats if seat.idle_since_ms is not None and self._serves(seat, comer)]
        if free:
            first = min(free, key=lambda seat: seat.idle_since_ms or 0)
            first.idle_since_ms = None
            self._at(self._now_ms + _REACTION_MS, partial(self._go_on, first))

    def _serves(self, seat: _Seat, comer: Comer) -> bool:
        return comer.service_id in self.play.served[seat.sitting.window_id]

    def _sit_down(self, seat: _Seat) -> None:
        self._give(seat, TakeWindow)
        self._seats.append(seat)
        for at_ms in (*(pause.from_ms for pause in seat.pauses), seat.sitting.until_ms):
            self._at(at_ms, partial(self._look_at_the_clock, seat))
        self._go_on(seat)

    def _look_at_the_clock(self, seat: _Seat) -> None:
        """A break or the end has come; whoever is busy thinks of it afterwards."""
        if seat.idle_since_ms is not None:
            self._go_on(seat)

    def _go_on(self, seat: _Seat) -> None:
        """What somebody does who has nobody at the window."""
        seat.idle_since_ms = None
        is_over = seat.sitting.until_ms <= self._now_ms
        if is_over and not seat.sitting.is_last:
            self._leave(seat)
        elif not is_over and seat.pauses and seat.pauses[0].from_ms <= self._now_ms:
            self._pause(seat, seat.pauses.popleft())
        elif not self._call(seat):
            if is_over:
                self._leave(seat)
            else:
                self._rest(seat)

    def _rest(self, seat: _Seat) -> None:
        seat.idle_since_ms = since_ms = self._now_ms
        if self.play.looks_every_ms is not None:
            self._at(self._now_ms + self.play.looks_every_ms, partial(self._look_for_others, seat, since_ms))

    def _look_for_others(self, seat: _Seat, since_ms: int) -> None:
        if seat.idle_since_ms == since_ms:
            self._go_on(seat)

    def _call(self, seat: _Seat) -> bool:
        called = self._give(seat, CallNext)
        if not isinstance(called, TicketCalledHere):
            return False
        comer = self._comers.get(called.ticket_id) or self._stranger(called)
        if not comer.length:
            self._at(self._now_ms + self.play.not_come_ms, partial(self._finish, seat, MarkMissed))
            return True
        mean_ms = self.play.plan.visits.of(comer.service_id, seat.sitting.person_id).mean_ms
        held_ms = max(2, int(mean_ms * comer.length))
        self._at(self._now_ms + min(_WALK_MS, held_ms // 2), partial(self._give, seat, StartServing))
        self._at(self._now_ms + held_ms, partial(self._finish, seat, FinishServing))
        return True

    def _stranger(self, called: TicketCalledHere) -> Comer:
        """Somebody who took a ticket elsewhere, and stays as long as is usual."""
        key = self.play.keys[called.service_id]
        return Comer(called.ticket_id, key, ORDINARY, self._now_ms, length=1.0)

    def _finish(self, seat: _Seat, command: type[FinishServing | MarkMissed]) -> None:
        self._give(seat, command)
        self._go_on(seat)

    def _pause(self, seat: _Seat, pause: Pause) -> None:
        self._give(seat, StartBreak, reason=BreakReason.LUNCH)
        self._at(self._now_ms + pause.length_ms, partial(self._come_back, seat))

    def _come_back(self, seat: _Seat) -> None:
        self._give(seat, ReturnToWindow)
        self._go_on(seat)

    def _leave(self, seat: _Seat) -> None:
        self._give(seat, LeaveWindow)
        self._seats.remove(seat)

    def _give(self, seat: _Seat, command: Callable[..., AnyCommand], **members: Any) -> AnyAnswer:
        return give(self.play.stage, seat.person, command, window_id=seat.window_id, **members)
