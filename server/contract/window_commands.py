"""What the person at a window may ask for beside calling and serving: a longer visit, a document, a break."""

from dataclasses import dataclass

from server.contract.terms import BreakReason, RequestId, ServiceId, TicketId, WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddService:
    """One more service for the visit in hand: ``Done``. Finishing then sends the citizen on by itself.

    Refused with ``unknown-service``, ``nobody-serves`` where no window has it, ``bad-value`` when the visit has it
    already, and ``too-many-services`` beyond the hall's limit.
    """

    request_id: RequestId
    window_id: WindowId
    service_id: ServiceId
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPriority:
    """The document for a place out of turn was seen, or was not: ``Done``.

    Not confirmed, the ticket goes back into line as an ordinary one by its first arrival, and the window is free.
    Refused with ``not-out-of-turn``. Which document it was is not asked: that would be health data.
    """

    request_id: RequestId
    window_id: WindowId
    is_confirmed: bool
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartBreak:
    """Nobody is called to the window until its person is back: ``Done``. Refused with ``ticket-in-hand``.

    ``minutes`` (1–480) is what is expected, and ends nothing by itself; ``bad-value`` for others. Every call by hand
    ends the break too.
    """

    request_id: RequestId
    window_id: WindowId
    reason: BreakReason
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartBackOffice:
    """Work without a caller, which counts as work: ``Done``. Ends as a break does; refused with ``ticket-in-hand``."""

    request_id: RequestId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToWindow:
    """A break, or work without a caller, is over: ``Done``; at the window already it changes nothing."""

    request_id: RequestId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAutomaticCall:
    """This time the next one is called by hand alone: ``Done``; where no call is due it changes nothing."""

    request_id: RequestId
    window_id: WindowId


AtTheWindow = AddService | ConfirmPriority | StartBreak | StartBackOffice | ReturnToWindow | StopAutomaticCall
