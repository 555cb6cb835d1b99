"""What has happened, in the past tense: the only content of the journal.

No event carries a name, a phone or a category of a citizen.
"""

from dataclasses import dataclass

from server.contract.terms import (
    BoxId,
    CallId,
    DeviceState,
    Evidence,
    OutOfOrder,
    PersonId,
    PrintFault,
    PrintJobId,
    PrintOutcome,
    PriorityClass,
    Purpose,
    ServiceId,
    SuspensionReason,
    TicketId,
    WindowId,
)
from server.domain.office_events import OfficeEvent
from server.domain.place import TargetId
from server.domain.window_events import WindowEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTaken:
    ticket_id: TicketId
    label: str
    service_id: ServiceId
    purpose: Purpose
    priority: PriorityClass
    box_id: BoxId | None
    is_paper: bool = False
    """The number was given by hand, and entered later."""
    given_at: str | None = None
    """``HH:MM`` on the sheet of a number given by hand."""
    booked_for: str | None = None
    """``HH:MM`` of the appointment that reception has found, whether or not it still gives a place."""
    further: tuple[ServiceId, ...] = ()
    is_any_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChanged:
    """A waiting ticket got other services, the first of which is ``service_ids[0]``."""

    ticket_id: TicketId
    former_ids: tuple[ServiceId, ...]
    service_ids: tuple[ServiceId, ...]
    is_any_order: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketContinued:
    """The ticket ends, and its citizen goes on with a new one on another day, which is an ISO date."""

    ticket_id: TicketId
    continued_as: TicketId
    label: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    ticket_id: TicketId
    label: str
    call_id: CallId
    window_id: WindowId
    window_name: str
    person_id: PersonId
    service_id: ServiceId
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnOvertaken:
    """A ticket was picked out of the line by its number; the call itself follows."""

    ticket_id: TicketId
    window_id: WindowId
    reason: OutOfOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    ticket_id: TicketId
    label: str
    call_id: CallId
    window_id: WindowId
    window_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStarted:
    ticket_id: TicketId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFinished:
    ticket_id: TicketId
    window_id: WindowId
    service_id: ServiceId
    served_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWentOn:
    """One service of the visit is done; it waits for the next one, or for who sent it on."""

    ticket_id: TicketId
    service_id: ServiceId
    targets: tuple[TargetId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed:
    ticket_id: TicketId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReturned:
    """A missed ticket stands in line once more."""

    ticket_id: TicketId
    is_at_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """Given up by its citizen, or by staff for one; the journal's actor tells by whom."""

    ticket_id: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked:
    """Set aside at a window; ``minutes``: when it comes back by itself, None: only by hand."""

    ticket_id: TicketId
    window_id: WindowId
    service_id: ServiceId
    served_ms: int
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnparked:
    """Back in line; without a window its time was up."""

    ticket_id: TicketId
    window_id: WindowId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """Sent on from a window to another service, window or person; ``is_coming_back``: and then back to the sender."""

    ticket_id: TicketId
    window_id: WindowId
    former_service_id: ServiceId
    served_ms: int
    service_id: ServiceId
    to_window_id: WindowId | None = None
    to_person_id: PersonId | None = None
    is_coming_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HallSuspended:
    """Every clock stands still; while it does already, only the reason is another."""

    reason: SuspensionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class HallResumed:
    """``reason`` and length, by the wall, of the suspension that is over."""

    reason: SuspensionReason
    suspended_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSteppedBack:
    """Called when the hall was suspended, and not come yet: back to the head of the line."""

    ticket_id: TicketId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeStopped:
    """No more tickets that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReopened:
    """Tickets are given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketExpired:
    ticket_id: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStaffed:
    window_id: WindowId
    person_id: PersonId
    taken_over_from: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLeft:
    window_id: WindowId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipOrdered:
    job_id: PrintJobId
    ticket_id: TicketId
    box_id: BoxId
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipClaimed:
    job_id: PrintJobId
    ticket_id: TicketId
    box_id: BoxId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipReported:
    job_id: PrintJobId
    ticket_id: TicketId
    box_id: BoxId
    outcome: PrintOutcome
    fault: PrintFault
    millimetres: int
    evidence: Evidence = Evidence.NONE
    device: str = "printer"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipDropped:
    job_id: PrintJobId
    ticket_id: TicketId
    box_id: BoxId


@dataclass(frozen=True, slots=True, kw_only=True)
class RollStarted:
    """A new roll of paper is in a printer."""

    box_id: BoxId
    device: str
    length_mm: int
    former_used_mm: int | None
    """Of the roll before it, at most; None: that one was not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRanLow:
    """Said once of a roll."""

    box_id: BoxId
    device: str
    left_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxHealthChanged:
    box_id: BoxId
    device: str
    state: DeviceState
    fault: PrintFault


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLost:
    """Nothing was heard of it for three heartbeats."""

    box_id: BoxId


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxReturned:
    box_id: BoxId
    away_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerStarted:
    """Written in every hall at each start, so that a revision never falls."""

    version: str


Event = (
    TicketTaken
    | RouteChanged
    | TicketContinued
    | TicketCalled
    | TurnOvertaken
    | TicketRecalled
    | TicketStarted
    | TicketFinished
    | TicketWentOn
    | TicketMissed
    | TicketReturned
    | TicketCancelled
    | TicketParked
    | TicketUnparked
    | TicketTransferred
    | HallSuspended
    | HallResumed
    | TicketSteppedBack
    | IntakeStopped
    | IntakeReopened
    | TicketExpired
    | WindowStaffed
    | WindowLeft
    | SlipOrdered
    | SlipClaimed
    | SlipReported
    | SlipDropped
    | RollStarted
    | RollRanLow
    | BoxHealthChanged
    | BoxLost
    | BoxReturned
    | ServerStarted
    | WindowEvent
    | OfficeEvent
)
