"""An air-raid alert or outage: every clock stands still, and afterwards the same tickets in the same order."""

from __future__ import annotations

from datetime import timedelta

from server.contract import commands
from server.contract.terms import Intake, PriorityClass, ProblemCode, TicketState
from server.domain.events import (
    HallResumed,
    HallSuspended,
    TicketSteppedBack,
)
from server.usecases.office import LetTimePass
from server.usecases.snapshots import board, kiosk, phone
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON
from tests.usecases.alerts import ALERT, AROUND_THE_CLOCK, OUTAGE, hall_ms, refused, resume, suspend

# The state itself


def test_it_is_journalled_with_its_reason_and_its_length_by_the_wall(hall: SampleHall) -> None:
    suspend(hall)
    hall.clock.go_on(minutes=40)
    resume(hall)

    assert hall.events()[-2:] == [HallSuspended(reason=ALERT), HallResumed(reason=ALERT, suspended_seconds=2400)]


def test_the_same_again_is_harmless_and_another_reason_replaces_the_first(hall: SampleHall) -> None:
    suspend(hall)
    before = hall.sequence()
    hall.clock.go_on(minutes=10)
    suspend(hall)
    assert hall.sequence() == before

    suspend(hall, OUTAGE)

    told = hall.see(board).suspension
    assert told is not None
    assert (told.reason, told.since) == (OUTAGE, MONDAY_NOON)
    assert hall.events()[-1] == HallSuspended(reason=OUTAGE)


def test_every_page_is_told_the_reason_since_when_and_what_to_do(staffed: SampleHall) -> None:
    ticket = staffed.ticket(staffed.take(staffed.kiosk, staffed.passport).ticket_id)
    staffed.decide(shelter_text={"uk": "Укриття в підвалі", "en": "The shelter is in the basement"})
    suspend(staffed)
    staffed.clock.go_on(minutes=5)

    told = [
        staffed.see(board).suspension,
        staffed.see(kiosk).suspension,
        staffed.see(queue).suspension,
        staffed.see(lambda view: desk(view, staffed.one).suspension),  # type: ignore[union-attr]  # it is there
        staffed.see(lambda view: phone(view, ticket).suspension),
    ]

    assert len(set(map(repr, told))) == 1
    assert told[0] is not None
    assert (told[0].reason, told[0].since) == (ALERT, MONDAY_NOON)
    assert told[0].texts == {"uk": "Укриття в підвалі", "en": "The shelter is in the basement"}
    assert told[0].titles == {"uk": "Повітряна тривога", "en": "Air-raid alert"}


def test_afterwards_no_page_speaks_of_it(staffed: SampleHall) -> None:
    suspend(staffed)
    resume(staffed)

    assert staffed.see(board).suspension is None
    assert staffed.see(kiosk).suspension is None


# Intake


def test_intake_stops_with_it_and_comes_back(hall: SampleHall) -> None:
    suspend(hall)

    assert refused(lambda: hall.take(hall.kiosk, hall.passport)) is ProblemCode.SUSPENDED
    assert hall.see(kiosk).intake is Intake.SUSPENDED
    resume(hall)
    hall.take(hall.kiosk, hall.passport)


def test_where_the_office_wants_it_tickets_are_given_all_the_same(staffed: SampleHall) -> None:
    staffed.decide(is_intake_stopped_when_suspended=False)
    suspend(staffed)
    first, second = (staffed.take(staffed.kiosk, staffed.passport) for _ in range(2))
    staffed.clock.go_on(minutes=30)
    third = staffed.take(staffed.kiosk, staffed.passport)
    resume(staffed)

    called = [staffed.call(person, at) for person, at in ((staffed.olena, staffed.one), (staffed.taras, staffed.two))]
    staffed.start(staffed.olena, staffed.one)
    called.append(staffed.call(staffed.olena, staffed.one))

    assert [each.label for each in called] == [first.label, second.label, third.label]


# Those who were called


def test_who_was_called_and_has_not_come_is_first_afterwards_in_the_order_of_the_calls(staffed: SampleHall) -> None:
    tickets = [staffed.take(staffed.kiosk, staffed.passport) for _ in range(3)]
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)
    lawful = staffed.call(staffed.taras, staffed.two)
    staffed.clock.go_on(seconds=1)
    first = staffed.call(staffed.olena, staffed.one)

    suspend(staffed)

    assert {each for each in staffed.events() if isinstance(each, TicketSteppedBack)} == {
        TicketSteppedBack(ticket_id=first.ticket_id, window_id=staffed.one),
        TicketSteppedBack(ticket_id=lawful.ticket_id, window_id=staffed.two),
    }
    assert {staffed.ticket(each.ticket_id).state for each in (lawful, first)} == {TicketState.WAITING}
    assert [window.label for window in staffed.see(queue).windows] == [None, None]
    resume(staffed)
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)
    again = [staffed.call(staffed.olena, staffed.one), staffed.call(staffed.taras, staffed.two)]
    assert [each.ticket_id for each in again] == [lawful.ticket_id, first.ticket_id]
    assert tickets[0].ticket_id == first.ticket_id


