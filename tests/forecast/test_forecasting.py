"""Halls in, waits out: known, unknown, and the same again for the same seed."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings

from server.domain.forecast import UNKNOWN, HallNow, Unknown, Wait, wait_of
from server.domain.policy import ORDINARY, PriorityRate
from server.domain.scene import scenes_of
from server.forecast.chance import draw
from server.forecast.engine import play_all
from server.forecast.forecasting import forecast, forecast_each
from server.forecast.tables import Numbering
from tests.domain.test_play import hall, newcomer, waiting, window
from tests.forecast.halls import halls

RUNS = 400


@settings(max_examples=200, deadline=None)
@given(drawn=halls())
def test_every_ticket_and_newcomer_gets_an_answer(drawn: HallNow) -> None:
    told = forecast(drawn, seed=1, runs=5)

    assert told.waiting.keys() == {each.id for each in drawn.waiting}
    assert told.newcomers.keys() == set(drawn.newcomers)
    assert all(isinstance(each, Wait | Unknown) for each in (*told.waiting.values(), *told.newcomers.values()))


@settings(max_examples=100, deadline=None)
@given(drawn=halls())
def test_the_same_seed_says_the_same(drawn: HallNow) -> None:
    assert forecast(drawn, seed=3, runs=7) == forecast(drawn, seed=3, runs=7)


def test_whom_nobody_serves_nobody_can_tell() -> None:
    told = forecast(hall(waiting=[waiting(1)], newcomers=[newcomer()]), seed=1)

    assert set(told.waiting.values()) == {UNKNOWN}
    assert told.newcomers == {newcomer(): UNKNOWN}


def test_a_free_window_means_no_wait() -> None:
    assert forecast(hall(window(), newcomers=[newcomer()]), seed=1).newcomers == {newcomer(): Wait(0, 0)}


def test_several_halls_at_once_are_each_answered() -> None:
    empty, short, long = hall(), hall(window(), waiting=[waiting(1)]), hall(window(), waiting=[waiting(1), waiting(2)])

    told = forecast_each([short, empty, long], seed=1)

    assert [len(each.waiting) for each in told] == [1, 0, 2]


def test_a_longer_line_and_the_safe_end_are_longer() -> None:
    line = [waiting(number) for number in range(1, 9)]

    told = forecast(hall(window(), waiting=line), seed=1, runs=RUNS).waiting

    waits = [wait for wait in told.values() if isinstance(wait, Wait)]
    assert len(waits) == len(line)
    assert [wait.p50_ms for wait in waits] == sorted(wait.p50_ms for wait in waits)
    assert all(wait.p50_ms <= wait.p80_ms for wait in waits)
    # Seven visits of 10 ms on the average; their sum is skewed, so the middle is a little below.
    assert waits[-1].p50_ms == pytest.approx(68, rel=0.06)


def test_visits_last_as_long_as_they_are_said_to_and_some_do_not_come() -> None:
    scenes = scenes_of(hall(window(), waiting=[waiting(number) for number in range(200)]))
    numbering = Numbering(scenes)

    factors = draw(scenes, numbering, seed=1, runs=RUNS).factors[:200]

    assert fmean(factors.ravel().tolist()) == pytest.approx(1.0, abs=0.01)
    assert fmean(np.log(factors).ravel().tolist()) == pytest.approx(-0.125, abs=0.01)


def test_quantiles_of_many_rows_are_those_of_each() -> None:
    scenes = scenes_of(hall(window(), waiting=[waiting(1), waiting(2), waiting(3)]))
    numbering = Numbering(scenes)

    called, _ = play_all(scenes, numbering, draw(scenes, numbering, seed=5, runs=31))
    told = forecast(hall(window(), waiting=[waiting(1), waiting(2), waiting(3)]), seed=5, runs=31)

    assert list(told.waiting.values()) == [wait_of(row) for row in called.tolist()]


def test_rates_too_big_for_a_score_are_refused() -> None:
    vast = newcomer(PriorityRate(1 << 40))

    with pytest.raises(OverflowError, match="do not fit"):
        forecast(hall(window(), newcomers=[vast, newcomer(ORDINARY)]), seed=1)
