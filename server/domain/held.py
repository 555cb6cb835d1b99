"""What held windows: visits that were served and calls in vain, from the stretches of time that they left."""

from collections.abc import Iterable, Sequence

from server.contract.terms import ServiceId, TicketId
from server.domain.interval import Interval, IntervalKind, Outcome
from server.domain.learning import Visit

_LONGEST_MS = 4 * 3_600_000
"""A longer visit was forgotten at the window, not held there."""
_TORN_MS = 5_000
"""Wall and hall time differ by more than this when an alert fell into a stretch of time."""


def visits_of(intervals: Iterable[Interval]) -> tuple[list[Visit], list[int]]:
    """Visits, and how long those called who did not come held their windows.

    All that one ticket held windows for in one service is one visit, of whoever served it longest, also when it was
    set aside, lent to another window or taken over meanwhile: its citizen was expected once. Only who was missed did
    not come; called, and then set aside, sent on or cancelled, is neither that nor a visit.
    """
    visits: list[Visit] = []
    missed: list[int] = []
    for stretches in _by_visit(intervals).values():
        in_vain = [each for each in stretches if _is_in_vain(each, stretches)]
        missed += [_length_ms(each) for each in in_vain if not _is_torn(each)]
        visits += _visit([each for each in stretches if each not in in_vain])
    return visits, missed


def _by_visit(intervals: Iterable[Interval]) -> dict[tuple[TicketId | None, ServiceId | None], list[Interval]]:
    found: dict[tuple[TicketId | None, ServiceId | None], list[Interval]] = {}
    for each in intervals:
        if each.kind in (IntervalKind.CALLED, IntervalKind.SERVING):
            found.setdefault((each.ticket_id, each.service_id), []).append(each)
    return found


def _is_in_vain(each: Interval, of_visit: Sequence[Interval]) -> bool:
    """Of old stretches it is not known how they ended: a call that nobody was served after was in vain."""
    if each.outcome is not None or each.kind is IntervalKind.SERVING:
        return each.outcome is Outcome.MISSED
    return not any(
        other.kind is IntervalKind.SERVING and other.began.hall_ms == each.ended.hall_ms for other in of_visit
    )


def _visit(held: Sequence[Interval]) -> list[Visit]:
    """None where nobody was served, or where it cannot be told for how long."""
    held_ms = sum(map(_length_ms, held))
    served = [each for each in held if each.kind is IntervalKind.SERVING]
    if not served or held_ms > _LONGEST_MS or any(map(_is_torn, held)):
        return []
    longest = max(served, key=_length_ms)
    if longest.service_id is None or longest.person_id is None:
        return []
    return [Visit(longest.service_id, longest.person_id, held_ms, longest.day)]


def _is_torn(interval: Interval) -> bool:
    wall_ms = (interval.ended.wall - interval.began.wall).total_seconds() * 1000
    return abs(wall_ms - _length_ms(interval)) > _TORN_MS


def _length_ms(interval: Interval) -> int:
    return interval.ended.hall_ms - interval.began.hall_ms
