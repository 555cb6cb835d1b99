"""A key of a panel was pressed: the same as the desk's own command, at the window where the panel stands."""

from datetime import timedelta
from typing import assert_never

from server.contract.answers import Done, NobodyWaiting, TicketCalledHere, TicketInHand
from server.contract.commands import CallNext, FinishServing, MarkMissed, RecallTicket, StartServing
from server.contract.panel_commands import PressCallButton
from server.contract.terms import PanelAction, ProblemCode, TicketState, WindowId
from server.domain.errors import Refusal
from server.domain.hall import Window
from server.domain.panel import MEANT_TWICE_SECONDS, Panel, control_of
from server.domain.ticket import Ticket
from server.usecases.actor import BoxActor
from server.usecases.calling import call_next, mark_missed, recall_ticket
from server.usecases.panels import panel_of
from server.usecases.serving import finish_serving, start_serving
from server.usecases.turn import Turn

Pressed = TicketCalledHere | NobodyWaiting | TicketInHand | Done


def press_call_button(turn: Turn, command: PressCallButton) -> Pressed:
    """A panel acts for its own window alone, and not for what its person cannot have seen."""
    panel, window_id = _assigned(turn, command)
    control = control_of(command.key, command.press)
    action = panel.means(control)
    if action is None:
        raise Refusal(ProblemCode.KEY_NOT_ASSIGNED, control=control, address=command.address)
    window = turn.own_window(window_id)
    if panel.is_behind(turn.now.hall_ms):
        raise Refusal(ProblemCode.CHANGED_BY_CLOCK, window=window.name)
    return _done(turn, window_id, _meant(turn, window, action))


def _assigned(turn: Turn, command: PressCallButton) -> tuple[Panel, WindowId]:
    if not isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    panel = panel_of(turn, turn.actor.box_id, command.wire, command.address)
    if panel is None or panel.window_id is None:
        raise Refusal(ProblemCode.PANEL_NOT_ASSIGNED, address=command.address)
    return panel, panel.window_id


def _done(turn: Turn, window_id: WindowId, action: PanelAction) -> Pressed:
    request_id = turn.request_id
    match action:
        case PanelAction.NEXT:
            return call_next(turn, CallNext(request_id=request_id, window_id=window_id))
        case PanelAction.RECALL:
            return recall_ticket(turn, RecallTicket(request_id=request_id, window_id=window_id))
        case PanelAction.START:
            return start_serving(turn, StartServing(request_id=request_id, window_id=window_id))
        case PanelAction.FINISH:
            return finish_serving(turn, FinishServing(request_id=request_id, window_id=window_id))
        case PanelAction.MISSED:
            return mark_missed(turn, MarkMissed(request_id=request_id, window_id=window_id))
        case PanelAction.NEXT_OR_RECALL | PanelAction.START_OR_FINISH | PanelAction.MISSED_OR_FINISH:
            raise AssertionError("unreachable: it means one of the others")
    assert_never(action)


_WHILE_CALLED = {
    PanelAction.NEXT_OR_RECALL: (PanelAction.RECALL, PanelAction.NEXT),
    PanelAction.START_OR_FINISH: (PanelAction.START, PanelAction.FINISH),
    PanelAction.MISSED_OR_FINISH: (PanelAction.MISSED, PanelAction.FINISH),
}
"""What a key of two meanings does while somebody is called, and what it does otherwise."""


def _meant(turn: Turn, window: Window, action: PanelAction) -> PanelAction:
    if action not in _WHILE_CALLED:
        return action
    ticket = turn.records.tickets.in_hand(window.id)
    is_called = ticket is not None and ticket.state is TicketState.CALLED
    meant = _WHILE_CALLED[action][0 if is_called else 1]
    if meant is PanelAction.FINISH and ticket is not None and _has_just_started(turn, ticket):
        raise Refusal(ProblemCode.JUST_STARTED, window=window.name)
    return meant


def _has_just_started(turn: Turn, ticket: Ticket) -> bool:
    """By the wall clock: hall time stands still during an alert, when a visit that has begun may still be ended."""
    if ticket.started is None:
        return False
    return timedelta(0) <= turn.now.wall - ticket.started.wall < timedelta(seconds=MEANT_TWICE_SECONDS)
