"""What a played hall has instead of the machine: a clock that is moved on, and chance from a seed."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Protocol
from uuid import UUID

from server.contract.terms import HallId
from server.domain.moment import Reading
from server.usecases.actor import Actor
from server.usecases.bus import AnyAnswer, AnyCommand
from server.usecases.ports import Chance, Store

HALL_ID = HallId("played")
_STARTS_AT_MS = 1_000


class PlayedClock:
    """The port ``Clock``: stands still until it is moved on, both of its clocks together."""

    def __init__(self, wall: datetime) -> None:
        self._wall = wall
        self._monotonic_ms = _STARTS_AT_MS

    def read(self) -> Reading:
        """What it says now."""
        return Reading(self._wall, self._monotonic_ms, "play")

    def go_on_to(self, wall: datetime) -> None:
        """Time passes; one that is over already changes nothing."""
        passed_ms = round((wall - self._wall).total_seconds() * 1000)
        if passed_ms > 0:
            self._wall = wall
            self._monotonic_ms += passed_ms


class SeededChance:
    """The port ``Chance``: the same ids in each run of a seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"ids {seed}")

    def new_id(self) -> str:
        """A UUID of version 4."""
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def new_secret(self) -> str:
        """32 hexadecimal digits."""
        return f"{self._random.getrandbits(128):032x}"


class Passing(Protocol):
    """Time as a play needs it."""

    def go_on_to(self, wall: datetime) -> None:
        """Returns when it is so late."""


class Door(Protocol):
    """Where commands are given: the bus itself, or a way to a server's."""

    def handle(self, actor: Actor, command: AnyCommand) -> AnyAnswer: ...


class PlayedStore(Store, Protocol):
    """A store that ends with the play."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a play takes place."""

    bus: Door
    clock: Passing
    chance: Chance
    hall_id: HallId = HALL_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStage(Stage):
    """A store that no real hall knows, and the bus on it."""

    store: PlayedStore
