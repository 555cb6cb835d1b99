"""A slice of the soak: a few faults at each place, with everything real, end with nothing lost and nothing doubled."""

from __future__ import annotations

import pytest

from tests.soak.plan import Place, planned
from tests.soak.soak import soaked

SEED, HOURS = 20261124, 2.0


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_faults_everywhere_at_once_lose_no_ticket_and_double_no_slip() -> None:
    plan = planned(seed=SEED, hours=HOURS)

    soak = soaked(plan, warm_up_hours=HOURS / 2, seconds_an_hour=6.0, seed=SEED)

    assert {each.fault.place for each in soak.played} == set(Place)
    assert len(soak.played) == len(plan)
    assert soak.found.lost == [], f"seed {SEED}"
    assert soak.found.unmarked_doubles == [], f"seed {SEED}"
    assert soak.found.untrue == [], f"seed {SEED}"
    assert soak.untold == (), f"seed {SEED}"
    assert all(each.healed_seconds is not None for each in soak.played), f"seed {SEED}"
    assert soak.page_failures == ()
    assert soak.page_answers > 0