def test_a_visit_under_way_may_be_finished_set_aside_or_sent_on(staffed: SampleHall) -> None:
    for _ in range(2):
        staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.call(staffed.taras, staffed.two)
    staffed.start(staffed.taras, staffed.two)
    suspend(staffed)

    staffed.give(staffed.olena, commands.FinishServing, window_id=staffed.one)
    staffed.give(staffed.taras, commands.ParkTicket, window_id=staffed.two)

    assert not staffed.see(lambda view: view.in_hand)


def test_a_call_does_not_even_finish_the_visit_before_it(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    suspend(staffed)

    assert refused(lambda: staffed.call(staffed.olena, staffed.one)) is ProblemCode.SUSPENDED

    assert staffed.ticket(given.ticket_id).state is TicketState.SERVING


def test_whoever_will_not_wait_for_the_all_clear_gives_the_ticket_up(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)

    staffed.give(staffed.rita, commands.CancelTicket, ticket_id=given.ticket_id)

    assert staffed.ticket(given.ticket_id).state is TicketState.CANCELLED


# Days that go wrong in more than one way


def test_twice_in_one_day_those_called_first_stay_first(staffed: SampleHall) -> None:
    tickets = [staffed.take(staffed.kiosk, staffed.passport) for _ in range(3)]
    staffed.call(staffed.olena, staffed.one)
    suspend(staffed)
    staffed.clock.go_on(minutes=20)
    resume(staffed)
    staffed.clock.go_on(seconds=30)
    suspend(staffed, OUTAGE)  # the first one was not even called again
    staffed.clock.go_on(minutes=20)
    resume(staffed)

    first = staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=1)
    second = staffed.call(staffed.taras, staffed.two)
    suspend(staffed)
    resume(staffed)
    again = [staffed.call(staffed.taras, staffed.two), staffed.call(staffed.olena, staffed.one)]

    assert [first.ticket_id, second.ticket_id] == [each.ticket_id for each in tickets[:2]]
    assert [each.ticket_id for each in again] == [first.ticket_id, second.ticket_id]
    lengths = [event.suspended_seconds for event in staffed.events() if isinstance(event, HallResumed)]
    assert lengths == [1200, 1200, 0]


def test_over_closing_time_those_who_were_let_in_are_called_afterwards(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(hours=3)
    suspend(staffed)
    staffed.clock.go_on(hours=3)  # it is six in the evening, the hall closes at five
    resume(staffed)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == given.ticket_id
    assert refused(lambda: staffed.take(staffed.kiosk, staffed.passport)) is ProblemCode.INTAKE_CLOSED


def test_over_midnight_it_stays_and_yesterdays_line_expires_all_the_same(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    given = staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)
    staffed.clock.go_on(hours=13)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(given.ticket_id).state is TicketState.EXPIRED
    assert staffed.see(board).suspension is not None
    assert refused(lambda: staffed.take(staffed.kiosk, staffed.passport)) is ProblemCode.SUSPENDED
    resume(staffed)
    assert staffed.take(staffed.kiosk, staffed.passport).label == given.label
    assert HallResumed(reason=ALERT, suspended_seconds=13 * 3600) in staffed.events()


def test_over_a_restart_it_lasts_and_no_hall_time_passes(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=10)
    before = hall_ms(staffed)
    suspend(staffed)
    staffed.clock.restart(hours=2)
    staffed.bus = staffed.new_bus()
    assert hall_ms(staffed) == before

    assert refused(lambda: staffed.call(staffed.olena, staffed.one)) is ProblemCode.SUSPENDED
    resume(staffed)
    staffed.clock.go_on(seconds=5)

    assert hall_ms(staffed) == before + 5_000
    assert staffed.call(staffed.olena, staffed.one).label == "Ж\u00a0001"


def test_a_power_cut_that_nobody_declared_counts_as_time_as_before(staffed: SampleHall) -> None:
    suspend(staffed)
    resume(staffed)
    before = hall_ms(staffed)
    staffed.clock.restart(minutes=7)
    staffed.bus = staffed.new_bus()

    assert hall_ms(staffed) == before + 420_000


def test_a_clock_set_back_meanwhile_makes_no_negative_length(staffed: SampleHall) -> None:
    suspend(staffed)
    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=1))
    resume(staffed)

    assert staffed.events()[-1] == HallResumed(reason=ALERT, suspended_seconds=0)


def test_an_appointment_stays_at_its_time_by_the_wall(staffed: SampleHall) -> None:
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="12:30")
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    resume(staffed)
    staffed.take(staffed.rita, staffed.passport)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == booked.ticket_id


def test_an_appointment_far_ahead_is_not_called_sooner_for_a_suspension(staffed: SampleHall) -> None:
    staffed.take(staffed.rita, staffed.passport, booked_for="15:30")
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    resume(staffed)
    ordinary = staffed.take(staffed.rita, staffed.passport)
    staffed.clock.go_on(minutes=1)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == ordinary.ticket_id
