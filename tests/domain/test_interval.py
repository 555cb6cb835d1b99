"""Stretches of time that are over: of tickets, and of people at windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from server.contract.terms import PersonId, TicketState, WindowId, Work
from server.domain.interval import Interval, IntervalKind, Outcome, of_ticket, of_work
from server.domain.moment import Moment
from server.domain.ticket import LIVING, Ticket
from tests.domain.values import MONDAY, NOON, at, hall, ticket, window

WINDOW, PERSON = WindowId("window-4"), PersonId("olena")


def test_waiting_is_of_a_service_and_of_no_window() -> None:
    waiting = ticket(arrived_ms=3)

    assert of_ticket(waiting, waiting.call(WINDOW, PERSON, at(9)), at(9)) == Interval(
        kind=IntervalKind.WAITING,
        day=MONDAY,
        began=at(3),
        ended=at(9),
        ticket_id=waiting.id,
        service_id=waiting.service_id,
        outcome=Outcome.CALLED,
    )


def test_a_service_is_of_its_window_and_person_from_the_start() -> None:
    serving = ticket(arrived_ms=3).call(WINDOW, PERSON, at(5)).start(at(6))

    assert of_ticket(serving, serving.finish(at(9)), at(9)) == Interval(
        kind=IntervalKind.SERVING,
        day=MONDAY,
        began=at(6),
        ended=at(9),
        ticket_id=serving.id,
        service_id=serving.service_id,
        window_id=WINDOW,
        person_id=PERSON,
        outcome=Outcome.DONE,
    )


def test_whoever_is_called_at_once_has_waited_for_no_time() -> None:
    waiting = ticket(arrived_ms=3)

    over = of_ticket(waiting, waiting.call(WINDOW, PERSON, at(3)), at(3))

    assert over is not None
    assert over.began == over.ended == at(3)


def test_a_visit_that_somebody_else_goes_on_with_is_over_for_the_first_one() -> None:
    serving = ticket().call(WINDOW, PERSON, at(5)).start(at(5))

    over = of_ticket(serving, replace(serving, person_id=PersonId("taras")), at(5))

    assert over is not None
    assert (over.person_id, over.outcome) == (PERSON, Outcome.SERVING)


def test_a_change_that_ends_nothing_leaves_no_stretch() -> None:
    called = ticket().call(WINDOW, PERSON, at(5))

    assert of_ticket(called, called.recall(at(9), limit=3), at(9)) is None
    assert of_ticket(called, replace(called, route=(called.service_id,)), at(9)) is None


def test_a_wait_that_only_begins_at_another_time_goes_on() -> None:
    waiting = ticket(arrived_ms=9)

    assert of_ticket(waiting, replace(waiting, taken=at(5)), at(6)) is None


def test_every_state_that_a_ticket_can_go_to_is_an_outcome() -> None:
    assert {each.value for each in TicketState} < {each.value for each in Outcome}


def test_how_it_ended_may_be_said_where_the_state_does_not_tell() -> None:
    serving = ticket().call(WINDOW, PERSON, at(5)).start(at(6))

    over = of_ticket(serving, serving.finish(at(9)), at(9), Outcome.TRANSFERRED)

    assert over is not None
    assert over.outcome is Outcome.TRANSFERRED


@pytest.mark.parametrize("state", TicketState)
def test_every_living_state_is_a_kind_of_its_own_and_what_is_over_is_none(state: TicketState) -> None:
    over = of_ticket(replace(ticket(), state=state), replace(ticket(), since=at(9)), at(9))

    if state in LIVING:
        assert over is not None
        assert over.kind.value == state.value
    else:
        assert over is None


@pytest.mark.parametrize("work", Work)
def test_what_a_person_did_at_a_window_until_now(work: Work) -> None:
    staffed = replace(window(person="olena"), work=work, work_since=at(4))

    assert of_work(staffed, hall(), at(9), at(7)) == Interval(
        kind=IntervalKind(work.value),
        day=MONDAY,
        began=at(4),
        ended=at(9),
        window_id=staffed.id,
        person_id=PERSON,
    )


def test_an_empty_window_does_nothing() -> None:
    assert of_work(replace(window(), work_since=at(4)), hall(), at(9), at(7)) is None
    assert of_work(window(person="olena"), hall(), at(9), at(7)) is None


NIGHT = timedelta(hours=20)
"""From noon until the next morning."""


@pytest.mark.parametrize(
    ("last", "hours_worked"),
    [(timedelta(hours=5), 5), (timedelta(hours=12), 12), (timedelta(hours=13), 12), (timedelta(hours=-1), 0)],
)
def test_whoever_went_home_without_a_word_did_not_work_through_the_night(last: timedelta, hours_worked: int) -> None:
    staffed = replace(window(person="olena"), work_since=later(timedelta()))

    over = of_work(staffed, hall(), later(NIGHT), later(last))

    assert over is not None
    assert over.day == MONDAY
    assert over.ended == later(timedelta(hours=hours_worked))


def later(passed: timedelta) -> Moment:
    """So long after noon."""
    return Moment(round(passed.total_seconds() * 1000), NOON + passed)


def test_the_stretches_of_a_visit_leave_no_gap() -> None:
    steps: list[Ticket] = [ticket(arrived_ms=3)]
    steps.append(steps[-1].call(WINDOW, PERSON, at(5)))
    steps.append(steps[-1].park(at(6), until_ms=None))
    steps.append(steps[-1].unpark(at(8)))
    steps.append(steps[-1].call(WINDOW, PERSON, at(9)))
    steps.append(steps[-1].start(at(12)))
    steps.append(steps[-1].finish(at(20)))

    over = [of_ticket(before, after, after.began) for before, after in pairwise(steps)]

    assert [(each.kind.value, each.began.hall_ms, each.ended.hall_ms) for each in over if each] == [
        ("waiting", 3, 5),
        ("called", 5, 6),
        ("parked", 6, 8),
        ("waiting", 8, 9),
        ("called", 9, 12),
        ("serving", 12, 20),
    ]
