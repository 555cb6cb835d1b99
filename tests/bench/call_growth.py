"""What ``CallNext`` costs with few and with very many tickets, on SQLite on disk, in the same minutes.

Halls with 10, 1,000 and 100,000 people waiting, each in a young database of its own, and all three in an old one, where
the largest has five million tickets behind it. Lines, and the past with its stretches and its journal, are written by
plain SQL in a process of its own before any store opens the file (``tests.bench.past``). Every measured call finishes
the visit before, lets a second's time pass, and is on disk when it is answered; between two calls somebody comes, so
that no line gets shorter.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from server.bootstrap import build_stage
from server.contract.answers import TicketCalledHere
from server.contract.commands import CallNext, StartServing, TakeTicket, TakeWindow
from server.contract.terms import HallId, Purpose
from server.simulate.founding import PlayedHall, found, give
from server.simulate.plan import Plan, plan_of
from server.simulate.playing import wall_at
from server.simulate.profile import center
from server.simulate.stage import PlayedClock, SeededChance, Stage
from tests.bench.tables import percentile, show

SEED = 11
SIZES = (10, 1_000, 100_000)
PAST = 5_000_000
ROUNDS, WARMING = 400, 80
DAY = date(2026, 3, 2)
_MORNING = timedelta(hours=10)
_BYTES_NEEDED = 12 * 1024**3
_READS = Path("/proc/self/io")


@dataclass(slots=True)
class Measured:
    """One hall in one of the databases, and what its calls took."""

    name: str
    stage: Stage
    clock: PlayedClock
    hall: PlayedHall
    plan: Plan
    turns: int = 0
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)

    def seat_everybody(self) -> None:
        """Somebody at each window."""
        for sitting in self.plan.rotas[0]:
            person, window_id = self.hall.people[sitting.person_id], self.hall.windows[sitting.window_id]
            give(self.stage, person, TakeWindow, window_id=window_id)

    def turn(self, *, is_noted: bool) -> None:
        """The next window calls; then its visit begins, and somebody comes."""
        sitting = self.plan.rotas[0][self.turns % len(self.plan.rotas[0])]
        self.turns += 1
        person, window_id = self.hall.people[sitting.person_id], self.hall.windows[sitting.window_id]
        self.clock.go_on_to(self.clock.read().wall + timedelta(seconds=2))
        reads, cpu, wall = _reads(), time.process_time(), time.perf_counter()
        called = give(self.stage, person, CallNext, window_id=window_id)
        wall, cpu, reads = time.perf_counter() - wall, time.process_time() - cpu, _reads() - reads
        if not isinstance(called, TicketCalledHere):
            raise AssertionError(f"nobody waits at {sitting.window_id} of {self.name}")
        if is_noted:
            self.wall_ms.append(wall * 1000)
            self.cpu_ms.append(cpu * 1000)
            self.reads.append(reads)
        give(self.stage, person, StartServing, window_id=window_id)
        give(
            self.stage,
            self.hall.kiosk,
            TakeTicket,
            service_id=called.service_id,
            purpose=Purpose.HAND_IN,
        )

    def row(self, first: Measured) -> list[str | float]:
        """As the table shows it, with ratios to the smallest hall without a past."""
        ratios = [median(mine) / median(theirs) for mine, theirs in self._beside(first)]
        wall, p99 = median(self.wall_ms), percentile(self.wall_ms, 99)
        return [self.name, median(self.cpu_ms), wall, p99, *ratios, sum(self.reads) / len(self.reads)]

    def _beside(self, other: Measured) -> tuple[tuple[list[float], list[float]], ...]:
        return (self.cpu_ms, other.cpu_ms), (self.wall_ms, other.wall_ms)


def measure(*, past: int = PAST, sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS) -> dict[str, float]:
    """Prints the table and gives the figures."""
    with tempfile.TemporaryDirectory(prefix="cherha-bench-") as folder, ExitStack() as opened:
        if shutil.disk_usage(folder).free < _BYTES_NEEDED * past / PAST:
            raise SystemExit(f"{folder} needs {_BYTES_NEEDED * past // PAST >> 20} MiB free")
        halls = []
        for at, behind in (*(((size,), 0) for size in sizes), (sizes, past)):
            file = Path(folder) / f"{max(at)}-{behind}.sqlite3"
            halls += opened.enter_context(_halls(file, at, behind))
            print(f"{', '.join(each.name for each in halls[-len(at) :])}: {file.stat().st_size / 1024**2:,.0f} MiB")
        print(flush=True)
        chance = random.Random(SEED)
        for number in range(WARMING + rounds):
            for each in chance.sample(halls, len(halls)):
                each.turn(is_noted=number >= WARMING)
    return _told(halls, rounds)


@contextmanager
def _halls(file: Path, sizes: tuple[int, ...], past: int) -> Iterator[list[Measured]]:
    """In one database, opened, with everybody at the windows; the past is that of the largest."""
    plan = plan_of(center(7))
    clock = PlayedClock(wall_at(DAY, timedelta()))
    url, chance = f"sqlite:///{file}", SeededChance(SEED)
    stage = build_stage(clock, chance, url)
    set_up = {size: found(replace(stage, hall_id=HallId(f"hall-{size}")), plan) for size in sizes}
    stage.store.close()
    for size in sizes:
        behind = past if size == max(sizes) else 0
        if behind:
            print(f"writing {behind:,} tickets of the past by plain SQL: some minutes …", flush=True)
        asked = [str(file), f"hall-{size}", str(size), str(behind)]
        subprocess.run([sys.executable, "-m", "tests.bench.past", *asked], check=True)
    clock.go_on_to(wall_at(DAY, _MORNING))
    stage = build_stage(clock, chance, url)
    measured = []
    for size, hall in set_up.items():
        whose = "" if size == max(sizes) else " in the next hall"
        name = f"{size:,} waiting" + (f", {past:,} behind{whose}" if past else "")
        measured.append(Measured(name, replace(stage, hall_id=HallId(f"hall-{size}")), clock, hall, plan))
    for each in measured:
        each.seat_everybody()
    try:
        yield measured
    finally:
        stage.store.close()


def _told(halls: list[Measured], rounds: int) -> dict[str, float]:
    first = halls[0]
    show(
        f"CallNext on SQLite on disk, {rounds} calls each in shuffled turns, seed {SEED}; × is to the first row; "
        "reads: how often the system was asked for a page that SQLite's own cache of 2 MB did not have",
        ("hall", "CPU ms", "wall p50 ms", "p99", "CPU ×", "wall ×", "reads a call"),
        [each.row(first) for each in halls],
    )
    cpu, wall = ([median(values) for values in kind] for kind in _kinds(halls))
    cpu_growth, wall_growth = max(cpu) / cpu[0], max(wall) / wall[0]
    return {
        "callnext_growth": round(max(cpu_growth, wall_growth), 3),
        "callnext_cpu_growth": round(cpu_growth, 3),
        "callnext_wall_growth": round(wall_growth, 3),
        "callnext_cpu_ms": round(cpu[-1], 3),
        "callnext_wall_ms": round(wall[-1], 3),
    }


def _kinds(halls: list[Measured]) -> tuple[list[list[float]], list[list[float]]]:
    return [each.cpu_ms for each in halls], [each.wall_ms for each in halls]


def _reads() -> int:
    """How often this process has asked the system to read."""
    return int(_READS.read_text("ascii").split("syscr: ")[1].split("\n")[0])


if __name__ == "__main__":
    print(measure())
