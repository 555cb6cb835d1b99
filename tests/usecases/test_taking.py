"""Taking a ticket: its number, its place, what is promised, and the slip that belongs to it."""

from __future__ import annotations

from datetime import datetime

import pytest

from server.contract.slip import WaitRange
from server.contract.terms import Language, PaperState, PriorityClass, Purpose
from server.domain.errors import Refusal
from server.domain.events import SlipOrdered, TicketTaken
from tests.builders import PUBLIC_URL, SampleHall


def test_tickets_of_one_letter_are_numbered_from_one(hall: SampleHall) -> None:
    labels = [hall.take(hall.kiosk, hall.passport).label for _ in range(3)]

    assert labels == ["Ж\u00a0001", "Ж\u00a0002", "Ж\u00a0003"]


def test_each_letter_has_numbers_of_its_own(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)

    assert hall.take(hall.kiosk, hall.business).label == "Ц\u00a0001"


def test_a_number_refused_is_not_lost(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)
    hall.clock.set_wall(hall.clock.wall.replace(hour=20))
    with pytest.raises(Refusal):
        hall.take(hall.kiosk, hall.passport)
    hall.clock.set_wall(hall.clock.wall.replace(hour=10))

    assert hall.take(hall.kiosk, hall.passport).label == "Ж\u00a0002"


def test_the_answer_says_all_that_the_kiosk_shows(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)

    assert given.people_before == 0
    assert given.wait == WaitRange(0, 5)
    assert given.phone_url == f"{PUBLIC_URL}/t/{given.phone_secret}"
    assert given.taken_at == staffed.clock.wall
    assert given.service_id == staffed.passport


def test_with_nobody_at_the_windows_the_wait_is_unknown(hall: SampleHall) -> None:
    assert hall.take(hall.kiosk, hall.passport).wait is None


def test_those_whom_the_same_windows_call_stand_before(staffed: SampleHall) -> None:
    for service in (staffed.passport, staffed.residence, staffed.business):
        staffed.take(staffed.kiosk, service)

    assert staffed.take(staffed.kiosk, staffed.passport).people_before == 3
    assert staffed.take(staffed.kiosk, staffed.residence).people_before == 3


def test_those_whom_only_an_empty_window_would_call_do_not_stand_before(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)
    hall.take(hall.kiosk, hall.business)

    assert hall.take(hall.kiosk, hall.passport).people_before == 0


def test_called_people_do_not_stand_before(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)

    assert staffed.take(staffed.kiosk, staffed.passport).people_before == 0


def test_out_of_turn_only_those_out_of_turn_stand_before(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)

    given = staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)

    assert given.people_before == 1
    assert staffed.ticket(given.ticket_id).priority is PriorityClass.LAWFUL


def test_a_busy_window_makes_the_next_wait_for_it(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)
    hall.take(hall.kiosk, hall.residence)
    hall.call(hall.olena, hall.one)

    # One visit of 12 minutes at one window, and 0.84 × √0.8 of it for safety.
    assert hall.take(hall.kiosk, hall.residence).wait == WaitRange(15, 25)


def test_ticket_event_and_slip_are_one_commit(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)

    ((_, sequence, events),) = hall.newsroom.heard
    assert [type(event) for event in events] == [TicketTaken, SlipOrdered]
    assert sequence == hall.sequence()
    assert given.paper is PaperState.WAITING


def test_a_kiosk_without_a_printer_orders_no_slip(hall: SampleHall) -> None:
    given = hall.take(hall.bare_kiosk, hall.passport)

    assert given.paper is PaperState.NONE
    assert not any(isinstance(event, SlipOrdered) for event in hall.events())


def test_reception_takes_a_ticket_without_paper(hall: SampleHall) -> None:
    assert hall.take(hall.rita, hall.passport).paper is PaperState.NONE


def test_the_slip_speaks_the_citizens_language(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport, language=Language.ENGLISH, purpose=Purpose.COLLECT)

    slip = staffed.claim(staffed.kiosk).slip

    assert slip.hall_name == "Open Office"
    assert slip.service_name == "Паспорт", "a name that has no English shows in Ukrainian"
    assert slip.purpose_name == "en:Collect a document"
    assert slip.texts["valid_today"] == "en:Valid today only"


def test_the_slip_says_what_the_kiosk_said(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.residence)
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.claim(staffed.kiosk)

    slip = staffed.claim(staffed.kiosk).slip

    assert (slip.label, slip.people_before, slip.wait) == (given.label, given.people_before, given.wait)
    assert slip.phone_url == given.phone_url
    assert slip.taken_at == given.taken_at
    assert slip.taken_at.utcoffset() == datetime.fromisoformat("2026-03-02T12:00:00+02:00").utcoffset()
    assert not slip.is_copy


def test_the_address_that_the_office_gave_is_on_the_slip(hall: SampleHall) -> None:
    hall.decide(phone_base_url="https://черга.місто/ ")

    given = hall.take(hall.kiosk, hall.passport)

    assert given.phone_url == f"https://черга.місто/t/{given.phone_secret}"
