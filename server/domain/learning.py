"""How long visits are, learned from those that were; sensible before there are any.

Logs of times are averaged. What is known of a person at a service leans on what is known of the service, that on its
group (a sphere, say), and that on the minutes that the office has written down: each level counts as if it had been
seen so often at the level above, so that a few visits move it little and hundreds decide. Recent days weigh more.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import exp, log, sqrt
from typing import NewType, TypeVar

from server.contract.terms import PersonId, ServiceId
from server.domain.estimate import SQUARED_VARIATION
from server.domain.forecast import VisitTime
from server.domain.policy import PriorityRate

GroupId = NewType("GroupId", str)
_Key = TypeVar("_Key", bound=Hashable)

SIGMA = sqrt(log(1 + SQUARED_VARIATION))
"""The log spread of service times in such halls."""
_SHORTEST_MS = 1_000
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Visit:
    """One that was: the time for which it held the window, from the call to the end, without suspensions."""

    service_id: ServiceId
    person_id: PersonId
    held_ms: int
    day: date


@dataclass(frozen=True, slots=True)
class Usual:
    """What the office says of a service."""

    group_id: GroupId
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """How many visits each level of knowledge is worth against those below it."""

    half_life_days: float = 45.0
    group: float = 12.0
    service: float = 12.0
    person: float = 15.0
    """People differ by about a fifth, visits by three quarters: (0.77 / 0.2)²."""
    sigma: float = 60.0


@dataclass(frozen=True, slots=True)
class LearnedTimes:
    """A ``VisitTimes``: log means by service and person, log spread by service."""

    usual: Mapping[ServiceId, Usual]
    services: Mapping[ServiceId, float] = field(default_factory=dict)
    people: Mapping[tuple[ServiceId, PersonId], float] = field(default_factory=dict)
    groups: Mapping[GroupId, float] = field(default_factory=dict)
    sigmas: Mapping[ServiceId, float] = field(default_factory=dict)

    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        """The visit time of a service with a person, from the nearest level that knows anything."""
        usual = self.usual[service_id]
        shift = self.groups.get(usual.group_id, 0.0)
        shift += self.services.get(service_id, 0.0) + self.people.get((service_id, person_id), 0.0)
        sigma = self.sigmas.get(service_id, SIGMA)
        # The office writes down means; a log mean lies half the squared spread below.
        log_mean = log(usual.minutes * _MINUTE_MS) - SIGMA**2 / 2 + shift
        return VisitTime(exp(log_mean + sigma**2 / 2), sigma)


def learn(
    usual: Mapping[ServiceId, Usual], visits: Iterable[Visit], today: date, leaning: Leaning | None = None
) -> LearnedTimes:
    """What the visits before ``today`` teach; those of services that are no longer offered teach nothing."""
    leaning = leaning or Leaning()
    seen = [_Seen(visit, usual[visit.service_id], today, leaning) for visit in visits if visit.service_id in usual]
    groups = _settle(((each.group_id, each) for each in seen), leaning.group)
    services = _settle(((each.service_id, each) for each in seen), leaning.service)
    people = _settle((((each.service_id, each.person_id), each) for each in seen), leaning.person)
    return LearnedTimes(usual, services, people, groups, _sigmas(seen, leaning.sigma))


class _Seen:
    """One visit with its weight, and what the levels settled so far leave unexplained of its log time."""

    __slots__ = ("group_id", "left", "person_id", "service_id", "weight")

    def __init__(self, visit: Visit, usual: Usual, today: date, leaning: Leaning) -> None:
        self.group_id = usual.group_id
        self.service_id = visit.service_id
        self.person_id = visit.person_id
        self.weight = _weight(visit.day, today, leaning.half_life_days)
        self.left = log(max(visit.held_ms, _SHORTEST_MS) / (usual.minutes * _MINUTE_MS)) + SIGMA**2 / 2


def _settle(keyed: "Iterable[tuple[_Key, _Seen]]", worth: float) -> dict[_Key, float]:
    """The shift of each key: the weighted mean of what is left, drawn towards none; taken off what is left."""
    members: defaultdict[_Key, list[_Seen]] = defaultdict(list)
    for key, each in keyed:
        members[key].append(each)
    shifts = {}
    for key, seen in members.items():
        weight = sum(each.weight for each in seen)
        shift = sum(each.weight * each.left for each in seen) / (weight + worth)
        for each in seen:
            each.left -= shift
        shifts[key] = shift
    return shifts


def _sigmas(seen: Iterable[_Seen], worth: float) -> dict[ServiceId, float]:
    weights: defaultdict[ServiceId, float] = defaultdict(lambda: worth)
    squares: defaultdict[ServiceId, float] = defaultdict(lambda: worth * SIGMA**2)
    for each in seen:
        weights[each.service_id] += each.weight
        squares[each.service_id] += each.weight * each.left**2
    return {service_id: sqrt(squares[service_id] / weight) for service_id, weight in weights.items()}


def share_of(hits: float, trials: float, *, usual: float, worth: float = 100.0) -> float:
    """A share learned from so many hits, drawn towards the usual one while there are few."""
    return (hits + usual * worth) / (trials + worth)


@dataclass(frozen=True, slots=True)
class Came:
    """One who came on some day, in the ``hour``-th hour after opening."""

    service_id: ServiceId
    rate: PriorityRate
    hour: int
    day: date


def learn_inflow(
    came: Iterable[Came], today: date, *, days: Collection[date], half_life_days: float = 45.0
) -> dict[tuple[ServiceId, PriorityRate, int], float]:
    """How many come in an hour of the day, on the average of the ``days`` seen; recent ones weigh more."""
    weights = {day: _weight(day, today, half_life_days) for day in days}
    whole = sum(weights.values())
    expected: defaultdict[tuple[ServiceId, PriorityRate, int], float] = defaultdict(float)
    for each in came:
        expected[each.service_id, each.rate, each.hour] += weights[each.day] / whole
    return dict(expected)


def _weight(day: date, today: date, half_life_days: float) -> float:
    return float(0.5 ** ((today - day).days / half_life_days))
