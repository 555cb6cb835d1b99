"""A visit of several services, and its place out of turn, as the person at the window settles them."""

from dataclasses import replace

from server.contract.answers import Done
from server.contract.terms import ProblemCode
from server.contract.window_commands import AddService, ConfirmPriority
from server.domain.errors import Refusal
from server.domain.offer import windows_serving
from server.domain.route import check_route
from server.domain.window_events import PriorityConfirmed, PriorityRefused, ServiceAdded
from server.usecases.turn import Turn
from server.usecases.working import call_soon


def add_service(turn: Turn, command: AddService) -> Done:
    """Intake may be over by now: whoever was let in is served."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    service = turn.records.catalogue.service(command.service_id)
    if service is None or service.is_archived:
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    route = (*ticket.route, service.id)
    had = dict.fromkeys((ticket.service_id, *ticket.route))  # one service twice: at this window, and back at another
    check_route((*had, service.id), limit=turn.hall.settings.services_per_visit)
    if not windows_serving(service, turn.records.windows.all()):
        raise Refusal(ProblemCode.NOBODY_SERVES)
    turn.change(ticket, replace(ticket, route=route))
    turn.tell(ServiceAdded(ticket_id=ticket.id, window_id=window.id, service_id=service.id))
    return Done()


def confirm_priority(turn: Turn, command: ConfirmPriority) -> Done:
    """Only the flag is kept; without a document the citizen waits like everybody, by their first arrival."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    if command.is_confirmed:
        turn.change(ticket, ticket.confirm_priority())
        turn.tell(PriorityConfirmed(ticket_id=ticket.id, window_id=window.id))
        return Done()
    turn.change(ticket, ticket.lose_priority(turn.now))
    turn.tell(PriorityRefused(ticket_id=ticket.id, window_id=window.id, served_ms=turn.served_ms(ticket)))
    call_soon(turn, window)
    return Done()
