"""What the office lets the clock do at windows: call the next one, announce again, and mark missed."""

from server.domain.hall import Window
from server.domain.ticket import Step, Ticket
from server.usecases.calling import announce_again, call_chosen, miss, next_for
from server.usecases.missing import missed_allowed_ms
from server.usecases.panels import note_clock
from server.usecases.turn import Turn
from server.usecases.working import ready_to_call


def act_for_windows(turn: Turn) -> None:
    """By the ticker alone, never before a command: a press means what its person sees, and a ticket that was called
    or missed in the same moment would take its place.
    """
    if turn.records.halls.day_state().suspension is not None:
        return
    if turn.hall.settings.is_missed_automatically:
        _miss_those_due(turn)
    for window in turn.records.windows.all():
        if window.call_due_ms is not None and window.call_due_ms <= turn.now.hall_ms:
            _call_next(turn, window)


def _miss_those_due(turn: Turn) -> None:
    for ticket in turn.records.lines.in_hand(turn.day):
        if ticket.can(Step.MISS) and ticket.window_id is not None:
            _announce_or_miss(turn, turn.window(ticket.window_id), ticket)


def _announce_or_miss(turn: Turn, window: Window, ticket: Ticket) -> None:
    """Announced at even intervals, then missed.

    What fell due while the server was down is not made up for in a burst: everybody has an interval to hear each
    announcement in.
    """
    settings = turn.hall.settings
    least, whole_ms = settings.least_announcements, settings.missed_after_seconds * 1000
    over_ms = missed_allowed_ms(turn.records, settings, ticket)
    heard_ms = (ticket.called or ticket.began).hall_ms + whole_ms // least
    if ticket.announced < least:
        if turn.now.hall_ms >= max(heard_ms, over_ms - whole_ms + ticket.announced * whole_ms // least):
            announce_again(turn, window, ticket, limit=settings.announcements)
    elif turn.now.hall_ms >= max(heard_ms, over_ms):
        miss(turn, window, ticket)
        note_clock(turn, window.id)


def _call_next(turn: Turn, window: Window) -> None:
    """A window with nobody to call stays due: whoever comes next is called at once."""
    if not window.is_calling or turn.records.tickets.in_hand(window.id) is not None:
        return
    chosen = next_for(turn, window)
    if chosen is not None:
        ready_to_call(turn, window)
        call_chosen(turn, window, chosen)
        note_clock(turn, window.id)
