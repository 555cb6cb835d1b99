"""The engine of arrays calls whom the rule calls, at the same moment, in every run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.forecast import NEVER_MS, HallNow
from server.domain.play import play
from server.domain.scene import Scene, scenes_of
from server.forecast.chance import draw
from server.forecast.engine import play_all
from server.forecast.forecasting import RUNS as RUNS_OF_A_FORECAST
from server.forecast.tables import Numbering
from tests.bench.forecast_speed import big_hall
from tests.domain.test_play import idle_before_its_break
from tests.forecast.halls import halls

RUNS = 3


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(several=st.lists(halls(), min_size=1, max_size=2), seed=st.integers(0, 1000))
def test_every_call_is_the_one_that_the_rule_makes(several: list[HallNow], seed: int) -> None:
    agree([scene for hall in several for scene in scenes_of(hall)], seed=seed, runs=RUNS)


def test_breaks_of_idle_windows_are_the_same() -> None:
    agree(scenes_of(idle_before_its_break()), seed=1, runs=300)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(several=st.lists(halls(), min_size=1, max_size=2), seed=st.integers(0, 1000), rank=st.integers(0, 11))
def test_to_end_early_changes_no_value_up_to_the_rank(several: list[HallNow], seed: int, rank: int) -> None:
    scenes = [scene for hall in several for scene in scenes_of(hall)]
    if scenes:
        early, late = (up_to(rank, scenes, seed=seed, runs=12, ends_early=ends_early) for ends_early in (True, False))
        assert early == late


def test_a_big_hall_ends_early_and_says_the_same() -> None:
    scenes = scenes_of(big_hall(is_joined=True))
    numbering = Numbering(scenes)
    chances = draw(scenes, numbering, seed=1, runs=RUNS_OF_A_FORECAST)

    early, _ = play_all(scenes, numbering, chances, rank=160)
    late, _ = play_all(scenes, numbering, chances)

    assert (early == NEVER_MS).sum() > (late == NEVER_MS).sum()
    assert up_to(160, scenes, seed=1, runs=RUNS_OF_A_FORECAST, ends_early=True) == up_to(
        160, scenes, seed=1, runs=RUNS_OF_A_FORECAST, ends_early=False
    )


def up_to(rank: int, scenes: list[Scene], *, seed: int, runs: int, ends_early: bool) -> list[list[list[int]]]:
    """The values of each row in order, as far as they are asked for."""
    numbering = Numbering(scenes)
    chances = draw(scenes, numbering, seed=seed, runs=runs)
    called, probed = play_all(scenes, numbering, chances, rank=rank if ends_early else None)
    return [np.sort(rows, axis=1)[:, : rank + 1].tolist() for rows in (called, *probed)]


def agree(scenes: list[Scene], *, seed: int, runs: int) -> None:
    """Both engines, with the same luck, in every run."""
    if not scenes:
        return
    numbering = Numbering(scenes)
    chances = draw(scenes, numbering, seed=seed, runs=runs)

    called, probed = play_all(scenes, numbering, chances)

    for at, (scene, numbers) in enumerate(zip(scenes, numbering.of_scene(), strict=True)):
        for run in range(runs):
            played = play(scene, chances.luck(at, numbers, numbering.tickets, run))
            assert [called[number, run] for number in numbers[: len(scene.tickets)]] == played.tickets
            assert list(probed[at][:, run]) == played.probes
