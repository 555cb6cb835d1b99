"""News for one desk: its window, the person's work there, and the ticket in hand."""

from dataclasses import dataclass
from datetime import datetime

from server.contract.catalogue import LocalText
from server.contract.suspension_news import SuspensionNow
from server.contract.terms import (
    BreakReason,
    PaperState,
    PersonId,
    PrintFault,
    PriorityClass,
    Purpose,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStop:
    """A further service of the visit."""

    service_id: ServiceId
    name: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesBack:
    """To whom the citizen goes back once the present service is done: back to the sender."""

    person_name: str
    window_name: str | None
    """Where that person is now; None: at no window, so the citizen will wait for the service instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTicket:
    """The ticket in hand."""

    ticket_id: TicketId
    label: str
    service_id: ServiceId
    service_name: LocalText
    purpose: Purpose
    priority: PriorityClass
    is_confirmed: bool
    """Somebody has seen the document for its place out of turn."""
    state: TicketState
    taken_at: datetime
    called_at: datetime
    served_ms: int | None
    """How long it has been in service at ``DeskSnapshot.now``, without suspensions; None: it is only called."""
    calls: int
    """Announcements of this turn."""
    calls_left: int
    calls_before_missed: int
    """So many more of them are to be made before it may be marked missed."""
    missed_allowed_at: datetime
    route: tuple[RouteStop, ...]
    """Further services of the visit, the next one first."""
    is_route_ordered: bool
    """One after another; else whichever window is free first."""
    services_left: int
    """So many more may be added to the visit."""
    comes_back_to: ComesBack | None
    """Finishing sends it there first."""
    paper: PaperState
    paper_fault: PrintFault
    may_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedTicket:
    """A ticket set aside at a window."""

    ticket_id: TicketId
    label: str
    service_name: LocalText
    back_at: datetime | None
    """When it goes back into line by itself; None: only by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSnapshot:
    """One window: who is there, what is in hand, and how many wait for it."""

    window_id: WindowId
    window_name: str
    person_id: PersonId | None
    """By it a desk sees that a colleague took the window over; names may be alike."""
    person_name: str | None
    now: datetime
    service_ids: tuple[ServiceId, ...]
    work: Work
    break_reason: BreakReason | None
    work_since: datetime | None
    """Later by every suspension since."""
    work_until: datetime | None
    """When a break is expected to end."""
    call_due_at: datetime | None
    """When the next one is called by itself, or as soon as somebody comes after that; None: only by hand."""
    in_hand: DeskTicket | None
    parked: tuple[ParkedTicket, ...]
    """Set aside here, the longest waiting first."""
    waiting: int
    served_today: int
    suspension: SuspensionNow | None = None
    """Meanwhile nobody is called and no visit begins; one under way may be finished."""
