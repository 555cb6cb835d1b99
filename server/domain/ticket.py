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
        (TicketState.CALLED, Step.TRANSFER): TicketState.WAITING,
        (TicketState.SERVING, Step.TRANSFER): TicketState.WAITING,
        (TicketState.PARKED, Step.UNPARK): TicketState.WAITING,
        (TicketState.PARKED, Step.CANCEL): TicketState.CANCELLED,
        (TicketState.PARKED, Step.EXPIRE): TicketState.EXPIRED,
    }
)

LIVING = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED})
"""States in which a ticket still counts; every other is its end."""
IN_HAND = frozenset({TicketState.CALLED, TicketState.SERVING})
"""States in which a ticket occupies a window: at most one a window, which the database guarantees too."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in line: arrival in hall time, then the order in which the hall heard of it."""

    arrived_ms: int
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One visit of one citizen to one service; its identity is the id, never the label."""

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

    @property
    def label(self) -> str:
        """What is printed, shown and said."""
        return label_of(self.letter, self.number)

    @property
    def call_id(self) -> CallId:
        """The id of the latest call."""
        return CallId(f"{self.id}/{self.calls}")

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

    def call(self, window_id: WindowId, person_id: PersonId, now: Moment) -> "Ticket":
        """Called to a window."""
        state = self._after(Step.CALL)
        return replace(
            self,
            state=state,
            window_id=window_id,
            person_id=person_id,
            calls=self.calls + 1,
            calls_before=self.calls,
            first_called=now,
            called=now,
        )

    def recall(self, now: Moment, *, limit: int) -> "Ticket":
        """Called once more; refused with ``announcements-used-up`` after ``limit`` announcements of one call."""
        state = self._after(Step.RECALL)
        if self.announced >= limit:
            raise Refusal(ProblemCode.ANNOUNCEMENTS_USED_UP, label=self.label, calls=str(self.announced))
        return replace(self, state=state, calls=self.calls + 1, called=now)

    def start(self, now: Moment) -> "Ticket":
        """The citizen has come to the window."""
        return replace(self, state=self._after(Step.START), started=now)

    def finish(self, now: Moment) -> "Ticket":
        """The visit is over."""
        return replace(self, state=self._after(Step.FINISH), ended=now)

    def miss(self, now: Moment, *, after_seconds: int) -> "Ticket":
        """The citizen has not come; refused with ``too-early`` until ``after_seconds`` of hall time from the first
        call.
        """
        state = self._after(Step.MISS)
        passed = 0 if self.first_called is None else now.hall_ms - self.first_called.hall_ms
        left_ms = after_seconds * 1000 - passed
        if left_ms > 0:
            raise Refusal(ProblemCode.TOO_EARLY, label=self.label, seconds=str(-(-left_ms // 1000)))
        return replace(self, state=state, ended=now)

    def expire(self, now: Moment) -> "Ticket":
        """The day is over: a ticket is valid today only."""
        return replace(self, state=self._after(Step.EXPIRE), ended=now)

    def cancel(self, now: Moment) -> "Ticket":
        """The citizen does not want it any more."""
        return replace(self, state=self._after(Step.CANCEL), ended=now)

    def park(self, *, until_ms: int | None) -> "Ticket":
        """Set aside while its citizen does something else first; it still names the window that it was set aside at."""
        return replace(self, state=self._after(Step.PARK), started=None, parked_until_ms=until_ms)

    def unpark(self) -> "Ticket":
        """Back in line at its old place."""
        return replace(self._away_from_window(self._after(Step.UNPARK)), parked_until_ms=None)

    def transfer(self, service_id: ServiceId, purpose: Purpose) -> "Ticket":
        """On to another service with the same label, its arrival still counting."""
        waiting = self._away_from_window(self._after(Step.TRANSFER))
        return replace(waiting, service_id=service_id, purpose=purpose)

    def return_to(self, place: Place) -> "Ticket":
        """Back in line after it was missed; refused with ``already-returned`` the second time."""
        state = self._after(Step.RETURN)
        if self.is_returned:
            raise Refusal(ProblemCode.ALREADY_RETURNED, label=self.label)
        return replace(self._away_from_window(state), place=place, is_returned=True)

    def can(self, step: Step) -> bool:
        """Whether the table allows the step now."""
        return (self.state, step) in _STATE_AFTER

    def _away_from_window(self, state: TicketState) -> "Ticket":
        """As before its turn; the journal keeps what was."""
        return replace(
            self, state=state, window_id=None, person_id=None, first_called=None, called=None, started=None, ended=None
        )

    def _after(self, step: Step) -> TicketState:
        state = _STATE_AFTER.get((self.state, step))
        if state is None:
            raise Refusal(ProblemCode.STEP_REFUSED, label=self.label, state=self.state, step=step)
        return state
