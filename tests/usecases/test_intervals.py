"""Each stretch of a visit is told apart per service, window and person, with how it ended: reports stand on them."""

from __future__ import annotations

from server.contract.commands import (
    CancelTicket,
    FinishServing,
    MarkMissed,
    ParkTicket,
    ReturnTicket,
    TakeWindow,
    TransferTicket,
    UnparkTicket,
)
from server.contract.terms import PriorityClass, TicketId, WindowId
from server.contract.window_commands import AddService, ConfirmPriority
from server.domain.interval import Interval, IntervalKind, Outcome
from server.usecases.actor import PersonActor
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON

WAITING, CALLED, SERVING, PARKED = (
    IntervalKind.WAITING,
    IntervalKind.CALLED,
    IntervalKind.SERVING,
    IntervalKind.PARKED,
)
Stretch = tuple[IntervalKind, str, str | None, str | None, int]
"""Kind, service, window, person, minutes."""


def test_a_visit_of_two_services_with_parking_and_a_way_back(staffed: SampleHall) -> None:
    hall = staffed
    given = hall.take(hall.kiosk, hall.residence)
    minutes(hall, 10)
    hall.call(hall.olena, hall.one)
    minutes(hall, 1)
    hall.start(hall.olena, hall.one)
    hall.give(hall.olena, AddService, window_id=hall.one, service_id=hall.passport)
    minutes(hall, 4)
    hall.give(hall.olena, ParkTicket, window_id=hall.one)
    minutes(hall, 15)
    hall.give(hall.olena, UnparkTicket, window_id=hall.one, ticket_id=given.ticket_id, is_called=True)
    hall.start(hall.olena, hall.one)
    minutes(hall, 2)
    hall.give(hall.olena, TransferTicket, window_id=hall.one, service_id=hall.business, is_coming_back=True)
    minutes(hall, 7)
    serve_next(hall, hall.taras, hall.two, 8)
    minutes(hall, 3)
    serve_next(hall, hall.olena, hall.one, 5)
    minutes(hall, 6)
    serve_next(hall, hall.taras, hall.two, 9)

    at_one, at_two = (hall.one, hall.olena.person_id), (hall.two, hall.taras.person_id)
    assert stretches(hall, given.ticket_id) == [
        (WAITING, hall.residence, None, None, 10),
        (CALLED, hall.residence, *at_one, 1),
        (SERVING, hall.residence, *at_one, 4),
        (PARKED, hall.residence, *at_one, 15),
        (SERVING, hall.residence, *at_one, 2),
        (WAITING, hall.business, None, None, 7),
        (SERVING, hall.business, *at_two, 8),
        (WAITING, hall.residence, None, None, 3),
        (SERVING, hall.residence, *at_one, 5),
        (WAITING, hall.passport, None, None, 6),
        (SERVING, hall.passport, *at_two, 9),
    ]


def test_a_missed_visit_that_was_returned(staffed: SampleHall) -> None:
    hall = staffed
    given = hall.take(hall.kiosk, hall.passport)
    minutes(hall, 5)
    hall.call(hall.olena, hall.one)
    minutes(hall, 3)
    hall.give(hall.olena, MarkMissed, window_id=hall.one)
    minutes(hall, 20)
    hall.give(hall.rita, ReturnTicket, ticket_id=given.ticket_id)
    minutes(hall, 2)
    hall.call(hall.taras, hall.two)
    minutes(hall, 1)
    hall.start(hall.taras, hall.two)
    minutes(hall, 6)
    hall.give(hall.taras, FinishServing, window_id=hall.two)

    at_one, at_two = (hall.one, hall.olena.person_id), (hall.two, hall.taras.person_id)
    assert stretches(hall, given.ticket_id) == [
        (WAITING, hall.passport, None, None, 5),
        (CALLED, hall.passport, *at_one, 3),
        (WAITING, hall.passport, None, None, 2),
        (CALLED, hall.passport, *at_two, 1),
        (SERVING, hall.passport, *at_two, 6),
    ]


def test_a_place_out_of_turn_that_was_lost(staffed: SampleHall) -> None:
    hall = staffed
    given = hall.take(hall.kiosk, hall.passport, priority=PriorityClass.LAWFUL)
    minutes(hall, 1)
    hall.call(hall.olena, hall.one)
    minutes(hall, 2)
    hall.give(hall.olena, ConfirmPriority, window_id=hall.one, is_confirmed=True)
    minutes(hall, 1)
    hall.give(hall.olena, ConfirmPriority, window_id=hall.one, is_confirmed=False)
    minutes(hall, 4)
    hall.call(hall.taras, hall.two)

    assert stretches(hall, given.ticket_id) == [
        (WAITING, hall.passport, None, None, 1),
        (CALLED, hall.passport, hall.one, hall.olena.person_id, 3),
        (WAITING, hall.passport, None, None, 4),
    ]


