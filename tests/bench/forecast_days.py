"""Generated days with an estimate for each who comes, by five ways of estimating, and what then happened."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from server.contract.terms import ServiceId
from server.domain.forecast import HallNow, Inflow, Wait
from server.domain.learning import Came, Visit, learn, learn_inflow, share_of
from server.domain.place import TargetId
from server.domain.policy import LAWFUL, ORDINARY, PriorityRate
from server.forecast.forecasting import RUNS, forecast_each
from server.simulate.day import Arrival, Closing, Day, Halt
from server.simulate.profile import HOUR_MS, Profile
from tests.bench.forecast_baselines import Baselines

FIRST_DAY = date(2026, 3, 2)
_BATCH = 32
PerHour = Callable[[ServiceId, PriorityRate, int], float]


@dataclass(frozen=True, slots=True)
class Upset:
    """What goes wrong on a day; both are drawn by the day's seed."""

    is_closing: bool = False
    is_halt: bool = False

    def day(self, profile: Profile, seed: int) -> Day:
        """A day of this kind."""
        chance = random.Random(f"upset {seed}")
        closing = Closing(chance.choice(profile.windows).id, 4 * HOUR_MS) if self.is_closing else None
        halt = Halt(round((2 + 2 * chance.random()) * HOUR_MS)) if self.is_halt else None
        return Day(profile, seed=seed, closing=closing, halt=halt)


@dataclass(frozen=True, slots=True)
class Scored:
    """One who came: what each way said, and how long the wait was; in milliseconds."""

    group: str
    arrived_ms: int
    waited_ms: int
    learned: Wait
    true: Wait
    rolling_ms: float
    last_ms: float
    queue_ms: float


class History:
    """What the journal of earlier days would hold."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._visits: list[Visit] = []
        self._came: list[Came] = []
        self._missed: list[bool] = []
        self._days: list[date] = []

    @property
    def today(self) -> date:
        """The day after the last one seen."""
        return FIRST_DAY + timedelta(days=len(self._days))

    def add(self, day: Day) -> None:
        """A day that is over."""
        today = self.today
        for call in day.calls:
            self._missed.append(call.comer.length == 0)
            if call.is_whole and call.comer.length:
                self._visits.append(Visit(call.comer.service_id, call.window.person_id, call.held_ms, today))
        self._came += [Came(each.service_id, each.rate, each.arrives_ms // HOUR_MS, today) for each in day.people]
        self._days.append(today)

    def teach(self) -> Callable[[HallNow], HallNow]:
        """Fills in what has been learned."""
        visits = learn(self._profile.usual(), self._visits, self.today)
        expected = learn_inflow(self._came, self.today, days=self._days)
        missed_share = share_of(sum(self._missed), len(self._missed), usual=0.05)

        def per_hour(service_id: ServiceId, rate: PriorityRate, hour: int) -> float:
            return expected.get((service_id, rate, hour), 0.0)

        def known(hall: HallNow) -> HallNow:
            inflow = _inflow(self._profile, per_hour, hall.now_ms)
            return replace(hall, visits=visits, inflow=inflow, missed_share=missed_share)

        return known


def score(profile: Profile, upset: Upset, history: History, seed: int) -> list[Scored]:
    """A day's estimates at issue; ``history`` is what may be learned from, and the day is added to it."""
    day, learned = upset.day(profile, seed), history.teach()
    baselines = Baselines(profile, day)
    seen = [(arrival, baselines.say(arrival)) for arrival in day.arrivals()]
    called = {call.comer.id: call.called_ms for call in day.calls}
    history.add(day)
    groups = {service.id: service.group_id for service in profile.services}
    scored = []
    for at in range(0, len(seen), _BATCH):
        batch = [arrival for arrival, _ in seen[at : at + _BATCH]]
        waits = zip(
            seen[at : at + _BATCH],
            _waits(batch, learned, seed),
            _waits(batch, lambda hall: _truth(profile, hall), seed),
            strict=True,
        )
        for (arrival, said), by_learned, by_truth in waits:
            comer = arrival.comer
            waited_ms = called[comer.id] - comer.arrives_ms
            scored.append(Scored(groups[comer.service_id], comer.arrives_ms, waited_ms, by_learned, by_truth, *said))
    return scored


def _waits(arrivals: Sequence[Arrival], known: Callable[[HallNow], HallNow], seed: int) -> Iterator[Wait]:
    forecasts = forecast_each([known(arrival.hall) for arrival in arrivals], seed=seed, runs=RUNS)
    for arrival, forecast in zip(arrivals, forecasts, strict=True):
        wait = forecast.newcomers[arrival.newcomer]
        assert isinstance(wait, Wait), f"nobody serves {arrival.newcomer}"
        yield wait


def _truth(profile: Profile, hall: HallNow) -> HallNow:
    by_id = {service.id: service for service in profile.services}
    shares = {LAWFUL: profile.out_of_turn, ORDINARY: 1 - profile.out_of_turn}

    def per_hour(service_id: ServiceId, rate: PriorityRate, hour: int) -> float:
        return profile.per_hour(by_id[service_id], hour) * shares[rate]

    return replace(hall, visits=profile, inflow=_inflow(profile, per_hour, hall.now_ms))


def _inflow(profile: Profile, per_hour: PerHour, now_ms: int) -> list[Inflow]:
    """Expected in the hour from now, part of which is the next of the clock."""
    hour, past_ms = divmod(now_ms, HOUR_MS)
    past = past_ms / HOUR_MS
    return [
        Inflow(
            service_id=service.id,
            targets=frozenset({TargetId(service.id)}),
            rate=rate,
            per_hour=(1 - past) * per_hour(service.id, rate, hour) + past * per_hour(service.id, rate, hour + 1),
        )
        for service in profile.services
        for rate in (LAWFUL, ORDINARY)
    ]
