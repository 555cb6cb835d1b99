"""What has happened at a window beside calls and visits: the person's work there, documents, longer visits."""

from dataclasses import dataclass

from server.contract.terms import BreakReason, PersonId, ServiceId, TicketId, WindowId, Work
from server.domain.place import TargetId


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakStarted:
    """``ended`` is what the person did there before, for ``lasted_ms`` of hall time."""

    window_id: WindowId
    person_id: PersonId
    reason: BreakReason
    minutes: int | None
    ended: Work
    lasted_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOfficeStarted:
    window_id: WindowId
    person_id: PersonId
    ended: Work
    lasted_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkResumed:
    """The person is there for callers again."""

    window_id: WindowId
    person_id: PersonId
    ended: Work
    lasted_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticCallStopped:
    """This time the next one is called by hand."""

    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAdded:
    """The visit has one more service."""

    ticket_id: TicketId
    window_id: WindowId
    service_id: ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityConfirmed:
    """The document for a place out of turn was seen; which it was is not known here."""

    ticket_id: TicketId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRefused:
    """There was no such document: back in line as an ordinary one."""

    ticket_id: TicketId
    window_id: WindowId
    served_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReleased:
    """Whoever it waited for alone has gone: whoever has its service may call it."""

    ticket_id: TicketId
    service_id: ServiceId
    former: tuple[TargetId, ...]


WindowEvent = (
    BreakStarted
    | BackOfficeStarted
    | WorkResumed
    | AutomaticCallStopped
    | ServiceAdded
    | PriorityConfirmed
    | PriorityRefused
    | TicketReleased
)
