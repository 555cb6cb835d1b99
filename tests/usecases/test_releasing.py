"""Nobody waits for one who has gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from server.contract.answers import TicketGiven
from server.contract.commands import (
    LeaveWindow,
    MarkMissed,
    ParkTicket,
    ReturnTicket,
    TakeWindow,
    TransferTicket,
    UnparkTicket,
)
from server.contract.terms import PriorityClass, TicketState
from server.domain.place import TargetId, at_person, at_service, at_window
from server.domain.window_events import TicketReleased
from server.usecases.office import SaveWindow
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall


def to_window(hall: SampleHall) -> dict[str, Any]:
    return {"to_window_id": hall.two}


def to_person(hall: SampleHall) -> dict[str, Any]:
    return {"to_person_id": hall.taras.person_id}


@pytest.mark.parametrize("to", [to_window, to_person])
def test_leaving_sends_those_who_wait_for_one_to_their_services(
    staffed: SampleHall, to: Callable[[SampleHall], dict[str, Any]]
) -> None:
    given = sent_on(staffed, **to(staffed))
    former = staffed.ticket(given.ticket_id).targets

    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)

    assert stands_at(staffed, given) == (at_service(staffed.passport),)
    assert TicketReleased(ticket_id=given.ticket_id, service_id=staffed.passport, former=former) in staffed.events()
    assert staffed.call(staffed.olena, staffed.one).ticket_id == given.ticket_id


def test_all_of_them_whatever_their_class(staffed: SampleHall) -> None:
    many = [
        sent_on(staffed, to_window_id=staffed.two, priority=priority)
        for priority in (PriorityClass.LAWFUL, PriorityClass.ORDINARY, PriorityClass.LOCAL, PriorityClass.ORDINARY)
    ]

    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)

    assert {stands_at(staffed, given) for given in many} == {(at_service(staffed.passport),)}


def test_who_waits_for_a_person_follows_them_to_another_window(staffed: SampleHall) -> None:
    for_person = sent_on(staffed, **to_person(staffed))
    for_window = sent_on(staffed, **to_window(staffed))

    staffed.sit(staffed.taras, staffed.window("3", staffed.business))

    assert stands_at(staffed, for_person) == (at_person(staffed.taras.person_id),)
    assert stands_at(staffed, for_window) == (at_service(staffed.passport),)


def test_a_takeover_frees_those_who_wait_for_the_former_person(staffed: SampleHall) -> None:
    for_person = sent_on(staffed, **to_person(staffed))
    for_window = sent_on(staffed, **to_window(staffed))

    staffed.give(staffed.olena, TakeWindow, window_id=staffed.two, is_takeover=True)

    assert stands_at(staffed, for_person) == (at_service(staffed.passport),)
    assert stands_at(staffed, for_window) == (at_window(staffed.two),)


def test_a_ticket_set_aside_comes_back_to_nobody_who_has_gone(staffed: SampleHall) -> None:
    given = sent_on(staffed, **to_window(staffed))
    staffed.call(staffed.taras, staffed.two)
    staffed.give(staffed.taras, ParkTicket, window_id=staffed.two)
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)

    staffed.give(staffed.olena, UnparkTicket, window_id=staffed.one, ticket_id=given.ticket_id)

    assert stands_at(staffed, given) == (at_service(staffed.passport),)


def test_nor_does_a_missed_one(staffed: SampleHall) -> None:
    given = sent_on(staffed, **to_window(staffed))
    staffed.call(staffed.taras, staffed.two)
    staffed.clock.go_on(minutes=2)
    staffed.give(staffed.taras, MarkMissed, window_id=staffed.two)
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)

    staffed.give(staffed.rita, ReturnTicket, ticket_id=given.ticket_id)

    assert stands_at(staffed, given) == (at_service(staffed.passport),)


def test_an_archived_window_has_nobody_waiting_for_it(staffed: SampleHall) -> None:
    given = sent_on(staffed, **to_window(staffed))
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)
    members = {"name": "2", "position": 1, "service_ids": (), "is_archived": True}

    staffed.give(staffed.founder, SaveWindow, window_id=staffed.two, **members)

    assert stands_at(staffed, given) == (at_service(staffed.passport),)


def test_where_nobody_serves_it_any_more_reception_still_sees_it(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, **to_window(staffed))
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)

    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)

    seen = [(each.ticket_id, each.state, each.line_services) for each in staffed.see(queue).tickets]
    assert seen == [(given.ticket_id, TicketState.WAITING, (staffed.residence,))]


def sent_on(hall: SampleHall, *, priority: PriorityClass = PriorityClass.ORDINARY, **members: Any) -> TicketGiven:
    """Called to window 1 and sent on from there."""
    given = hall.take(hall.kiosk, hall.passport, priority=priority)
    called = hall.call(hall.olena, hall.one)
    assert called.ticket_id == given.ticket_id
    hall.give(hall.olena, TransferTicket, window_id=hall.one, **members)
    return given


def stands_at(hall: SampleHall, given: TicketGiven) -> tuple[TargetId, ...]:
    ticket = hall.ticket(given.ticket_id)
    assert ticket.state is TicketState.WAITING
    return ticket.stands_at
