"""What is played: a hall's services and windows, who sits where from when to when, and who comes for what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from server.contract.terms import PersonId, PriorityClass, ServiceId, WindowId
from server.domain.forecast import Pause, VisitTimes
from server.domain.learning import GroupId
from server.domain.place import TargetId
from server.simulate.profile import GROUP_NAMES, HOUR_MS, PlannedService, PlannedWindow, Profile

MIDNIGHT_MS = 24 * HOUR_MS
_OPENS_MS = 8 * HOUR_MS
"""A generated day opens at eight; its profile counts from then."""

Demand = Mapping[tuple[ServiceId, int], float]
"""How many come for a service in an hour of the clock; only the proportions count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedService:
    """A service by its key in the plan; ``name`` is what tables say."""

    id: ServiceId
    name: str
    group_id: GroupId
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedWindow:
    """A window and what it serves; ``helper_ids``: those of them as a helper."""

    id: WindowId
    name: str
    service_ids: tuple[ServiceId, ...]
    helper_ids: frozenset[ServiceId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A person at a window for a part of the day, in milliseconds after local midnight."""

    window_id: WindowId
    person_id: PersonId
    from_ms: int
    until_ms: int
    pauses: tuple[Pause, ...] = ()
    is_last: bool = False
    """Nobody sits there afterwards: whoever still waits at the end is served."""


Rota = tuple[Sitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that days are drawn from; ``rotas`` are taken in turn, one a day."""

    services: tuple[PlayedService, ...]
    windows: tuple[PlayedWindow, ...]
    rotas: tuple[Rota, ...]
    demand: Demand
    visits: VisitTimes
    people: int
    """How many come on a day."""
    group_names: Mapping[GroupId, str]
    priorities: Mapping[PriorityClass, float]
    """What share of them is of which class."""
    missed_share: float

    @property
    def groups(self) -> dict[GroupId, tuple[ServiceId, ...]]:
        """The services of each group."""
        found: dict[GroupId, tuple[ServiceId, ...]] = {}
        for service in self.services:
            found[service.group_id] = (*found.get(service.group_id, ()), service.id)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreWindows:
    """The question: what if so many more windows were staffed for these services from then to then?"""

    count: int
    from_ms: int
    until_ms: int
    service_ids: tuple[ServiceId, ...]


def plan_of(profile: Profile) -> Plan:
    """A profile's day, opening at eight o'clock."""
    hours = range(len(profile.percent_by_hour))
    opens = _OPENS_MS // HOUR_MS
    return Plan(
        services=tuple(
            PlayedService(id=each.id, name=each.id, group_id=each.group_id, minutes=each.minutes)
            for each in profile.services
        ),
        windows=tuple(_window_of(each, profile.services) for each in profile.windows),
        rotas=(tuple(_sitting_of(each, _OPENS_MS + len(hours) * HOUR_MS) for each in profile.windows),),
        demand={(each.id, opens + hour): profile.per_hour(each, hour) for each in profile.services for hour in hours},
        visits=profile,
        people=profile.people,
        group_names=GROUP_NAMES,
        priorities={
            PriorityClass.LAWFUL: profile.out_of_turn,
            PriorityClass.ORDINARY: 1 - profile.out_of_turn,
        },
        missed_share=profile.missed_share,
    )


def with_more(plan: Plan, more: MoreWindows) -> Plan:
    """The same days with more windows; whoever sits there works as the service's mean says."""
    windows = tuple(
        PlayedWindow(id=WindowId(f"more-{number}"), name=f"+{number}", service_ids=more.service_ids)
        for number in range(1, more.count + 1)
    )
    sittings = tuple(
        Sitting(
            window_id=window.id,
            person_id=PersonId(f"person-{window.id}"),
            from_ms=more.from_ms,
            until_ms=more.until_ms,
        )
        for window in windows
    )
    return replace(plan, windows=plan.windows + windows, rotas=tuple(rota + sittings for rota in plan.rotas))


def _window_of(window: PlannedWindow, services: Iterable[PlannedService]) -> PlayedWindow:
    return PlayedWindow(
        id=window.id,
        name=window.id,
        service_ids=tuple(each.id for each in services if TargetId(each.id) in window.levels),
    )


def _sitting_of(window: PlannedWindow, until_ms: int) -> Sitting:
    return Sitting(
        window_id=window.id,
        person_id=window.person_id,
        from_ms=_OPENS_MS,
        until_ms=until_ms,
        pauses=(Pause(_OPENS_MS + window.break_from_ms, window.break_ms),),
        is_last=True,
    )
