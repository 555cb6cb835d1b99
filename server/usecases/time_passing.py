"""What time alone causes; run before commands and by one ticker, so that no cron job can be forgotten."""

from datetime import timedelta

from server.contract.answers import Done
from server.contract.terms import PrintOutcome, TicketState
from server.domain.events import ServerStarted, SlipReported, TicketExpired
from server.domain.print_job import PrintJob
from server.usecases.automatic import act_for_windows
from server.usecases.office import LetTimePass, NoteStart
from server.usecases.parking import unpark_those_due
from server.usecases.printing import drop_late_slips
from server.usecases.rolls import watch_rolls
from server.usecases.serving import vacate
from server.usecases.turn import Turn
from server.usecases.working import last_moment

ANSWERS_KEPT_FOR = timedelta(days=7)
"""How long a repeat of a request finds its answer."""
_SHORT_RESTART_MS = 30_000
"""An update of the software takes no longer, and boards come back with it."""


def let_time_pass(turn: Turn, command: LetTimePass) -> Done:
    """The ticker's command."""
    pass_time(turn)
    act_for_windows(turn)
    drop_late_slips(turn)
    watch_rolls(turn)
    turn.records.answers.forget(turn.now.wall - ANSWERS_KEPT_FOR)
    return Done()


def note_start(turn: Turn, command: NoteStart) -> Done:
    """A line in the journal at each start, so that revisions never fall.

    Whoever was called when the power went has seen and heard nothing since, and gets a time of grace.
    """
    if any(each.state is TicketState.CALLED for each in turn.records.lines.in_hand(turn.day)):
        _give_grace(turn)
    turn.tell(ServerStarted(version=command.version))
    return Done()


def _give_grace(turn: Turn) -> None:
    """All of it after a start of the machine, whose wall may have come back at any time; if the server alone was away,
    nobody knows since when, but not for longer than nothing has happened.
    """
    state = turn.records.halls.day_state()
    away_ms = turn.now.hall_ms - last_moment(turn).hall_ms
    if turn.is_machine_new:
        turn.records.halls.save_day_state(state.powered(turn.now))
    elif away_ms > _SHORT_RESTART_MS:
        grace_seconds = turn.hall.settings.grace_seconds
        turn.records.halls.save_day_state(state.restarted(turn.now, away_ms=away_ms, grace_seconds=grace_seconds))


def pass_time(turn: Turn) -> None:
    """Expires what is left of earlier days, empties the windows that nobody left, takes up what was set aside until
    now, and gives up slips whose box went silent.
    """
    for ticket in turn.records.lines.stale(turn.day):
        turn.change(ticket, ticket.expire(turn.now))
        turn.tell(TicketExpired(ticket_id=ticket.id))
    if turn.hall.day_of(last_moment(turn)) < turn.day:
        _empty_windows(turn)
    unpark_those_due(turn)
    for job in turn.records.print_jobs.overdue(turn.now.wall):
        _give_up(turn, job)


def _empty_windows(turn: Turn) -> None:
    """Who went home without a word is not there in the morning: nobody may be called to an empty window.

    A visit that is still under way ends by hand.
    """
    for window in turn.records.windows.all():
        if window.person_id is not None and turn.records.tickets.in_hand(window.id) is None:
            vacate(turn, window)


def _give_up(turn: Turn, job: PrintJob) -> None:
    lost = job.lost()
    turn.records.print_jobs.save(lost)
    turn.tell(
        SlipReported(
            job_id=job.id,
            ticket_id=job.ticket_id,
            box_id=job.box_id,
            outcome=PrintOutcome.UNKNOWN,
            fault=lost.fault,
            millimetres=0,
        )
    )
