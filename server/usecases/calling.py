"""Calling: who is next at a window, once more, and who has not come."""

from dataclasses import replace

from server.contract.answers import Done, NobodyWaiting, TicketCalledHere
from server.contract.commands import CallNext, CallTicket, MarkMissed, RecallTicket
from server.contract.terms import ProblemCode, ServiceId, TicketId
from server.domain.errors import Refusal
from server.domain.events import TicketCalled, TicketMissed, TicketRecalled, TurnOvertaken
from server.domain.hall import Window
from server.domain.policy import Head, PriorityRate, in_a_row
from server.domain.ticket import Step, Ticket
from server.domain.turn import next_of
from server.usecases.missing import not_before_ms
from server.usecases.serving import finish
from server.usecases.turn import Turn
from server.usecases.working import call_soon, ready_to_call, staffed_by


def call_next(turn: Turn, command: CallNext) -> TicketCalledHere | NobodyWaiting:
    """Finishes the visit under way, if the hall wants that, and calls the head of the window's lines.

    Where nobody waits, the window stands as after a visit: whoever comes is called by itself, if the hall wants that.
    """
    window = turn.own_window(command.window_id)
    turn.records.halls.day_state().check_not_suspended()
    finished = make_room(turn, window)
    chosen = next_for(turn, window)
    if chosen is None:
        call_soon(turn, window)
        return NobodyWaiting(finished=finished)
    return call_chosen(turn, window, chosen, finished)


def call_chosen(turn: Turn, window: Window, chosen: Head[Ticket], finished: TicketId | None = None) -> TicketCalledHere:
    """Calls whom the rule has chosen, and counts for the guard."""
    called = call_here(turn, window, chosen.who, finished)
    _count_guarded(turn, window, chosen.rate)
    return called


def next_for(turn: Turn, window: Window) -> Head[Ticket] | None:
    """Who is next at a window, by the one rule for all; None when nobody waits there, or the hall is suspended."""
    if turn.records.halls.day_state().suspension is not None:
        return None
    levels, settings = window.levels, turn.hall.settings
    return next_of(
        turn.records.lines.heads(turn.day, levels),
        levels,
        turn.now.hall_ms,
        guarded_in_a_row=window.guarded_in_a_row,
        guard=settings.guard,
        local_points=settings.local_points,
    )


def call_ticket(turn: Turn, command: CallTicket) -> TicketCalledHere:
    """Somebody before their turn, by their number; the journal says why."""
    window = turn.own_window(command.window_id)
    ticket = turn.records.tickets.get(command.ticket_id)
    if ticket is None or ticket.day > turn.day:  # somebody who goes on tomorrow is not here today
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    turn.tell(TurnOvertaken(ticket_id=ticket.id, window_id=window.id, reason=command.reason))
    return call_here(turn, window, ticket, make_room(turn, window))


def call_here(turn: Turn, window: Window, ticket: Ticket, finished: TicketId | None) -> TicketCalledHere:
    """Calls a waiting ticket to a window that has room for it; ``finished``: whose visit made that room."""
    turn.records.halls.day_state().check_not_suspended()
    called = ticket.call(window.id, staffed_by(window), turn.now, _service_here(ticket, window))
    turn.change(ticket, called)
    turn.tell(
        TicketCalled(
            ticket_id=called.id,
            label=called.label,
            call_id=called.call_id,
            window_id=window.id,
            window_name=window.name,
            person_id=staffed_by(window),
            service_id=called.service_id,
            waited_ms=max(0, turn.now.hall_ms - called.taken.hall_ms),
        )
    )
    return TicketCalledHere(
        ticket_id=called.id, call_id=called.call_id, label=called.label, service_id=called.service_id, finished=finished
    )


def recall_ticket(turn: Turn, command: RecallTicket) -> TicketCalledHere:
    """Announces the called ticket once more."""
    window = turn.own_window(command.window_id)
    turn.records.halls.day_state().check_not_suspended()
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    return announce_again(turn, window, ticket, limit=turn.hall.settings.announcements)


def announce_again(turn: Turn, window: Window, ticket: Ticket, *, limit: int) -> TicketCalledHere:
    """One announcement more, of ``limit`` in all."""
    recalled = ticket.recall(turn.now, limit=limit)
    turn.change(ticket, recalled)
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
    miss(turn, window, turn.ticket_in_hand(window, command.ticket_id))
    return Done()


def miss(turn: Turn, window: Window, ticket: Ticket) -> None:
    """Refused with ``too-early`` or ``announce-again``."""
    settings = turn.hall.settings
    missed = ticket.miss(
        turn.now,
        after_seconds=settings.missed_after_seconds,
        least=settings.least_announcements,
        not_before_ms=not_before_ms(turn.records, settings),
    )
    turn.change(ticket, missed)
    turn.tell(TicketMissed(ticket_id=ticket.id, window_id=window.id))
    call_soon(turn, window)


def make_room(turn: Turn, window: Window) -> TicketId | None:
    """Ends the visit under way, if the hall wants that, or a break; refused with ``ticket-in-hand``."""
    ready_to_call(turn, window)
    in_hand = turn.records.tickets.in_hand(window.id)
    if in_hand is None:
        return None
    if not (in_hand.can(Step.FINISH) and turn.hall.settings.is_call_finishing):
        raise Refusal(ProblemCode.TICKET_IN_HAND, label=in_hand.label)
    finish(turn, window, in_hand)
    return in_hand.id


def _service_here(ticket: Ticket, window: Window) -> ServiceId | None:
    """Which service of a visit is meant at a window, where the citizen goes to whichever is free first."""
    if len(ticket.stands_at) == 1:
        return None
    served = [each for each in (ticket.service_id, *ticket.route) if each in window.service_ids]
    return min(served, key=lambda each: each in window.helper_ids, default=None)


def _count_guarded(turn: Turn, window: Window, called: PriorityRate) -> None:
    count = in_a_row(window.guarded_in_a_row, called)
    if count != window.guarded_in_a_row:
        turn.records.windows.save(replace(turn.window(window.id), guarded_in_a_row=count))
