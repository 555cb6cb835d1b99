"""Sending a citizen on to another service, window or person with the ticket that they have."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.answers import Done, NobodyWaiting, TicketGiven
from server.contract.commands import FinishServing, LeaveWindow, TransferTicket
from server.contract.desk_news import ComesBack, DeskTicket
from server.contract.terms import ProblemCode, Purpose, Role, ServiceId, TicketState
from server.contract.window_commands import AddService
from server.domain.errors import Refusal
from server.domain.events import TicketTransferred, TicketWentOn
from server.domain.place import at_person, at_service, at_window
from server.domain.window_events import TicketReleased
from server.usecases.snapshots import board
from server.usecases.staff_snapshots import desk
from tests.builders import SampleHall


def test_a_served_citizen_is_sent_on_and_called_by_whoever_serves_that(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=4)

    answer = staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, service_id=staffed.business)

    assert answer == Done()
    assert staffed.events()[-1] == TicketTransferred(
        ticket_id=given.ticket_id,
        window_id=staffed.one,
        former_service_id=staffed.passport,
        served_ms=4 * 60_000,
        service_id=staffed.business,
    )
    assert staffed.see(board).calls == ()
    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()
    called = staffed.call(staffed.taras, staffed.two)
    assert (called.ticket_id, called.label) == (given.ticket_id, given.label)


def test_the_first_arrival_counts_in_the_other_line(staffed: SampleHall) -> None:
    first = staffed.take(staffed.kiosk, staffed.residence)
    staffed.clock.go_on(minutes=1)
    staffed.take(staffed.kiosk, staffed.business)
    staffed.call(staffed.olena, staffed.one)

    staffed.give(
        staffed.olena,
        TransferTicket,
        window_id=staffed.one,
        ticket_id=first.ticket_id,
        service_id=staffed.business,
    )

    assert staffed.call(staffed.taras, staffed.two).ticket_id == first.ticket_id


def test_also_after_the_end_of_intake(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(hours=4, minutes=30)
    staffed.call(staffed.olena, staffed.one)

    staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, service_id=staffed.business)

    assert staffed.ticket(given.ticket_id).state is TicketState.WAITING


def test_the_purpose_stays_where_it_is_offered(staffed: SampleHall) -> None:
    advice = staffed.service(staffed.trade, "Консультація", "К", purposes=(Purpose.CONSULTATION,))
    staffed.window("3", advice)
    given = staffed.take(staffed.kiosk, staffed.passport, purpose=Purpose.COLLECT)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, service_id=staffed.residence)
    assert staffed.ticket(given.ticket_id).purpose is Purpose.COLLECT
    staffed.call(staffed.olena, staffed.one)

    staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, service_id=advice)

    assert staffed.ticket(given.ticket_id).purpose is Purpose.CONSULTATION


def test_to_one_window_whatever_it_serves(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)

    send(staffed, to_window_id=staffed.two)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.service_id, ticket.stands_at) == (staffed.residence, (at_window(staffed.two),))
    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()
    assert staffed.call(staffed.taras, staffed.two).ticket_id == given.ticket_id


def test_to_one_person_at_whichever_window_they_are(staffed: SampleHall) -> None:
    given = served(staffed, staffed.passport)
    send(staffed, to_person_id=staffed.taras.person_id, service_id=staffed.business)
    three = staffed.window("3", staffed.residence)

    staffed.sit(staffed.taras, three)

    called = staffed.call(staffed.taras, three)
    assert (called.ticket_id, called.service_id) == (given.ticket_id, staffed.business)


def test_and_back_to_the_sender_for_the_service_that_was_interrupted(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)

    send(staffed, service_id=staffed.business, is_coming_back=True)
    told = called_at_two(staffed)
    staffed.start(staffed.taras, staffed.two)
    staffed.give(staffed.taras, FinishServing, window_id=staffed.two)

    assert told.comes_back_to == ComesBack(person_name="Olena", window_name="1")
    assert [stop.service_id for stop in told.route] == [staffed.residence]
    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.service_id, ticket.stands_at) == (staffed.residence, (at_person(staffed.olena.person_id),))
    called = staffed.call(staffed.olena, staffed.one)
    assert (called.ticket_id, called.service_id) == (given.ticket_id, staffed.residence)
    staffed.start(staffed.olena, staffed.one)
    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)
    assert staffed.ticket(given.ticket_id).state is TicketState.DONE


def test_sent_on_once_more_it_still_comes_back(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)
    mariia = staffed.sit(staffed.person("mariia", Role.ADMINISTRATOR), staffed.window("3", staffed.business))
    send(staffed, to_person_id=staffed.taras.person_id, service_id=staffed.business, is_coming_back=True)
    staffed.call(staffed.taras, staffed.two)

    staffed.give(staffed.taras, TransferTicket, window_id=staffed.two, to_person_id=mariia.person_id)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.back_to, ticket.route) == (at_person(staffed.olena.person_id), (staffed.residence,))


def test_a_second_sender_does_not_take_the_place_of_the_first(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)
    send(staffed, service_id=staffed.business, is_coming_back=True)
    staffed.call(staffed.taras, staffed.two)

    with pytest.raises(Refusal) as refused:
        staffed.give(
            staffed.taras,
            TransferTicket,
            window_id=staffed.two,
            to_person_id=staffed.olena.person_id,
            is_coming_back=True,
        )

    assert (refused.value.code, refused.value.fields["field"]) == (ProblemCode.BAD_VALUE, "is_coming_back")
    assert staffed.ticket(given.ticket_id).back_to == at_person(staffed.olena.person_id)


def test_sent_on_to_a_service_of_its_visit_it_may_still_get_another_one(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence, further=(staffed.business,))
    staffed.call(staffed.olena, staffed.one)
    send(staffed, service_id=staffed.business)
    staffed.call(staffed.taras, staffed.two)

    staffed.give(staffed.taras, AddService, window_id=staffed.two, service_id=staffed.passport)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.service_id, ticket.route) == (staffed.business, (staffed.passport,))


def test_lent_for_the_same_service_it_may_get_another_one(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)
    send(staffed, to_window_id=staffed.two, is_coming_back=True)
    staffed.call(staffed.taras, staffed.two)

    staffed.give(staffed.taras, AddService, window_id=staffed.two, service_id=staffed.passport)

    assert staffed.ticket(given.ticket_id).route == (staffed.residence, staffed.passport)


@pytest.mark.parametrize("kind", ["window", "person"])
def test_who_has_left_between_looking_and_pressing_is_named_and_the_ticket_stays(
    staffed: SampleHall, kind: str
) -> None:
    given = served(staffed, staffed.passport)
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)
    name, to, receiver = {
        "window": ("2", "to_window_id", staffed.two),
        "person": ("Taras", "to_person_id", staffed.taras.person_id),
    }[kind]

    with pytest.raises(Refusal) as refused:
        send(staffed, **{to: receiver})

    assert (refused.value.code, refused.value.fields) == (ProblemCode.RECEIVER_GONE, {"receiver": name})
    assert staffed.ticket(given.ticket_id).state is TicketState.SERVING


def test_whoever_sent_it_on_and_has_gone_is_not_waited_for(staffed: SampleHall) -> None:
    given = served(staffed, staffed.residence)
    send(staffed, service_id=staffed.business, is_coming_back=True)
    staffed.call(staffed.taras, staffed.two)
    staffed.start(staffed.taras, staffed.two)
    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)

    told = called_at_two(staffed, is_called=True)
    staffed.give(staffed.taras, FinishServing, window_id=staffed.two)

    assert told.comes_back_to == ComesBack(person_name="Olena", window_name=None)
    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.service_id, ticket.stands_at) == (staffed.residence, (at_service(staffed.residence),))
    assert staffed.events()[-2:] == [
        TicketReleased(
            ticket_id=given.ticket_id,
            service_id=staffed.residence,
            former=(at_person(staffed.olena.person_id),),
        ),
        TicketWentOn(ticket_id=given.ticket_id, service_id=staffed.residence, targets=(at_service(staffed.residence),)),
    ]


def test_a_visit_in_any_order_goes_where_it_is_sent_first(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence, further=(staffed.passport,), is_any_order=True)
    staffed.call(staffed.olena, staffed.one)

    send(staffed, service_id=staffed.business)

    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.stands_at, ticket.route) == ((at_service(staffed.business),), (staffed.passport,))


def test_the_journal_says_where_it_was_sent(staffed: SampleHall) -> None:
    given = served(staffed, staffed.passport)

    send(staffed, to_window_id=staffed.two, is_coming_back=True)

    assert staffed.events()[-1] == TicketTransferred(
        ticket_id=given.ticket_id,
        window_id=staffed.one,
        former_service_id=staffed.passport,
        served_ms=0,
        service_id=staffed.passport,
        to_window_id=staffed.two,
        is_coming_back=True,
    )


def served(hall: SampleHall, service: ServiceId) -> TicketGiven:
    """Somebody is being served at window 1."""
    given = hall.take(hall.kiosk, service)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    return given


def send(hall: SampleHall, **members: Any) -> None:
    hall.give(hall.olena, TransferTicket, window_id=hall.one, **members)


def called_at_two(hall: SampleHall, *, is_called: bool = False) -> DeskTicket:
    """The ticket in hand at window 2, as the desk there is told."""
    if not is_called:
        hall.call(hall.taras, hall.two)
    told = hall.see(lambda view: desk(view, hall.two))
    assert told is not None
    assert told.in_hand is not None
    return told.in_hand
