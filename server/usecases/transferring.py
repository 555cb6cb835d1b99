"""Sending a citizen on to another service, window or person with the ticket that they have."""

from server.contract.answers import Done
from server.contract.commands import TransferTicket
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.events import TicketTransferred
from server.domain.hall import Service, Window
from server.domain.interval import Outcome
from server.domain.offer import windows_serving
from server.domain.place import TargetId, at_person, at_service, at_window
from server.domain.route import purpose_at
from server.domain.ticket import Ticket
from server.usecases.turn import Turn
from server.usecases.working import call_soon, staffed_by


def transfer_ticket(turn: Turn, command: TransferTicket) -> Done:
    """Intake may be over by now: whoever was let in is served."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    if command.is_coming_back and ticket.back_to is not None:
        # A ticket remembers one way back, and its citizen was promised to see the first sender again.
        raise Refusal(ProblemCode.BAD_VALUE, field="is_coming_back", reason="1 ×")
    target = _target(turn, command, window)
    service = _service(turn, command, ticket)
    if target is None and not ticket.is_route_ordered:
        target = at_service(service.id)  # there first, and not at whichever window of the visit is free
    turn.change(
        ticket,
        ticket.transfer(
            turn.now,
            service_id=service.id,
            purpose=purpose_at(service, ticket.purpose),
            target=target,
            back_to=at_person(staffed_by(window)) if command.is_coming_back else None,
        ),
        outcome=Outcome.TRANSFERRED,
    )
    turn.tell(
        TicketTransferred(
            ticket_id=ticket.id,
            window_id=window.id,
            former_service_id=ticket.service_id,
            served_ms=turn.served_ms(ticket),
            service_id=service.id,
            to_window_id=command.to_window_id,
            to_person_id=command.to_person_id,
            is_coming_back=command.is_coming_back,
        )
    )
    call_soon(turn, window)
    return Done()


def _target(turn: Turn, command: TransferTicket, own: Window) -> TargetId | None:
    """The window or person that is asked for; None: whoever serves the service."""
    window_id, person_id = command.to_window_id, command.to_person_id
    asked = [each for each in (window_id, person_id) if each is not None]
    if len(asked) == 2 or not (asked or command.service_id) or window_id == own.id or person_id == own.person_id:
        raise Refusal(ProblemCode.BAD_VALUE, field="to", reason="service, window | person")
    if window_id is not None:
        window = turn.window(window_id)
        if window.person_id is None:
            raise Refusal(ProblemCode.RECEIVER_GONE, receiver=window.name)
        return at_window(window_id)
    if person_id is None:
        return None
    person = turn.records.people.get(person_id)
    if person is None:
        raise Refusal(ProblemCode.UNKNOWN_PERSON)
    if turn.records.windows.of_person(person_id) is None:
        raise Refusal(ProblemCode.RECEIVER_GONE, receiver=person.name)
    return at_person(person_id)


def _service(turn: Turn, command: TransferTicket, ticket: Ticket) -> Service:
    """The service that is asked for, and that somebody serves; without one the ticket's own stays."""
    service = turn.records.catalogue.service(command.service_id or ticket.service_id)
    if service is None or (service.is_archived and command.service_id is not None):
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    is_for_all = command.to_window_id is None and command.to_person_id is None
    if is_for_all and not windows_serving(service, turn.records.windows.all()):
        raise Refusal(ProblemCode.NOBODY_SERVES)
    return service
