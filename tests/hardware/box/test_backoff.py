"""Tries over played time: quick at first, never a busy loop, and no two boxes in step."""

from __future__ import annotations

import random

import pytest

from hardware.backoff import STEADY_SECONDS, Backoff

SECOND, HOUR, DAY = 1.0, 3600.0, 24 * 3600.0
TRY_SECONDS = 0.01
"""A refused connection is told that quickly."""


def tries_within(away_seconds: float, *, seed: int, lived_seconds: float = 0.0) -> list[float]:
    """The moments of the tries while the server is away, or cuts each connection off after ``lived_seconds``."""
    chance = random.Random(seed)
    backoff = Backoff(lambda: chance.uniform(0.5, 1.5))
    moments, now = [], 0.0
    while now < away_seconds:
        moments.append(now)
        now += TRY_SECONDS + lived_seconds
        now += backoff.pause_after(lived_seconds)
    return moments


@pytest.mark.parametrize(
    ("away_seconds", "most"), [(SECOND, 3), (HOUR, 900), (DAY, 21_000)], ids=["second", "hour", "day"]
)
@pytest.mark.parametrize("seed", range(5))
def test_a_server_that_is_away_is_asked_again_and_again_but_not_in_a_loop(
    seed: int, away_seconds: float, most: int
) -> None:
    moments = tries_within(away_seconds, seed=seed)

    assert len(moments) <= most
    # And whoever comes back is found within ten seconds, also after a day.
    assert max(later - earlier for earlier, later in zip(moments, [*moments[1:], away_seconds], strict=True)) < 10


def test_a_server_that_lets_in_and_cuts_off_at_once_is_not_asked_in_a_loop() -> None:
    assert len(tries_within(HOUR, seed=1, lived_seconds=0.2)) < 900


def test_after_a_steady_connection_the_first_tries_are_quick_again() -> None:
    backoff = Backoff(lambda: 1.0)
    slow = [backoff.pause_after(0) for _ in range(8)][-1]

    assert backoff.pause_after(STEADY_SECONDS) < 1 < slow


def test_boxes_that_lost_their_server_together_do_not_come_back_in_step() -> None:
    moments = [tries_within(60, seed=seed)[5] for seed in range(10)]

    assert len({round(moment, 1) for moment in moments}) >= 8
