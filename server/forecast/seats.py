"""What a step looks up by seat, a slot in a run: slot × runs + run. Each look costs the same, however much it says."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from server.domain.scene import Scene
from server.forecast.chance import Chances
from server.forecast.tables import Floats, Ints, Numbering, SlotTables


@dataclass(frozen=True, slots=True)
class Seats:
    """Of whoever is called, and of whoever then heads the line."""

    following: Ints
    """The next seat of its line."""
    came: Ints
    """Of tickets; of those to come, since the one before."""
    order: Ints
    is_inflow: Ints
    at_mean: Ints
    """Where the slot's means begin."""
    factors: Floats
    missed_ms: Ints
    """What the visit lasts of one who does not come; 0 of everybody else."""


def seats_of(scenes: Sequence[Scene], numbering: Numbering, chances: Chances, slots: SlotTables, width: int) -> Seats:
    """For all runs of these chances."""
    runs = chances.factors.shape[1]
    run = np.arange(runs)
    missed_ms = np.zeros((len(slots.came), 1), np.int64)
    for scene, numbers in zip(scenes, numbering.of_scene(), strict=True):
        missed_ms[numbers] = scene.missed_ms
    return Seats(
        following=(slots.following[:, np.newaxis] * runs + run).ravel(),
        came=(slots.came[:, np.newaxis] + chances.gaps_ms).ravel(),
        order=np.repeat(slots.order, runs),
        is_inflow=np.repeat(slots.is_inflow, runs),
        at_mean=np.repeat(np.arange(len(slots.came)) * width, runs),
        factors=chances.factors.ravel(),
        missed_ms=np.where(chances.factors == 0.0, missed_ms, 0).ravel(),
    )
