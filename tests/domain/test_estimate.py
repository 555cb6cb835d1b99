"""The waiting range: honest about nobody, never shorter behind more people or at fewer windows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from server.contract.slip import WaitRange
from server.contract.terms import Work
from server.domain.estimate import range_at, waiting_range
from tests.domain.values import window

people = st.integers(0, 500)
windows = st.integers(1, 50)
minutes = st.floats(0.5, 480)


def test_with_no_window_staffed_nobody_can_say() -> None:
    assert waiting_range(people_before=0, windows=0, free_windows=0, minutes=12) is None


def test_nobody_before_and_a_free_window_is_now_to_five_minutes() -> None:
    assert waiting_range(people_before=0, windows=1, free_windows=1, minutes=12) == WaitRange(0, 5)


def test_three_before_at_one_window_of_twelve_minutes_wait_for_four_visits() -> None:
    wait = waiting_range(people_before=3, windows=1, free_windows=0, minutes=12)

    # Four visits of 12 minutes are 48; the safe end adds 0.84 × 12 × √(4 × 0.8) ≈ 18.
    assert wait == WaitRange(50, 70)


@given(people, windows, st.integers(0, 50), minutes)
def test_both_ends_are_whole_fives_in_order(before: int, staffed: int, free: int, each: float) -> None:
    wait = waiting_range(people_before=before, windows=staffed, free_windows=min(free, staffed), minutes=each)

    assert wait is not None
    assert 0 <= wait.low_minutes <= wait.high_minutes
    assert wait.high_minutes >= 5
    assert wait.low_minutes % 5 == wait.high_minutes % 5 == 0


@given(people, st.integers(1, 100), windows, minutes)
def test_more_people_before_never_wait_less(before: int, more: int, staffed: int, each: float) -> None:
    shorter = waiting_range(people_before=before, windows=staffed, free_windows=0, minutes=each)
    longer = waiting_range(people_before=before + more, windows=staffed, free_windows=0, minutes=each)

    assert is_no_longer(shorter, longer)


@given(people, windows, st.integers(1, 50), minutes)
def test_more_windows_never_wait_longer(before: int, staffed: int, more: int, each: float) -> None:
    longer = waiting_range(people_before=before, windows=staffed, free_windows=0, minutes=each)
    shorter = waiting_range(people_before=before, windows=staffed + more, free_windows=0, minutes=each)

    assert is_no_longer(shorter, longer)


@given(people, windows, minutes)
def test_a_free_window_never_makes_the_wait_longer(before: int, staffed: int, each: float) -> None:
    busy = waiting_range(people_before=before, windows=staffed, free_windows=0, minutes=each)
    free = waiting_range(people_before=before, windows=staffed, free_windows=staffed, minutes=each)

    assert is_no_longer(free, busy)


def is_no_longer(shorter: WaitRange | None, longer: WaitRange | None) -> bool:
    assert shorter is not None
    assert longer is not None
    return shorter.low_minutes <= longer.low_minutes and shorter.high_minutes <= longer.high_minutes


def test_at_windows_with_nobody_before_only_who_stands_free_there_is_counted() -> None:
    serving = [window("1", person="olena"), window("2", person="taras"), window("3")]
    on_a_break = replace(serving[1], work=Work.BREAK)

    free = range_at(serving, people_before=0, minutes=12, is_busy=lambda window_id: window_id == "window-1")
    other_on_a_break = range_at([serving[0], on_a_break], people_before=0, minutes=12, is_busy=lambda _: False)
    all_busy = range_at(serving, people_before=0, minutes=12, is_busy=lambda _: True)

    assert free == waiting_range(people_before=0, windows=2, free_windows=1, minutes=12)
    assert other_on_a_break == waiting_range(people_before=0, windows=2, free_windows=1, minutes=12)
    assert all_busy == waiting_range(people_before=0, windows=2, free_windows=0, minutes=12)


def test_behind_somebody_a_window_that_stands_free_is_theirs() -> None:
    wait = range_at([window("1", person="olena")], people_before=1, minutes=12, is_busy=lambda _: False)

    assert wait == waiting_range(people_before=1, windows=1, free_windows=0, minutes=12)


def test_who_is_busy_is_asked_of_each_window_by_itself() -> None:
    alone = [window("1", person="olena")]

    busy = range_at(alone, people_before=0, minutes=12, is_busy=lambda window_id: window_id == "window-1")
    free = range_at(alone, people_before=0, minutes=12, is_busy=lambda window_id: window_id == "window-2")

    assert busy == waiting_range(people_before=0, windows=1, free_windows=0, minutes=12)
    assert free == waiting_range(people_before=0, windows=1, free_windows=1, minutes=12)


def test_at_windows_where_nobody_sits_nobody_can_say() -> None:
    assert range_at([window("1")], people_before=0, minutes=12, is_busy=lambda _: False) is None
