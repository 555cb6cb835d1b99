"""What the people of a hall decide for the day at hand: a suspension, and an early end of intake."""

from dataclasses import dataclass
from datetime import date, datetime

from server.contract.terms import SuspensionReason


@dataclass(frozen=True, slots=True)
class Suspension:
    """An alert or outage that stops every clock, until somebody ends it."""

    reason: SuspensionReason
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """Kept over restarts; a suspension also over midnight."""

    suspension: Suspension | None = None
    resumed_ms: int | None = None
    """Hall time at the end of the last suspension, from which the time of grace counts."""
    intake_stopped_on: date | None = None
    """No more tickets are given on that day."""
