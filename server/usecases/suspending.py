"""Suspending a hall for an alert or outage, and going on after it: the same tickets in the same order."""

from dataclasses import replace
from datetime import datetime, timedelta

from server.contract.answers import Done
from server.contract.commands import ResumeHall, SuspendHall
from server.contract.terms import PriorityClass, ProblemCode, TicketState
from server.domain.errors import Refusal
from server.domain.events import HallResumed, HallSuspended, TicketSteppedBack
from server.domain.place import Place
from server.usecases.continuing import keep_openings
from server.usecases.turn import Turn
from server.usecases.working import call_soon


def suspend_hall(turn: Turn, command: SuspendHall) -> Done:
    """Hall time stands still from this moment on; whoever was on the way to a window is called anew afterwards."""
    before = turn.records.halls.day_state()
    after = before.suspended(command.reason, turn.now)
    if after == before:
        return Done()
    turn.records.halls.save_day_state(after)
    turn.tell(HallSuspended(reason=command.reason))
    _step_back(turn)
    return Done()


def resume_hall(turn: Turn, command: ResumeHall) -> Done:
    """Hall time goes on from where it stood."""
    del command  # it says no more than that
    state = turn.records.halls.day_state()
    if state.suspension is None:
        raise Refusal(ProblemCode.NOT_SUSPENDED)
    suspended_seconds = state.suspension.seconds(turn.now)
    turn.records.halls.save_day_state(state.resumed(turn.now))
    turn.tell(HallResumed(reason=state.suspension.reason, suspended_seconds=suspended_seconds))
    _keep_appointments(turn, state.suspension.since)
    keep_openings(turn, state.suspension.since)
    return Done()


def _keep_appointments(turn: Turn, since: datetime) -> None:
    """An appointment is a time of the wall: those that were still to come are nearer now by the whole suspension.

    So are those of citizens who were called early, and are at a window or set aside meanwhile.
    """
    for ticket in turn.records.lines.living(turn.day):
        if ticket.priority is PriorityClass.BOOKED and ticket.place.arrived_ms > turn.now.hall_ms:
            # By the rest of it, if it was given meanwhile; one that goes on from an earlier day was due then.
            began = max(since, ticket.taken.wall) if ticket.continues is None else since
            nearer_ms = max(0, (turn.now.wall - began) // timedelta(milliseconds=1))
            place = Place(ticket.place.arrived_ms - nearer_ms, ticket.place.sequence)
            turn.change(ticket, replace(ticket, place=place))


def _step_back(turn: Turn) -> None:
    """Those who were called and have not come: their windows are free, and call again after the suspension."""
    for ticket in turn.records.lines.in_hand(turn.day):
        if ticket.state is TicketState.CALLED and ticket.window_id is not None:
            turn.change(ticket, ticket.step_back(turn.now))
            turn.tell(TicketSteppedBack(ticket_id=ticket.id, window_id=ticket.window_id))
            call_soon(turn, turn.window(ticket.window_id))
