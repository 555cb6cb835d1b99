"""Setting a ticket aside at a window, for a citizen who must do something else first, and taking it up again."""

from collections.abc import Iterable

from server.contract.answers import Done, TicketCalledHere
from server.contract.commands import ParkTicket, UnparkTicket
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.events import TicketParked, TicketUnparked
from server.domain.hall import Window
from server.domain.ticket import Ticket
from server.usecases.calling import call_here, make_room
from server.usecases.turn import Turn
from server.usecases.working import call_soon

_LONGEST_MINUTES = 480


def park_ticket(turn: Turn, command: ParkTicket) -> Done:
    """The window is free for the next one; the ticket keeps its place in line."""
    if command.minutes is not None and not 1 <= command.minutes <= _LONGEST_MINUTES:
        raise Refusal(ProblemCode.BAD_VALUE, field="minutes", reason=f"1–{_LONGEST_MINUTES}")
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    until_ms = None if command.minutes is None else turn.now.hall_ms + command.minutes * 60_000
    turn.change(ticket, ticket.park(turn.now, until_ms=until_ms))
    turn.tell(
        TicketParked(
            ticket_id=ticket.id,
            window_id=window.id,
            service_id=ticket.service_id,
            served_ms=turn.served_ms(ticket),
            minutes=command.minutes,
        )
    )
    call_soon(turn, window)
    return Done()


def unpark_ticket(turn: Turn, command: UnparkTicket) -> Done | TicketCalledHere:
    """By hand, back in line or straight to the window; refused with ``window-not-yours`` where it is another's."""
    window = turn.own_window(command.window_id)
    ticket = turn.records.tickets.get(command.ticket_id)
    if ticket is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    unparked = ticket.unpark(turn.now)
    theirs = staffed_elsewhere(ticket, window, turn.records.windows.all())
    if theirs is not None:
        raise Refusal(ProblemCode.WINDOW_NOT_YOURS, window=theirs.name)
    turn.tell(TicketUnparked(ticket_id=ticket.id, window_id=window.id))
    turn.change(ticket, unparked)
    if command.is_called:
        return call_here(turn, window, unparked, make_room(turn, window))
    return Done()


def staffed_elsewhere(parked: Ticket, window: Window, windows: Iterable[Window]) -> Window | None:
    """The window whose people alone may take up a parked ticket, as seen from another one.

    None: it was set aside here, or by the person who is here now; or nobody is left there to do it.
    """
    if window.id == parked.window_id or (window.person_id is not None and window.person_id == parked.person_id):
        return None
    there = (each for each in windows if each.id == parked.window_id and not each.is_archived)
    return next((each for each in there if each.person_id is not None), None)


def unpark_those_due(turn: Turn) -> None:
    """Those whose time is up go back to their places by themselves."""
    for ticket in turn.records.lines.parked(turn.day):
        if ticket.parked_until_ms is not None and ticket.parked_until_ms <= turn.now.hall_ms:
            turn.change(ticket, ticket.unpark(turn.now))
            turn.tell(TicketUnparked(ticket_id=ticket.id, window_id=None))
