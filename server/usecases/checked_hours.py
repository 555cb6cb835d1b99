"""Dates, days of the month and daily limits as the office may save them; refused with ``bad-value`` otherwise."""

from itertools import pairwise

from server.contract.terms import ProblemCode
from server.domain.calendar import DatedHours
from server.domain.errors import Refusal

_MOST_DATES = 400
"""Every command reads its hall: a year of single dates is more than anybody decides."""
_LARGEST_LIMIT = 10_000


def checked_exceptions(exceptions: tuple[DatedHours, ...]) -> tuple[DatedHours, ...]:
    """One order of things a date, in the order of the dates, its spans apart."""
    kept = tuple(sorted(exceptions, key=lambda dated: dated.day))
    if len(kept) > _MOST_DATES:
        raise Refusal(ProblemCode.BAD_VALUE, field="exceptions", reason=f"≤ {_MOST_DATES}")
    for former, latter in pairwise(kept):
        if former.day == latter.day:
            raise Refusal(ProblemCode.BAD_VALUE, field="exceptions", reason=f"1 × {former.day:%d.%m.%Y}")
    for dated in kept:
        for first, following in pairwise(sorted(dated.spans)):
            if following.opens < first.closes:
                raise Refusal(ProblemCode.BAD_VALUE, field="exceptions", reason=f"{dated.day:%d.%m.%Y}: closes ≤ opens")
    return kept


def checked_service_exceptions(exceptions: tuple[DatedHours, ...]) -> tuple[DatedHours, ...]:
    """The same for one service: a holiday is the whole hall's."""
    for dated in exceptions:
        if dated.is_holiday:
            raise Refusal(ProblemCode.BAD_VALUE, field="exceptions", reason=f"{dated.day:%d.%m.%Y}")
    return checked_exceptions(exceptions)


def checked_month_days(days: tuple[int, ...]) -> tuple[int, ...]:
    """Each once, in order."""
    if any(not 1 <= day <= 31 for day in days):
        raise Refusal(ProblemCode.BAD_VALUE, field="month_days", reason="1–31")
    return tuple(sorted(set(days)))


def checked_daily_limit(limit: int | None) -> int | None:
    """A service that gives no ticket at all is put into the archive instead."""
    if limit is not None and not 1 <= limit <= _LARGEST_LIMIT:
        raise Refusal(ProblemCode.BAD_VALUE, field="daily_limit", reason=f"1–{_LARGEST_LIMIT}")
    return limit
