"""What a played hall has kept teaches the plan that it was played from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.contract.terms import PersonId, PriorityClass
from server.simulate.asking import FIRST_DAY
from server.simulate.learned import learned_plan
from server.simulate.plan import Plan
from server.simulate.playing import Play
from server.simulate.profile import HOUR_MS, MINUTE_MS
from tests.simulate.small_hall import SMALL, new_play, new_stage, play_of, played, read

DAYS = 5
NEXT_MONDAY = FIRST_DAY + timedelta(days=7)


@pytest.fixture(scope="module")
def play() -> Play:
    return play_of(days=DAYS)


@pytest.fixture(scope="module")
def learned(play: Play) -> Plan:
    return learned_from(play, NEXT_MONDAY)


def learned_from(play: Play, today: date) -> Plan:
    plan = read(play, lambda records: learned_plan(records, today))
    assert plan is not None
    return plan


def test_as_many_people_are_expected_for_each_service_and_hour_as_came(play: Play, learned: Plan) -> None:
    assert learned.people == SMALL.people
    assert sum(learned.demand.values()) == SMALL.people * DAYS
    morning = sum(count for (_, hour), count in learned.demand.items() if hour < 11)
    assert morning / (SMALL.people * DAYS) == pytest.approx(0.48, abs=0.05)
    for key, service_id in play.hall.services.items():
        expected = sum(count for (each, _), count in SMALL.demand.items() if each == key) * DAYS
        assert sum(count for (each, _), count in learned.demand.items() if each == service_id) == pytest.approx(
            expected, abs=6 * expected**0.5
        )


def test_visits_are_learned_by_service_and_person(play: Play, learned: Plan) -> None:
    for sitting in SMALL.rotas[0]:
        person = PersonId(play.hall.people[sitting.person_id].person_id)
        window = next(each for each in SMALL.windows if each.id == sitting.window_id)
        for service_id in window.service_ids:
            true_ms = SMALL.visits.of(service_id, sitting.person_id).mean_ms
            assert learned.visits.of(play.hall.services[service_id], person).mean_ms == pytest.approx(true_ms, rel=0.4)


def test_windows_are_staffed_as_they_were_with_their_breaks(play: Play, learned: Plan) -> None:
    assert len(learned.rotas) == DAYS
    for rota in learned.rotas:
        for planned in SMALL.rotas[0]:
            (sitting,) = [each for each in rota if each.window_id == play.hall.windows[planned.window_id]]
            assert sitting.from_ms == planned.from_ms == 8 * HOUR_MS
            assert sitting.until_ms >= planned.until_ms
            assert [pause.length_ms for pause in sitting.pauses] == [30 * MINUTE_MS]
            assert sitting.is_last


def test_shares_are_learned(learned: Plan) -> None:
    assert learned.priorities[PriorityClass.LAWFUL] == pytest.approx(0.08, abs=0.04)
    assert learned.priorities[PriorityClass.LOCAL] == 0
    assert sum(learned.priorities.values()) == pytest.approx(1)
    assert learned.missed_share == pytest.approx(0.05, abs=0.03)


def test_a_play_of_what_was_learned_is_like_what_it_was_learned_from(learned: Plan) -> None:
    before, again = played(days=DAYS), played(learned, days=DAYS)

    assert len(again.waits.waits) == len(before.waits.waits)
    assert mean(again.waits.minutes()) == pytest.approx(mean(before.waits.minutes()), rel=0.6)


def test_today_teaches_nothing_yet(play: Play) -> None:
    assert len(learned_from(play, FIRST_DAY + timedelta(days=1)).rotas) == 1


def test_a_hall_without_days_teaches_nothing() -> None:
    play = new_play(new_stage())

    assert read(play, lambda records: learned_plan(records, NEXT_MONDAY)) is None


def mean(values: list[float]) -> float:
    return sum(values) / len(values)
