"""Hall time never falls, whatever the machine's clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.moment import HallClock, Moment, Reading, advance
from tests.domain.values import NOON, at, hall

READINGS = st.builds(
    Reading,
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 bounds
    st.integers(0, 10**9),
    st.sampled_from(["monday's start", "tuesday's start"]),
)


@given(start=READINGS, readings=st.lists(READINGS, max_size=8))
def test_hall_time_never_falls(start: Reading, readings: list[Reading]) -> None:
    clock = HallClock(0, start)

    for reading in readings:
        later = advance(clock, reading)
        assert later.hall_ms >= clock.hall_ms
        clock = later


@given(readings=st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_readings_out_of_order_count_no_millisecond_twice(readings: list[int]) -> None:
    clock = HallClock(0, running(0))

    for monotonic_ms in readings:
        clock = advance(clock, running(monotonic_ms))

    assert clock.hall_ms == max(readings)


def test_while_the_machine_runs_the_wall_clock_does_not_matter() -> None:
    clock = HallClock(500, running(1_000))

    later = advance(clock, Reading(NOON - timedelta(days=400), 1_250, "boot"))

    assert later.hall_ms == 750


def test_after_a_restart_the_wall_tells_how_long_it_was_dark() -> None:
    clock = HallClock(500, running(90_000))

    later = advance(clock, Reading(NOON + timedelta(seconds=40), 3, "next boot"))

    assert later.hall_ms == 40_500


def test_after_a_restart_with_the_wall_set_back_nothing_has_passed() -> None:
    clock = HallClock(500, running(90_000))

    later = advance(clock, Reading(NOON - timedelta(hours=1), 3, "next boot"))

    assert later.hall_ms == 500
    assert advance(later, Reading(NOON, 10, "next boot")).hall_ms == 507


def test_a_moment_knows_how_long_ago_another_was_in_hall_time() -> None:
    assert at(5_000).since(at(2_000)) == timedelta(seconds=3)


def test_the_hall_has_its_own_date() -> None:
    just_after_midnight_in_kyiv = Moment(0, datetime(2026, 3, 1, 22, 1, tzinfo=UTC))

    assert hall().day_of(just_after_midnight_in_kyiv) == date(2026, 3, 2)


def running(monotonic_ms: int) -> Reading:
    return Reading(NOON, monotonic_ms, "boot")
