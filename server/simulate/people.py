"""Who comes on a generated day, and what each would need."""

import random
from dataclasses import dataclass

from server.contract.terms import ServiceId, TicketId
from server.domain.policy import LAWFUL, ORDINARY, PriorityRate
from server.simulate.profile import HOUR_MS, Profile


@dataclass(frozen=True, slots=True)
class Comer:
    """One who comes; ``length`` is the visit's share of its mean, 0 of one who will not come when called."""

    id: TicketId
    service_id: ServiceId
    rate: PriorityRate
    arrives_ms: int
    length: float


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
            length=_length(profile, chance),
        )
        for number, arrives_ms in enumerate(arrivals, 1)
    ]


def _length(profile: Profile, chance: random.Random) -> float:
    if chance.random() < profile.missed_share:
        return 0.0
    return chance.lognormvariate(-(profile.sigma**2) / 2, profile.sigma)
