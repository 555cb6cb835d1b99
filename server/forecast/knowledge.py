"""What a hall's own days teach: how long visits are, who comes when, who does not come, who sits where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from server.contract.terms import PersonId, ServiceId, WindowId
from server.domain.forecast import VisitTimes
from server.domain.hall import Hall, Service
from server.domain.held import visits_of
from server.domain.interval import Interval, IntervalKind
from server.domain.learning import Came, GroupId, Usual, learn, learn_inflow, share_of
from server.domain.moment import Moment
from server.domain.place import LineClass
from server.domain.policy import PriorityRate, rate_of
from server.usecases.kept import Taken
from server.usecases.ports import Records

DAYS = 60
"""So many days back are read: with a half-life of 45 days the older ones would say little."""
_USUAL_MISSED = 0.05
_SETTLED_MS = 45 * 60_000
"""Of today's visits only those called so long ago teach: of later ones the short are over and the long are not."""
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
    visits, missed = visits_of(_settled(seen.intervals, today, now))
    usual_missed_ms = hall.settings.missed_after_seconds * 1000
    return Knowledge(
        visits=learn(usual, visits, today),
        flow=_flow(hall, seen.taken, today),
        missed_share=share_of(len(missed), len(missed) + len(visits), usual=_USUAL_MISSED),
        missed_ms=round(share_of(sum(missed), len(missed), usual=usual_missed_ms)),
        people=_people(seen.intervals, today),
    )


def _settled(intervals: Sequence[Interval], today: date, now: Moment) -> list[Interval]:
    """Without the visits of which any part began a moment ago."""
    young = {
        (each.ticket_id, each.service_id)
        for each in intervals
        if each.day >= today and now.hall_ms - each.began.hall_ms <= _SETTLED_MS
    }
    return [each for each in intervals if (each.ticket_id, each.service_id) not in young]


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
