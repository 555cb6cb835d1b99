"""Nobody waits for one who has gone."""

from server.domain.place import TargetId
from server.domain.window_events import TicketReleased
from server.usecases.turn import Turn


def release(turn: Turn, target: TargetId) -> None:
    """Those who wait for that window or person alone wait for their services instead.

    Where nobody serves these any more, reception still sees them.
    """
    while heads := turn.records.lines.heads(turn.day, (target,)):  # the first of each class, until none is left
        for ticket in heads:
            turn.change(ticket, ticket.released())
            turn.tell(TicketReleased(ticket_id=ticket.id, service_id=ticket.service_id, former=ticket.targets))
