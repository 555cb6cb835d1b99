"""Visit times learned from the journal: sensible before any, near the truth after many."""

from __future__ import annotations

import random
from datetime import date, timedelta
from math import exp, log
from statistics import NormalDist

import pytest

from server.contract.terms import PersonId, ServiceId
from server.domain.learning import (
    SIGMA,
    Came,
    GroupId,
    Leaning,
    Usual,
    Visit,
    learn,
    learn_inflow,
    share_of,
)
from server.domain.policy import LAWFUL, ORDINARY

TODAY = date(2026, 3, 2)
MINUTE_MS = 60_000
QUICK, SLOW, NEW = PersonId("quick"), PersonId("slow"), PersonId("new")
PASSPORT, VISA, ADVICE = ServiceId("passport"), ServiceId("visa"), ServiceId("advice")
USUAL = {
    PASSPORT: Usual(GroupId("passports"), 10.0),
    VISA: Usual(GroupId("passports"), 20.0),
    ADVICE: Usual(GroupId("front"), 4.0),
}


def visits(
    minutes: float,
    *,
    count: int = 1,
    service: ServiceId = PASSPORT,
    person: PersonId = QUICK,
    days_ago: int = 1,
    sigma: float = 0.0,
) -> list[Visit]:
    """So many with this mean, of one length or lognormal."""
    chance = random.Random(9)
    day = TODAY - timedelta(days=days_ago)
    return [
        Visit(service, person, round(minutes * MINUTE_MS * exp(chance.gauss(-(sigma**2) / 2, sigma))), day)
        for _ in range(count)
    ]


def minutes(seen: list[Visit], *, service: ServiceId = PASSPORT, person: PersonId = QUICK) -> float:
    """The mean that was learned."""
    return learn(USUAL, seen, TODAY).of(service, person).mean_ms / MINUTE_MS


def test_before_any_visit_it_is_as_the_office_says() -> None:
    known = learn(USUAL, [], TODAY)

    assert known.of(VISA, NEW).mean_ms == pytest.approx(20 * MINUTE_MS)
    assert known.of(VISA, NEW).sigma == SIGMA


def test_many_visits_decide() -> None:
    seen = visits(25, count=1500, sigma=SIGMA)

    assert minutes(seen) == pytest.approx(25, rel=0.07)


def test_a_single_visit_moves_it_little() -> None:
    assert 10 < minutes(visits(60)) < 16


def test_people_are_told_apart_and_a_new_one_is_between_them() -> None:
    seen = visits(8, count=300, sigma=0.5) + visits(16, count=300, person=SLOW, sigma=0.5)

    quick, new, slow = (minutes(seen, person=each) for each in (QUICK, NEW, SLOW))

    assert quick < new < slow
    assert quick == pytest.approx(8, rel=0.15)
    assert slow == pytest.approx(16, rel=0.15)


def test_a_service_never_seen_leans_on_its_group_alone() -> None:
    seen = visits(20, count=400)

    assert minutes(seen, service=VISA) > 30
    assert minutes(seen, service=ADVICE) == pytest.approx(4)


def spread_out(mean_minutes: float, count: int) -> list[Visit]:
    """So many visits that are lognormal exactly: one at the middle of each of as many equal parts."""
    normal = NormalDist(log(mean_minutes * MINUTE_MS) - SIGMA**2 / 2, SIGMA)
    lengths = (exp(normal.inv_cdf((part + 0.5) / count)) for part in range(count))
    return [Visit(PASSPORT, QUICK, round(length), TODAY) for length in lengths]


def test_visits_just_as_the_office_says_move_nothing() -> None:
    known = learn(USUAL, spread_out(10.0, 4000), TODAY).of(PASSPORT, QUICK)

    assert known.mean_ms / MINUTE_MS == pytest.approx(10.0, rel=0.004)
    assert known.sigma == pytest.approx(SIGMA, rel=0.004)


def test_a_spread_seen_once_is_nearly_that_of_such_halls() -> None:
    assert learn(USUAL, spread_out(10.0, 1), TODAY).of(PASSPORT, QUICK).sigma == pytest.approx(SIGMA, rel=0.02)


def test_a_new_person_at_a_slow_service_is_expected_to_take_as_long_as_the_others() -> None:
    seen = visits(40.0, service=VISA, count=400) + visits(10.0, service=PASSPORT, count=400)

    assert minutes(seen, service=VISA, person=NEW) > 1.5 * minutes(seen, service=PASSPORT, person=NEW) * 2


def test_recent_days_weigh_more() -> None:
    seen = visits(10, count=100, days_ago=90) + visits(20, count=100, days_ago=1)

    assert minutes(seen) > 16


def test_the_spread_is_learned_too() -> None:
    narrow, wide = (
        learn(USUAL, visits(10, count=900, sigma=sigma), TODAY).of(PASSPORT, NEW).sigma for sigma in (0.3, 1)
    )

    assert narrow == pytest.approx(0.35, abs=0.06)
    assert wide == pytest.approx(1, abs=0.06)


def test_how_much_the_levels_lean_on_each_other_can_be_said() -> None:
    seen = visits(40, count=10)

    firm = learn(USUAL, seen, TODAY, Leaning(group=1000.0, service=1000.0, person=1000.0))

    assert firm.of(PASSPORT, QUICK).mean_ms < 12.5 * MINUTE_MS < minutes(seen) * MINUTE_MS


def test_visits_of_a_service_no_longer_offered_and_of_no_length_break_nothing() -> None:
    seen = [*visits(5, service=ServiceId("gone")), Visit(PASSPORT, QUICK, 0, TODAY)]

    assert 0 < minutes(seen) < 10


def test_a_share_leans_on_the_usual_one_while_there_are_few() -> None:
    assert share_of(0, 0, usual=0.05) == 0.05
    assert share_of(100, 1000, usual=0.05) == pytest.approx(0.1, abs=0.006)


def test_inflow_is_an_average_of_the_days_in_which_recent_ones_weigh_more() -> None:
    old, recent = TODAY - timedelta(days=46), TODAY - timedelta(days=1)
    came = [Came(PASSPORT, LAWFUL, 2, old)] * 3 + [Came(PASSPORT, LAWFUL, 2, recent)] * 6

    expected = learn_inflow(came, TODAY, days=[old, recent])

    assert expected == {(PASSPORT, LAWFUL, 2): pytest.approx(5)}
    assert (PASSPORT, ORDINARY, 2) not in expected


def test_without_a_day_nobody_is_expected() -> None:
    assert learn_inflow([], TODAY, days=[]) == {}


def test_the_default_spread_is_that_of_such_halls() -> None:
    assert exp(SIGMA**2) == pytest.approx(1.8)
    assert log(1.8) == pytest.approx(SIGMA**2)
