"""What many runs say: a likely and a safe wait, or that nobody can say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.slip import WaitRange
from server.domain.forecast import NEVER_MS, UNKNOWN, Wait, rank_of, wait_of

MINUTE_MS = 60_000


def test_half_and_four_of_five_runs_were_not_longer() -> None:
    assert wait_of(range(9, 0, -1)) == Wait(5, 8)


def test_where_one_run_in_five_ends_uncalled_nobody_can_say() -> None:
    assert wait_of([1, 2, NEVER_MS]) == UNKNOWN
    assert wait_of([*range(8), NEVER_MS]) == Wait(4, 7)


@given(share=st.floats(0, 1), runs=st.integers(1, 300))
def test_a_rank_is_one_of_the_runs(share: float, runs: int) -> None:
    assert 0 <= rank_of(share, runs) < runs


@pytest.mark.parametrize(
    ("wait", "shown"),
    [
        (Wait(0, 0), WaitRange(0, 5)),
        (Wait(1, 4 * MINUTE_MS), WaitRange(5, 5)),
        (Wait(5 * MINUTE_MS, 5 * MINUTE_MS + 1), WaitRange(5, 10)),
        (Wait(31 * MINUTE_MS, 44 * MINUTE_MS), WaitRange(35, 45)),
    ],
)
def test_people_see_minutes_rounded_up_to_five(wait: Wait, shown: WaitRange) -> None:
    assert wait.shown() == shown
