"""Hall time: a clock that never falls, so that no place in line depends on a clock that may jump."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine's clocks say: ``wall`` is aware; ``monotonic_ms`` counts since the start named by ``boot``."""

    wall: datetime
    monotonic_ms: int
    boot: str


@dataclass(frozen=True, slots=True)
class HallClock:
    """Where the hall's time stood at its last event."""

    hall_ms: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant: ``hall_ms`` for the rules, ``wall`` for people."""

    hall_ms: int
    wall: datetime

    def since(self, earlier: "Moment") -> timedelta:
        """How long ago ``earlier`` was, in hall time."""
        return timedelta(milliseconds=self.hall_ms - earlier.hall_ms)


def advance(clock: HallClock, reading: Reading, *, is_suspended: bool = False) -> HallClock:
    """The hall's time at a new reading: by the monotonic clock within one start of the machine, after a restart by
    the wall; none passes while the hall ``is_suspended``.

    A wall clock set back adds nothing; neither does a monotonic one that was read out of order, and what it counted
    up to before is not counted twice.
    """
    if reading.boot == clock.reading.boot:
        latest_ms = max(reading.monotonic_ms, clock.reading.monotonic_ms)
        passed = latest_ms - clock.reading.monotonic_ms
        reading = replace(reading, monotonic_ms=latest_ms)
    else:
        passed = max(0, round((reading.wall - clock.reading.wall).total_seconds() * 1000))
    return HallClock(clock.hall_ms + (0 if is_suspended else passed), reading)
