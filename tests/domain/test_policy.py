"""Whose turn it is, on tickets: the same one whoever asks, and nobody overtakes within a line."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from server.contract.terms import PriorityClass, ServiceId
from server.domain.place import LineClass, at_service
from server.domain.policy import FIRST_OF_ALL, LOCAL, Level, classes_before, rate_of
from server.domain.ticket import Ticket
from server.domain.turn import in_turn, next_of
from tests.domain.in_thousands import in_thousands
from tests.domain.values import ticket

NOW_MS = 60_000
HERE = {at_service(ServiceId("passport")): Level.MAIN, at_service(ServiceId("social")): Level.HELPER}


def drawn(values: list[tuple[int, PriorityClass, str]]) -> list[Ticket]:
    return [
        ticket(number=number, arrived_ms=ms, priority=priority, service=service)
        for number, (ms, priority, service) in enumerate(values, 1)
    ]


LINES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(PriorityClass), st.sampled_from(["passport", "social"])),
    min_size=1,
    max_size=12,
).map(drawn)


def called(waiting: list[Ticket], **more: int) -> Ticket:
    chosen = next_of(waiting, HERE, NOW_MS, **more)
    assert chosen is not None
    return chosen.who


@in_thousands(waiting=LINES, data=st.data())
def test_the_order_of_asking_does_not_matter(waiting: list[Ticket], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(waiting))

    assert called(shuffled) == called(waiting)
    assert in_turn(shuffled, NOW_MS) == in_turn(waiting, NOW_MS)


@in_thousands(waiting=LINES)
def test_within_one_line_the_earlier_place_is_called_first(waiting: list[Ticket]) -> None:
    order = in_turn(waiting, NOW_MS)

    for line in {(each.service_id, each.priority) for each in waiting}:
        places = [each.place for each in order if (each.service_id, each.priority) == line]
        assert places == sorted(places)
    first = called(waiting)
    assert not [
        each
        for each in waiting
        if (each.service_id, each.priority) == (first.service_id, first.priority) and each.place < first.place
    ]


@in_thousands(waiting=LINES)
def test_nobody_else_is_called_while_somebody_lawful_waits(waiting: list[Ticket]) -> None:
    assume(any(each.priority is PriorityClass.LAWFUL for each in waiting))

    assert called(waiting).priority is PriorityClass.LAWFUL


@in_thousands(waiting=LINES, when=st.integers(0, 5))
def test_whoever_was_called_before_a_suspension_is_called_first_after_it(waiting: list[Ticket], when: int) -> None:
    back = replace(waiting[0], is_at_head=True, first_called=replace(waiting[0].taken, hall_ms=when))

    assert called([back, *waiting[1:]]) == back
    assert in_turn([back, *waiting[1:]], NOW_MS)[0] == back


def test_of_two_who_came_at_once_the_one_heard_of_first_is_called() -> None:
    first, second = ticket(number=1, arrived_ms=9), ticket(number=2, arrived_ms=9)

    assert called([second, first]) == first


def test_a_helper_takes_a_line_not_its_own_when_that_has_waited_four_times_as_long() -> None:
    own, other = ticket(number=1, arrived_ms=50_000), ticket(number=2, arrived_ms=20_001, service="social")

    assert called([own, other]) == own
    assert called([own, replace(other, place=replace(other.place, arrived_ms=19_999))]) != own


def test_after_as_many_local_ones_as_the_guard_allows_somebody_else_is_called() -> None:
    local, ordinary = ticket(number=1, priority=PriorityClass.LOCAL), ticket(number=2, arrived_ms=9)

    assert called([local, ordinary], guard=1) == local
    assert called([local, ordinary], guarded_in_a_row=1, guard=1) == ordinary
    assert called([local, ordinary], guarded_in_a_row=2, guard=3) == local
    assert called([local, ordinary], guarded_in_a_row=2) == ordinary


def test_the_guard_stands_before_somebody_who_comes_this_moment_and_not_before_an_appointment_to_come() -> None:
    local = ticket(number=1, priority=PriorityClass.LOCAL)
    now, later = ticket(number=2, arrived_ms=NOW_MS), ticket(number=3, arrived_ms=NOW_MS + 1)

    assert called([local, now], guarded_in_a_row=2) == now
    assert called([local, later], guarded_in_a_row=2) == local


def test_the_office_says_how_much_faster_local_ones_are() -> None:
    ordinary, local = ticket(number=1, arrived_ms=20_000), ticket(number=2, arrived_ms=40_000)
    local = replace(local, priority=PriorityClass.LOCAL)

    assert called([local, ordinary]) == local
    assert called([local, ordinary], local_points=1) == ordinary
    assert in_turn([ordinary, local], NOW_MS) == [local, ordinary]
    assert in_turn([local, ordinary], NOW_MS, local_points=1) == [ordinary, local]


def test_a_visit_in_any_order_counts_by_the_level_that_suits_it_best() -> None:
    anywhere = replace(ticket(number=1), service_id=ServiceId("social"), route=(ServiceId("passport"),))
    chosen = next_of([replace(anywhere, is_route_ordered=False)], HERE, NOW_MS)

    assert chosen is not None
    assert chosen.level is Level.MAIN


def test_of_nobody_nobody_is_called() -> None:
    assert next_of([], HERE, NOW_MS) is None


def test_before_a_newcomer_are_the_classes_that_go_first_and_those_of_the_same_scale() -> None:
    assert classes_before(LineClass.LAWFUL) == classes_before(LineClass.HEAD) == FIRST_OF_ALL
    assert classes_before(LineClass.BOOKED) == FIRST_OF_ALL | {LineClass.BOOKED}
    assert classes_before(LineClass.ORDINARY) == classes_before(LineClass.LOCAL) == set(LineClass)


def test_every_class_has_its_rate_and_the_office_says_that_of_local_ones() -> None:
    assert rate_of(LineClass.LOCAL) == LOCAL
    assert rate_of(LineClass.LOCAL, local_points=5).points == 5
    assert {each for each in LineClass if rate_of(each).is_lawful} == FIRST_OF_ALL
