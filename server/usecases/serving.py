"""At the window: sitting down, starting and finishing a visit, leaving."""

from dataclasses import replace

from server.contract.answers import Done, TicketInHand, WindowTaken
from server.contract.commands import FinishServing, LeaveWindow, StartServing, TakeWindow
from server.contract.terms import PersonId, ProblemCode, TicketState
from server.domain.errors import Refusal
from server.domain.events import TicketFinished, TicketStarted, TicketWentOn, WindowLeft, WindowStaffed
from server.domain.hall import Window
from server.domain.interval import Outcome
from server.domain.place import at_person, at_window
from server.domain.route import purpose_at
from server.domain.ticket import Ticket
from server.usecases.actor import PersonActor
from server.usecases.releasing import release
from server.usecases.turn import Turn
from server.usecases.working import call_soon, occupy, staffed_by


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
    occupy(turn, window, person_id)
    if window.person_id is not None:
        _hand_over(turn, window, person_id)
        release(turn, at_person(window.person_id))
    turn.tell(WindowStaffed(window_id=window.id, person_id=person_id, taken_over_from=window.person_id))
    return WindowTaken(window_id=window.id, name=window.name)


def leave_window(turn: Turn, command: LeaveWindow) -> Done:
    """Leaves a window that has no ticket in hand."""
    vacate(turn, turn.own_window(command.window_id))
    return Done()


def vacate(turn: Turn, window: Window) -> None:
    """Its person goes home; refused with ``ticket-in-hand``."""
    _leave(turn, window)
    release(turn, at_person(staffed_by(window)))


def start_serving(turn: Turn, command: StartServing) -> TicketInHand:
    """The called citizen has come."""
    window = turn.own_window(command.window_id)
    turn.records.halls.day_state().check_not_suspended()
    ticket = turn.ticket_in_hand(window, command.ticket_id)
    started = ticket.start(turn.now)
    turn.change(ticket, started)
    turn.tell(TicketStarted(ticket_id=started.id, window_id=window.id))
    return TicketInHand(ticket_id=started.id, label=started.label, state=started.state)


def finish_serving(turn: Turn, command: FinishServing) -> Done:
    """The visit is over."""
    window = turn.own_window(command.window_id)
    finish(turn, window, turn.ticket_in_hand(window, command.ticket_id))
    call_soon(turn, window)
    return Done()


def finish(turn: Turn, window: Window, ticket: Ticket) -> None:
    """Ends a service, by itself or because the next one is called; the visit may go on elsewhere.

    Whoever ends one of an earlier day is there today.
    """
    turn.tell(
        TicketFinished(
            ticket_id=ticket.id,
            window_id=window.id,
            service_id=ticket.service_id,
            served_ms=turn.served_ms(ticket),
        )
    )
    if window.work_since is not None and turn.hall.day_of(window.work_since) < turn.day:
        occupy(turn, window, window.person_id)
    finished = turn.change(ticket, _with_purpose(turn, ticket.finish(turn.now)), outcome=Outcome.DONE)
    if finished.state is TicketState.WAITING:
        turn.tell(TicketWentOn(ticket_id=ticket.id, service_id=finished.service_id, targets=finished.stands_at))


def _hand_over(turn: Turn, window: Window, person_id: PersonId) -> None:
    """The visit under way goes on with somebody else, whose work it is from now on."""
    in_hand = turn.records.tickets.in_hand(window.id)
    if in_hand is not None:
        turn.change(in_hand, replace(in_hand, person_id=person_id, since=turn.now))


def _with_purpose(turn: Turn, ticket: Ticket) -> Ticket:
    """The next service may have other purposes."""
    service = turn.records.catalogue.service(ticket.service_id) if ticket.is_living else None
    return ticket if service is None else replace(ticket, purpose=purpose_at(service, ticket.purpose))


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
    occupy(turn, window, None)
    turn.tell(WindowLeft(window_id=window.id, person_id=staffed_by(window)))
    release(turn, at_window(window.id))
