"""How long a hall gives tickets by its opening hours: between two instants, and until when so long will have passed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from server.domain.calendar import instant_of
from server.domain.hall import Hall
from server.domain.opening import LOOK_AHEAD, hours_on

_NONE = timedelta()
_DAY = timedelta(days=1)


def open_between(hall: Hall, since: datetime, until: datetime) -> timedelta:
    """Of the time from ``since`` to ``until``, what lay within the hours of intake."""
    spans = _spans(hall, since.astimezone(hall.zone).date(), until.astimezone(hall.zone).date())
    return sum((max(_NONE, min(ends, until) - max(opens, since)) for opens, ends in spans), _NONE)


def open_until(hall: Hall, at: datetime, open_for: timedelta) -> datetime | None:
    """The instant, in the hall's zone, up to which tickets are given so long from ``at`` on; None when it is out of
    sight."""
    first = at.astimezone(hall.zone).date()
    left = open_for
    for opens, ends in _spans(hall, first, first + LOOK_AHEAD):
        begins = max(opens, at)
        if begins + left <= ends:
            return (begins + left).astimezone(hall.zone)
        left -= max(_NONE, ends - begins)
    return None


def _spans(hall: Hall, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """From opening to the end of intake, day by day; spans of one day follow one another."""
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        for span in hours_on(hall, None, day):
            yield instant_of(day, span.opens, hall.zone), instant_of(day, span.intake_ends, hall.zone)
