"""How long people waited, as the hall itself has kept it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from server.contract.terms import ServiceId
from server.domain.interval import Interval, IntervalKind
from server.simulate.profile import MINUTE_MS
from server.usecases.ports import Records

LIKELY, SAFE = 50, 80
"""Half of the people, and four of five, waited no longer."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One that ended with a call, by the hour of the clock in which it began."""

    service_id: ServiceId
    hour: int
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Of some days; ``unserved``: how many were never called."""

    waits: tuple[Wait, ...]
    unserved: int
    days: int

    def of(self, service_ids: Iterable[ServiceId]) -> "Waits":
        """Those for some services alone; how many of them were never called is not told apart."""
        wanted = frozenset(service_ids)
        return Waits(waits=tuple(each for each in self.waits if each.service_id in wanted), unserved=0, days=self.days)

    def by_hour(self) -> dict[int, list[float]]:
        """Minutes, by hours in which anybody came, in order."""
        found: dict[int, list[float]] = {}
        for each in sorted(self.waits, key=lambda wait: wait.hour):
            found.setdefault(each.hour, []).append(each.minutes)
        return found

    def minutes(self) -> list[float]:
        """Of everybody."""
        return [each.minutes for each in self.waits]


def waits_of(records: Records, days: Sequence[date]) -> Waits:
    """From the stretches of waiting of these days that are over."""
    hall = records.halls.get()
    kept = records.intervals.of_days(min(days), max(days), [IntervalKind.WAITING])
    if hall is None:
        return Waits(waits=(), unserved=0, days=len(days))
    called = [each for each in kept if _is_of_its_day(each, hall.zone)]
    return Waits(
        waits=tuple(
            Wait(
                ServiceId(each.service_id or ""),
                each.began.wall.astimezone(hall.zone).hour,
                (each.ended.hall_ms - each.began.hall_ms) / MINUTE_MS,
            )
            for each in called
        ),
        unserved=len(kept) - len(called),
        days=len(days),
    )


def percentile(minutes: Sequence[float], percent: float) -> float:
    """The smallest wait that so many per cent do not exceed; there must be one."""
    ordered = sorted(minutes)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _is_of_its_day(interval: Interval, zone: ZoneInfo) -> bool:
    """What expires does so on a later day."""
    return interval.ended.wall.astimezone(zone).date() == interval.day
