"""Halls in, waits out."""

from collections.abc import Sequence

import numpy as np

from server.contract.terms import TicketId
from server.domain.forecast import NEVER_MS, UNKNOWN, Forecast, HallNow, Newcomer, Unknown, Wait, rank_of
from server.domain.scene import scenes_of
from server.forecast.chance import draw
from server.forecast.engine import play_all
from server.forecast.tables import Ints, Numbering

RUNS = 200
_LIKELY, _SAFE = 0.5, 0.8


def forecast(hall: HallNow, *, seed: int, runs: int = RUNS) -> Forecast:
    """The waits of a hall as it stands; the same for the same hall and seed."""
    return forecast_each([hall], seed=seed, runs=runs)[0]


def forecast_each(halls: Sequence[HallNow], *, seed: int, runs: int = RUNS) -> list[Forecast]:
    """Several halls at once, which costs much less than one by one."""
    by_hall = [scenes_of(hall) for hall in halls]
    scenes = [scene for scenes in by_hall for scene in scenes]
    owner = [at for at, scenes in enumerate(by_hall) for _ in scenes]
    waiting: list[dict[TicketId, Wait | Unknown]] = [{each.id: UNKNOWN for each in hall.waiting} for hall in halls]
    newcomers: list[dict[Newcomer, Wait | Unknown]] = [dict.fromkeys(hall.newcomers, UNKNOWN) for hall in halls]
    if scenes:
        numbering = Numbering(scenes)
        called, probed = play_all(
            scenes, numbering, draw(scenes, numbering, seed=seed, runs=runs), rank=rank_of(_SAFE, runs)
        )
        waits = iter(_waits(called))
        for at, scene, probes in zip(owner, scenes, probed, strict=True):
            for ticket_id in scene.tickets:
                waiting[at][ticket_id] = next(waits)
            for same, wait in zip(scene.newcomers, _waits(probes), strict=True):
                newcomers[at].update(dict.fromkeys(same, wait))
    return [Forecast(*both) for both in zip(waiting, newcomers, strict=True)]


def _waits(called: Ints) -> list[Wait | Unknown]:
    """``wait_of`` for many rows at once."""
    runs = called.shape[1]
    ranks = [rank_of(share, runs) for share in (_LIKELY, _SAFE)]
    ordered = np.partition(called, ranks, axis=1)[:, ranks]
    return [UNKNOWN if p80 >= NEVER_MS else Wait(p50, p80) for p50, p80 in ordered.tolist()]
