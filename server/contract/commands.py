"""What a client may ask for. Sent as ``POST /v1/commands/<name>``, the name being the class's in kebab case.

Each carries a ``request_id``; a repeat by the same actor within seven days gets the stored answer and changes nothing.
"""

from dataclasses import dataclass

from server.contract.box_commands import OfABox
from server.contract.line_commands import ForTheLine
from server.contract.panel_commands import OfAPanel
from server.contract.terms import (
    Language,
    OutOfOrder,
    PersonId,
    PriorityClass,
    Purpose,
    RequestId,
    ServiceId,
    SuspensionReason,
    TicketId,
    WindowId,
)
from server.contract.window_commands import AtTheWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTicket:
    """A citizen, or reception for one, takes a ticket; the answer is ``TicketGiven``.

    ``priority`` is only the class, ``booked`` excepted: the category is confirmed by a document at the window and
    never stored. ``booked_for``, which reception alone may say, is the time of an appointment today, ``HH:MM`` in the
    hall's time; who comes too late for it stands in the live queue. With ``further`` services the visit goes on from
    one to the next, or, ``is_any_order``, to whichever window is free first; of several the refused one is named.
    Refused with ``unknown-service``, ``purpose-not-offered``, ``nobody-serves``, and, while no tickets are given,
    ``intake-closed``, ``intake-stopped``, ``suspended``, ``limit-reached`` or ``no-time-left``.
    """

    request_id: RequestId
    service_id: ServiceId
    purpose: Purpose
    language: Language = Language.UKRAINIAN
    priority: PriorityClass = PriorityClass.ORDINARY
    further: tuple[ServiceId, ...] = ()
    is_any_order: bool = False
    booked_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRoute:
    """Other services for a ticket that waits, in place of those that it has: ``Done``. It keeps label and place.

    Staff may do so after the intake too. The kiosk that gave the ticket may within ten minutes
    (``unknown-ticket`` afterwards), and only for what is offered now. Refused with ``step-refused`` when it does not
    wait.
    """

    request_id: RequestId
    ticket_id: TicketId
    service_ids: tuple[ServiceId, ...]
    """The first comes first, unless ``is_any_order``."""
    is_any_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeWindow:
    """A person sits down at a window; the answer is ``WindowTaken``.

    Refused with ``window-taken`` while somebody else is there, unless ``is_takeover`` confirms it; the person's
    former window, if it has no ticket in hand, is left in the same step.
    """

    request_id: RequestId
    window_id: WindowId
    is_takeover: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveWindow:
    """The person at a window leaves it; refused with ``ticket-in-hand`` while one is called or served. Answer
    ``Done``.
    """

    request_id: RequestId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext:
    """Call who is next for this window: ``TicketCalledHere``, or ``NobodyWaiting``.

    With a called ticket in hand it is refused (``ticket-in-hand``); one in service is finished first (a setting of
    the hall).
    """

    request_id: RequestId
    window_id: WindowId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTicket:
    """Call a waiting ticket before its turn, for a reason that the journal keeps: ``TicketCalledHere``.

    It may wait for any service. Room is made as by ``CallNext``.
    """

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId
    reason: OutOfOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallTicket:
    """Announce the called ticket once more, up to the hall's limit (``announcements-used-up``): ``TicketCalledHere``.

    ``ticket_id``, here and below, guards against a late press: when given and not the one in hand,
    ``another-ticket`` is answered.
    """

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartServing:
    """The called citizen has come: ``TicketInHand``."""

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishServing:
    """The visit is over: ``Done``. A called ticket that was never started is refused with ``step-refused``."""

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMissed:
    """The called citizen has not come: ``Done``. Refused with ``too-early`` before the hall's waiting time (two
    minutes) is over.
    """

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTicket:
    """A missed citizen has come after all and stands in line once more, at the old place or at the end (a setting of
    the hall): ``Done``.

    Refused the second time (``already-returned``), with ``ticket-over`` when the day is over, and with
    ``unknown-service`` and ``nobody-serves`` where a service of the visit was archived or no window has it any more.
    """

    request_id: RequestId
    ticket_id: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket:
    """A citizen will not come: ``Done``. Only for a waiting, called or parked ticket; otherwise ``step-refused``.

    A kiosk may cancel what it gave itself (``unknown-ticket``), as long as it waits.
    """

    request_id: RequestId
    ticket_id: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkTicket:
    """Set the ticket in hand aside, for a citizen who must do something else first: ``Done``.

    After ``minutes`` (1–480) of hall time it is back at its old place by itself; without them only by
    ``UnparkTicket``. Other numbers are refused with ``bad-value``.
    """

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnparkTicket:
    """A ticket that was set aside goes back to its old place in line: ``Done``; or, ``is_called``, it is called to the
    window at once: ``TicketCalledHere``. Refused with ``window-not-yours`` while others sit where it was set aside.
    """

    request_id: RequestId
    window_id: WindowId
    ticket_id: TicketId
    is_called: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTicket:
    """Send the ticket in hand on to another service, window or person, and ``is_coming_back`` from there to the
    sender: ``Done``. It keeps its label, and waits by its first arrival.

    A window or a person may be given with a service or alone, not both, and neither the sender's own (``bad-value``).
    Nor may a ticket come back to a second sender before it was back at the first (``bad-value``). The purpose stays if
    the service offers it. Refused with ``unknown-service``, ``unknown-window`` and ``unknown-person``, and with
    ``nobody-serves`` where no window has the service, and ``receiver-gone`` where nobody is at the window any more, or
    the person is at none.
    """

    request_id: RequestId
    window_id: WindowId
    service_id: ServiceId | None = None
    to_window_id: WindowId | None = None
    to_person_id: PersonId | None = None
    is_coming_back: bool = False
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendHall:
    """An alert or outage: every clock of the hall stops, nobody is called, and who was called goes back to the head of
    the line: ``Done``. Again with another reason it replaces the reason, with the same it does nothing.
    """

    request_id: RequestId
    reason: SuspensionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeHall:
    """The all-clear: the same tickets in the same order: ``Done``. Refused with ``not-suspended``."""

    request_id: RequestId


@dataclass(frozen=True, slots=True, kw_only=True)
class StopIntake:
    """No more tickets are given today, whatever the hours say; whoever has one is served: ``Done``, also when it was
    done before.
    """

    request_id: RequestId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIntake:
    """Tickets are given again as the hours say: ``Done``, also when they were not stopped."""

    request_id: RequestId


Command = (
    TakeTicket
    | ChangeRoute
    | ForTheLine
    | TakeWindow
    | LeaveWindow
    | CallNext
    | CallTicket
    | RecallTicket
    | StartServing
    | FinishServing
    | MarkMissed
    | ReturnTicket
    | CancelTicket
    | ParkTicket
    | UnparkTicket
    | TransferTicket
    | AtTheWindow
    | OfAPanel
    | SuspendHall
    | ResumeHall
    | StopIntake
    | ReopenIntake
    | OfABox
)
