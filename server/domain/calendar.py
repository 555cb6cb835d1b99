"""Opening hours: whether tickets are given at a local time, and what to say when not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from server.contract.terms import Intake, ProblemCode
from server.domain.errors import Refusal

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class OpenDay:
    """One weekday (Monday is 0) in minutes after local midnight; intake ends at or before closing."""

    weekday: int
    opens: int
    intake_ends: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise Refusal(ProblemCode.BAD_VALUE, field="weekday", reason="0–6")
        if not 0 <= self.opens < self.intake_ends <= self.closes <= MINUTES_A_DAY:
            raise Refusal(ProblemCode.BAD_VALUE, field="hours", reason="opens < intake ends ≤ closes")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Hours of one day in minutes after local midnight; intake ends at or before closing."""

    opens: int
    intake_ends: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedHours:
    """Another order of things on one date; no spans: closed."""

    day: date
    spans: tuple[Span, ...] = ()
    is_holiday: bool = False
    """The day before is shorter."""


def minutes_of(clock: str) -> int:
    """«8:30» or «08:30» as minutes; up to «24:00». Refused with ``bad-value`` otherwise."""
    match = _CLOCK.fullmatch(clock.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else MINUTES_A_DAY + 1
    if minutes > MINUTES_A_DAY:
        raise Refusal(ProblemCode.BAD_VALUE, field="hours", reason="HH:MM")
    return minutes


def clock_of(minutes: int) -> str:
    """Minutes after midnight as «08:30»."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def intake_at(hours: Iterable[OpenDay], local: datetime) -> Intake:
    """Whether intake is open at the hall's local time; several spans a day are allowed (a midday closing)."""
    today = sorted(day for day in hours if day.weekday == local.weekday())
    if not today:
        return Intake.CLOSED_TODAY
    minute = local.hour * 60 + local.minute
    if any(day.opens <= minute < day.intake_ends for day in today):
        return Intake.OPEN
    return Intake.NOT_YET if any(minute < day.opens for day in today) else Intake.OVER


def spans_of(hours: Sequence[OpenDay], weekday: int) -> str:
    """The intake of one weekday as «08:00–16:00», «—» when closed."""
    spans = [f"{clock_of(day.opens)}–{clock_of(day.intake_ends)}" for day in sorted(hours) if day.weekday == weekday]
    return ", ".join(spans) or "—"
