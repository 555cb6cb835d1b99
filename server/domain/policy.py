"""Who is called next: lawful out-of-turn first, everybody else by place in line."""

from collections.abc import Iterable

from server.contract.terms import PriorityClass
from server.domain.ticket import Place, Ticket

_RANK = {PriorityClass.LAWFUL: 0, PriorityClass.ORDINARY: 1}


def turn_of(priority: PriorityClass, place: Place) -> tuple[int, Place]:
    """The sort key of the line: smaller is called earlier. Total, since no two tickets of a hall share a place."""
    return _RANK[priority], place


def pick_next(heads: Iterable[Ticket]) -> Ticket | None:
    """Who is called, of the heads of the lines that a window serves; None when nobody waits."""
    return min(heads, key=lambda ticket: turn_of(ticket.priority, ticket.place), default=None)
