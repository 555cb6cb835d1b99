"""A played day goes through the real bus and store, and leaves there what a real day would."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from server.domain.events import TicketFinished, TicketMissed, TicketTaken, WindowLeft, WindowStaffed
from server.domain.forecast import Pause
from server.domain.interval import Interval, IntervalKind
from server.domain.learning import GroupId
from server.domain.window_events import BreakStarted, WorkResumed
from server.simulate.asking import FIRST_DAY
from server.simulate.plan import plan_of
from server.simulate.playing import Play
from server.simulate.profile import HOUR_MS, MINUTE_MS, center
from tests.simulate.small_hall import SMALL, play_of, read


def happened(play: Play) -> Counter[str]:
    kept = read(play, lambda records: records.journal.entries(after=0, limit=10_000))
    return Counter(type(entry.event).__name__ for entry in kept)


def stretches(play: Play, *kinds: IntervalKind) -> list[Interval]:
    return list(read(play, lambda records: records.intervals.of_days(FIRST_DAY, FIRST_DAY, kinds)))


def test_everybody_takes_a_ticket_and_is_served_or_missed() -> None:
    counts = happened(play_of())

    assert counts[TicketTaken.__name__] == SMALL.people
    assert counts[TicketFinished.__name__] + counts[TicketMissed.__name__] == SMALL.people
    assert 0 < counts[TicketMissed.__name__] < SMALL.people / 8


def test_everybody_at_a_window_has_a_break_and_goes_home() -> None:
    play = play_of()
    counts = happened(play)

    assert counts[WindowStaffed.__name__] == counts[WindowLeft.__name__] == len(SMALL.windows)
    assert counts[BreakStarted.__name__] == counts[WorkResumed.__name__] == len(SMALL.windows)
    assert {round(each.ended.since(each.began).total_seconds()) for each in stretches(play, IntervalKind.BREAK)} == {
        30 * 60
    }


def test_a_window_has_one_at_a_time() -> None:
    in_hand = stretches(play_of(), IntervalKind.CALLED, IntervalKind.SERVING)

    for window_id in {each.window_id for each in in_hand}:
        here = [each for each in in_hand if each.window_id == window_id]
        assert all(one.ended.hall_ms <= other.began.hall_ms for one, other in pairwise(here))


def test_breaks_are_staggered_within_a_group() -> None:
    begins = [sitting.pauses[0].from_ms for sitting in plan_of(center(1)).rotas[0]]

    assert len(set(begins[:5])) == 5


def test_whoever_sits_elsewhere_for_two_hours_leaves_after_the_visit_under_way() -> None:
    rota = (replace(SMALL.rotas[0][0], from_ms=9 * HOUR_MS, until_ms=11 * HOUR_MS, pauses=(), is_last=False),)
    play = play_of(replace(SMALL, rotas=(rota,)))

    (there,) = stretches(play, IntervalKind.AT_WINDOW)
    calls = stretches(play, IntervalKind.CALLED)

    assert there.ended.since(there.began).total_seconds() >= 2 * 3600
    assert all(each.began.since(there.began).total_seconds() < 2 * 3600 for each in calls)


def test_those_who_were_never_called_expire_the_next_morning() -> None:
    rota = (replace(SMALL.rotas[0][0], from_ms=9 * HOUR_MS, until_ms=10 * HOUR_MS, is_last=False),)

    counts = happened(play_of(replace(SMALL, rotas=(rota,))))

    assert counts["TicketExpired"] > SMALL.people / 2


def test_a_break_that_comes_up_during_a_visit_is_taken_after_it() -> None:
    at_once = tuple(replace(each, pauses=(Pause(each.from_ms + 10 * MINUTE_MS, MINUTE_MS),)) for each in SMALL.rotas[0])
    play = play_of(replace(SMALL, rotas=(at_once,)))
    in_hand = stretches(play, IntervalKind.SERVING)

    for pause in stretches(play, IntervalKind.BREAK):
        assert not [
            each
            for each in in_hand
            if each.window_id == pause.window_id and each.began.hall_ms < pause.ended.hall_ms < each.ended.hall_ms
        ]


@pytest.mark.parametrize("windows", [5, 11, 23, 40])
def test_windows_are_shared_out_by_work_and_no_group_is_left_out(windows: int) -> None:
    plan = plan_of(center(1, windows_count=windows))

    counts = {group: sum(ids[0] in each.service_ids for each in plan.windows) for group, ids in plan.groups.items()}

    assert sum(counts.values()) == windows
    assert min(counts.values()) >= 1
    assert counts[GroupId("passports")] == max(counts.values())
