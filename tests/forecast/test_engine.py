"""The engine of arrays calls whom the rule calls, at the same moment, in every run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.forecast import HallNow
from server.domain.play import play
from server.domain.scene import Scene, scenes_of
from server.forecast.chance import draw
from server.forecast.engine import play_all
from server.forecast.tables import Numbering
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
