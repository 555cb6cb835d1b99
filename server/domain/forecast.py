"""What a forecast stands on, and what it says: a range of waits, or that nobody can say.

All times are hall time, so a suspension moves none of them. Nothing here draws chance: that is handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from server.contract.slip import WaitRange
from server.contract.terms import PersonId, ServiceId, TicketId, WindowId
from server.domain.place import Place, TargetId
from server.domain.policy import GUARD, Level, PriorityRate

NEVER_MS = 1 << 27
"""Later than any day: 37 hours from now."""
_STEP_MINUTES = 5
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class VisitTime:
    """How long a visit holds a window, from the call to the end: lognormal with this mean and log spread."""

    mean_ms: float
    sigma: float


class VisitTimes(Protocol):
    """What is known of visits; an answer for any pair, known or not."""

    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        """The visit time of a service with a person."""
        ...


@dataclass(frozen=True, slots=True)
class Pause:
    """A break that begins at ``from_ms`` or after the visit then under way; NEVER_MS long: the window closes."""

    from_ms: int
    length_ms: int


@dataclass(frozen=True, slots=True)
class InHand:
    """The visit that a window is at."""

    service_id: ServiceId
    called_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """A window that calls now or is due to (``opens_ms``)."""

    id: WindowId
    person_id: PersonId
    levels: Mapping[TargetId, Level]
    in_hand: InHand | None = None
    opens_ms: int = 0
    pauses: Sequence[Pause] = ()
    """In order of time; one under way is told by ``opens_ms``."""
    guarded_in_a_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket in line; one with several targets leaves all lines at once."""

    id: TicketId
    service_id: ServiceId
    targets: frozenset[TargetId]
    rate: PriorityRate
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who would take a ticket now."""

    targets: frozenset[TargetId]
    rate: PriorityRate


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """Who is expected to come: so many an hour for the next hours."""

    service_id: ServiceId
    targets: frozenset[TargetId]
    rate: PriorityRate
    per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HallNow:
    """A hall at one moment, as far as waits depend on it."""

    now_ms: int
    windows: Sequence[OpenWindow]
    waiting: Sequence[Waiting]
    newcomers: Sequence[Newcomer]
    inflow: Sequence[Inflow]
    visits: VisitTimes
    missed_share: float
    missed_ms: int
    """How long somebody called who does not come holds the window."""
    guard: int = GUARD
    horizon_ms: int = 6 * 3_600_000
    """How far ahead is looked, to the end of the day at most: one who is not called by then has no forecast."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The likely and the safe wait: half of the runs, and four of five, were not longer."""

    p50_ms: int
    p80_ms: int

    def shortened(self, share: float) -> "Wait":
        """To this share of itself."""
        return Wait(int(self.p50_ms * share), int(self.p80_ms * share))

    def shown(self) -> WaitRange:
        """As people see it: minutes, rounded up to five."""
        return WaitRange(_rounded_up(self.p50_ms), max(_rounded_up(self.p80_ms), _STEP_MINUTES))


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say: no window is there, or none is likely to stay, that serves this."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Forecast:
    """A wait for each waiting ticket, from now on, and for each newcomer asked about."""

    waiting: Mapping[TicketId, Wait | Unknown]
    newcomers: Mapping[Newcomer, Wait | Unknown]


def wait_of(called_ms: Sequence[int]) -> Wait | Unknown:
    """From the moments of the call in many runs, counted from now, in any order."""
    ordered = sorted(called_ms)
    p50, p80 = (ordered[rank_of(share, len(ordered))] for share in (0.5, 0.8))
    return UNKNOWN if p80 >= NEVER_MS else Wait(p50, p80)


def rank_of(share: float, runs: int) -> int:
    """Which of so many ordered runs a further one stays below with this probability; the first is 0."""
    return max(0, min(runs - 1, ceil(share * (runs + 1)) - 1))


def _rounded_up(ms: int) -> int:
    return ceil(ms / _MINUTE_MS / _STEP_MINUTES) * _STEP_MINUTES
