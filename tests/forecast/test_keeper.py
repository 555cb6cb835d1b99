"""Forecasts follow changes, at most once a second a hall; a process that fails is left alone for a while."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from time import monotonic
from typing import TypeVar

import gevent
import pytest

from server.contract.terms import HallId
from server.domain.outlook import Outlook
from server.forecast.child import NoAnswer
from server.forecast.keeper import Keeper, Pace
from server.forecast.latest import Latest
from tests.fakes import FakeClock

T = TypeVar("T")
HERE, THERE = HallId("here"), HallId("there")
OUTLOOK = Outlook({}, {})
HASTY = Pace(least=0.1, again=0.4, first_pause=0.15)


class Foreseeing:
    """Answers at once; remembers when it was asked for what, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.asked: list[tuple[float, HallId]] = []
        self.failures = failures

    def outlook(self, hall_id: HallId) -> Outlook | None:
        self.asked.append((monotonic(), hall_id))
        if self.failures:
            self.failures -= 1
            raise NoAnswer("it is away")
        return OUTLOOK

    def pauses(self) -> list[float]:
        """Between asking and asking again."""
        return [later - earlier for (earlier, _), (later, _) in pairwise(self.asked)]


@contextmanager
def kept(foresight: Foreseeing, *halls: HallId, pace: Pace = HASTY) -> Iterator[tuple[Keeper, Latest, list[HallId]]]:
    """A keeper at work, with what it published and told."""
    latest, told = Latest(FakeClock()), list[HallId]()
    keeper = Keeper(foresight, latest, told.append, pace)
    greenlet = keeper.start(halls)
    try:
        yield keeper, latest, told
    finally:
        greenlet.kill()


def in_a_hub(work: Callable[[], T]) -> T:
    """In a thread of its own, whose event loop ends with it."""

    def worked() -> T:
        try:
            return work()
        finally:
            gevent.get_hub().destroy(destroy_loop=True)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(worked).result(timeout=30)


def until(is_so: Callable[[], bool]) -> None:
    """Lets the others work until it is so."""
    with gevent.Timeout(10):
        while not is_so():
            gevent.sleep(0.001)


def test_at_the_start_every_hall_gets_its_forecast_at_once() -> None:
    def work() -> tuple[list[HallId], Outlook | None]:
        with kept(Foreseeing(), HERE, THERE) as (_, latest, told):
            until(lambda: len(told) == 2)
            return told, latest.of(HERE)

    told, outlook = in_a_hub(work)

    assert sorted(told) == [HERE, THERE]
    assert outlook is OUTLOOK


def test_however_much_changes_a_hall_is_asked_for_once_a_second() -> None:
    foresight = Foreseeing()

    def work() -> None:
        def goes_on() -> bool:
            keeper.committed(HERE)
            return len(foresight.asked) < 5

        with kept(foresight, HERE) as (keeper, _, _):
            until(lambda: not goes_on())

    in_a_hub(work)

    assert min(foresight.pauses()) >= HASTY.least


def test_while_nothing_changes_time_passes_all_the_same() -> None:
    foresight = Foreseeing()

    def work() -> None:
        with kept(foresight, HERE):
            until(lambda: len(foresight.asked) == 3)

    in_a_hub(work)

    assert min(foresight.pauses()) >= HASTY.again


def test_a_hall_that_is_founded_later_is_foreseen_too() -> None:
    def work() -> list[HallId]:
        with kept(Foreseeing()) as (keeper, _, told):
            gevent.sleep(0)  # it waits already
            keeper.committed(THERE)
            until(lambda: bool(told))
            return told

    assert in_a_hub(work) == [THERE]


def test_failures_are_told_once_and_tried_again_with_longer_pauses(caplog: pytest.LogCaptureFixture) -> None:
    foresight = Foreseeing(failures=3)

    def work() -> list[HallId]:
        with kept(foresight, HERE) as (_, _, told):
            until(lambda: bool(told))
            return told

    with caplog.at_level(logging.WARNING):
        told = in_a_hub(work)

    first, second, third = foresight.pauses()
    assert told == [HERE]
    assert HASTY.first_pause <= first < second < third
    assert [record.message for record in caplog.records] == [
        "no forecast (it is away): simple ranges stand in, and its process is started anew"
    ]


def test_once_all_has_been_well_for_a_while_a_failure_is_news_again(caplog: pytest.LogCaptureFixture) -> None:
    foresight = Foreseeing(failures=1)

    def work() -> None:
        with kept(foresight, HERE, pace=replace(HASTY, steady=0.0)) as (keeper, _, told):
            until(lambda: len(told) == 1)
            foresight.failures = 1
            keeper.committed(HERE)
            until(lambda: len(told) == 2)

    with caplog.at_level(logging.WARNING):
        in_a_hub(work)

    assert len(caplog.records) == 2
