"""At the window: sitting down, starting and finishing a visit, leaving."""

from dataclasses import replace

from server.contract.answers import Done, TicketInHand, WindowTaken
from server.contract.commands import FinishServing, LeaveWindow, StartServing, TakeWindow
from server.contract.terms import PersonId, ProblemCode, TicketState, Work
from server.domain.errors import Refusal
from server.domain.events import TicketFinished, TicketStarted, TicketWentOn, WindowLeft, WindowStaffed
from server.domain.hall import Window
from server.domain.interval import of_work
from server.domain.ticket import Ticket
from server.usecases.actor import PersonActor
from server.usecases.turn import Turn


def take_window(turn: Turn, command: TakeWindow) -> WindowTaken:
    """One person one window, one window one person; taken over only with confirmation."""
    person_id = _person(turn)
    window = turn.window(command.window_id)
    if window.person_id == person_id:
        return WindowTaken(window_id=window.id, name=window.name)
    if window.person_id is not None and not command.is_takeover:
        holder = turn.records.people.get(window.person_id)
        raise Refusal(ProblemCode.WINDOW_TAKEN, window=window.name, person="…" if holder is None else holder.name)
    _leave_former(turn, person_id)
    if window.person_id is not None:
        turn.tell(WindowLeft(window_id=window.id, person_id=window.person_id))
    _occupy(turn, window, person_id)
    turn.tell(WindowStaffed(window_id=window.id, person_id=person_id, taken_over_from=window.person_id))
    return WindowTaken(window_id=window.id, name=window.name)


def leave_window(turn: Turn, command: LeaveWindow) -> Done:
    """Leaves a window that has no ticket in hand."""
    _leave(turn, turn.own_window(command.window_id))
    return Done()


def start_serving(turn: Turn, command: StartServing) -> TicketInHand:
    """The called citizen has come."""
    window = turn.own_window(command.window_id)
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    started = ticket.start(turn.now)
    turn.change(ticket, started)
    turn.tell(TicketStarted(ticket_id=started.id, window_id=window.id))
    return TicketInHand(ticket_id=started.id, label=started.label, state=started.state)


def finish_serving(turn: Turn, command: FinishServing) -> Done:
    """The visit is over."""
    window = turn.own_window(command.window_id)
    finish(turn, window, turn.ticket_in_hand(window, command.ticket_id))
    return Done()


def finish(turn: Turn, window: Window, ticket: Ticket) -> None:
    """Ends a service, by itself or because the next one is called; the visit may go on elsewhere."""
    finished = ticket.finish(turn.now)
    turn.change(ticket, finished)
    served_ms = 0 if ticket.started is None else turn.now.hall_ms - ticket.started.hall_ms
    turn.tell(
        TicketFinished(ticket_id=ticket.id, window_id=window.id, service_id=ticket.service_id, served_ms=served_ms)
    )
    if finished.state is TicketState.WAITING:
        turn.tell(TicketWentOn(ticket_id=ticket.id, service_id=finished.service_id, targets=finished.stands_at))


def staffed_by(window: Window) -> PersonId:
    """The person at a window that ``Turn.own_window`` has let through."""
    if window.person_id is None:
        raise Refusal(ProblemCode.WINDOW_NOT_STAFFED, window=window.name)
    return window.person_id


def _person(turn: Turn) -> PersonId:
    if not isinstance(turn.actor, PersonActor):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    return turn.actor.person_id


def _leave_former(turn: Turn, person_id: PersonId) -> None:
    former = turn.records.windows.of_person(person_id)
    if former is not None:
        _leave(turn, former)


def _leave(turn: Turn, window: Window) -> None:
    in_hand = turn.records.tickets.in_hand(window.id)
    if in_hand is not None:
        raise Refusal(ProblemCode.TICKET_IN_HAND, label=in_hand.label, window=window.name)
    _occupy(turn, window, None)
    turn.tell(WindowLeft(window_id=window.id, person_id=staffed_by(window)))


def _occupy(turn: Turn, window: Window, person_id: PersonId | None) -> None:
    """Somebody sits down, or nobody is there any more; what was done there until now is over."""
    over = of_work(window, turn.day, turn.now)
    if over is not None:
        turn.records.intervals.add(over)
    turn.records.windows.save(
        replace(
            window,
            person_id=person_id,
            work=Work.AT_WINDOW,
            break_reason=None,
            work_since=None if person_id is None else turn.now,
            work_until_ms=None,
            call_due_ms=None,
        )
    )
