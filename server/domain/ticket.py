"""The life of a ticket: one table of states and steps; nobody else compares states."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from server.contract.terms import (
    BoxId,
    CallId,
    HallId,
    Language,
    PersonId,
    PhoneSecret,
    PriorityClass,
    ProblemCode,
    Purpose,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
)
from server.domain.errors import Refusal
from server.domain.moment import Moment
from server.domain.numbering import label_of
from server.domain.place import LineClass, Place, Standing, TargetId, at_service
from server.domain.stops import stops_after


class Step(StrEnum):
    """What may happen to a ticket."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MISS = "miss"
    EXPIRE = "expire"
    RETURN = "return"
    CANCEL = "cancel"
    PARK = "park"
    UNPARK = "unpark"
    TRANSFER = "transfer"
    GO_ON = "go-on"
    """One service of the visit is done, and the next one waits."""
    STEP_BACK = "step-back"
    """Called, and then the hall was suspended."""
    LOSE_PRIORITY = "lose-priority"
    """No document for a place out of turn."""


_STATE_AFTER = MappingProxyType(
    {
        (TicketState.WAITING, Step.CALL): TicketState.CALLED,
        (TicketState.WAITING, Step.EXPIRE): TicketState.EXPIRED,
        (TicketState.CALLED, Step.RECALL): TicketState.CALLED,
        (TicketState.CALLED, Step.START): TicketState.SERVING,
        (TicketState.CALLED, Step.MISS): TicketState.MISSED,
        (TicketState.CALLED, Step.EXPIRE): TicketState.EXPIRED,
        (TicketState.SERVING, Step.FINISH): TicketState.DONE,
        (TicketState.MISSED, Step.RETURN): TicketState.WAITING,
        (TicketState.WAITING, Step.CANCEL): TicketState.CANCELLED,
        (TicketState.CALLED, Step.CANCEL): TicketState.CANCELLED,
        (TicketState.CALLED, Step.PARK): TicketState.PARKED,
        (TicketState.SERVING, Step.PARK): TicketState.PARKED,
        (TicketState.WAITING, Step.TRANSFER): TicketState.WAITING,
        (TicketState.CALLED, Step.TRANSFER): TicketState.WAITING,
        (TicketState.SERVING, Step.TRANSFER): TicketState.WAITING,
        (TicketState.SERVING, Step.GO_ON): TicketState.WAITING,
        (TicketState.CALLED, Step.STEP_BACK): TicketState.WAITING,
        (TicketState.CALLED, Step.LOSE_PRIORITY): TicketState.WAITING,
        (TicketState.SERVING, Step.LOSE_PRIORITY): TicketState.WAITING,
        (TicketState.PARKED, Step.UNPARK): TicketState.WAITING,
        (TicketState.PARKED, Step.CANCEL): TicketState.CANCELLED,
        (TicketState.PARKED, Step.EXPIRE): TicketState.EXPIRED,
    }
)

LIVING = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED})
"""States in which a ticket still counts; every other is its end."""
OUT_OF_TURN = frozenset({PriorityClass.LAWFUL, PriorityClass.LOCAL})
"""Classes that a citizen declares, and an administrator confirms by a document."""
IN_HAND = frozenset({TicketState.CALLED, TicketState.SERVING})
"""States in which a ticket occupies a window: at most one a window, which the database guarantees too."""


