"""A roll of paper: what is left, for how many slips, until when, and when somebody should have another ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st

from server.contract.terms import BoxId, SuspensionReason
from server.domain.hall import HallSettings
from server.domain.opening import LOOK_AHEAD
from server.domain.roll import Roll
from server.domain.suspension import Suspension
from tests.domain.in_thousands import in_thousands
from tests.domain.values import HALL, NOON, hall

HOUR = timedelta(hours=1)
OPENING = NOON - 4 * HOUR
"""Eight in the morning: at noon four hours of eight are over."""
REPORTS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=60)


def roll(*, used_mm: int = 0, slips: int = 0, started: datetime = OPENING, length_mm: int = 80_000) -> Roll:
    return Roll(
        hall_id=HALL,
        box_id=BoxId("kiosk"),
        device="printer",
        length_mm=length_mm,
        started=started,
        used_mm=used_mm,
        slips=slips,
    )


def ends(of: Roll, now: datetime = NOON, suspension: Suspension | None = None) -> datetime | None:
    return of.ends_at(hall(), now, suspension)


def is_low(of: Roll, now: datetime = NOON, *, warning: int = 50) -> bool:
    decided = hall(settings=HallSettings(paper_warning_slips=warning))
    return of.is_running_low(decided, now, of.ends_at(decided, now, None))


def test_a_slip_uses_its_millimetres() -> None:
    used = roll().printed(100).printed(120)

    assert (used.used_mm, used.slips, used.left_mm) == (220, 2, 79_780)


def test_one_that_used_no_paper_is_no_slip() -> None:
    assert roll().printed(0) == roll()


def test_what_is_corrected_counts_once() -> None:
    assert roll().printed(100).printed(120, former_mm=100) == roll().printed(120)
    assert roll().printed(100).printed(0, former_mm=100) == roll()


def test_what_is_taken_back_of_the_former_roll_leaves_the_new_one_whole() -> None:
    assert roll().printed(0, former_mm=100) == roll()


def test_a_roll_that_is_longer_than_it_says_has_nothing_left() -> None:
    assert roll(used_mm=81_000, slips=800).left_mm == 0


def test_what_is_used_stays_a_number_that_every_database_keeps() -> None:
    assert roll(used_mm=2**31 - 2).printed(10_000).used_mm < 2**31


def test_slips_left_are_told_after_five() -> None:
    assert roll(used_mm=400, slips=4).slips_left is None
    assert roll(used_mm=500, slips=5).slips_left == 795


def test_a_roll_ends_at_the_pace_of_its_open_hours() -> None:
    assert ends(roll(used_mm=40_000, slips=400)) == NOON + 4 * HOUR
    assert ends(roll(used_mm=32_000, slips=320)) == NOON + 22 * HOUR, "six hours: four of today, two of tomorrow"


def test_a_roll_that_is_used_up_ends_now() -> None:
    assert ends(roll(used_mm=80_000)) == NOON


def test_no_end_is_told_of_few_slips_or_a_short_time() -> None:
    assert ends(roll(used_mm=1_900, slips=19)) is None
    assert ends(roll(used_mm=40_000, slips=400, started=NOON - 2 * HOUR + timedelta(seconds=1))) is None
    assert ends(roll(used_mm=2_000, slips=20, started=NOON - 2 * HOUR)) is not None


def test_no_end_is_told_of_a_roll_that_lasts_for_ever() -> None:
    old = roll(used_mm=40_000, slips=400, started=NOON - LOOK_AHEAD - HOUR)

    assert ends(old) is None
    assert ends(replace(old, started=NOON - LOOK_AHEAD)) is not None


def test_no_end_is_told_while_the_clock_stands_before_the_beginning() -> None:
    assert ends(roll(used_mm=40_000, slips=400, started=NOON + HOUR)) is None


def test_a_suspension_at_hand_does_not_slow_the_pace() -> None:
    alert = Suspension(SuspensionReason.ALERT, NOON - HOUR)

    assert ends(roll(used_mm=60_000, slips=600), suspension=alert) == NOON + HOUR


@pytest.mark.parametrize("used_mm", [40_000, 80_000], ids=["at the end of intake", "it is used up"])
def test_a_roll_that_ends_today_is_low(used_mm: int) -> None:
    assert is_low(roll(used_mm=used_mm, slips=used_mm // 100))


def test_a_roll_that_ends_tomorrow_is_not_low() -> None:
    assert not is_low(roll(used_mm=39_000, slips=390))


def test_a_roll_is_low_within_the_slips_that_the_hall_has_named() -> None:
    old = NOON - LOOK_AHEAD - HOUR

    assert is_low(roll(used_mm=75_000, slips=750, started=old))
    assert not is_low(roll(used_mm=74_900, slips=749, started=old))
    assert not is_low(roll(used_mm=75_000, slips=750, started=old), warning=49)


def test_a_roll_that_was_low_stays_so() -> None:
    assert is_low(replace(roll(), is_low=True))


@in_thousands(reports=REPORTS)
def test_whatever_is_corrected_a_roll_counts_the_last_word_on_each_slip(reports: list[tuple[int, int]]) -> None:
    counted = roll()

    for first, last in reports:
        counted = counted.printed(first).printed(last, former_mm=first)

    assert counted.used_mm == sum(last for _, last in reports)
    assert counted.slips == sum(1 for _, last in reports if last > 0)


@in_thousands(slips=st.integers(20, 800), used_mm=st.integers(2_000, 79_000), hours=st.integers(2, 700))
def test_more_paper_used_in_the_same_time_never_ends_later(slips: int, used_mm: int, hours: int) -> None:
    used = roll(used_mm=used_mm, slips=slips, started=NOON - hours * HOUR)
    more = used.printed(500)

    sooner, later = ends(more), ends(used)

    if later is not None:
        assert sooner is not None
        assert NOON <= sooner <= later
