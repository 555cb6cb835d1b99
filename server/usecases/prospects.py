"""What a newcomer has before them: how many people, and how long that takes."""

from collections.abc import Sequence

from server.contract.slip import WaitRange
from server.domain.estimate import waiting_range
from server.domain.hall import Service, Window
from server.domain.offer import targets_ahead, windows_serving
from server.domain.outlook import shown
from server.domain.policy import classes_before
from server.domain.ticket import Ticket
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
    if is_in_line and not ahead.isdisjoint(ticket.stands_at):
        people -= 1
    foreseen = None if turn.outlook is None else turn.outlook.newcomer(service.id, line_class)
    if foreseen is not None:
        return people, shown(foreseen)
    staffed = [window for window in serving if window.person_id is not None]
    free = 0
    if people == 0:
        free = sum(1 for each in staffed if each.is_calling and turn.records.tickets.in_hand(each.id) is None)
    return people, waiting_range(people_before=people, windows=len(staffed), free_windows=free, minutes=service.minutes)
