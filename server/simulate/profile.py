"""What a Center's day is like: who comes when and for what, how long it takes, who sits where."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp

from server.contract.terms import PersonId, ServiceId, WindowId
from server.domain.forecast import VisitTime
from server.domain.learning import SIGMA, GroupId, Usual
from server.domain.place import TargetId
from server.domain.policy import Level

HOUR_MS = 3_600_000
MINUTE_MS = 60_000
PERCENT_BY_HOUR = (16, 17, 15, 12, 9, 9, 9, 8, 5)
"""Of a day's people, from opening at eight; measured in such a Center."""


@dataclass(frozen=True, slots=True)
class PlannedService:
    """What people come for; ``minutes`` is a visit's true mean, ``share`` of all people who come."""

    id: ServiceId
    group_id: GroupId
    minutes: float
    share: float


@dataclass(frozen=True, slots=True)
class PlannedWindow:
    """A window with the person who sits there all day."""

    id: WindowId
    person_id: PersonId
    levels: Mapping[TargetId, Level]
    break_from_ms: int
    break_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that a generated day is drawn from."""

    services: tuple[PlannedService, ...]
    windows: tuple[PlannedWindow, ...]
    pace: Mapping[PersonId, float]
    """How long each person takes, as a share of the service's mean."""
    people: int = 800
    percent_by_hour: tuple[int, ...] = PERCENT_BY_HOUR
    out_of_turn: float = 0.08
    missed_share: float = 0.05
    missed_ms: int = 2 * MINUTE_MS
    sigma: float = SIGMA
    minutes: Mapping[ServiceId, float] = field(default_factory=dict)

    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        """The true visit time: a ``VisitTimes`` that knows what can be known."""
        return VisitTime(self.minutes[service_id] * MINUTE_MS * self.pace.get(person_id, 1.0), self.sigma)

    def per_hour(self, service: PlannedService, hour: int) -> float:
        """How many people come for a service in an hour after opening; nobody after the last."""
        percent = self.percent_by_hour[hour] if hour < len(self.percent_by_hour) else 0
        return self.people * service.share * percent / sum(self.percent_by_hour)

    def usual(self) -> dict[ServiceId, Usual]:
        """What an office would have written down: one round figure for a whole group."""
        return {each.id: Usual(each.group_id, 12.0) for each in self.services}


# Group: services with their minutes and percent of the people, and how many windows.
_CENTER = {
    "registration": ({"residence": (9, 18), "civil": (9, 9)}, 5),
    "passports": ({"id-card": (15, 12), "abroad": (20, 10)}, 8),
    "social": ({"subsidy": (14, 10), "benefit": (14, 6)}, 4),
    "property": ({"rights": (16, 7), "business": (16, 5)}, 4),
    "front": ({"collect": (4, 14), "advice": (4, 9)}, 2),
}
GROUP_NAMES: Mapping[GroupId, str] = {
    GroupId("registration"): "реєстрація / registration",
    GroupId("passports"): "паспорти / passports",
    GroupId("social"): "соціальні / social",
    GroupId("property"): "майно й бізнес / property and business",
    GroupId("front"): "видача й поради / collecting and advice",
}
"""As tables say them; as many as a Center needs windows at least."""
_BREAK_MS = 30 * MINUTE_MS
_FIRST_BREAK_MS = 3 * HOUR_MS + 30 * MINUTE_MS
_BREAKS_SPAN_MS = 3 * HOUR_MS


def center(seed: int, *, out_of_turn: float = 0.08, people: int = 800, windows_count: int | None = None) -> Profile:
    """A Center of 5 groups and, unless said otherwise, 23 windows; who is quick and who is slow there is drawn by the
    seed.

    Other numbers of windows, at least one a group, are shared out by how much work each group has.
    """
    chance = random.Random(seed)
    services, windows = [], []
    counts = {group: count for group, (_, count) in _CENTER.items()}
    if windows_count is not None:
        counts = _shared_out(windows_count)
    for group, (offered, _) in _CENTER.items():
        count = counts[group]
        targets = {TargetId(f"{group}-{name}"): Level.MAIN for name in offered}
        for name, (minutes, percent) in offered.items():
            services.append(PlannedService(ServiceId(f"{group}-{name}"), GroupId(group), minutes, percent / 100))
        for turn in range(count):
            name = f"{group}-{turn + 1}"
            begins = _FIRST_BREAK_MS + _BREAKS_SPAN_MS * turn // count
            windows.append(PlannedWindow(WindowId(name), PersonId(f"person-{name}"), targets, begins, _BREAK_MS))
    return Profile(
        services=tuple(services),
        windows=tuple(windows),
        pace={window.person_id: exp(chance.gauss(0, 0.2)) for window in windows},
        people=people,
        out_of_turn=out_of_turn,
        minutes={service.id: service.minutes for service in services},
    )


def _shared_out(windows_count: int) -> dict[str, int]:
    """One window a group, and each further one where most work falls on one window."""
    work = {
        group: sum(minutes * percent for minutes, percent in offered.values())
        for group, (offered, _) in _CENTER.items()
    }
    counts = dict.fromkeys(_CENTER, 1)
    for _ in range(windows_count - len(_CENTER)):
        counts[max(counts, key=lambda group: work[group] / counts[group])] += 1
    return counts
