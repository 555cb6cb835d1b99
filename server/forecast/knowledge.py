"""What a hall's own days teach: how long visits are, who comes when, who does not come, who sits where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from server.contract.terms import PersonId, ServiceId, TicketId, WindowId
from server.domain.forecast import VisitTimes
from server.domain.hall import Hall, Service
from server.domain.interval import Interval, IntervalKind
from server.domain.learning import Came, GroupId, Usual, Visit, learn, learn_inflow, share_of
from server.domain.moment import Moment
from server.domain.place import LineClass
from server.domain.policy import PriorityRate, rate_of
from server.usecases.kept import Taken
from server.usecases.ports import Records

DAYS = 60
"""So many days back are read: with a half-life of 45 days the older ones would say little."""
_USUAL_MISSED = 0.05
_LONGEST_MS = 4 * 3_600_000
"""A longer visit was forgotten at the window, not held there."""
_SETTLED_MS = 45 * 60_000
"""Of today's visits only those called so long ago teach: of later ones the short are over and the long are not."""
_TORN_MS = 5_000
"""Wall and hall time differ by more than this when an alert fell into a stretch of time."""
_STAFFED_SHARE = 0.5

Flow = Mapping[tuple[ServiceId, PriorityRate, int], float]
"""How many come for a service in a class in an hour of the local day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """For the hall at hand, on the day at hand."""

    visits: VisitTimes
    flow: Flow
    missed_share: float
    missed_ms: int
    """How long somebody who does not come holds the window."""
    people: Mapping[WindowId, PersonId]
    """Who was last at each window that is staffed on most days."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Stretches of time of some days, and what was taken on them."""

    intervals: Sequence[Interval]
    taken: Sequence[Taken]

    def __add__(self, other: "Seen") -> "Seen":
        return Seen([*self.intervals, *other.intervals], [*self.taken, *other.taken])


def seen_before(records: Records, today: date) -> Seen:
    """The days before today; seconds of reading in a big Center, so once a day."""
    return _seen(records, today - timedelta(days=DAYS), today - timedelta(days=1))


def seen_on(records: Records, today: date) -> Seen:
    """Today until now."""
    return _seen(records, today, today)


def knowledge_of(hall: Hall, services: Iterable[Service], seen: Seen, today: date, now: Moment) -> Knowledge:
    """What all of that teaches."""
    usual = {each.id: Usual(GroupId(each.sphere_id), each.minutes) for each in services}
    settled = [each for each in seen.intervals if each.day < today or now.hall_ms - each.began.hall_ms > _SETTLED_MS]
    visits, missed = visits_of(settled)
    usual_missed_ms = hall.settings.missed_after_seconds * 1000
    return Knowledge(
        visits=learn(usual, visits, today),
        flow=_flow(hall, seen.taken, today),
        missed_share=share_of(len(missed), len(missed) + len(visits), usual=_USUAL_MISSED),
        missed_ms=round(share_of(sum(missed), len(missed), usual=usual_missed_ms)),
        people=_people(seen.intervals, today),
    )


def visits_of(intervals: Iterable[Interval]) -> tuple[list[Visit], list[int]]:
    """Visits with the time for which each held its window, and how long those called who did not come held theirs."""
    called: dict[tuple[TicketId | None, int], Interval] = {}
    visits = []
    for each in sorted(intervals, key=lambda interval: interval.ended.hall_ms):
        if each.kind is IntervalKind.CALLED:
            called[each.ticket_id, each.ended.hall_ms] = each
        elif each.kind is IntervalKind.SERVING:
            before = called.pop((each.ticket_id, each.began.hall_ms), None)
            parts = [each] if before is None else [before, each]
            if not any(map(_is_torn, parts)):
                visits += _visit(each, sum(map(_length_ms, parts)))
    return visits, [_length_ms(each) for each in called.values() if not _is_torn(each)]


def _visit(served: Interval, held_ms: int) -> list[Visit]:
    if served.service_id is None or served.person_id is None or held_ms > _LONGEST_MS:
        return []
    return [Visit(served.service_id, served.person_id, held_ms, served.day)]


def _is_torn(interval: Interval) -> bool:
    wall_ms = (interval.ended.wall - interval.began.wall).total_seconds() * 1000
    return abs(wall_ms - _length_ms(interval)) > _TORN_MS


def _length_ms(interval: Interval) -> int:
    return interval.ended.hall_ms - interval.began.hall_ms


def _flow(hall: Hall, taken: Sequence[Taken], today: date) -> Flow:
    """From whole days; on the very first day what has come so far is expected to go on."""
    zone = hall.zone
    days = {each.day for each in taken if each.day < today}
    if not days:
        return _flow_so_far(hall, taken, zone)
    return learn_inflow(_came(hall, taken, zone, days), today, days=days)


def _flow_so_far(hall: Hall, taken: Sequence[Taken], zone: ZoneInfo) -> Flow:
    hours = {each.wall.astimezone(zone).hour for each in taken}
    flow: dict[tuple[ServiceId, PriorityRate, int], float] = {}
    for came in _came(hall, taken, zone, {each.day for each in taken}):
        for hour in range(24):
            key = (came.service_id, came.rate, hour)
            flow[key] = flow.get(key, 0.0) + 1 / len(hours)
    return flow


def _came(hall: Hall, taken: Iterable[Taken], zone: ZoneInfo, days: Collection[date]) -> list[Came]:
    points = hall.settings.local_points
    return [
        Came(
            each.service_id,
            rate_of(LineClass(each.priority), local_points=points),
            each.wall.astimezone(zone).hour,
            each.day,
        )
        for each in taken
        if each.day in days
    ]


def _people(intervals: Iterable[Interval], today: date) -> dict[WindowId, PersonId]:
    days: dict[WindowId, set[date]] = {}
    people: dict[WindowId, PersonId] = {}
    for each in intervals:
        if each.window_id is not None and each.person_id is not None and each.day < today:
            days.setdefault(each.window_id, set()).add(each.day)
            people[each.window_id] = each.person_id
    all_days = set().union(*days.values())
    return {window: people[window] for window, on in days.items() if len(on) >= _STAFFED_SHARE * len(all_days)}


def _seen(records: Records, first: date, last: date) -> Seen:
    kinds = (IntervalKind.CALLED, IntervalKind.SERVING)
    return Seen(records.intervals.of_days(first, last, kinds), records.tickets.taken(first, last))
