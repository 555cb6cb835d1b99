"""Where numbers given by hand belong: between those whose times are known, however hall time went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.arrival import arrival_at
from server.domain.moment import Moment

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE_MS = 60_000


def at(minutes: float, hall_minutes: float | None = None) -> Moment:
    """So many minutes after nine, by the wall and by the hall."""
    hall = minutes if hall_minutes is None else hall_minutes
    return Moment(round(hall * MINUTE_MS), NINE + timedelta(minutes=minutes))


def came(minutes: float, *arrivals: Moment, now: Moment, known: tuple[Moment, ...] = ()) -> Moment:
    return arrival_at(NINE + timedelta(minutes=minutes), arrivals=arrivals, known=known, now=now)


def test_it_came_as_long_ago_as_the_clock_says() -> None:
    assert came(20, now=at(100)) == at(20)
    assert came(20, at(5), at(50), now=at(100)) == at(20)


def test_nobody_comes_later_than_now() -> None:
    assert came(101, at(5), now=at(100)) == at(100)


def test_of_the_same_minute_the_one_whom_the_hall_heard_of_first_comes_first() -> None:
    assert came(5, at(5), now=at(100)).hall_ms == at(5).hall_ms


def test_it_stands_before_whoever_came_later_though_the_clock_stood_in_between() -> None:
    before, after = at(10), at(70, 12)

    arrival = came(40, before, after, now=at(100, 42))

    assert before.hall_ms < arrival.hall_ms < after.hall_ms
    assert arrival.hall_ms == after.hall_ms - 1, "as near to it as can be"


def test_in_a_suspension_that_has_ended_it_came_when_the_clock_stood() -> None:
    resumed = at(130, 60)

    assert came(90, at(59), now=at(140, 70), known=(resumed,)).hall_ms == resumed.hall_ms
    assert came(55, at(50), now=at(140, 70), known=(resumed,)) == at(55)
    assert came(135, at(50), now=at(140, 70), known=(resumed,)) == at(135, 65)


def test_in_a_suspension_that_lasts_it_came_when_the_clock_stopped() -> None:
    stopped = at(60)

    assert came(90, at(50), now=at(140, 60), known=(stopped,)).hall_ms == stopped.hall_ms
    assert came(40, now=at(140, 60), known=(stopped,)) == at(40)


def test_before_anybody_else_it_counts_back_from_the_first() -> None:
    assert came(10, at(30, 5), now=at(100, 75)) == at(10, -15)


@given(
    steps=st.lists(st.tuples(st.integers(1, 90), st.booleans()), min_size=1, max_size=30),
    asked=st.lists(st.integers(0, 3000), min_size=1, max_size=20),
)
def test_order_by_time_is_order_in_line_whenever_the_clock_stood_still(
    steps: list[tuple[int, bool]], asked: list[int]
) -> None:
    wall, hall, arrivals = 0, 0, [at(0)]
    for minutes, is_standing in steps:
        wall, hall = wall + minutes, hall + (0 if is_standing else minutes)
        arrivals.append(at(wall, hall))
    now = arrivals.pop()
    whole = [each for each in arrivals if not any(other.hall_ms == each.hall_ms for other in arrivals if other != each)]

    found = [came(minutes, *whole, now=now) for minutes in sorted(asked)]

    assert [each.hall_ms for each in found] == sorted(each.hall_ms for each in found)
    for each in found:
        assert each.hall_ms <= now.hall_ms
        assert all(other.hall_ms <= each.hall_ms for other in whole if other.wall <= each.wall)
        assert all(other.hall_ms > each.hall_ms for other in whole if each.wall < other.wall)
