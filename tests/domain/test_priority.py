"""The one rule of who is next: what it promises to each who waits, in thousands of generated halls."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from server.domain.place import Place
from server.domain.policy import (
    BOOKED,
    LAWFUL,
    LOCAL,
    ORDINARY,
    Head,
    Level,
    PriorityRate,
    in_a_row,
    in_order_of_calling,
    pick,
    place_of_booked,
)
from tests.domain.in_thousands import in_thousands

RATES = (LAWFUL, BOOKED, LOCAL, ORDINARY)
NOT_LAWFUL = RATES[1:]
NOW_MS = 50


def head(who: int = 1, rate: PriorityRate = ORDINARY, arrived_ms: int = 0, level: Level = Level.MAIN) -> Head[int]:
    """The head of a line, heard of as the ``who``-th."""
    return Head(who, rate, level, Place(arrived_ms, who))


HEADS = st.lists(
    st.tuples(st.sampled_from(RATES), st.integers(0, NOW_MS), st.sampled_from(Level)), min_size=1, max_size=10
).map(lambda drawn: [head(who, rate, ms, level) for who, (rate, ms, level) in enumerate(drawn)])


@in_thousands(heads=HEADS, row=st.integers(0, 4), guard=st.integers(1, 3), data=st.data())
def test_the_order_of_asking_does_not_matter(heads: list[Head[int]], row: int, guard: int, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(heads))

    one, other = (pick(each, NOW_MS, guarded_in_a_row=row, guard=guard) for each in (heads, shuffled))

    assert one is not None
    assert one == other


@in_thousands(heads=HEADS, row=st.integers(0, 4), passed_ms=st.integers(0, 10_000))
def test_a_clock_that_began_elsewhere_changes_nothing(heads: list[Head[int]], row: int, passed_ms: int) -> None:
    later = [head(each.who, each.rate, each.place.arrived_ms + passed_ms, each.level) for each in heads]

    before = pick(heads, NOW_MS, guarded_in_a_row=row)
    after = pick(later, NOW_MS + passed_ms, guarded_in_a_row=row)

    assert before is not None
    assert after is not None
    assert before.who == after.who


@in_thousands(heads=HEADS, row=st.integers(0, 4))
def test_nobody_else_is_called_while_somebody_lawful_waits(heads: list[Head[int]], row: int) -> None:
    assume(any(each.rate.is_lawful for each in heads))

    chosen = pick(heads, NOW_MS, guarded_in_a_row=row)

    assert chosen is not None
    assert chosen.rate.is_lawful


@in_thousands(
    rate=st.sampled_from(RATES),
    level=st.sampled_from(Level),
    arrived=st.lists(st.integers(0, NOW_MS), min_size=2, max_size=6),
    others=HEADS,
)
def test_within_one_line_the_pick_follows_the_place(
    rate: PriorityRate, level: Level, arrived: list[int], others: list[Head[int]]
) -> None:
    line = sorted((head(100 + who, rate, ms, level) for who, ms in enumerate(arrived)), key=lambda each: each.place)

    chosen = pick([*others, *line], NOW_MS)

    assert chosen not in line[1:]


def test_a_window_calls_its_own_before_those_it_helps() -> None:
    own, helped = head(1, arrived_ms=10), head(2, arrived_ms=0, level=Level.HELPER)

    assert pick([own, helped], 11) is helped
    assert pick([own, helped], 20) is own


def test_one_who_is_helped_only_is_called_in_the_end() -> None:
    helped = head(1, arrived_ms=0, level=Level.HELPER)

    own = [head(2, arrived_ms=now - 25) for now in (90, 100, 101)]

    assert [pick([each, helped], now) is helped for each, now in zip(own, (90, 100, 101), strict=True)] == [
        False,
        True,
        True,
    ]


def test_somebody_booked_is_called_when_due_and_before_that_only_where_nobody_waits() -> None:
    rate, place = place_of_booked(arrived=Place(5, 1), booked_for_ms=100, tolerance_ms=20)
    booked = Head(1, rate, Level.MAIN, place)
    ordinary = head(2)

    assert pick([booked], 10) is booked
    assert pick([booked, ordinary], 79) is ordinary
    assert pick([booked, ordinary], 83) is booked


@in_thousands(
    early=st.lists(st.tuples(st.sampled_from(NOT_LAWFUL), st.integers(1, 9), st.sampled_from(Level)), min_size=1),
    due=HEADS,
    data=st.data(),
)
def test_of_those_not_due_the_nearest_is_called_first_at_every_level(
    early: list[tuple[PriorityRate, int, Level]], due: list[Head[int]], data: st.DataObject
) -> None:
    heads = [head(100 + who, rate, NOW_MS + ms, level) for who, (rate, ms, level) in enumerate(early)]
    shuffled = data.draw(st.permutations(heads))

    assert in_order_of_calling(shuffled, NOW_MS) == sorted(heads, key=lambda each: each.place)
    assert pick(shuffled, NOW_MS) == min(heads, key=lambda each: each.place)
    assert in_order_of_calling([*shuffled, *due], NOW_MS)[: len(due)] == in_order_of_calling(due, NOW_MS)


def test_an_appointment_in_ten_minutes_goes_before_one_in_thirty_that_the_window_only_helps() -> None:
    own, helped = head(2, BOOKED, 10), head(1, BOOKED, 30, Level.HELPER)
    far, near = head(2, BOOKED, 30), head(1, BOOKED, 10, Level.HELPER)

    assert pick([helped, own], 0) is own
    assert pick([helped, own], 29) is own
    assert pick([far, near], 0) is near
    assert [head(rate=BOOKED, arrived_ms=30, level=level).points(20) for level in Level] == [-10, -10]
    assert [head(rate=BOOKED, arrived_ms=30, level=level).points(31) for level in Level] == [120, 30]


@pytest.mark.parametrize(("arrived_ms", "rate"), [(120, BOOKED), (121, ORDINARY)])
def test_one_who_comes_too_late_for_an_appointment_stands_in_the_live_queue(
    arrived_ms: int, rate: PriorityRate
) -> None:
    arrived = Place(arrived_ms, 7)

    assert place_of_booked(arrived=arrived, booked_for_ms=100, tolerance_ms=20) == (
        rate,
        arrived if rate is ORDINARY else Place(80, 7),
    )


def test_the_guard_lets_somebody_ordinary_in_after_so_many() -> None:
    local, ordinary = head(1, LOCAL), head(2)

    assert pick([local, ordinary], NOW_MS, guarded_in_a_row=1, guard=2) is local
    assert pick([local, ordinary], NOW_MS, guarded_in_a_row=2, guard=2) is ordinary
    assert pick([local], NOW_MS, guarded_in_a_row=2, guard=2) is local


def test_the_guard_waits_for_nobody_whose_appointment_is_not_due() -> None:
    local, early = head(1, LOCAL), head(2, BOOKED, NOW_MS + 1)

    assert pick([local, early], NOW_MS, guarded_in_a_row=5, guard=2) is local


def test_of_nobody_nobody_is_called() -> None:
    assert pick([], NOW_MS) is None


@pytest.mark.parametrize(("called", "row"), [(LAWFUL, 2), (LOCAL, 3), (ORDINARY, 0), (BOOKED, 0)])
def test_a_row_is_ended_by_those_neither_guarded_nor_lawful(called: PriorityRate, row: int) -> None:
    assert in_a_row(2, called) == row


@dataclass(frozen=True, slots=True)
class Came:
    """One who comes, by order of arrival."""

    number: int
    rate: PriorityRate
    arrived_ms: int


@dataclass(frozen=True, slots=True)
class Called:
    """One call."""

    came: Came
    at_ms: int
    window: int


def play_out(
    people: Sequence[Came], free_ms: Sequence[int], *, visit_ms: int, guard: int, rows: Sequence[int] = ()
) -> list[Called]:
    """All windows serve all lines; each visit lasts as long. Windows that are free call whoever has come."""
    free, row = list(free_ms), list(rows or [0] * len(free_ms))
    lines = {rate: deque(each for each in people if each.rate == rate) for rate in RATES}
    calls: list[Called] = []
    while any(lines.values()):
        now_ms = min(free)
        window = free.index(now_ms)
        heads = [
            head(line[0].number, rate, line[0].arrived_ms) for rate, line in lines.items()
            if line and line[0].arrived_ms <= now_ms
        ]  # fmt: skip
        chosen = pick(heads, now_ms, guarded_in_a_row=row[window], guard=guard)
        if chosen is None:
            free[window] = min(line[0].arrived_ms for line in lines.values() if line)
            continue
        calls.append(Called(lines[chosen.rate].popleft(), now_ms, window))
        row[window] = in_a_row(row[window], chosen.rate)
        free[window] = now_ms + visit_ms
    return calls


def coming(rates: Sequence[PriorityRate], *, last_ms: int, most: int = 60) -> st.SearchStrategy[list[Came]]:
    """People of these classes, in order of arrival."""
    each = st.tuples(st.integers(0, last_ms), st.sampled_from(rates))
    return st.lists(each, min_size=1, max_size=most).map(
        lambda drawn: [
            Came(number, rate, ms) for number, (ms, rate) in enumerate(sorted(drawn, key=lambda one: one[0]))
        ]
    )


FREE = st.lists(st.integers(0, 30), min_size=1, max_size=3)
VISIT_MS = 12


@in_thousands(people=coming([LAWFUL, BOOKED, LOCAL, ORDINARY], last_ms=120), free_ms=FREE, guard=st.integers(1, 3))
def test_nobody_is_overtaken_more_often_than_the_bound(people: list[Came], free_ms: list[int], guard: int) -> None:
    calls = play_out(people, free_ms, visit_ms=VISIT_MS, guard=guard)
    order = [call.came for call in calls]

    for position, mine in enumerate(order):
        if mine.rate != ORDINARY:
            continue
        later = [call for call in calls[:position] if call.came.number > mine.number]
        while_waiting = [call for call in calls[:position] if call.at_ms >= mine.arrived_ms]
        plain = [call for call in while_waiting if call.came.rate in (ORDINARY, BOOKED)]
        waited_ms = calls[position].at_ms - mine.arrived_ms
        assert not [call for call in later if call.came.rate == ORDINARY]
        assert sum(call.came.rate == LOCAL for call in later) <= guard * (len(plain) + len(free_ms))
        for call in later:
            if call.came.rate == LOCAL:
                share = 1 - ORDINARY.points / LOCAL.points
                assert call.came.arrived_ms - mine.arrived_ms <= share * waited_ms


@in_thousands(
    before=st.lists(st.sampled_from([LAWFUL, LOCAL, ORDINARY]), max_size=8),
    windows=st.integers(1, 4),
    guard=st.integers(1, 3),
    every=st.integers(1, 6),
    burst=st.integers(1, 3),
    locals_a_visit=st.integers(1, 20),
    data=st.data(),
)
def test_an_unending_inflow_keeps_nobody_longer_than_the_bound(
    before: list[PriorityRate],
    windows: int,
    guard: int,
    every: int,
    burst: int,
    locals_a_visit: int,
    data: st.DataObject,
) -> None:
    """Lawful ones come below capacity, in bursts; local ones come faster than all windows together could call."""
    lawful_a_visit = burst / every
    assume(lawful_a_visit < windows)
    free_ms = data.draw(st.lists(st.integers(0, VISIT_MS - 1), min_size=windows, max_size=windows))
    waiting_lawful, plain = before.count(LAWFUL), before.count(ORDINARY)
    # A burst may come at once, then as the load says.
    longest = (waiting_lawful + burst + (guard + 1) * (plain + windows)) / (windows - lawful_a_visit)
    until = ceil(longest) + 2
    numbered = [*before, ORDINARY]
    arrivals = [(0, number, rate) for number, rate in enumerate(numbered)]
    mine = len(before)
    for visit in range(until):
        arrivals += [(visit * VISIT_MS + 1, 1000, LOCAL)] * locals_a_visit
        arrivals += [(visit * VISIT_MS + 1, 1000, LAWFUL)] * (burst if visit % every == 0 else 0)
    people = [Came(number, rate, ms) for number, (ms, _, rate) in enumerate(sorted(arrivals, key=lambda one: one[:2]))]
    assert people[mine].rate is ORDINARY

    calls = play_out(people, free_ms, visit_ms=VISIT_MS, guard=guard)

    position = next(at for at, call in enumerate(calls) if call.came is people[mine])
    later = [call.came.rate for call in calls[:position] if call.came.number > mine]
    assert calls[position].at_ms <= longest * VISIT_MS
    assert later.count(LOCAL) <= guard * (plain + windows)
    assert later.count(LAWFUL) <= burst + lawful_a_visit * longest


@in_thousands(people=coming([ORDINARY], last_ms=80, most=25), free_ms=FREE, more_ms=st.integers(0, 60))
def test_a_window_more_delays_nobody_of_one_class(people: list[Came], free_ms: list[int], more_ms: int) -> None:
    before = play_out(people, free_ms, visit_ms=VISIT_MS, guard=2)

    after = play_out(people, [*free_ms, more_ms], visit_ms=VISIT_MS, guard=2)

    assert not delayed(before, after)


@in_thousands(
    people=coming([LAWFUL, BOOKED, LOCAL, ORDINARY], last_ms=30, most=25),
    free_ms=st.lists(st.integers(30, 60), min_size=1, max_size=3),
    more_ms=st.integers(30, 90),
)
def test_a_window_more_delays_nobody_of_those_who_wait(people: list[Came], free_ms: list[int], more_ms: int) -> None:
    before = play_out(people, free_ms, visit_ms=VISIT_MS, guard=2)

    after = play_out(people, [*free_ms, more_ms], visit_ms=VISIT_MS, guard=2)

    assert not delayed(before, after)


def test_a_window_more_may_cost_somebody_lawful_the_rest_of_a_visit() -> None:
    """No visit is interrupted: the one window was about to be free, the two have just taken somebody ordinary."""
    ordinary = [Came(number, ORDINARY, ms) for number, ms in enumerate([0, 5, 11, 11])]
    lawful = Came(4, LAWFUL, 16)

    before = play_out([*ordinary, lawful], [0], visit_ms=10, guard=2)
    after = play_out([*ordinary, lawful], [0, 0], visit_ms=10, guard=2)

    assert delayed(before, after) == [lawful]
    assert [call.at_ms for call in (*before, *after) if call.came is lawful] == [20, 21]


def delayed(before: Sequence[Called], after: Sequence[Called]) -> list[Came]:
    """Who is called later than before."""
    then = {call.came: call.at_ms for call in before}
    return [call.came for call in after if call.at_ms > then[call.came]]