def test_who_goes_to_whichever_window_is_free_first_has_waited_for_what_is_given_there(staffed: SampleHall) -> None:
    hall = staffed
    given = hall.take(hall.kiosk, hall.residence, further=(hall.business,), is_any_order=True)
    minutes(hall, 6)
    hall.call(hall.taras, hall.two)
    hall.start(hall.taras, hall.two)
    minutes(hall, 3)
    hall.give(hall.taras, FinishServing, window_id=hall.two)
    minutes(hall, 2)
    hall.call(hall.olena, hall.one)

    assert stretches(hall, given.ticket_id) == [
        (WAITING, hall.business, None, None, 6),
        (SERVING, hall.business, hall.two, hall.taras.person_id, 3),
        (WAITING, hall.residence, None, None, 2),
    ]


def test_a_visit_that_was_taken_over_is_the_work_of_both(staffed: SampleHall) -> None:
    hall = staffed
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    minutes(hall, 4)
    hall.give(hall.taras, TakeWindow, window_id=hall.one, is_takeover=True)
    minutes(hall, 6)
    hall.give(hall.taras, FinishServing, window_id=hall.one)

    assert stretches(hall, given.ticket_id) == [
        (SERVING, hall.passport, hall.one, hall.olena.person_id, 4),
        (SERVING, hall.passport, hall.one, hall.taras.person_id, 6),
    ]


def test_whoever_is_called_at_once_has_waited_for_no_time(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    minutes(staffed, 4)
    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)

    assert [(each.kind, each.began == each.ended) for each in kept(staffed, given.ticket_id)] == [
        (WAITING, True),
        (CALLED, True),
        (SERVING, False),
    ]


def test_each_stretch_says_how_it_ended(staffed: SampleHall) -> None:
    hall = staffed
    given = hall.take(hall.kiosk, hall.residence, further=(hall.passport,))
    hall.call(hall.olena, hall.one)
    hall.give(hall.olena, ParkTicket, window_id=hall.one)
    hall.give(hall.olena, UnparkTicket, window_id=hall.one, ticket_id=given.ticket_id, is_called=True)
    hall.start(hall.olena, hall.one)
    hall.give(hall.olena, TransferTicket, window_id=hall.one, service_id=hall.business)
    serve_next(hall, hall.taras, hall.two, 5)
    hall.call(hall.taras, hall.two)
    minutes(hall, 3)
    hall.give(hall.taras, MarkMissed, window_id=hall.two)
    hall.give(hall.rita, ReturnTicket, ticket_id=given.ticket_id)
    hall.give(hall.rita, CancelTicket, ticket_id=given.ticket_id)

    assert [(each.kind, each.outcome) for each in kept(hall, given.ticket_id)] == [
        (WAITING, Outcome.CALLED),
        (CALLED, Outcome.PARKED),
        (PARKED, Outcome.WAITING),
        (WAITING, Outcome.CALLED),
        (CALLED, Outcome.SERVING),
        (SERVING, Outcome.TRANSFERRED),
        (WAITING, Outcome.CALLED),
        (CALLED, Outcome.SERVING),
        (SERVING, Outcome.DONE),
        (WAITING, Outcome.CALLED),
        (CALLED, Outcome.MISSED),
        (WAITING, Outcome.CANCELLED),
    ]


def serve_next(hall: SampleHall, person: PersonActor, window: WindowId, passed: int) -> None:
    """Called, and there at once."""
    hall.call(person, window)
    hall.start(person, window)
    minutes(hall, passed)
    hall.give(person, FinishServing, window_id=window)


def minutes(hall: SampleHall, passed: int) -> None:
    hall.clock.go_on(minutes=passed)


def stretches(hall: SampleHall, ticket_id: TicketId) -> list[Stretch]:
    """Those of a ticket that took any time, in order."""
    return [told(each) for each in kept(hall, ticket_id) if each.ended != each.began]


def kept(hall: SampleHall, ticket_id: TicketId) -> list[Interval]:
    """All of them."""
    day = MONDAY_NOON.date()
    found = hall.read(lambda records: records.intervals.of_days(day, day, IntervalKind))
    return [each for each in found if each.ticket_id == ticket_id]


def told(interval: Interval) -> Stretch:
    assert interval.service_id is not None
    lasted = (interval.ended.hall_ms - interval.began.hall_ms) // 60_000
    return interval.kind, interval.service_id, interval.window_id, interval.person_id, lasted
