"""Visits that leave the straight way: missed and come after all."""

from __future__ import annotations

from server.contract.answers import Done
from server.contract.commands import MarkMissed, RecallTicket, ReturnTicket
from server.contract.terms import TicketId, TicketState
from server.domain.events import TicketReturned
from server.usecases.snapshots import board, phone
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall


def test_a_missed_citizen_who_comes_stands_at_the_old_place(staffed: SampleHall) -> None:
    missed = miss(staffed)
    staffed.take(staffed.kiosk, staffed.passport)

    returned = staffed.give(staffed.rita, ReturnTicket, ticket_id=missed)

    assert returned == Done()
    assert staffed.events()[-1] == TicketReturned(ticket_id=missed, is_at_end=False)
    assert staffed.call(staffed.olena, staffed.one).ticket_id == missed


def test_or_at_the_end_if_the_office_wants_that(staffed: SampleHall) -> None:
    staffed.decide(is_returned_to_end=True)
    missed = miss(staffed)
    later = staffed.take(staffed.kiosk, staffed.passport)

    staffed.give(staffed.rita, ReturnTicket, ticket_id=missed)

    assert staffed.events()[-1] == TicketReturned(ticket_id=missed, is_at_end=True)
    assert staffed.call(staffed.olena, staffed.one).ticket_id == later.ticket_id
    assert staffed.call(staffed.taras, staffed.two).ticket_id == missed


def test_the_supervisor_may_return_one_too(staffed: SampleHall) -> None:
    missed = miss(staffed)

    staffed.give(staffed.founder, ReturnTicket, ticket_id=missed)

    assert staffed.ticket(missed).state is TicketState.WAITING


def test_the_missed_list_says_who_may_be_returned(staffed: SampleHall) -> None:
    missed = miss(staffed)
    assert [row.may_return for row in staffed.see(queue).missed] == [True]

    staffed.give(staffed.rita, ReturnTicket, ticket_id=missed)
    staffed.clock.go_on(minutes=1)
    row = staffed.see(queue).tickets[0]
    assert (row.may_return, row.window_name, row.waited_seconds) == (False, None, 180)

    call_and_miss(staffed)
    assert [row.may_return for row in staffed.see(queue).missed] == [False]


def test_board_and_phone_take_a_returned_ticket_for_a_waiting_one(staffed: SampleHall) -> None:
    missed = miss(staffed)

    staffed.give(staffed.rita, ReturnTicket, ticket_id=missed)

    assert staffed.see(board).calls == ()
    ticket = staffed.ticket(missed)
    told = staffed.see(lambda view: phone(view, ticket))
    assert (told.state, told.people_before, told.window_name) == (TicketState.WAITING, 0, None)


def test_the_second_turn_has_all_its_announcements(staffed: SampleHall) -> None:
    missed = miss(staffed)
    staffed.give(staffed.rita, ReturnTicket, ticket_id=missed)

    staffed.call(staffed.olena, staffed.one)

    shown = staffed.see(lambda view: desk(view, staffed.one))
    assert shown is not None
    assert shown.in_hand is not None
    assert (shown.in_hand.calls, shown.in_hand.calls_left) == (1, 2)


def miss(hall: SampleHall) -> TicketId:
    """Somebody was called to window 1 three times in vain."""
    given = hall.take(hall.kiosk, hall.passport)
    call_and_miss(hall)
    return given.ticket_id


def call_and_miss(hall: SampleHall) -> None:
    hall.call(hall.olena, hall.one)
    hall.give(hall.olena, RecallTicket, window_id=hall.one)
    hall.clock.go_on(minutes=2)
    hall.give(hall.olena, MarkMissed, window_id=hall.one)
