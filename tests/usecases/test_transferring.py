"""Sending a citizen on to another service with the ticket that they have."""

from __future__ import annotations

from server.contract.answers import Done, NobodyWaiting
from server.contract.commands import TransferTicket
from server.contract.terms import Purpose, TicketState
from server.domain.events import TicketTransferred
from server.usecases.snapshots import board
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
