"""When a hall, or one service of it, is open: by weekday, by date, by day of the month, and before a holiday."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from server.domain.calendar import Span, dated_on, instant_of, overlap, shortened, weekly_on
from server.domain.hall import Hall, Service

LOOK_AHEAD = timedelta(days=92)
"""Nobody plans a visit further ahead, and a hall that never opens must not be searched for ever."""
_DAY = timedelta(days=1)


def hours_on(hall: Hall, service: Service | None, day: date) -> tuple[Span, ...]:
    """The spans of a date, of the hall or, within them, of a service; none: closed.

    What was decided for a date goes before weekdays and days of the month. The day before a holiday of the hall is
    shorter, unless it has dated hours of its own. A day of the month that falls on a closed day does not move.
    """
    dated = dated_on(hall.exceptions, day)
    if dated is not None:
        of_hall = tuple(sorted(dated.spans))
    else:
        of_hall = weekly_on(hall.hours, day)
        tomorrow = dated_on(hall.exceptions, day + _DAY)
        if tomorrow is not None and tomorrow.is_holiday:
            of_hall = shortened(of_hall, hall.settings.pre_holiday_minutes)
    return of_hall if service is None else hours_within(of_hall, service, day)


def hours_within(of_hall: tuple[Span, ...], service: Service, day: date) -> tuple[Span, ...]:
    """The spans of a service on a date, given those of its hall."""
    dated = dated_on(service.exceptions, day)
    if dated is not None:
        return overlap(of_hall, dated.spans)
    if service.month_days and day.day not in service.month_days:
        return ()
    return overlap(of_hall, weekly_on(service.hours, day)) if service.hours else of_hall


def closes_at(hall: Hall, service: Service | None, local: datetime) -> datetime | None:
    """When the day of that instant ends, in the hall's zone; None on a closed day."""
    day = local.astimezone(hall.zone).date()
    spans = hours_on(hall, service, day)
    return instant_of(day, max(span.closes for span in spans), hall.zone).astimezone(hall.zone) if spans else None


def next_open_day(hall: Hall, service: Service | None, after: date) -> date | None:
    """The first date after ``after`` on which tickets are given; None when there is none in sight."""
    return next((day for day in _days_from(after + _DAY) if hours_on(hall, service, day)), None)


def last_open_day(hall: Hall, before: date) -> date | None:
    """The latest date before ``before`` on which the hall was open; None when there was none in sight."""
    days = (before - timedelta(days=number) for number in range(1, LOOK_AHEAD.days))
    return next((day for day in days if hours_on(hall, None, day)), None)


def opens_next(hall: Hall, service: Service | None, at: datetime) -> datetime | None:
    """The next instant at which tickets begin to be given, in the hall's zone; None when there is none in sight."""
    for day in _days_from(at.astimezone(hall.zone).date()):
        for span in hours_on(hall, service, day):
            opens = instant_of(day, span.opens, hall.zone)
            if opens > at:
                return opens.astimezone(hall.zone)
    return None


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(LOOK_AHEAD.days))
