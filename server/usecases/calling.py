"""Calling: who is next at a window, once more, and who has not come."""

from server.contract.answers import Done, NobodyWaiting, TicketCalledHere
from server.contract.commands import CallNext, CallTicket, MarkMissed, RecallTicket
from server.contract.terms import ProblemCode, TicketId
from server.domain.errors import Refusal
from server.domain.events import TicketCalled, TicketMissed, TicketRecalled, TurnOvertaken
from server.domain.hall import Window
from server.domain.policy import pick_next
from server.domain.ticket import Step, Ticket
from server.usecases.serving import finish, staffed_by
from server.usecases.turn import Turn


def call_next(turn: Turn, command: CallNext) -> TicketCalledHere | NobodyWaiting:
    """Finishes the visit under way, if the hall wants that, and calls the head of the window's lines."""
    window = turn.own_window(command.window_id)
    finished = make_room(turn, window)
    ticket = pick_next(turn.records.lines.heads(turn.day, window.service_ids))
    if ticket is None:
        return NobodyWaiting(finished=finished)
    return call_here(turn, window, ticket, finished)


def call_ticket(turn: Turn, command: CallTicket) -> TicketCalledHere:
    """Somebody before their turn, by their number; the journal says why."""
    window = turn.own_window(command.window_id)
    ticket = turn.records.tickets.get(command.ticket_id)
    if ticket is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    turn.tell(TurnOvertaken(ticket_id=ticket.id, window_id=window.id, reason=command.reason))
    return call_here(turn, window, ticket, make_room(turn, window))


def call_here(turn: Turn, window: Window, ticket: Ticket, finished: TicketId | None) -> TicketCalledHere:
    """Calls a waiting ticket to a window that has room for it; ``finished``: whose visit made that room."""
    called = ticket.call(window.id, staffed_by(window), turn.now)
    turn.records.tickets.save(called)
    turn.tell(
        TicketCalled(
            ticket_id=called.id,
            label=called.label,
            call_id=called.call_id,
            window_id=window.id,
            window_name=window.name,
            person_id=staffed_by(window),
            service_id=called.service_id,
            waited_ms=turn.now.hall_ms - called.place.arrived_ms,
        )
    )
    return TicketCalledHere(
        ticket_id=called.id, call_id=called.call_id, label=called.label, service_id=called.service_id, finished=finished
    )


def recall_ticket(turn: Turn, command: RecallTicket) -> TicketCalledHere:
    """Announces the called ticket once more."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    recalled = ticket.recall(turn.now, limit=turn.hall.settings.announcements)
    turn.records.tickets.save(recalled)
    turn.tell(
        TicketRecalled(
            ticket_id=recalled.id,
            label=recalled.label,
            call_id=recalled.call_id,
            window_id=window.id,
            window_name=window.name,
        )
    )
    return TicketCalledHere(
        ticket_id=recalled.id, call_id=recalled.call_id, label=recalled.label, service_id=recalled.service_id
    )


def mark_missed(turn: Turn, command: MarkMissed) -> Done:
    """The called citizen has not come in the time that the hall gives them."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    turn.records.tickets.save(ticket.miss(turn.now, after_seconds=turn.hall.settings.missed_after_seconds))
    turn.tell(TicketMissed(ticket_id=ticket.id, window_id=window.id))
    return Done()


def make_room(turn: Turn, window: Window) -> TicketId | None:
    """Ends the visit under way, if the hall wants that; refused with ``ticket-in-hand``."""
    in_hand = turn.records.tickets.in_hand(window.id)
    if in_hand is None:
        return None
    if not (in_hand.can(Step.FINISH) and turn.hall.settings.is_call_finishing):
        raise Refusal(ProblemCode.TICKET_IN_HAND, label=in_hand.label)
    finish(turn, window, in_hand)
    return in_hand.id
