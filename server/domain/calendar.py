"""Opening hours of one timetable: which spans a day has, and whether tickets are given at an instant of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.contract.terms import Intake, ProblemCode
from server.domain.errors import Refusal

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
MINUTES_A_DAY = 24 * 60
_MINUTE = timedelta(minutes=1)


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
        _check_order("hours", self.opens, self.intake_ends, self.closes)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Hours of one day in minutes after local midnight; intake ends at or before closing."""

    opens: int
    intake_ends: int
    closes: int

    def __post_init__(self) -> None:
        _check_order("exceptions", self.opens, self.intake_ends, self.closes)


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


def dated_on(exceptions: Iterable[DatedHours], day: date) -> DatedHours | None:
    """What was decided for that very date."""
    return next((dated for dated in exceptions if dated.day == day), None)


def weekly_on(hours: Iterable[OpenDay], day: date) -> tuple[Span, ...]:
    """The spans of a date by its weekday, in order."""
    weekday = day.weekday()
    return tuple(Span(each.opens, each.intake_ends, each.closes) for each in sorted(hours) if each.weekday == weekday)


def shortened(spans: tuple[Span, ...], minutes: int) -> tuple[Span, ...]:
    """A day that ends so much earlier, its intake too; a span of which nothing is left is dropped."""
    if not spans:
        return ()
    intake_ends, closes = spans[-1].intake_ends - minutes, spans[-1].closes - minutes
    ends = ((span.opens, min(span.intake_ends, intake_ends), min(span.closes, closes)) for span in spans)
    return tuple(Span(opens, until, closed) for opens, until, closed in ends if opens < until)


def overlap(these: Iterable[Span], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """When both are open."""
    shared = (
        (max(one.opens, other.opens), min(one.intake_ends, other.intake_ends), min(one.closes, other.closes))
        for one in these
        for other in others
    )
    return tuple(sorted(Span(opens, until, closes) for opens, until, closes in shared if opens < until))


def instant_of(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which the hall's wall clock shows so many minutes after midnight, or more.

    In the spring night whose hour is skipped 03:30 never shows, so what opens then opens at 04:00; in the autumn night
    whose hour comes twice it counts the first time, so that what has closed does not open again.
    """
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    instant = shown.replace(tzinfo=zone).astimezone(UTC)
    while (instant - _MINUTE).astimezone(zone).replace(tzinfo=None) >= shown:
        instant -= _MINUTE
    return instant


def intake_at(spans: tuple[Span, ...], day: date, zone: ZoneInfo, at: datetime) -> Intake:
    """Whether the hours of the date ``day`` let tickets be given at an instant of it."""
    if not spans:
        return Intake.CLOSED_TODAY
    bounds = [(instant_of(day, span.opens, zone), instant_of(day, span.intake_ends, zone)) for span in spans]
    if any(opens <= at < ends for opens, ends in bounds):
        return Intake.OPEN
    return Intake.NOT_YET if any(at < opens for opens, _ in bounds) else Intake.OVER


def said(spans: Iterable[Span]) -> str:
    """The intake of a day as «08:00–12:00, 13:00–16:00»."""
    return ", ".join(f"{clock_of(span.opens)}–{clock_of(span.intake_ends)}" for span in spans)


def _check_order(field: str, opens: int, intake_ends: int, closes: int) -> None:
    if not 0 <= opens < intake_ends <= closes <= MINUTES_A_DAY:
        raise Refusal(ProblemCode.BAD_VALUE, field=field, reason="opens < intake ends ≤ closes")
