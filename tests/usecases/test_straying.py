"""Visits that leave the straight way: missed and come after all, or given up."""

from __future__ import annotations

from server.contract.answers import Done, NobodyWaiting
from server.contract.commands import CancelTicket, MarkMissed, RecallTicket, ReturnTicket, TransferTicket
from server.contract.terms import TicketId, TicketState
from server.domain.events import TicketCancelled, TicketReturned
from server.usecases.actor import CitizenActor, key_of
from server.usecases.office import SaveWindow
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


def test_whoever_waits_for_a_window_is_returned_whatever_it_serves(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, to_window_id=staffed.two)
    staffed.call(staffed.taras, staffed.two)
    staffed.clock.go_on(minutes=2)
    staffed.give(staffed.taras, MarkMissed, window_id=staffed.two)
    staffed.give(staffed.founder, SaveWindow, window_id=staffed.one, name="1", position=1, service_ids=())

    staffed.give(staffed.rita, ReturnTicket, ticket_id=given.ticket_id)

    assert staffed.call(staffed.taras, staffed.two).ticket_id == given.ticket_id


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


def test_a_citizen_gives_up_their_own_ticket(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    citizen = CitizenActor(ticket_id=given.ticket_id, hall_id=staffed.id)
    assert can_cancel(staffed, given.ticket_id)

    cancelled = staffed.give(citizen, CancelTicket, ticket_id=given.ticket_id)

    assert cancelled == Done()
    assert staffed.ticket(given.ticket_id).state is TicketState.CANCELLED
    assert staffed.events()[-1] == TicketCancelled(ticket_id=given.ticket_id)
    assert last_author(staffed) == key_of(citizen)
    assert not can_cancel(staffed, given.ticket_id)


def test_a_cancelled_ticket_is_never_called_and_nobody_stands_behind_it(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    later = staffed.take(staffed.kiosk, staffed.passport)

    staffed.give(staffed.rita, CancelTicket, ticket_id=given.ticket_id)

    ticket = staffed.ticket(later.ticket_id)
    assert staffed.see(lambda view: phone(view, ticket)).people_before == 0
    assert [row.ticket_id for row in staffed.see(queue).tickets] == [later.ticket_id]
    assert staffed.call(staffed.olena, staffed.one).ticket_id == later.ticket_id


def test_cancelling_a_called_ticket_frees_the_window(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)

    staffed.give(staffed.olena, CancelTicket, ticket_id=given.ticket_id)

    assert staffed.see(board).calls == ()
    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()


def can_cancel(hall: SampleHall, ticket_id: TicketId) -> bool:
    """What its phone page is told."""
    ticket = hall.ticket(ticket_id)
    return hall.see(lambda view: phone(view, ticket)).may_cancel


def last_author(hall: SampleHall) -> str:
    return hall.read(lambda records: records.journal.entries(after=records.journal.sequence() - 1, limit=1))[0].actor


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
