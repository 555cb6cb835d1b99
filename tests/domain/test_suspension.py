"""What is decided for the day at hand: hall time stands still, nobody is called, and nobody is missed too soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import strategies as st

from server.contract.terms import Language, ProblemCode, SuspensionReason
from server.domain.errors import Refusal
from server.domain.hall import HallSettings
from server.domain.moment import HallClock, Moment, Reading, advance
from server.domain.suspension import OUTAGE_TEXT, RESUMED_TEXT, SHELTER_TEXT, TITLES, DayState, Suspension, proclaimed
from tests.domain.in_thousands import in_thousands
from tests.domain.test_moment import READINGS
from tests.domain.values import NOON, at

ALERT, OUTAGE = SuspensionReason.ALERT, SuspensionReason.OUTAGE


@in_thousands(start=READINGS, readings=st.lists(st.tuples(READINGS, st.booleans()), max_size=12))
def test_hall_time_never_falls_and_stands_still_while_suspended(
    start: Reading, readings: list[tuple[Reading, bool]]
) -> None:
    clock = HallClock(7, start)

    for reading, is_suspended in readings:
        later = advance(clock, reading, is_suspended=is_suspended)
        assert later.hall_ms >= clock.hall_ms
        assert not is_suspended or later.hall_ms == clock.hall_ms
        clock = later


@in_thousands(stretches=st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), max_size=12))
def test_only_what_passes_outside_suspensions_is_hall_time(stretches: list[tuple[int, bool]]) -> None:
    clock, monotonic_ms, expected_ms = HallClock(0, Reading(NOON, 0, "boot")), 0, 0

    for passed_ms, is_suspended in stretches:
        monotonic_ms += passed_ms
        expected_ms += 0 if is_suspended else passed_ms
        clock = advance(clock, Reading(NOON, monotonic_ms, "boot"), is_suspended=is_suspended)

    assert clock.hall_ms == expected_ms


HAPPENINGS = ["alert", "outage", "all-clear", "power cut", "server restarted", "call", "a minute", "an hour back"]


@in_thousands(happenings=st.lists(st.sampled_from(HAPPENINGS), max_size=40))
def test_whatever_happens_nobody_is_called_and_no_time_passes_from_a_suspension_to_the_all_clear(
    happenings: list[str],
) -> None:
    state, clock, reading = DayState(), HallClock(0, Reading(NOON, 0, "start 0")), Reading(NOON, 0, "start 0")
    stood_at: int | None = None

    for number, happening in enumerate(happenings):
        reading = _moved(reading, happening, f"start {number}")
        clock = advance(clock, reading, is_suspended=state.suspension is not None)
        now = Moment(clock.hall_ms, reading.wall)
        assert stood_at in (None, now.hall_ms)
        match happening:
            case "alert" | "outage":
                state = state.suspended(SuspensionReason(happening), now)
                stood_at = now.hall_ms
            case "all-clear":
                state = state.resumed(now)
                stood_at = None
            case "power cut":
                state = state.powered(now)
            case "server restarted":
                state = state.restarted(now, away_ms=40_000, grace_seconds=300)
            case "call":
                assert _may_call(state) is (stood_at is None)


def _moved(reading: Reading, happening: str, start: str) -> Reading:
    """What the clocks say when it happens."""
    match happening:
        case "power cut":
            return Reading(reading.wall + timedelta(minutes=10), 5, start)
        case "an hour back":
            return replace(reading, wall=reading.wall - timedelta(hours=1))
        case "a minute" | "server restarted":
            return replace(
                reading, wall=reading.wall + timedelta(minutes=1), monotonic_ms=reading.monotonic_ms + 60_000
            )
        case _:
            return reading


def _may_call(state: DayState) -> bool:
    try:
        state.check_not_suspended()
    except Refusal:
        return False
    return True


def test_a_restart_while_suspended_adds_nothing_and_time_goes_on_from_there() -> None:
    clock = HallClock(500, Reading(NOON, 90_000, "boot"))

    dark = advance(clock, Reading(NOON + timedelta(hours=3), 4, "next boot"), is_suspended=True)
    later = advance(dark, Reading(NOON, 1_004, "next boot"))

    assert (dark.hall_ms, later.hall_ms) == (500, 1_500)


def test_another_reason_replaces_the_reason_and_keeps_the_beginning() -> None:
    alert = DayState().suspended(ALERT, at(0))

    outage = alert.suspended(OUTAGE, Moment(0, NOON + timedelta(hours=1)))

    assert outage.suspension == Suspension(OUTAGE, NOON)
    assert alert.suspended(ALERT, Moment(0, NOON + timedelta(hours=1))) == alert


def test_nobody_is_called_while_it_lasts() -> None:
    state = DayState().suspended(ALERT, at(0))

    with pytest.raises(Refusal) as refused:
        state.check_not_suspended()

    assert refused.value.code is ProblemCode.SUSPENDED
    state.resumed(at(0)).check_not_suspended()


def test_its_length_is_that_of_the_wall_and_never_negative() -> None:
    suspension = Suspension(ALERT, NOON)

    assert suspension.seconds(Moment(0, NOON + timedelta(minutes=40))) == 2400
    assert suspension.seconds(Moment(0, NOON - timedelta(hours=1))) == 0


def test_its_text_is_said_again_as_often_as_the_office_wants() -> None:
    suspension = Suspension(ALERT, NOON)
    minutes = [Moment(0, NOON + timedelta(minutes=each)) for each in (0, 4, 5, 14, 15)]

    assert [suspension.repeats(each, 5) for each in minutes] == [0, 0, 1, 2, 3]
    assert [suspension.repeats(each, None) for each in minutes] == [0] * 5


def test_what_is_said_aloud_begins_with_the_reason_and_leaves_out_what_is_empty() -> None:
    assert proclaimed(ALERT, {"uk": "Ідіть до підвалу.", "en": " "}) == {
        "uk": "Увага! Повітряна тривога. Ідіть до підвалу."
    }


def test_the_time_of_grace_counts_from_the_end_of_the_last_one() -> None:
    before = DayState()
    after = before.suspended(ALERT, at(1_000)).resumed(at(1_000))
    again = after.suspended(ALERT, at(5_000)).resumed(at(5_000))

    assert [each.missed_not_before_ms(300) for each in (before, after, again)] == [0, 301_000, 305_000]


def test_a_suspension_leaves_an_early_end_of_intake_as_it_is() -> None:
    stopped = DayState(intake_stopped_on=NOON.date())

    assert stopped.suspended(ALERT, at(0)).resumed(at(9)) == replace(stopped, resumed_ms=9)


def test_each_reason_has_its_own_text_and_a_title() -> None:
    settings = HallSettings(shelter_text={"uk": "Укриття в підвалі школи"})

    assert settings.suspension_text(ALERT) == {"uk": "Укриття в підвалі школи"}
    assert settings.suspension_text(OUTAGE) == dict(OUTAGE_TEXT)
    assert set(TITLES) == set(SuspensionReason)
    for texts in (SHELTER_TEXT, OUTAGE_TEXT, RESUMED_TEXT, *TITLES.values()):
        assert set(texts) == set(Language)


def test_after_a_start_of_the_server_alone_the_time_of_grace_is_as_long_as_it_may_have_been_away() -> None:
    before = DayState()
    short, long = (before.restarted(at(900_000), away_ms=ms, grace_seconds=300) for ms in (40_000, 400_000))
    within = before.powered(at(890_000)).restarted(at(900_000), away_ms=40_000, grace_seconds=300)

    assert [each.missed_not_before_ms(300) for each in (short, long, within)] == [940_000, 1_200_000, 1_190_000]


def test_after_a_power_cut_the_time_of_grace_counts_and_the_suspension_stays() -> None:
    suspended = DayState().suspended(ALERT, at(5))

    powered = suspended.powered(at(9_000))

    assert powered.suspension == suspended.suspension
    assert powered.missed_not_before_ms(2) == 11_000
