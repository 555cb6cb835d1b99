"""What held windows: visits as their stretches tell of them, and calls in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.contract.terms import PersonId, ServiceId, TicketId
from server.domain.held import visits_of
from server.domain.interval import Interval, IntervalKind, Outcome
from server.domain.learning import Visit
from server.domain.moment import Moment
from tests.domain.values import MONDAY, NOON

MINUTE_MS = 60_000
OLENA, TARAS = PersonId("olena"), PersonId("taras")
PASSPORT, BUSINESS = ServiceId("passport"), ServiceId("business")
CALLED, SERVING = IntervalKind.CALLED, IntervalKind.SERVING


def stretch(
    kind: IntervalKind,
    began: int,
    ended: int,
    outcome: Outcome | None,
    *,
    person: PersonId | None = OLENA,
    service: ServiceId | None = PASSPORT,
    ticket: str = "ticket-1",
    standing_still: int = 0,
) -> Interval:
    """In minutes after noon; the wall's clock went on for some more while hall time stood still."""
    return Interval(
        kind=kind,
        day=MONDAY,
        began=Moment(began * MINUTE_MS, NOON + timedelta(minutes=began)),
        ended=Moment(ended * MINUTE_MS, NOON + timedelta(minutes=ended + standing_still)),
        ticket_id=TicketId(ticket),
        service_id=service,
        person_id=person,
        outcome=outcome,
    )


def visit(minutes: int, *, person: PersonId = OLENA, service: ServiceId = PASSPORT) -> Visit:
    return Visit(service, person, minutes * MINUTE_MS, MONDAY)


def test_a_visit_holds_its_window_from_the_call_on() -> None:
    stretches = [stretch(CALLED, 0, 2, Outcome.SERVING), stretch(SERVING, 2, 7, Outcome.DONE)]

    assert visits_of(stretches) == ([visit(7)], [])


def test_only_who_was_missed_has_not_come() -> None:
    assert visits_of([stretch(CALLED, 0, 3, Outcome.MISSED)]) == ([], [3 * MINUTE_MS])


def test_each_who_was_missed_is_told() -> None:
    stretches = [stretch(CALLED, 0, 3, Outcome.MISSED), stretch(CALLED, 3, 5, Outcome.MISSED, ticket="ticket-2")]

    assert visits_of(stretches) == ([], [3 * MINUTE_MS, 2 * MINUTE_MS])


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.MISSED}))
def test_whatever_else_became_of_a_call_is_neither_missed_nor_a_visit(outcome: Outcome) -> None:
    assert visits_of([stretch(CALLED, 0, 3, outcome)]) == ([], [])


def test_who_was_missed_and_came_after_all_was_both() -> None:
    stretches = [
        stretch(CALLED, 0, 3, Outcome.MISSED),
        stretch(CALLED, 20, 21, Outcome.SERVING),
        stretch(SERVING, 21, 25, Outcome.DONE),
    ]

    assert visits_of(stretches) == ([visit(5)], [3 * MINUTE_MS])


def test_a_visit_that_was_set_aside_is_one_of_all_the_time_that_it_held_windows_for() -> None:
    stretches = [
        stretch(CALLED, 0, 1, Outcome.SERVING),
        stretch(SERVING, 1, 4, Outcome.PARKED),
        stretch(IntervalKind.PARKED, 4, 30, Outcome.WAITING),
        stretch(CALLED, 31, 33, Outcome.SERVING),
        stretch(SERVING, 33, 40, Outcome.DONE),
    ]

    assert visits_of(stretches) == ([visit(13)], [])


@pytest.mark.parametrize(("passed", "person"), [(2, TARAS), (6, OLENA)])
def test_a_visit_that_was_taken_over_is_one_of_who_served_it_longest(passed: int, person: PersonId) -> None:
    stretches = [
        stretch(SERVING, 0, passed, Outcome.SERVING),
        stretch(SERVING, passed, 10, Outcome.DONE, person=TARAS),
    ]

    assert visits_of(stretches) == ([visit(10, person=person)], [])


def test_a_visit_that_was_lent_to_another_window_is_one_of_each_service() -> None:
    stretches = [
        stretch(SERVING, 0, 2, Outcome.TRANSFERRED),
        stretch(SERVING, 5, 13, Outcome.DONE, person=TARAS, service=BUSINESS),
        stretch(SERVING, 15, 20, Outcome.DONE),
    ]

    assert visits_of(stretches) == ([visit(7), visit(8, person=TARAS, service=BUSINESS)], [])


def test_visits_of_two_tickets_are_two() -> None:
    stretches = [stretch(SERVING, 0, 2, Outcome.DONE), stretch(SERVING, 2, 5, Outcome.DONE, ticket="ticket-2")]

    assert visits_of(stretches) == ([visit(2), visit(3)], [])


def test_of_old_stretches_a_call_that_nobody_was_served_after_was_in_vain() -> None:
    stretches = [
        stretch(CALLED, 0, 3, None),
        stretch(CALLED, 10, 11, None),
        stretch(SERVING, 11, 15, None),
    ]

    assert visits_of(stretches) == ([visit(5)], [3 * MINUTE_MS])


@pytest.mark.parametrize(
    "stretches",
    [
        [stretch(CALLED, 0, 3, Outcome.MISSED, standing_still=1)],
        [stretch(CALLED, 0, 1, Outcome.SERVING), stretch(SERVING, 1, 9, Outcome.DONE, standing_still=1)],
    ],
)
def test_what_an_alert_tore_teaches_nothing(stretches: list[Interval]) -> None:
    assert visits_of(stretches) == ([], [])


@pytest.mark.parametrize(("beside_ms", "missed"), [(-5_001, []), (-5_000, [180_000]), (5_000, [180_000]), (5_001, [])])
def test_clocks_that_differ_by_seconds_were_torn_by_no_alert(beside_ms: int, missed: list[int]) -> None:
    whole = stretch(CALLED, 0, 3, Outcome.MISSED)
    ended = Moment(whole.ended.hall_ms, whole.ended.wall + timedelta(milliseconds=beside_ms))

    assert visits_of([replace(whole, ended=ended)]) == ([], missed)


@pytest.mark.parametrize(("ended", "count"), [(240, 1), (241, 0)])
def test_a_visit_forgotten_at_the_window_teaches_nothing(ended: int, count: int) -> None:
    visits, _ = visits_of([stretch(SERVING, 0, ended, Outcome.DONE)])

    assert len(visits) == count


def test_what_nobody_or_no_service_is_known_of_teaches_nothing() -> None:
    nobody = stretch(SERVING, 0, 3, Outcome.DONE, person=None)
    nothing = stretch(SERVING, 0, 3, Outcome.DONE, service=None)

    assert visits_of([nobody, nothing]) == ([], [])
