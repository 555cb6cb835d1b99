"""Several services in one visit, and places out of turn."""

from __future__ import annotations

from typing import Any

from server.contract.answers import Done, TicketGiven
from server.contract.commands import FinishServing
from server.contract.desk_news import DeskTicket
from server.contract.terms import PriorityClass, Purpose, TicketState
from server.contract.window_commands import AddService, ConfirmPriority
from server.domain.events import TicketFinished, TicketWentOn
from server.domain.place import at_service
from server.domain.window_events import PriorityConfirmed, PriorityRefused, ServiceAdded
from server.usecases.staff_snapshots import desk
from tests.builders import SampleHall


def test_an_added_service_follows_by_itself(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)

    answer = add(staffed, staffed.business)
    finish(staffed)

    assert answer == Done()
    assert staffed.events()[-3:] == [
        ServiceAdded(ticket_id=given.ticket_id, window_id=staffed.one, service_id=staffed.business),
        TicketFinished(ticket_id=given.ticket_id, window_id=staffed.one, service_id=staffed.residence, served_ms=0),
        TicketWentOn(ticket_id=given.ticket_id, service_id=staffed.business, targets=(at_service(staffed.business),)),
    ]
    assert staffed.call(staffed.taras, staffed.two).label == given.label


def test_the_desk_shows_where_the_visit_goes_on(staffed: SampleHall) -> None:
    served(staffed, staffed.residence)
    before = in_hand(staffed)

    add(staffed, staffed.business)

    after = in_hand(staffed)
    assert (before.route, before.services_left) == ((), 4)
    assert [(stop.service_id, stop.name["uk"]) for stop in after.route] == [(staffed.business, "Реєстрація ФОП")]
    assert (after.services_left, after.is_route_ordered) == (3, True)


def test_the_last_service_of_a_visit_ends_it(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)
    add(staffed, staffed.passport)
    finish(staffed)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)

    finish(staffed)

    assert staffed.ticket(given.ticket_id).state is TicketState.DONE


def test_the_purpose_goes_along_where_it_is_offered(staffed: SampleHall) -> None:
    advice = staffed.service(staffed.trade, "Консультація", "К", purposes=(Purpose.CONSULTATION,))
    staffed.window("3", advice)
    given = served(staffed, staffed.residence)
    add(staffed, advice)

    finish(staffed)

    assert staffed.ticket(given.ticket_id).purpose is Purpose.CONSULTATION


def test_a_called_visit_may_grow_before_it_begins(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence)
    staffed.call(staffed.olena, staffed.one)

    add(staffed, staffed.business, ticket_id=given.ticket_id)

    assert staffed.ticket(given.ticket_id).route == (staffed.business,)


def test_a_document_that_was_seen_leaves_the_flag_alone(staffed: SampleHall) -> None:
    given = called_out_of_turn(staffed)

    settle(staffed, is_confirmed=True)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.state, ticket.priority, ticket.is_confirmed) == (TicketState.CALLED, PriorityClass.LAWFUL, True)
    assert in_hand(staffed).is_confirmed
    assert staffed.events()[-1] == PriorityConfirmed(ticket_id=given.ticket_id, window_id=staffed.one)


def test_without_a_document_one_waits_like_everybody_by_the_first_arrival(staffed: SampleHall) -> None:
    earlier = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=1)
    given = called_out_of_turn(staffed)
    staffed.clock.go_on(minutes=1)
    later = staffed.take(staffed.kiosk, staffed.passport)

    settle(staffed, is_confirmed=False)

    assert staffed.events()[-1] == PriorityRefused(ticket_id=given.ticket_id, window_id=staffed.one, served_ms=0)
    called = []
    for _ in range(3):
        called.append(staffed.call(staffed.olena, staffed.one).ticket_id)
        staffed.start(staffed.olena, staffed.one)
    assert called == [earlier.ticket_id, given.ticket_id, later.ticket_id]
    assert staffed.ticket(given.ticket_id).priority is PriorityClass.ORDINARY


def test_a_confirmation_is_taken_back_when_it_was_a_mistake(staffed: SampleHall) -> None:
    given = called_out_of_turn(staffed)
    settle(staffed, is_confirmed=True)
    staffed.start(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=40)

    settle(staffed, is_confirmed=False)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.state, ticket.is_confirmed) == (TicketState.WAITING, False)
    assert staffed.events()[-1] == PriorityRefused(ticket_id=given.ticket_id, window_id=staffed.one, served_ms=40_000)


def called_out_of_turn(hall: SampleHall) -> TicketGiven:
    given = hall.take(hall.kiosk, hall.passport, priority=PriorityClass.LAWFUL)
    hall.call(hall.olena, hall.one)
    return given


def served(hall: SampleHall, service: Any) -> TicketGiven:
    given = hall.take(hall.kiosk, service)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    return given


def add(hall: SampleHall, service: Any, **members: Any) -> Any:
    return hall.give(hall.olena, AddService, window_id=hall.one, service_id=service, **members)


def settle(hall: SampleHall, **members: Any) -> Any:
    return hall.give(hall.olena, ConfirmPriority, window_id=hall.one, **members)


def finish(hall: SampleHall) -> None:
    hall.give(hall.olena, FinishServing, window_id=hall.one)


def in_hand(hall: SampleHall) -> DeskTicket:
    told = hall.see(lambda view: desk(view, hall.one))
    assert told is not None
    assert told.in_hand is not None
    return told.in_hand
