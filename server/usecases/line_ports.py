"""What the use cases need of a day: its lines, stretches of time that are over, and what limits are held against."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from server.contract.terms import ServiceId
from server.domain.interval import Interval, IntervalKind
from server.domain.moment import Moment
from server.domain.place import LineClass, TargetId
from server.domain.ticket import Ticket


class Lines(Protocol):
    """The tickets of one hall as lines."""

    def heads(self, day: date, targets: Iterable[TargetId]) -> Sequence[Ticket]:
        """The first ticket of each (target, class) line; the cost does not grow with the lines."""

    def living(self, day: date) -> Sequence[Ticket]:
        """Waiting, called, served and parked tickets of the day by place; served ones of an earlier day too."""

    def in_hand(self, day: date) -> Sequence[Ticket]:
        """Of the living, those called or served."""

    def parked(self, day: date) -> Sequence[Ticket]:
        """Of the living, those set aside, by place."""

    def waiting_by_target(self, day: date) -> dict[TargetId, int]:
        """How many stand in the lines of each target; targets without anybody are left out."""

    def ended_after_call(self, day: date, since_ms: int) -> Sequence[Ticket]:
        """Tickets of the day that were called since that hall time and are done or missed already."""

    def in_several(self, day: date) -> Sequence[frozenset[TargetId]]:
        """The targets of each ticket that stands in several lines at once."""

    def in_lines(self, day: date, targets: Iterable[TargetId], classes: Iterable[LineClass]) -> int:
        """How many tickets stand in the lines of these targets and classes."""

    def of_day(self, day: date, states: Iterable[str]) -> Sequence[Ticket]:
        """Tickets of the day in these states, latest change first, at most 200."""

    def left_over(self, day: date) -> Sequence[Ticket]:
        """All whose ticket of that day expired and does not go on, by place."""

    def to_come(self, day: date) -> Sequence[Ticket]:
        """Those who wait for a day after ``day``, by place."""

    def arrivals(self, day: date) -> Sequence[Moment]:
        """When each ticket of the day was taken, those that continue another one left out, in no order."""

    def stale(self, day: date) -> Sequence[Ticket]:
        """Waiting, called and parked tickets of days before ``day``."""


class Intervals(Protocol):
    """The stretches of time of one hall that are over."""

    def add(self, interval: Interval) -> None: ...

    def of_days(self, first: date, last: date, kinds: Iterable[IntervalKind]) -> Sequence[Interval]:
        """Those of the days from ``first`` to ``last``, in the order in which they ended."""

    def served(self, ticket: Ticket) -> frozenset[ServiceId]:
        """The services that the ticket was served in and no longer is."""


class ServiceDays(Protocol):
    """How many visits of a day each service of one hall belongs or has belonged to."""

    def given(self, day: date, services: Iterable[ServiceId]) -> dict[ServiceId, int]:
        """Of these services; those without any are left out."""

    def enter(self, day: date, service_id: ServiceId) -> None:
        """One more visit."""

    def leave(self, day: date, service_id: ServiceId) -> None:
        """One less, since the service left its visit before it was begun."""
