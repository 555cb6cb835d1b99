"""A generated day keeps the hall's facts and the rule, and can be played again."""

from __future__ import annotations

import itertools

import pytest

from server.domain.forecast import NEVER_MS
from server.domain.policy import LAWFUL
from server.simulate.day import Arrival, Call, Closing, Day, Halt
from server.simulate.profile import HOUR_MS, MINUTE_MS, center

PROFILE = center(1)


def played(seed: int = 1, *, closing: Closing | None = None, halt: Halt | None = None) -> tuple[Day, list[Arrival]]:
    """A whole day."""
    day = Day(PROFILE, seed=seed, closing=closing, halt=halt)
    return day, list(day.arrivals())


def test_the_center_is_the_one_of_the_facts() -> None:
    assert len(PROFILE.windows) == 23
    assert len({service.group_id for service in PROFILE.services}) == 5
    assert sum(service.share for service in PROFILE.services) == pytest.approx(1)


def test_the_truth_is_known_to_who_asks_the_profile() -> None:
    service, window = PROFILE.services[0], PROFILE.windows[0]

    assert PROFILE.of(service.id, window.person_id).mean_ms == 9 * MINUTE_MS * PROFILE.pace[window.person_id]
    assert sum(PROFILE.per_hour(service, hour) for hour in range(24)) == pytest.approx(service.share * PROFILE.people)
    assert PROFILE.usual()[service.id].minutes > 0


def test_everybody_who_comes_is_called_once() -> None:
    day, arrivals = played()

    called = [call.comer.id for call in day.calls]
    assert len(arrivals) == PROFILE.people
    assert sorted(called) == sorted(each.comer.id for each in arrivals)


def test_the_same_seed_is_the_same_day_and_another_is_not() -> None:
    assert played(1)[0].calls == played(1)[0].calls
    assert played(1)[0].calls != played(2)[0].calls


def test_the_morning_is_full_and_some_are_out_of_turn_or_do_not_come() -> None:
    people = [comer for seed in range(5) for comer in played(seed)[0].people]

    early = sum(comer.arrives_ms < 3 * HOUR_MS for comer in people) / len(people)
    assert early == pytest.approx(0.48, abs=0.03)
    assert sum(comer.rate == LAWFUL for comer in people) / len(people) == pytest.approx(0.08, abs=0.015)
    assert sum(comer.length == 0 for comer in people) / len(people) == pytest.approx(0.05, abs=0.015)


def test_a_window_is_with_one_at_a_time_and_has_its_break() -> None:
    day, _ = played()

    for window in PROFILE.windows:
        calls = [call for call in day.calls if call.window == window]
        gaps = [(one.called_ms + one.held_ms, other.called_ms) for one, other in itertools.pairwise(calls)]
        assert all(end <= begin for end, begin in gaps)
        assert any(end <= begin - window.break_ms and begin >= window.break_from_ms for end, begin in gaps)


def test_each_who_comes_sees_those_who_wait_and_the_windows_of_their_group() -> None:
    day, arrivals = played()
    called = {call.comer.id: call for call in day.calls}

    for arrival in arrivals:
        now_ms = arrival.comer.arrives_ms
        waiting = {each.id for each in arrival.hall.waiting}
        assert arrival.comer.id not in waiting
        assert all(called[ticket_id].called_ms >= now_ms for ticket_id in waiting)
        assert arrival.hall.windows


def test_a_window_that_leaves_finishes_its_visit_and_is_seen_no_more() -> None:
    closing = Closing(PROFILE.windows[0].id, 4 * HOUR_MS)

    day, arrivals = played(closing=closing)

    assert not [each for each in day.calls if each.window.id == closing.window_id and each.called_ms > closing.at_ms]
    assert not [
        arrival
        for arrival in arrivals
        if arrival.comer.arrives_ms > closing.at_ms
        and any(each.id == closing.window_id for each in arrival.hall.windows)
    ]
    assert len(day.calls) == PROFILE.people


def test_while_the_clock_stands_those_at_the_windows_are_served_and_then_many_come() -> None:
    halt = Halt(3 * HOUR_MS, length_ms=NEVER_MS)

    day, arrivals = played(halt=halt)

    torn = [call for call in day.calls if not call.is_whole]
    assert torn
    assert all(call.called_ms < halt.at_ms < call.called_ms + call.held_ms for call in torn)
    assert all(_next_after(day, call, halt.at_ms) >= halt.at_ms for call in torn)
    rush = sum(halt.at_ms <= each.comer.arrives_ms < halt.at_ms + 15 * MINUTE_MS for each in arrivals)
    before = sum(halt.at_ms - 15 * MINUTE_MS <= each.comer.arrives_ms < halt.at_ms for each in arrivals)
    assert rush > before
    assert len(day.calls) == len(arrivals) > PROFILE.people


def _next_after(day: Day, call: Call, moment_ms: int) -> int:
    later = [each.called_ms for each in day.calls if each.window == call.window and each.called_ms >= moment_ms]
    return min(later, default=moment_ms)
