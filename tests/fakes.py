"""Stand-ins for what the use cases need of the world, each found by the name of its port."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from server.contract.terms import HallId, Language
from server.domain.events import Event
from server.domain.moment import Reading

MONDAY_NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""Noon in Kyiv."""


class FakeClock:
    """The machine's clocks, moved by hand: forward together, the wall alone in any direction, over a restart."""

    def __init__(self, wall: datetime = MONDAY_NOON) -> None:
        self.wall = wall
        self.monotonic_ms = 1_000_000
        self._starts = 1

    def read(self) -> Reading:
        """What they say now."""
        return Reading(self.wall, self.monotonic_ms, f"start {self._starts}")

    def go_on(self, **passed: float) -> None:
        """Time passes: ``go_on(seconds=30)``."""
        span = timedelta(**passed)
        self.wall += span
        self.monotonic_ms += round(span.total_seconds() * 1000)

    def set_wall(self, wall: datetime) -> None:
        """Somebody, or NTP, sets the wall clock while the machine runs."""
        self.wall = wall

    def restart(self, **dark: float) -> None:
        """The power was away; ``restart(hours=-1)`` comes back with the wall clock set back."""
        self.wall += timedelta(**dark)
        self.monotonic_ms = 5
        self._starts += 1


class FakeChance:
    """Ids and secrets that are the same in every run."""

    def __init__(self, seed: str = "") -> None:
        self._random = Random(seed)

    def new_id(self) -> str:
        """A UUID of version 4."""
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def new_secret(self) -> str:
        """32 hexadecimal digits."""
        return f"{self._random.getrandbits(128):032x}"


class FakeWording:
    """Says in which language a text was asked for: ``uk:Service``."""

    def text(self, language: Language, english: str) -> str:
        """The language and the English."""
        return f"{language}:{english}"


class FakeNewsroom:
    """Remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[HallId, int, tuple[Event, ...]]] = []

    def committed(self, hall_id: HallId, sequence: int, events: Sequence[Event]) -> None:
        """One commit."""
        self.heard.append((hall_id, sequence, tuple(events)))
