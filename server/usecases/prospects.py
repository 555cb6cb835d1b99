"""What a newcomer has before them: how many people, and how long that takes."""

from collections.abc import Sequence

from server.contract.slip import WaitRange
from server.contract.terms import TicketState
from server.domain.estimate import range_at
from server.domain.forecast import Unknown, Wait
from server.domain.hall import Service, Window
from server.domain.offer import callers, targets_ahead, windows_serving
from server.domain.outlook import shown
from server.domain.place import at_service
from server.domain.policy import classes_before
from server.domain.ticket import Ticket
from server.domain.turn import in_turn
from server.usecases.turn import Turn


def prospects(
    turn: Turn, ticket: Ticket, service: Service, windows: Sequence[Window], *, is_in_line: bool = False
) -> tuple[int, WaitRange | None]:
    """How many are called before this ticket by the windows that serve it, and how long that takes.

    ``is_in_line``: it waits already, and is not before itself.
    """
    serving = windows_serving(service, windows)
    ahead = targets_ahead(service, serving)
    line_class = ticket.standing.line_class
    people = turn.records.lines.in_lines(turn.day, ahead, classes_before(line_class))
    is_among_them = is_in_line and not ahead.isdisjoint(ticket.stands_at)
    if is_among_them:
        people -= 1
    foreseen = _foreseen(turn, ticket, service, windows, people_before=people, is_among_them=is_among_them)
    if foreseen is not None:
        return people, shown(foreseen)
    return people, range_at(
        serving,
        people_before=people,
        minutes=service.minutes,
        is_busy=lambda window_id: turn.records.tickets.in_hand(window_id) is not None,
    )


def before_on_its_day(turn: Turn, ticket: Ticket, service: Service, line: Sequence[Ticket]) -> int:
    """How many of another day's ``line`` are called before a ticket of that day; it may be among them already."""
    ahead = targets_ahead(service, windows_serving(service, turn.records.windows.all()))
    waiting = [
        each
        for each in line
        if each.day == ticket.day
        and each.id != ticket.id
        and each.state is TicketState.WAITING
        and not ahead.isdisjoint(each.stands_at)
    ]
    order = in_turn([*waiting, ticket], turn.now.hall_ms, local_points=turn.hall.settings.local_points)
    return order.index(ticket)


def _foreseen(
    turn: Turn, ticket: Ticket, service: Service, windows: Sequence[Window], *, people_before: int, is_among_them: bool
) -> Wait | Unknown | None:
    """By the latest forecast, in whose lines the ticket may stand; None: it does not know the service."""
    if turn.outlook is None:
        return None
    if not is_among_them:
        return turn.outlook.newcomer(service.id, ticket.standing.line_class)
    is_called_as_soon = _is_called_as_soon(ticket, service, windows)
    return turn.outlook.moved(ticket, service.id, people_before=people_before, is_called_as_soon=is_called_as_soon)


def _is_called_as_soon(ticket: Ticket, service: Service, windows: Sequence[Window]) -> bool:
    """Whether all windows that may call a ticket now would call it for this service at no lower level."""
    there, now = at_service(service.id), frozenset(ticket.stands_at)
    calling = callers(window for window in windows if not (window.is_archived or now.isdisjoint(window.levels)))
    return all(
        window.levels.get(there, 0) >= max(level for target, level in window.levels.items() if target in now)
        for window in calling
    )
