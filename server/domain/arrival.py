"""When somebody came of whom only the time of the wall is known: a number that was given by hand."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from server.domain.moment import Moment

_MILLISECOND = timedelta(milliseconds=1)


def arrival_at(wall: datetime, *, arrivals: Iterable[Moment], known: Iterable[Moment], now: Moment) -> Moment:
    """The moment of an arrival at ``wall``; later than now is now.

    Hall time may have stood still for hours between then and now, and nobody noted when. So it counts on from the
    last moment before it that both clocks are known of, and stays behind whoever had come by then and before whoever
    came later. ``arrivals``: the others of the day; ``known``: what else is known of both clocks, such as the end of a
    suspension, which somebody may have come at the same instant as.
    """
    if wall >= now.wall:
        return now
    arrivals, known = tuple(arrivals), (*known, now)
    before = [each for each in (*arrivals, *known) if each.wall <= wall]
    latest_ms = min(
        *(each.hall_ms - 1 for each in arrivals if each.wall > wall),
        *(each.hall_ms for each in known if each.wall > wall),
        now.hall_ms,
    )
    if before:
        last = max(before, key=lambda each: each.hall_ms)
        return Moment(min(last.hall_ms + _ms(wall - last.wall), latest_ms), wall)
    first = min((each for each in (*arrivals, *known) if each.wall > wall), key=lambda each: each.hall_ms)
    return Moment(min(first.hall_ms - _ms(first.wall - wall), latest_ms), wall)


def _ms(span: timedelta) -> int:
    return span // _MILLISECOND
