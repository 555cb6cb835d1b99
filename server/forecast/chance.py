"""What chance has in store for each run: the same for the same seed, on every machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from server.domain.forecast import NEVER_MS
from server.domain.play import Luck
from server.domain.scene import Scene
from server.forecast.tables import Floats, Ints, Numbering

_GRID = 4096
_STEPS = 1 << 16
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Chances:
    """Each row holds one value for each run."""

    free_ms: Sequence[Ints]
    """By scene: window by run."""
    factors: Floats
    """By slot, in the numbering of all scenes; 0 for one who does not come when called."""
    gaps_ms: Ints
    """By slot: since the one before came; 0 for tickets."""
    gaps: Floats
    """The same as shares of the mean, for those to come alone."""

    def luck(self, scene: int, numbers: Sequence[int], tickets: int, run: int) -> Luck:
        """One run of one scene, for the plain engine; ``tickets``: how many there are in all scenes."""
        gaps = [0.0 if number < tickets else float(self.gaps[number - tickets, run]) for number in numbers]
        return Luck(
            free_ms=[int(ms) for ms in self.free_ms[scene][:, run]],
            factors=[float(self.factors[number, run]) for number in numbers],
            gaps=gaps,
        )


def draw(scenes: Sequence[Scene], numbering: Numbering, *, seed: int, runs: int) -> Chances:
    """Visits lognormal, those to come at random, those in hand as long again as such visits last."""
    chance = np.random.Generator(np.random.PCG64(seed))
    size, tickets = numbering.nobody + 1, numbering.tickets
    sigmas, missed, means = np.zeros((size, 1)), np.zeros((size, 1)), np.zeros((size, 1))
    for scene, numbers in zip(scenes, numbering.of_scene(), strict=True):
        sigmas[numbers, 0] = [slot.visits[0].sigma for slot in scene.slots]
        means[numbers, 0] = [scene.lines[slot.line].gap_ms for slot in scene.slots]
        missed[numbers] = scene.missed_share
    # In single precision, which is enough for a visit's length and costs an eighth.
    spread = sigmas.astype(np.float32)
    factors = np.exp(spread * chance.standard_normal((size, runs), np.float32) - spread**2 / 2).astype(np.float64)
    if missed.any():
        factors[chance.random((size, runs), np.float32) < missed] = 0.0
    gaps = chance.standard_exponential((size - 1 - tickets, runs))
    gaps_ms = np.zeros((size, runs), np.int64)
    gaps_ms[tickets:-1] = np.minimum(means[tickets:-1] * gaps, NEVER_MS)
    return Chances([_free(scene, chance, runs) for scene in scenes], factors, gaps_ms, gaps)


def _free(scene: Scene, chance: np.random.Generator, runs: int) -> Ints:
    free = np.empty((len(scene.windows), runs), np.int64)
    free[:] = [[window.opens_ms] for window in scene.windows]
    busy = [index for index, window in enumerate(scene.windows) if window.in_hand]
    if busy:
        visits = [(visit, window.in_hand_ms) for window in scene.windows if (visit := window.in_hand)]
        sigma = np.array([[max(visit.sigma, _LEAST)] for visit, _ in visits])
        middle = np.log([[visit.mean_ms] for visit, _ in visits]) - sigma**2 / 2
        held = np.array([[max(held_ms, 1)] for _, held_ms in visits])
        # The share of such visits that are over by now; this one is one of the others.
        over = np.interp((np.log(held) - middle) / sigma, _quantiles(), _shares())
        share = over + (1 - over) * chance.random((len(busy), runs))
        ends = np.exp(middle + sigma * _by_share()[(share * _STEPS).astype(np.int64)]) - held
        free[busy] = np.maximum(free[busy], np.clip(ends, 0, NEVER_MS).astype(np.int64))
    return free


@cache
def _by_share() -> Floats:
    """The quantile of each step of shares, at its middle: looked up, since a search for each run is dear."""
    return np.interp((np.arange(_STEPS + 1) + 0.5) / _STEPS, _shares(), _quantiles())


@cache
def _quantiles() -> Floats:
    return np.linspace(-5.0, 5.0, _GRID)


@cache
def _shares() -> Floats:
    return np.array([NormalDist().cdf(float(quantile)) for quantile in _quantiles()])
