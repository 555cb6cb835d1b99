"""A visit that leaves the straight way from the line to the window."""

from server.contract.answers import Done
from server.contract.commands import CancelTicket, ReturnTicket
from server.contract.terms import ProblemCode, TicketId, TicketState
from server.domain.errors import Refusal
from server.domain.events import TicketCancelled, TicketReturned
from server.domain.place import Place, at_service
from server.domain.ticket import IN_HAND, Step, Ticket
from server.usecases.actor import BoxActor, CitizenActor
from server.usecases.route import served
from server.usecases.turn import Turn
from server.usecases.working import call_soon


def return_ticket(turn: Turn, command: ReturnTicket) -> Done:
    """A missed citizen has come after all: once more in line, once, and only where somebody calls them."""
    ticket = _of_today(turn, command.ticket_id)
    is_at_end = turn.hall.settings.is_returned_to_end
    sequence = turn.records.halls.next_place() if is_at_end else ticket.place.sequence
    # That of an appointment may be still to come, where its citizen was called early: in the live queue it counts now.
    arrived_ms = turn.now.hall_ms if is_at_end else min(ticket.place.arrived_ms, turn.now.hall_ms)
    place = Place(arrived_ms, sequence)
    returned = turn.change(ticket, ticket.return_to(place, turn.now))
    # Whoever waits for one window or person is called there, whatever service it is.
    present = (returned.service_id,) if at_service(returned.service_id) in returned.stands_at else ()
    served(turn, (*present, *returned.route))
    turn.tell(TicketReturned(ticket_id=ticket.id, is_at_end=is_at_end))
    return Done()


def cancel_ticket(turn: Turn, command: CancelTicket) -> Done:
    """The citizen will not come; a citizen may say so of their own ticket alone, a kiosk of those it gave."""
    ticket = turn.records.tickets.get(command.ticket_id)
    if ticket is None or not _is_theirs(turn, ticket):
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    if isinstance(turn.actor, BoxActor) and ticket.state is not TicketState.WAITING:
        # Somebody at a window already waits for them: only there it is seen that nobody comes.
        raise Refusal(ProblemCode.STEP_REFUSED, label=ticket.label, state=ticket.state, step=Step.CANCEL)
    turn.change(ticket, ticket.cancel(turn.now))
    turn.tell(TicketCancelled(ticket_id=ticket.id))
    if ticket.state in IN_HAND and ticket.window_id is not None:
        call_soon(turn, turn.window(ticket.window_id))
    return Done()


def _is_theirs(turn: Turn, ticket: Ticket) -> bool:
    match turn.actor:
        case CitizenActor(ticket_id=ticket_id):
            return ticket_id == ticket.id
        case BoxActor(box_id=box_id):
            return box_id == ticket.box_id
        case _:
            return True


def _of_today(turn: Turn, ticket_id: TicketId) -> Ticket:
    """Refused with ``unknown-ticket``, and with ``ticket-over`` for one of another day: it was valid on its own."""
    ticket = turn.records.tickets.get(ticket_id)
    if ticket is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    if ticket.day != turn.day:
        raise Refusal(ProblemCode.TICKET_OVER, label=ticket.label)
    return ticket
