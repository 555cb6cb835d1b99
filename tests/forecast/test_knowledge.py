"""What a hall's own days teach its forecast, through the bus and the real store."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.contract.commands import CancelTicket, FinishServing, LeaveWindow, MarkMissed, ParkTicket, UnparkTicket
from server.contract.terms import PriorityClass, ServiceId, WindowId
from server.domain.held import visits_of
from server.domain.policy import LAWFUL, ORDINARY
from server.forecast.knowledge import Knowledge, Seen, knowledge_of, seen_before, seen_on
from server.usecases.actor import PersonActor
from server.usecases.views import HallView
from tests.builders import SampleHall

MINUTE_MS = 60_000
PRIOR_MINUTES = 12.0


@pytest.fixture
def hall() -> SampleHall:
    """At Monday noon, Olena at window 1."""
    hall = SampleHall()
    hall.sit(hall.olena, hall.one)
    return hall


def visit(hall: SampleHall, service: ServiceId, *, minutes: float, called: float = 0.0) -> None:
    """Takes a ticket, is called, comes after a while, is served."""
    hall.take(hall.kiosk, service)
    hall.call(hall.olena, hall.one)
    hall.clock.go_on(minutes=called)
    hall.start(hall.olena, hall.one)
    hall.clock.go_on(minutes=minutes)
    hall.give(hall.olena, FinishServing, window_id=hall.one)


def known(hall: SampleHall) -> Knowledge:
    """What the forecast knows of the hall now."""

    def learned(view: HallView) -> Knowledge:
        seen = seen_before(view.records, view.day) + seen_on(view.records, view.day)
        return knowledge_of(view.hall, view.all_services.values(), seen, view.day, view.now)

    return hall.see(learned)


def minutes(hall: SampleHall, service: ServiceId, person: PersonActor) -> float:
    """What is expected of a visit now."""
    return known(hall).visits.of(service, person.person_id).mean_ms / MINUTE_MS


def test_before_any_visit_the_office_is_believed(hall: SampleHall) -> None:
    knowledge = known(hall)

    assert minutes(hall, hall.passport, hall.olena) == pytest.approx(PRIOR_MINUTES)
    assert knowledge.missed_share == pytest.approx(0.05)
    assert knowledge.missed_ms == 120_000
    assert knowledge.flow == {}
    assert knowledge.people == {}


def test_long_visits_make_longer_ones_expected_of_that_person_above_all(hall: SampleHall) -> None:
    for _ in range(6):
        visit(hall, hall.passport, minutes=30, called=1)
    hall.clock.go_on(days=1)

    assert minutes(hall, hall.passport, hall.olena) > minutes(hall, hall.passport, hall.taras) > PRIOR_MINUTES
    assert minutes(hall, hall.residence, hall.olena) > minutes(hall, hall.business, hall.olena)


def test_a_visit_holds_the_window_from_the_call_on(hall: SampleHall) -> None:
    visit(hall, hall.passport, minutes=5, called=2)

    visits, missed = hall.see(lambda view: visits_of(seen_on(view.records, view.day).intervals))

    assert [each.held_ms for each in visits] == [7 * MINUTE_MS]
    assert [(each.service_id, each.person_id) for each in visits] == [(hall.passport, hall.olena.person_id)]
    assert missed == []


def test_of_today_only_what_is_long_past_teaches(hall: SampleHall) -> None:
    visit(hall, hall.passport, minutes=40)
    at_once = minutes(hall, hall.passport, hall.olena)
    hall.clock.go_on(minutes=6)

    assert at_once == pytest.approx(PRIOR_MINUTES)
    assert minutes(hall, hall.passport, hall.olena) > PRIOR_MINUTES


def test_a_visit_during_which_hall_time_stood_still_teaches_nothing(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    hall.clock.set_wall(hall.clock.wall + timedelta(minutes=20))
    hall.give(hall.olena, FinishServing, window_id=hall.one)

    visits, missed = hall.see(lambda view: visits_of(seen_on(view.records, view.day).intervals))

    assert visits == []
    assert missed == []


def test_a_visit_forgotten_at_the_window_teaches_nothing(hall: SampleHall) -> None:
    visit(hall, hall.passport, minutes=300)
    hall.clock.go_on(days=1)

    assert minutes(hall, hall.passport, hall.olena) == pytest.approx(PRIOR_MINUTES)


def test_those_who_do_not_come_are_expected_again(hall: SampleHall) -> None:
    for _ in range(5):
        hall.take(hall.kiosk, hall.passport)
        hall.call(hall.olena, hall.one)
        hall.clock.go_on(minutes=4)
        hall.give(hall.olena, MarkMissed, window_id=hall.one)
    hall.clock.go_on(days=1)

    knowledge = known(hall)

    assert knowledge.missed_share == pytest.approx((5 + 5) / 105)
    assert 2 * MINUTE_MS < knowledge.missed_ms < 4 * MINUTE_MS


def test_who_was_called_and_then_cancelled_is_not_taken_for_one_who_did_not_come(hall: SampleHall) -> None:
    for _ in range(5):
        given = hall.take(hall.kiosk, hall.passport)
        hall.call(hall.olena, hall.one)
        hall.clock.go_on(minutes=4)
        hall.give(hall.rita, CancelTicket, ticket_id=given.ticket_id)
    hall.clock.go_on(days=1)

    assert known(hall).missed_share == pytest.approx(5 / 100)


def test_a_visit_of_which_a_part_began_a_moment_ago_does_not_teach_yet(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    hall.clock.go_on(minutes=30)
    hall.give(hall.olena, ParkTicket, window_id=hall.one)
    hall.clock.go_on(minutes=20)
    hall.give(hall.olena, UnparkTicket, window_id=hall.one, ticket_id=given.ticket_id, is_called=True)
    hall.start(hall.olena, hall.one)
    hall.clock.go_on(minutes=10)
    hall.give(hall.olena, FinishServing, window_id=hall.one)
    at_once = minutes(hall, hall.passport, hall.olena)
    hall.clock.go_on(minutes=46)

    assert at_once == pytest.approx(PRIOR_MINUTES)
    assert minutes(hall, hall.passport, hall.olena) > PRIOR_MINUTES


def test_people_are_expected_when_they_came_on_earlier_days(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)
    hall.take(hall.kiosk, hall.passport, priority=PriorityClass.LAWFUL)
    hall.clock.go_on(days=1, hours=1)
    hall.take(hall.kiosk, hall.residence)  # today is not over, and tells nothing of a whole day

    assert known(hall).flow == {(hall.passport, ORDINARY, 12): 1.0, (hall.passport, LAWFUL, 12): 1.0}


def test_on_the_first_day_people_are_expected_to_go_on_coming(hall: SampleHall) -> None:
    for _ in range(3):
        hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(hours=1)
    hall.take(hall.kiosk, hall.passport)

    flow = known(hall).flow

    assert flow[hall.passport, ORDINARY, 15] == pytest.approx(2.0)
    assert len(flow) == 24


def test_windows_that_are_staffed_on_most_days_are_known_with_who_was_there_last(hall: SampleHall) -> None:
    one_visit_each(hall, (hall.olena, hall.one), (hall.taras, hall.two))
    one_visit_each(hall, (hall.olena, hall.one))
    one_visit_each(hall, (hall.taras, hall.one))

    assert known(hall).people == {hall.one: hall.taras.person_id}


def one_visit_each(hall: SampleHall, *who: tuple[PersonActor, WindowId]) -> None:
    """A day on which each serves one citizen at a window."""
    for person, window in who:
        hall.sit(person, window)
        hall.take(hall.kiosk, hall.passport)
        hall.call(person, window)
        hall.start(person, window)
        hall.clock.go_on(minutes=5)
        hall.give(person, FinishServing, window_id=window)
        hall.give(person, LeaveWindow, window_id=window)
    hall.clock.go_on(days=1)


def test_two_lots_of_days_are_one() -> None:
    assert Seen([], []) + Seen([], []) == Seen([], [])


def test_only_the_last_days_are_read(hall: SampleHall) -> None:
    visit(hall, hall.passport, minutes=30)
    hall.clock.go_on(days=61)

    seen = hall.see(lambda view: seen_before(view.records, view.day))

    assert seen == Seen([], [])
    assert hall.see(lambda view: view.day) == date(2026, 5, 2)
