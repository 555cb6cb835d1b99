"""Three estimates that other queue systems give, or might: each needs a group of services only."""

from __future__ import annotations

from statistics import fmean

from server.simulate.day import Arrival, Call, Day
from server.simulate.profile import MINUTE_MS, Profile

_LAST = 10


class Baselines:
    """Says them at each arrival, from the calls that the day has seen by then."""

    def __init__(self, profile: Profile, day: Day) -> None:
        self._day = day
        self._group_of = {service.id: service.group_id for service in profile.services}
        self._heard = 0
        self._waits: dict[str, list[int]] = {group: [] for group in self._group_of.values()}
        self._mean_ms = {
            group: _mean_minutes(profile, group) * MINUTE_MS * (1 - profile.missed_share)
            + profile.missed_ms * profile.missed_share
            for group in self._waits
        }

    def say(self, arrival: Arrival) -> tuple[float, float, float]:
        """The mean wait of the last ten called, that of the last one, and the queue's length × mean ÷ windows."""
        for call in self._day.calls[self._heard :]:
            self._waits[self._group_of[call.comer.service_id]].append(_waited(call))
        self._heard = len(self._day.calls)
        group = self._group_of[arrival.comer.service_id]
        waits = self._waits[group][-_LAST:]
        queue_ms = len(arrival.hall.waiting) * self._mean_ms[group] / max(1, len(arrival.hall.windows))
        return fmean(waits) if waits else 0.0, waits[-1] if waits else 0.0, queue_ms


def _mean_minutes(profile: Profile, group: str) -> float:
    offered = [service for service in profile.services if service.group_id == group]
    return sum(each.minutes * each.share for each in offered) / sum(each.share for each in offered)


def _waited(call: Call) -> int:
    return call.called_ms - call.comer.arrives_ms
