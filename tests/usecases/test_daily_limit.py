"""A service's daily limit is held against every visit that gets the service, in whichever way it gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.contract.commands import (
    CancelTicket,
    ChangeRoute,
    FinishServing,
    MarkMissed,
    ParkTicket,
    ReturnTicket,
    TransferTicket,
    UnparkTicket,
)
from server.contract.line_commands import GrantContinuation
from server.contract.terms import Intake, ProblemCode, ServiceId, TicketId, TicketState
from server.contract.window_commands import AddService
from server.domain.errors import Refusal
from server.usecases.office import SaveService
from server.usecases.snapshots import board, kiosk
from server.usecases.staff_snapshots import queue
from tests.builders import HallBuilder, SampleHall
from tests.usecases.intake_scenes import limited
from tests.usecases.test_continuing import until_tuesday
from tests.usecases.test_paper import enter, paper

Way = Callable[[SampleHall, ServiceId], TicketId]
WAYS: list[Way] = []


def way(gets_it: Way) -> Way:
    """A way in which a visit gets a service of which there is one a day."""
    WAYS.append(gets_it)
    return gets_it


def intake(hall: SampleHall, service: ServiceId) -> Intake:
    """What a kiosk is told."""
    return next(row.intake for row in hall.see(kiosk).services if row.service_id == service)


def given(hall: SampleHall, service: ServiceId) -> int:
    day = hall.see(lambda view: view.day)
    return hall.read(lambda records: records.service_days.given(day, (service,))).get(service, 0)


def in_hand(hall: SampleHall, service: ServiceId | None = None, **more: Any) -> TicketId:
    """Somebody who is served at window 1."""
    ticket_id = hall.take(hall.kiosk, service or hall.passport, **more).ticket_id
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    return ticket_id


def at_window(hall: SampleHall, command: Callable[..., Any], **members: Any) -> None:
    hall.give(hall.olena, command, window_id=hall.one, **members)


@way
def taken(hall: SampleHall, scarce: ServiceId) -> TicketId:
    return hall.take(hall.kiosk, scarce).ticket_id


@way
def taken_as_a_further_service(hall: SampleHall, scarce: ServiceId) -> TicketId:
    return hall.take(hall.kiosk, hall.passport, further=(scarce,)).ticket_id


@way
def changed_to_at_the_kiosk(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = hall.take(hall.kiosk, hall.passport).ticket_id
    hall.give(hall.kiosk, ChangeRoute, ticket_id=ticket_id, service_ids=(hall.passport, scarce))
    return ticket_id


@way
def changed_to_at_reception(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = hall.take(hall.kiosk, hall.passport).ticket_id
    hall.give(hall.rita, ChangeRoute, ticket_id=ticket_id, service_ids=(scarce,))
    return ticket_id


@way
def added_at_a_window(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = in_hand(hall)
    at_window(hall, AddService, service_id=scarce)
    return ticket_id


@way
def sent_on_to(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = in_hand(hall)
    at_window(hall, TransferTicket, service_id=scarce, is_coming_back=True)
    return ticket_id


@way
def entered_from_paper(hall: SampleHall, scarce: ServiceId) -> TicketId:
    enter(hall, paper(hall, 1, "11:30", service_id=scarce))
    return hall.see(lambda view: view.living)[-1].id


@way
def gone_on_to_another_service(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = in_hand(hall, scarce, further=(hall.passport,))
    at_window(hall, FinishServing)
    assert hall.ticket(ticket_id).service_id == hall.passport
    return ticket_id


@way
def served_and_sent_on_for_good(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = in_hand(hall, scarce)
    at_window(hall, TransferTicket, service_id=hall.passport)
    return ticket_id


@way
def given_another_letter_since(hall: SampleHall, scarce: ServiceId) -> TicketId:
    ticket_id = hall.take(hall.kiosk, scarce).ticket_id
    service = hall.read(lambda records: records.catalogue.service(scarce))
    assert service is not None
    form = {name: getattr(service, name) for name in ("sphere_id", "name", "purposes", "position", "daily_limit")}
    hall.give(hall.founder, SaveService, service_id=scarce, letter="Б", **form)
    return ticket_id


@pytest.mark.parametrize("gets_it", WAYS)
def test_there_is_no_way_round_it(staffed: SampleHall, gets_it: Way) -> None:
    scarce = limited(staffed, daily_limit=1)
    assert intake(staffed, scarce) is Intake.OPEN

    gets_it(staffed, scarce)

    assert (given(staffed, scarce), intake(staffed, scarce)) == (1, Intake.LIMIT_REACHED)
    for services in ((scarce, ()), (staffed.passport, (scarce,))):
        with pytest.raises(Refusal) as refused:
            staffed.take(staffed.kiosk, services[0], further=services[1])
        assert refused.value.code is ProblemCode.LIMIT_REACHED


@pytest.mark.parametrize("gets_it", [taken, taken_as_a_further_service, changed_to_at_the_kiosk])
def test_a_citizen_at_the_kiosk_is_held_to_it_in_each_way(staffed: SampleHall, gets_it: Way) -> None:
    scarce = limited(staffed, daily_limit=1)
    staffed.take(staffed.kiosk, scarce)

    with pytest.raises(Refusal) as refused:
        gets_it(staffed, scarce)

    assert refused.value.code is ProblemCode.LIMIT_REACHED
    assert given(staffed, scarce) == 1


@pytest.mark.parametrize("gets_it", [changed_to_at_reception, added_at_a_window, sent_on_to, entered_from_paper])
def test_whom_staff_let_in_is_served_whatever_it_is_and_counts(staffed: SampleHall, gets_it: Way) -> None:
    scarce = limited(staffed, daily_limit=1)
    in_hand(staffed, scarce)
    at_window(staffed, FinishServing)

    gets_it(staffed, scarce)

    assert given(staffed, scarce) == 2


@pytest.mark.parametrize("gets_it", WAYS[:4])
def test_who_cancels_before_it_was_begun_makes_room(staffed: SampleHall, gets_it: Way) -> None:
    scarce = limited(staffed, daily_limit=1)
    ticket_id = gets_it(staffed, scarce)

    staffed.give(staffed.rita, CancelTicket, ticket_id=ticket_id)

    assert (given(staffed, scarce), intake(staffed, scarce)) == (0, Intake.OPEN)


def test_who_cancels_what_is_left_of_a_visit_gives_back_only_that(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=1)
    ticket_id = gone_on_to_another_service(staffed, scarce)
    assert given(staffed, staffed.passport) == 1

    staffed.give(staffed.rita, CancelTicket, ticket_id=ticket_id)

    assert (given(staffed, scarce), given(staffed, staffed.passport)) == (1, 0)


def test_a_service_that_is_taken_out_of_a_visit_makes_room(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=1)
    ticket_id = staffed.take(staffed.kiosk, staffed.passport, further=(scarce,)).ticket_id

    staffed.give(staffed.kiosk, ChangeRoute, ticket_id=ticket_id, service_ids=(staffed.passport,))

    assert (given(staffed, scarce), given(staffed, staffed.passport)) == (0, 1)


def test_who_was_called_for_it_by_mistake_and_sent_on_makes_room(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=1)
    staffed.take(staffed.kiosk, scarce)
    staffed.call(staffed.olena, staffed.one)

    at_window(staffed, TransferTicket, service_id=staffed.passport)

    assert (given(staffed, scarce), given(staffed, staffed.passport)) == (0, 1)


def test_setting_aside_and_cancelling_does_not_take_back_what_was_begun(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=1)
    ticket_id = in_hand(staffed, scarce)
    staffed.clock.go_on(minutes=1)
    at_window(staffed, ParkTicket)
    staffed.give(staffed.olena, UnparkTicket, window_id=staffed.one, ticket_id=ticket_id)
    assert staffed.ticket(ticket_id).state is TicketState.WAITING

    staffed.give(staffed.rita, CancelTicket, ticket_id=ticket_id)

    assert given(staffed, scarce) == 1


def test_who_was_missed_and_comes_after_all_counts_once(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=1)
    ticket_id = staffed.take(staffed.kiosk, scarce).ticket_id
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=10)
    at_window(staffed, MarkMissed)
    staffed.give(staffed.rita, ReturnTicket, ticket_id=ticket_id)

    assert given(staffed, scarce) == 1


def test_who_comes_back_to_the_sender_counts_once_for_each_service(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=5)
    in_hand(staffed, scarce)
    at_window(staffed, TransferTicket, to_window_id=staffed.two, is_coming_back=True)
    staffed.call(staffed.taras, staffed.two)
    staffed.start(staffed.taras, staffed.two)
    staffed.give(staffed.taras, FinishServing, window_id=staffed.two)
    staffed.call(staffed.olena, staffed.one)

    assert given(staffed, scarce) == 1


def test_a_continuation_counts_on_its_own_day(staffed: SampleHall) -> None:
    scarce = limited(staffed, daily_limit=1)
    former = staffed.take(staffed.kiosk, scarce).ticket_id

    staffed.give(staffed.founder, GrantContinuation, ticket_ids=(former,))
    assert given(staffed, scarce) == 1
    until_tuesday(staffed)

    assert (given(staffed, scarce), intake(staffed, scarce)) == (1, Intake.LIMIT_REACHED)


def test_the_kiosk_says_so_as_soon_as_the_office_sets_a_limit(staffed: SampleHall) -> None:
    scarce = limited(staffed)
    taken_as_a_further_service(staffed, scarce)
    service = staffed.read(lambda records: records.catalogue.service(scarce))
    assert service is not None

    staffed.store.write(staffed.id, lambda records: records.catalogue.save_service(replace(service, daily_limit=1)))

    assert intake(staffed, scarce) is Intake.LIMIT_REACHED


def test_another_hall_of_the_house_has_limits_of_its_own(staffed: SampleHall) -> None:
    there = HallBuilder(staffed.store, "hall-3", founder="ihor")
    scarce = limited(staffed, daily_limit=1)
    sphere = there.sphere("Документи")
    theirs = there.service(sphere, "Довідка", "П", daily_limit=2)
    there.window("1", theirs)
    box = there.box("their kiosk", staffed.kiosk.kind)
    staffed.take(staffed.kiosk, staffed.passport, further=(scarce,))

    there.take(box, theirs)
    there.take(box, theirs)
    with pytest.raises(Refusal) as refused:
        there.take(box, theirs)

    assert refused.value.fields == {"limit": "2"}
    assert given(staffed, scarce) == 1


def test_when_no_service_has_tickets_left_board_and_reception_say_so_and_when_there_are_again() -> None:
    hall = SampleHall()
    _limit_all(hall, 1)
    for service in (hall.passport, hall.residence):
        hall.take(hall.kiosk, service)
    some_left = hall.see(board).intake

    hall.take(hall.kiosk, hall.business)

    told = hall.see(board)
    assert (some_left, told.intake, hall.see(queue).intake) == (
        Intake.OPEN,
        Intake.LIMIT_REACHED,
        Intake.LIMIT_REACHED,
    )
    assert told.opens_at is not None
    assert told.opens_at.date() == hall.see(lambda view: view.day) + timedelta(days=1)


def _limit_all(hall: SampleHall, limit: int) -> None:
    for service in hall.see(lambda view: view.services):
        names = ("sphere_id", "name", "letter", "purposes", "position", "minutes")
        kept: dict[str, Any] = {name: getattr(service, name) for name in names}
        hall.give(hall.founder, SaveService, service_id=service.id, **kept, daily_limit=limit)
