"""Who is called next: the same one whoever asks, and nobody overtakes within a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import PriorityClass
from server.domain.policy import pick_next, turn_of
from server.domain.ticket import Ticket
from tests.domain.values import ticket

LINES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(PriorityClass)), min_size=1, max_size=12).map(
    lambda drawn: [ticket(number=n, arrived_ms=ms, priority=cls) for n, (ms, cls) in enumerate(drawn, 1)]
)


@given(waiting=LINES, data=st.data())
def test_the_order_of_asking_does_not_matter(waiting: list[Ticket], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(waiting))

    assert pick_next(shuffled) == pick_next(waiting)


@given(waiting=LINES)
def test_no_two_tickets_have_the_same_turn(waiting: list[Ticket]) -> None:
    turns = {turn_of(each.priority, each.place) for each in waiting}

    assert len(turns) == len(waiting)


@given(waiting=LINES)
def test_within_one_class_the_earlier_place_is_called_first(waiting: list[Ticket]) -> None:
    order = sorted(waiting, key=lambda each: turn_of(each.priority, each.place))

    for priority in PriorityClass:
        places = [each.place for each in order if each.priority is priority]
        assert places == sorted(places)


@given(waiting=LINES)
def test_nobody_ordinary_is_called_while_somebody_lawful_waits(waiting: list[Ticket]) -> None:
    chosen = pick_next(waiting)

    assert chosen is not None
    if any(each.priority is PriorityClass.LAWFUL for each in waiting):
        assert chosen.priority is PriorityClass.LAWFUL


def test_of_two_who_came_at_once_the_one_heard_of_first_is_called() -> None:
    first, second = ticket(number=1, arrived_ms=9), ticket(number=2, arrived_ms=9)

    assert pick_next([second, first]) == first


def test_of_nobody_nobody_is_called() -> None:
    assert pick_next([]) is None
