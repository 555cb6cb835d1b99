"""A forecast is used while it is fresh."""

from __future__ import annotations

from server.contract.terms import HallId
from server.domain.outlook import Outlook
from server.forecast.latest import FRESH_MS, Latest
from tests.fakes import FakeClock

HERE, THERE = HallId("here"), HallId("there")


def test_each_hall_has_the_latest_of_its_own() -> None:
    latest = Latest(FakeClock())
    first, second = Outlook({}, {}), Outlook({}, {})

    latest.publish(HERE, first)
    latest.publish(HERE, second)

    assert latest.of(HERE) is second
    assert latest.of(THERE) is None


def test_an_old_one_is_not_used_whatever_the_wall_clock_says() -> None:
    clock = FakeClock()
    latest = Latest(clock)
    latest.publish(HERE, Outlook({}, {}))

    clock.go_on(milliseconds=FRESH_MS)
    clock.set_wall(clock.wall.replace(year=1970))
    was_fresh = latest.of(HERE)
    clock.go_on(milliseconds=1)

    assert was_fresh is not None
    assert latest.of(HERE) is None


def test_where_nothing_can_be_said_the_former_one_is_forgotten() -> None:
    latest = Latest(FakeClock())
    latest.publish(HERE, Outlook({}, {}))

    latest.publish(HERE, None)

    assert latest.of(HERE) is None
