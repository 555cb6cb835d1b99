"""What the person at a window does there: ready for callers, on a break, or busy without one."""

from dataclasses import replace

from server.contract.answers import Done
from server.contract.terms import BreakReason, PersonId, ProblemCode, Work
from server.contract.window_commands import ReturnToWindow, StartBackOffice, StartBreak, StopAutomaticCall
from server.domain.errors import Refusal
from server.domain.hall import Window
from server.domain.interval import of_work
from server.domain.moment import Moment
from server.domain.window_events import AutomaticCallStopped, BackOfficeStarted, BreakStarted, WorkResumed
from server.usecases.turn import Turn

_LONGEST_MINUTES = 480


def start_break(turn: Turn, command: StartBreak) -> Done:
    """Nobody is called here meanwhile."""
    if command.minutes is not None and not 1 <= command.minutes <= _LONGEST_MINUTES:
        raise Refusal(ProblemCode.BAD_VALUE, field="minutes", reason=f"1–{_LONGEST_MINUTES}")
    window = _free_window(turn, turn.own_window(command.window_id))
    until_ms = None if command.minutes is None else turn.now.hall_ms + command.minutes * 60_000
    occupy(turn, window, window.person_id, work=Work.BREAK, reason=command.reason, until_ms=until_ms)
    turn.tell(
        BreakStarted(
            window_id=window.id,
            person_id=staffed_by(window),
            reason=command.reason,
            minutes=command.minutes,
            ended=window.work,
            lasted_ms=_lasted_ms(turn, window),
        )
    )
    return Done()


def start_back_office(turn: Turn, command: StartBackOffice) -> Done:
    """Work without a caller; asked for once more it goes on."""
    window = _free_window(turn, turn.own_window(command.window_id))
    if window.work is not Work.BACK_OFFICE:
        occupy(turn, window, window.person_id, work=Work.BACK_OFFICE)
        turn.tell(
            BackOfficeStarted(
                window_id=window.id,
                person_id=staffed_by(window),
                ended=window.work,
                lasted_ms=_lasted_ms(turn, window),
            )
        )
    return Done()


def return_to_window(turn: Turn, command: ReturnToWindow) -> Done:
    """There for callers again."""
    _be_back(turn, turn.own_window(command.window_id))
    return Done()


def stop_automatic_call(turn: Turn, command: StopAutomaticCall) -> Done:
    """Somebody at the window needs a while more."""
    window = turn.own_window(command.window_id)
    if window.call_due_ms is not None:
        turn.records.windows.save(replace(window, call_due_ms=None))
        turn.tell(AutomaticCallStopped(window_id=window.id))
    return Done()


def occupy(
    turn: Turn,
    window: Window,
    person_id: PersonId | None,
    *,
    work: Work = Work.AT_WINDOW,
    reason: BreakReason | None = None,
    until_ms: int | None = None,
) -> None:
    """Who does what at a window from now on; what was done there until now is over, and no call is due."""
    over = of_work(window, turn.hall, turn.now, last_moment(turn))
    if over is not None:
        turn.records.intervals.add(over)
    turn.records.windows.save(
        replace(
            window,
            person_id=person_id,
            work=work,
            break_reason=reason,
            work_since=None if person_id is None else turn.now,
            work_until_ms=until_ms,
            call_due_ms=None,
        )
    )


def ready_to_call(turn: Turn, window: Window) -> None:
    """Whoever presses a call is back, and needs none that comes by itself."""
    if window.work is not Work.AT_WINDOW:
        _be_back(turn, window)
    elif window.call_due_ms is not None:
        turn.records.windows.save(replace(window, call_due_ms=None))


def call_soon(turn: Turn, window: Window) -> None:
    """The window has become free: the next one is called by itself after a pause, if the hall wants that."""
    window = turn.window(window.id)  # the same press may have ended a break
    pause_seconds = turn.hall.settings.call_after_finish_seconds
    if pause_seconds is not None and window.is_calling:
        turn.records.windows.save(replace(window, call_due_ms=turn.now.hall_ms + pause_seconds * 1000))


def last_moment(turn: Turn) -> Moment:
    """When something last happened in the hall."""
    clock = turn.records.halls.clock()
    return turn.now if clock is None else Moment(clock.hall_ms, clock.reading.wall)


def staffed_by(window: Window) -> PersonId:
    """The person at a window that ``Turn.own_window`` has let through."""
    if window.person_id is None:
        raise Refusal(ProblemCode.WINDOW_NOT_STAFFED, window=window.name)
    return window.person_id


def _be_back(turn: Turn, window: Window) -> None:
    if window.work is Work.AT_WINDOW:
        return
    occupy(turn, window, window.person_id)
    turn.tell(
        WorkResumed(
            window_id=window.id,
            person_id=staffed_by(window),
            ended=window.work,
            lasted_ms=_lasted_ms(turn, window),
        )
    )


def _free_window(turn: Turn, window: Window) -> Window:
    in_hand = turn.records.tickets.in_hand(window.id)
    if in_hand is not None:
        raise Refusal(ProblemCode.TICKET_IN_HAND, label=in_hand.label)
    return window


def _lasted_ms(turn: Turn, window: Window) -> int:
    return 0 if window.work_since is None else turn.now.hall_ms - window.work_since.hall_ms
