"""The one rule, on tickets: whose turn it is at a window, and the order in which all would be called."""

from collections.abc import Iterable, Mapping, Sequence

from server.domain.place import TargetId
from server.domain.policy import GUARD, LOCAL, Head, Level, in_order_of_calling, pick, rate_of
from server.domain.ticket import Ticket


def next_of(
    tickets: Iterable[Ticket],
    levels: Mapping[TargetId, Level],
    now_ms: int,
    *,
    guarded_in_a_row: int = 0,
    guard: int = GUARD,
    local_points: int = LOCAL.points,
) -> Head[Ticket] | None:
    """Whom a window that serves ``levels`` calls of these tickets, among which are all heads of its lines."""
    heads = [
        _head(ticket, max(levels[target] for target in ticket.stands_at if target in levels), local_points)
        for ticket in tickets
    ]
    return pick(heads, now_ms, guarded_in_a_row=guarded_in_a_row, guard=guard)


def in_turn(tickets: Iterable[Ticket], now_ms: int, *, local_points: int = LOCAL.points) -> Sequence[Ticket]:
    """All of them as windows that serve everything would call them now; the guard is left out."""
    heads = [_head(ticket, Level.MAIN, local_points) for ticket in tickets]
    return [head.who for head in in_order_of_calling(heads, now_ms)]


def _head(ticket: Ticket, level: Level, local_points: int) -> Head[Ticket]:
    standing = ticket.standing
    return Head(ticket, rate_of(standing.line_class, local_points=local_points), level, standing.place)
