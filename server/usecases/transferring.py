"""Sending a citizen on to another service with the ticket that they have."""

from server.contract.answers import Done
from server.contract.commands import TransferTicket
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.events import TicketTransferred
from server.domain.offer import windows_serving
from server.usecases.turn import Turn


def transfer_ticket(turn: Turn, command: TransferTicket) -> Done:
    """Intake may be over by now: whoever was let in is served."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    service = turn.records.catalogue.service(command.service_id)
    if service is None or service.is_archived:
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    if not windows_serving(service, turn.records.windows.all()):
        raise Refusal(ProblemCode.NOBODY_SERVES)
    purpose = ticket.purpose if ticket.purpose in service.purposes else service.purposes[0]
    turn.change(ticket, ticket.transfer(turn.now, service_id=service.id, purpose=purpose))
    turn.tell(
        TicketTransferred(
            ticket_id=ticket.id,
            window_id=window.id,
            former_service_id=ticket.service_id,
            served_ms=0 if ticket.started is None else turn.now.hall_ms - ticket.started.hall_ms,
            service_id=service.id,
        )
    )
    return Done()