_AHEAD_MS = 24 * 3_600_000
"""By so much a place at the head counts as earlier: longer than anybody waits."""
_LINE_OF = MappingProxyType(
    {
        PriorityClass.ORDINARY: LineClass.ORDINARY,
        PriorityClass.LOCAL: LineClass.LOCAL,
        PriorityClass.BOOKED: LineClass.BOOKED,
        PriorityClass.LAWFUL: LineClass.LAWFUL,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One visit of one citizen; its identity is the id, never the label."""

    id: TicketId
    hall_id: HallId
    day: date
    letter: str
    number: int
    service_id: ServiceId
    purpose: Purpose
    language: Language
    priority: PriorityClass
    phone_secret: PhoneSecret
    place: Place
    taken: Moment
    box_id: BoxId | None
    state: TicketState = TicketState.WAITING
    window_id: WindowId | None = None
    person_id: PersonId | None = None
    calls: int = 0
    """All of them; never falls, so that no two calls have one id."""
    calls_before: int = 0
    """Those of former turns, which do not count against the limit of announcements."""
    is_returned: bool = False
    """It was missed and has had its second chance."""
    parked_until_ms: int | None = None
    """Hall time at which a parked ticket comes back by itself; None: only by hand."""
    first_called: Moment | None = None
    called: Moment | None = None
    started: Moment | None = None
    ended: Moment | None = None
    targets: tuple[TargetId, ...] = ()
    """Where it stands in line while it waits, all at once; none said: the line of its service."""
    route: tuple[ServiceId, ...] = ()
    """Further services of the same visit, after the present one."""
    is_route_ordered: bool = True
    """One after another; else whichever window is free first."""
    back_to: TargetId | None = None
    """Where it goes once the present service is done: back to who sent it on, for the first service of ``route``."""
    is_confirmed: bool = False
    """An administrator has seen the document for its place out of turn."""
    is_at_head: bool = False
    """It was called when the hall was suspended, and is called before all others."""
    since: Moment | None = None
    """When the present state began; None: with the ticket."""
    continues: TicketId | None = None
    """A ticket of an earlier day that a supervisor let go on today."""
    continued_as: TicketId | None = None
    """The ticket of a later day with which this one goes on."""

    @property
    def label(self) -> str:
        """What is printed, shown and said."""
        return label_of(self.letter, self.number)

    @property
    def call_id(self) -> CallId:
        """The id of the latest call."""
        return CallId(f"{self.id}/{self.calls}")

    @property
    def stands_at(self) -> tuple[TargetId, ...]:
        """The targets of its lines while it waits."""
        if self.targets:
            return self.targets
        if self.route and not self.is_route_ordered and self.back_to is None:
            return tuple(at_service(each) for each in (self.service_id, *self.route))
        return (at_service(self.service_id),)

    @property
    def standing(self) -> Standing:
        """Its class and place in each of those lines."""
        if self.is_at_head and self.first_called is not None:
            return Standing(LineClass.HEAD, Place(self.first_called.hall_ms - _AHEAD_MS, self.place.sequence))
        return Standing(_LINE_OF[self.priority], self.place)

    @property
    def began(self) -> Moment:
        """When the present state began."""
        return self.since or self.taken

    @property
    def announced(self) -> int:
        """How often it was called in its present turn."""
        return self.calls - self.calls_before

    @property
    def may_return(self) -> bool:
        """Whether it was missed and may stand in line once more."""
        return self.can(Step.RETURN) and not self.is_returned

    @property
    def is_living(self) -> bool:
        """Whether the visit is still to come or under way."""
        return self.state in LIVING

    def call(
        self, window_id: WindowId, person_id: PersonId, now: Moment, service_id: ServiceId | None = None
    ) -> "Ticket":
        """Called to a window; ``service_id``: which of the services of its route is served there, if not the first."""
        state = self._after(Step.CALL)
        route = self.route
        if service_id is not None and service_id in route and service_id != self.service_id:
            route = (self.service_id, *(each for each in route if each != service_id))
        return replace(
            self,
            state=state,
            since=now,
            window_id=window_id,
            person_id=person_id,
            service_id=service_id or self.service_id,
            route=route,
            calls=self.calls + 1,
            calls_before=self.calls,
            first_called=now,
            called=now,
            is_at_head=False,
        )

    def recall(self, now: Moment, *, limit: int) -> "Ticket":
        """Called once more; refused with ``announcements-used-up`` after ``limit`` announcements of one call."""
        self._after(Step.RECALL)
        if self.announced >= limit:
            raise Refusal(ProblemCode.ANNOUNCEMENTS_USED_UP, label=self.label, calls=str(self.announced))
        return replace(self, calls=self.calls + 1, called=now)

    def start(self, now: Moment) -> "Ticket":
        """The citizen has come to the window."""
        return replace(self, state=self._after(Step.START), since=now, started=now)

    def finish(self, now: Moment) -> "Ticket":
        """The service is done: back to who sent the citizen on, to the next service of the visit, or the end of it."""
        if not (self.back_to or self.route):
            return self._ended(Step.FINISH, now)
        waiting = self._away_from_window(self._after(Step.GO_ON), now)
        waiting = replace(waiting, targets=() if self.back_to is None else (self.back_to,), back_to=None)
        return replace(waiting, service_id=self.route[0], route=self.route[1:]) if self.route else waiting

    def miss(self, now: Moment, *, after_seconds: int, least: int = 1, not_before_ms: int = 0) -> "Ticket":
        """The citizen has not come.

        Refused with ``too-early`` until ``after_seconds`` of hall time from the first call are over, and the hall's
        time is ``not_before_ms``; and with ``announce-again`` until it was announced ``least`` times.
        """
        self._after(Step.MISS)
        left_ms = self.missed_allowed_ms(after_seconds, not_before_ms) - now.hall_ms
        if left_ms > 0:
            raise Refusal(ProblemCode.TOO_EARLY, label=self.label, seconds=str(-(-left_ms // 1000)))
        if self.announced < least:
            raise Refusal(ProblemCode.ANNOUNCE_AGAIN, label=self.label, least=str(least))
        return self._ended(Step.MISS, now)

    def missed_allowed_ms(self, after_seconds: int, not_before_ms: int = 0) -> int:
        """The hall time from which on a called ticket may be marked missed."""
        return max(self.began.hall_ms + after_seconds * 1000, not_before_ms)

    def expire(self, now: Moment) -> "Ticket":
        """The day is over: a ticket is valid today only."""
        return self._ended(Step.EXPIRE, now)

    def cancel(self, now: Moment) -> "Ticket":
        """The citizen does not want it any more."""
        return self._ended(Step.CANCEL, now)

    def park(self, now: Moment, *, until_ms: int | None) -> "Ticket":
        """Set aside while its citizen does something else first; it still names the window that it was set aside at."""
        return replace(self, state=self._after(Step.PARK), since=now, started=None, parked_until_ms=until_ms)

    def unpark(self, now: Moment) -> "Ticket":
        """Back in line at its old place."""
        return replace(self._away_from_window(self._after(Step.UNPARK), now), parked_until_ms=None)

    def transfer(
        self,
        now: Moment,
        *,
        service_id: ServiceId,
        purpose: Purpose,
        target: TargetId | None = None,
        back_to: TargetId | None = None,
    ) -> "Ticket":
        """On to another service, window or person with the same label, its arrival still counting.

        ``target``: the window or person; None: whoever serves the service. ``back_to``: where it goes afterwards, for
        its present service; None: where it would have gone anyway.
        """
        waiting = self._away_from_window(self._after(Step.TRANSFER), now)
        targets = () if target is None else (target,)
        way, route = stops_after(self.service_id, self.route, service_id, back_to=back_to, pending=self.back_to)
        return replace(waiting, service_id=service_id, purpose=purpose, targets=targets, back_to=way, route=route)

    def return_to(self, place: Place, now: Moment) -> "Ticket":
        """Back in line after it was missed, an appointment as an ordinary one; refused with ``already-returned`` the
        second time.
        """
        state = self._after(Step.RETURN)
        if self.is_returned:
            raise Refusal(ProblemCode.ALREADY_RETURNED, label=self.label)
        priority = PriorityClass.ORDINARY if self.priority is PriorityClass.BOOKED else self.priority
        return replace(self._away_from_window(state, now), place=place, priority=priority, is_returned=True)

    def step_back(self, now: Moment) -> "Ticket":
        """Called, but the hall is suspended: to the head of the line, in the order of the calls."""
        waiting = self._away_from_window(self._after(Step.STEP_BACK), now)
        return replace(waiting, is_at_head=True, first_called=self.first_called)

    def lose_priority(self, now: Moment) -> "Ticket":
        """Nobody saw the document: as an ordinary one, by its first arrival. Refused with ``not-out-of-turn``."""
        state = self._after(Step.LOSE_PRIORITY)
        if self.priority not in OUT_OF_TURN:
            raise Refusal(ProblemCode.NOT_OUT_OF_TURN, label=self.label)
        waiting = self._away_from_window(state, now)
        return replace(waiting, priority=PriorityClass.ORDINARY, is_confirmed=False)

    def confirm_priority(self) -> "Ticket":
        """The document was seen. Refused with ``not-out-of-turn``, and with ``step-refused`` away from a window."""
        if self.priority not in OUT_OF_TURN:
            raise Refusal(ProblemCode.NOT_OUT_OF_TURN, label=self.label)
        self._after(Step.LOSE_PRIORITY)  # confirmed where it could be refused: at a window
        return replace(self, is_confirmed=True)

    def released(self) -> "Ticket":
        """Whoever it waited for has gone: it waits for its service instead, and still goes back afterwards."""
        return replace(self, targets=())

    def can(self, step: Step) -> bool:
        """Whether the table allows the step now."""
        return (self.state, step) in _STATE_AFTER

    def _ended(self, step: Step, now: Moment) -> "Ticket":
        return replace(self, state=self._after(step), since=now, ended=now)

    def _away_from_window(self, state: TicketState, now: Moment) -> "Ticket":
        """As before its turn; the journal keeps what was."""
        return replace(
            self,
            state=state,
            since=now,
            window_id=None,
            person_id=None,
            first_called=None,
            called=None,
            started=None,
            ended=None,
        )

    def _after(self, step: Step) -> TicketState:
        state = _STATE_AFTER.get((self.state, step))
        if state is None:
            raise Refusal(ProblemCode.STEP_REFUSED, label=self.label, state=self.state, step=step)
        return state
