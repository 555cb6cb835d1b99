"""Stretches of time that are over: of tickets, and of people at windows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from server.contract.terms import PersonId, TicketState, WindowId, Work
from server.domain.interval import Interval, IntervalKind, of_ticket, of_work
from server.domain.ticket import LIVING, Ticket
from tests.domain.values import MONDAY, at, ticket, window

WINDOW, PERSON = WindowId("window-4"), PersonId("olena")


def test_waiting_is_of_a_service_and_of_no_window() -> None:
    assert of_ticket(ticket(arrived_ms=3), at(9)) == Interval(
        kind=IntervalKind.WAITING,
        day=MONDAY,
        began=at(3),
        ended=at(9),
        ticket_id=ticket().id,
        service_id=ticket().service_id,
    )


def test_a_service_is_of_its_window_and_person_from_the_start() -> None:
    serving = ticket(arrived_ms=3).call(WINDOW, PERSON, at(5)).start(at(6))

    assert of_ticket(serving, at(9)) == Interval(
        kind=IntervalKind.SERVING,
        day=MONDAY,
        began=at(6),
        ended=at(9),
        ticket_id=serving.id,
        service_id=serving.service_id,
        window_id=WINDOW,
        person_id=PERSON,
    )


@pytest.mark.parametrize("state", TicketState)
def test_every_living_state_is_a_kind_of_its_own_and_what_is_over_is_none(state: TicketState) -> None:
    over = of_ticket(replace(ticket(), state=state), at(9))

    if state in LIVING:
        assert over is not None
        assert over.kind.value == state.value
    else:
        assert over is None


@pytest.mark.parametrize("work", Work)
def test_what_a_person_did_at_a_window_until_now(work: Work) -> None:
    staffed = replace(window(person="olena"), work=work, work_since=at(4))

    assert of_work(staffed, MONDAY, at(9)) == Interval(
        kind=IntervalKind(work.value),
        day=MONDAY,
        began=at(4),
        ended=at(9),
        window_id=staffed.id,
        person_id=PERSON,
    )


def test_an_empty_window_does_nothing() -> None:
    assert of_work(replace(window(), work_since=at(4)), MONDAY, at(9)) is None
    assert of_work(window(person="olena"), MONDAY, at(9)) is None


def test_the_stretches_of_a_visit_leave_no_gap() -> None:
    steps: list[Ticket] = [ticket(arrived_ms=3)]
    steps.append(steps[-1].call(WINDOW, PERSON, at(5)))
    steps.append(steps[-1].park(at(6), until_ms=None))
    steps.append(steps[-1].unpark(at(8)))
    steps.append(steps[-1].call(WINDOW, PERSON, at(9)))
    steps.append(steps[-1].start(at(12)))
    steps.append(steps[-1].finish(at(20)))

    over = [of_ticket(before, after.began) for before, after in pairwise(steps)]

    assert [(each.kind.value, each.began.hall_ms, each.ended.hall_ms) for each in over if each] == [
        ("waiting", 3, 5),
        ("called", 5, 6),
        ("parked", 6, 8),
        ("waiting", 8, 9),
        ("called", 9, 12),
        ("serving", 12, 20),
    ]
