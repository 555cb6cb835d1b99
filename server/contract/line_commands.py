"""What reception and the supervisor do for the line when a day goes wrong: numbers given by hand, another day."""

from dataclasses import dataclass

from server.contract.terms import PriorityClass, Purpose, RequestId, ServiceId, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTicket:
    """A number that was given by hand while the machines stood still; who was served by hand already is left out."""

    number: int
    service_id: ServiceId
    purpose: Purpose
    taken_at: str
    """``HH:MM`` of today, in the hall's time; a later one than now counts as now."""
    priority: PriorityClass = PriorityClass.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterPaperTickets:
    """Reception enters a batch of hand-given numbers, all or none: ``PaperTicketsEntered``.

    Each stands in line by its time; equal times keep the order of the batch. Opening hours are not asked: these people
    were let in by hand. Refused with ``number-taken`` when one of the numbers was entered before.
    """

    request_id: RequestId
    tickets: tuple[PaperTicket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantContinuation:
    """Those who cannot be served any more go on when the hall opens next, before all who come then:
    ``ContinuationGranted``.

    For tickets that wait, were called or set aside today, and for those that expired on the last open day. Each gets
    a new label for its new day; all or none. Refused with ``already-continued`` the second time, and with
    ``unknown-service`` and ``nobody-serves`` where a service of a visit was archived or no window has it any more.
    """

    request_id: RequestId
    ticket_ids: tuple[TicketId, ...]


ForTheLine = EnterPaperTickets | GrantContinuation
