"""Setting a ticket aside at a window and taking it up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from server.contract.answers import Done, NobodyWaiting, TicketCalledHere, TicketGiven
from server.contract.commands import LeaveWindow, ParkTicket, UnparkTicket
from server.contract.desk_news import DeskSnapshot
from server.contract.terms import PriorityClass, ProblemCode, TicketId, TicketState
from server.domain.events import TicketParked, TicketUnparked
from server.usecases.office import LetTimePass
from server.usecases.snapshots import board, phone
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall
from tests.usecases.alerts import refused


def test_a_served_ticket_is_set_aside_and_the_window_is_free(staffed: SampleHall) -> None:
    given = served(staffed)
    staffed.clock.go_on(minutes=4)

    answer = park(staffed, minutes=10)

    assert answer == Done()
    assert staffed.events()[-1] == TicketParked(
        ticket_id=given.ticket_id,
        window_id=staffed.one,
        service_id=staffed.passport,
        served_ms=4 * 60_000,
        minutes=10,
    )
    assert staffed.see(board).calls == ()
    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()


def test_a_called_ticket_is_set_aside_too(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)

    park(staffed, ticket_id=given.ticket_id)

    assert staffed.ticket(given.ticket_id).state is TicketState.PARKED


def test_the_desk_lists_what_was_set_aside_there_and_until_when(staffed: SampleHall) -> None:
    given = served(staffed)
    park(staffed, minutes=10)
    staffed.clock.go_on(minutes=3)

    rows = desk_of(staffed).parked

    assert [(row.label, row.back_at) for row in rows] == [(given.label, staffed.clock.wall + timedelta(minutes=7))]
    other = staffed.see(lambda view: desk(view, staffed.two))
    assert other is not None
    assert other.parked == ()


def test_what_was_set_aside_at_a_window_that_is_left_can_be_taken_up_at_another(
    staffed: SampleHall,
) -> None:
    given = served(staffed)
    park(staffed)

    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)

    other = staffed.see(lambda view: desk(view, staffed.two))
    assert other is not None
    assert [row.label for row in other.parked] == [given.label]


@pytest.mark.parametrize("more", [{}, {"is_called": True}], ids=["back in line", "called"])
def test_what_somebody_else_set_aside_is_theirs_to_take_up(staffed: SampleHall, more: dict[str, Any]) -> None:
    """Or it would be called past the line from any window, and nobody had to say why."""
    given = served(staffed)
    park(staffed)
    before = staffed.sequence()

    def take_up() -> object:
        return staffed.give(staffed.taras, UnparkTicket, window_id=staffed.two, ticket_id=given.ticket_id, **more)

    assert refused(take_up) is ProblemCode.WINDOW_NOT_YOURS
    assert staffed.sequence() == before
    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)
    take_up()


def test_whoever_set_it_aside_may_take_it_up_at_another_window(staffed: SampleHall) -> None:
    given = served(staffed)
    park(staffed)
    for person, window in ((staffed.olena, staffed.one), (staffed.taras, staffed.two)):
        staffed.give(person, LeaveWindow, window_id=window)
    staffed.sit(staffed.taras, staffed.one)
    staffed.sit(staffed.olena, staffed.two)

    called = staffed.give(staffed.olena, UnparkTicket, window_id=staffed.two, ticket_id=given.ticket_id, is_called=True)

    assert called.ticket_id == given.ticket_id


def test_without_a_time_it_stays_until_it_is_taken_up(staffed: SampleHall) -> None:
    given = served(staffed)
    park(staffed)
    staffed.clock.go_on(hours=3)
    staffed.give(staffed.server, LetTimePass)
    assert [row.back_at for row in desk_of(staffed).parked] == [None]

    answer = unpark(staffed, given.ticket_id)

    assert answer == Done()
    assert staffed.events()[-1] == TicketUnparked(ticket_id=given.ticket_id, window_id=staffed.one)
    assert desk_of(staffed).parked == ()
    assert staffed.ticket(given.ticket_id).state is TicketState.WAITING


def test_after_its_time_it_is_back_at_its_old_place_by_itself(staffed: SampleHall) -> None:
    given = served(staffed)
    staffed.take(staffed.kiosk, staffed.passport)
    park(staffed, minutes=10)
    staffed.clock.go_on(minutes=9, seconds=59)
    staffed.give(staffed.server, LetTimePass)
    assert staffed.ticket(given.ticket_id).state is TicketState.PARKED

    staffed.clock.go_on(seconds=1)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.events()[-1] == TicketUnparked(ticket_id=given.ticket_id, window_id=None)
    assert staffed.call(staffed.taras, staffed.two).ticket_id == given.ticket_id


def test_it_is_called_back_to_the_window_before_all_who_wait(staffed: SampleHall) -> None:
    given = served(staffed)
    park(staffed)
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)

    called = unpark(staffed, given.ticket_id, is_called=True)

    assert isinstance(called, TicketCalledHere)
    assert called.ticket_id == given.ticket_id
    assert called.call_id == f"{given.ticket_id}/2"
    ticket = staffed.ticket(given.ticket_id)
    assert (ticket.state, ticket.started, ticket.announced) == (TicketState.CALLED, None, 1)


def test_calling_it_back_ends_the_visit_under_way(staffed: SampleHall) -> None:
    given = served(staffed)
    park(staffed)
    other = served(staffed)

    called = unpark(staffed, given.ticket_id, is_called=True)

    assert called.finished == other.ticket_id
    assert staffed.ticket(other.ticket_id).state is TicketState.DONE


def test_reception_and_the_phone_see_that_it_is_set_aside(staffed: SampleHall) -> None:
    given = served(staffed)

    park(staffed)

    assert [(row.state, row.window_name) for row in staffed.see(queue).tickets] == [(TicketState.PARKED, "1")]
    ticket = staffed.ticket(given.ticket_id)
    told = staffed.see(lambda view: phone(view, ticket))
    assert (told.state, told.window_name, told.people_before, told.may_cancel) == (TicketState.PARKED, "1", None, True)


def test_a_parked_ticket_expires_with_its_day(staffed: SampleHall) -> None:
    given = served(staffed)
    park(staffed)
    staffed.clock.go_on(days=1)

    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(given.ticket_id).state is TicketState.EXPIRED


def served(hall: SampleHall) -> TicketGiven:
    """Somebody is being served at window 1."""
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    return given


def park(hall: SampleHall, **members: Any) -> Any:
    return hall.give(hall.olena, ParkTicket, window_id=hall.one, **members)


def unpark(hall: SampleHall, ticket_id: TicketId, **members: Any) -> Any:
    return hall.give(hall.olena, UnparkTicket, window_id=hall.one, ticket_id=ticket_id, **members)


def desk_of(hall: SampleHall) -> DeskSnapshot:
    snapshot = hall.see(lambda view: desk(view, hall.one))
    assert snapshot is not None
    return snapshot
