"""What one forecast of a big hall costs: 40 windows, 300 waiting, 140 services asked about."""

from __future__ import annotations

import random
import time
from statistics import median

from server.contract.terms import PersonId, ServiceId, TicketId, WindowId
from server.domain.forecast import HallNow, Inflow, InHand, Newcomer, OpenWindow, Pause, VisitTime, Waiting
from server.domain.place import Place, TargetId
from server.domain.play import play
from server.domain.policy import LAWFUL, ORDINARY, Level
from server.domain.scene import scenes_of
from server.forecast.chance import draw
from server.forecast.forecasting import RUNS, forecast
from server.forecast.tables import Numbering
from tests.bench.tables import show

WINDOWS, WAITING, GROUPS = 40, 300, 5
_TURNS = 15
_HOUR_MS = 3_600_000
_SERVICES = [[ServiceId(f"service-{group}-{turn}") for turn in range(70 // GROUPS)] for group in range(GROUPS)]


class _Usual:
    def of(self, service_id: ServiceId, person_id: PersonId) -> VisitTime:
        return VisitTime(600_000.0, 0.77)


def measure() -> dict[str, float]:
    """Prints the table; the hall of groups is the Center's, the joined one has windows that help the next group."""
    figures: dict[str, float] = {}
    rows: list[list[str | float]] = []
    for name, is_joined in (("5 groups", False), ("all joined by helpers", True)):
        hall = big_hall(is_joined=is_joined)
        array_ms = median(_array_ms(hall, seed) for seed in range(_TURNS))
        plain_ms = _plain_ms(hall)
        rows.append([name, RUNS, array_ms, plain_ms])
        suffix = "_joined" if is_joined else ""
        figures |= {f"forecast_ms{suffix}": round(array_ms, 1), f"forecast_plain_ms{suffix}": round(plain_ms)}
    show(
        f"One forecast, {WINDOWS} windows, {WAITING} waiting, every ticket and service: milliseconds of CPU",
        ["hall", "runs", "arrays", "plain Python"],
        rows,
    )
    return figures | {"forecast_runs": RUNS}


def _array_ms(hall: HallNow, seed: int) -> float:
    began = time.process_time()
    forecast(hall, seed=seed)
    return (time.process_time() - began) * 1000


def _plain_ms(hall: HallNow, runs: int = 10) -> float:
    """Of as many runs, reckoned from some."""
    scenes = scenes_of(hall)
    numbering = Numbering(scenes)
    chances = draw(scenes, numbering, seed=1, runs=runs)
    lucks = [
        (scene, chances.luck(at, numbers, numbering.tickets, run))
        for at, (scene, numbers) in enumerate(zip(scenes, numbering.of_scene(), strict=True))
        for run in range(runs)
    ]
    began = time.process_time()
    for scene, luck in lucks:
        play(scene, luck)
    return (time.process_time() - began) * 1000 / runs * RUNS


def big_hall(*, is_joined: bool) -> HallNow:
    """Everybody busy, a third of the windows with a break before them, 8 % out of turn."""
    chance = random.Random(40)
    everything = [service_id for group in _SERVICES for service_id in group]
    waiting = [chance.choice(_SERVICES[number % GROUPS]) for number in range(WAITING)]
    return HallNow(
        now_ms=0,
        windows=[_window(number, chance, is_joined=is_joined) for number in range(WINDOWS)],
        waiting=[
            Waiting(
                id=TicketId(f"ticket-{number}"),
                service_id=service_id,
                targets=_line(service_id),
                rate=LAWFUL if chance.random() < 0.08 else ORDINARY,
                place=Place(-chance.randrange(_HOUR_MS), number),
            )
            for number, service_id in enumerate(waiting)
        ],
        newcomers=[Newcomer(targets=_line(each), rate=rate) for each in everything for rate in (ORDINARY, LAWFUL)],
        inflow=[
            Inflow(service_id=each, targets=_line(each), rate=rate, per_hour=share * 130 / len(everything))
            for each in everything
            for rate, share in ((LAWFUL, 0.08), (ORDINARY, 0.92))
        ],
        visits=_Usual(),
        missed_share=0.05,
        missed_ms=120_000,
    )


def _window(number: int, chance: random.Random, *, is_joined: bool) -> OpenWindow:
    group = number % GROUPS
    levels = {TargetId(service_id): Level.MAIN for service_id in _SERVICES[group]}
    if is_joined and number < GROUPS:
        levels |= {TargetId(service_id): Level.HELPER for service_id in _SERVICES[(group + 1) % GROUPS]}
    return OpenWindow(
        id=WindowId(f"window-{number}"),
        person_id=PersonId(f"person-{number}"),
        levels=levels,
        in_hand=InHand(_SERVICES[group][0], -chance.randrange(600_000)),
        pauses=[Pause(chance.randrange(_HOUR_MS), _HOUR_MS // 2)] if number % 3 == 0 else [],
    )


def _line(service_id: ServiceId) -> frozenset[TargetId]:
    return frozenset({TargetId(service_id)})
