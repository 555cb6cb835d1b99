"""An early end of the day's tickets, by hand: more people are in the hall than can be served."""

from dataclasses import replace

from server.contract.answers import Done
from server.contract.commands import ReopenIntake, StopIntake
from server.domain.events import IntakeReopened, IntakeStopped
from server.usecases.turn import Turn


def stop_intake(turn: Turn, command: StopIntake) -> Done:
    """Until the end of the hall's day; those who have a ticket are served."""
    state = turn.records.halls.day_state()
    if state.intake_stopped_on != turn.day:
        turn.records.halls.save_day_state(replace(state, intake_stopped_on=turn.day))
        turn.tell(IntakeStopped())
    return Done()


def reopen_intake(turn: Turn, command: ReopenIntake) -> Done:
    """As if it had not been stopped."""
    state = turn.records.halls.day_state()
    if state.intake_stopped_on == turn.day:
        turn.records.halls.save_day_state(replace(state, intake_stopped_on=None))
        turn.tell(IntakeReopened())
    return Done()
