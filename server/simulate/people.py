"""Who comes on a generated day, and what each would need."""

import random
from dataclasses import dataclass

from server.contract.terms import PersonId, PriorityClass, ServiceId, TicketId
from server.domain.place import LineClass
from server.domain.policy import LAWFUL, ORDINARY, PriorityRate, rate_of
from server.simulate.plan import Plan
from server.simulate.profile import HOUR_MS, Profile

_ANYBODY = PersonId("")
"""How much visits vary depends on the service alone."""


@dataclass(frozen=True, slots=True)
class Comer:
    """One who comes; ``length`` is the visit's share of its mean, 0 of one who will not come when called."""

    id: TicketId
    service_id: ServiceId
    rate: PriorityRate
    arrives_ms: int
    length: float

    @property
    def priority(self) -> PriorityClass:
        """As it is declared at the kiosk."""
        if self.rate.is_lawful:
            return PriorityClass.LAWFUL
        return PriorityClass.LOCAL if self.rate.is_guarded else PriorityClass.ORDINARY


@dataclass(frozen=True, slots=True)
class Rush:
    """A time when so many times more people come than usual."""

    from_ms: int
    until_ms: int
    times: float


def people_of(profile: Profile, chance: random.Random, rush: Rush | None = None) -> list[Comer]:
    """In order of arrival."""
    hours = range(len(profile.percent_by_hour))
    arrivals = sorted(
        int((hour + chance.random()) * HOUR_MS)
        for hour in chance.choices(hours, profile.percent_by_hour, k=profile.people)
    )
    if rush:
        crowd = [ms for ms in arrivals if rush.from_ms <= ms < rush.until_ms]
        arrivals = sorted(arrivals + [ms + 1 for ms in crowd * round(rush.times - 1)])
    shares = [service.share for service in profile.services]
    return [
        Comer(
            id=TicketId(f"ticket-{number}"),
            service_id=chance.choices(profile.services, shares)[0].id,
            rate=LAWFUL if chance.random() < profile.out_of_turn else ORDINARY,
            arrives_ms=arrives_ms,
            length=_length(profile.missed_share, profile.sigma, chance),
        )
        for number, arrives_ms in enumerate(arrivals, 1)
    ]


def people_of_plan(plan: Plan, chance: random.Random) -> list[Comer]:
    """In order of arrival; hours are those of the clock, and a plan with more windows has the same people."""
    cells = list(plan.demand)
    drawn = chance.choices(cells, list(plan.demand.values()), k=plan.people) if plan.people else []
    classes, shares = list(plan.priorities), list(plan.priorities.values())
    arrivals = sorted((int((hour + chance.random()) * HOUR_MS), service_id) for service_id, hour in drawn)
    return [
        Comer(
            id=TicketId(f"ticket-{number}"),
            service_id=service_id,
            rate=rate_of(LineClass(chance.choices(classes, shares)[0].value)),
            arrives_ms=arrives_ms,
            length=_length(plan.missed_share, plan.visits.of(service_id, _ANYBODY).sigma, chance),
        )
        for number, (arrives_ms, service_id) in enumerate(arrivals, 1)
    ]


def _length(missed_share: float, sigma: float, chance: random.Random) -> float:
    if chance.random() < missed_share:
        return 0.0
    return chance.lognormvariate(-(sigma**2) / 2, sigma)
