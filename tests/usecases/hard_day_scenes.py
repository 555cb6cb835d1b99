"""Refusals of a day that goes wrong: numbers given by hand, and going on another day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.contract import commands, line_commands
from server.contract.terms import PriorityClass, Purpose
from server.contract.terms import ProblemCode as Code
from server.domain.hall import HallSettings
from server.usecases import office
from tests.builders import SampleHall
from tests.usecases.scenes import UNKNOWN, Given, scene

# Paper mode


def batch(hall: SampleHall, **more: Any) -> Given:
    members: dict[str, Any] = {
        "number": 1,
        "service_id": hall.passport,
        "purpose": Purpose.HAND_IN,
        "taken_at": "11:30",
    }
    members |= more
    return hall.rita, line_commands.EnterPaperTickets, {"tickets": (line_commands.PaperTicket(**members),)}


@scene(Code.UNKNOWN_SERVICE)
def a_hand_given_number_for_a_service_that_is_not(hall: SampleHall) -> Given:
    return batch(hall, service_id=UNKNOWN)


@scene(Code.UNKNOWN_SERVICE)
def a_hand_given_number_for_an_archived_service(hall: SampleHall) -> Given:
    return batch(hall, service_id=hall.service(hall.trade, "Торгівля", "Т", is_archived=True))


@scene(Code.PURPOSE_NOT_OFFERED)
def a_hand_given_number_for_what_the_service_does_not_offer(hall: SampleHall) -> Given:
    service = hall.service(hall.trade, "Консультація", "К", purposes=(Purpose.CONSULTATION,))
    return batch(hall, service_id=service)


@scene(Code.BAD_VALUE)
def an_empty_batch(hall: SampleHall) -> Given:
    return hall.rita, line_commands.EnterPaperTickets, {"tickets": ()}


@scene(Code.BAD_VALUE)
def a_batch_of_two_hundred_and_one(hall: SampleHall) -> Given:
    actor, command, members = batch(hall)
    (one,) = members["tickets"]
    return actor, command, {"tickets": tuple(replace(one, number=number) for number in range(1, 202))}


@scene(Code.BAD_VALUE)
def a_number_of_nought(hall: SampleHall) -> Given:
    return batch(hall, number=0)


@scene(Code.BAD_VALUE)
def a_number_that_no_pad_of_paper_reaches(hall: SampleHall) -> Given:
    return batch(hall, number=10_000)


@scene(Code.BAD_VALUE)
def a_time_that_is_none(hall: SampleHall) -> Given:
    return batch(hall, taken_at="25:10")


@scene(Code.BAD_VALUE)
def a_hand_given_number_for_an_appointment(hall: SampleHall) -> Given:
    return batch(hall, priority=PriorityClass.BOOKED)


@scene(Code.NUMBER_TAKEN)
def a_number_that_was_entered_before(hall: SampleHall) -> Given:
    actor, command, members = batch(hall)
    hall.give(actor, command, **members)
    return batch(hall, taken_at="11:45")


@scene(Code.NUMBER_TAKEN)
def one_number_twice_in_a_batch(hall: SampleHall) -> Given:
    actor, command, members = batch(hall)
    return actor, command, {"tickets": members["tickets"] * 2}


@scene(Code.IN_USE)
def hand_given_numbers_whose_letter_a_service_had_first(hall: SampleHall) -> Given:
    service = hall.service(hall.trade, "Торгівля", "Т")

    def give_it_the_letter(records: Any) -> None:
        records.catalogue.save_service(replace(records.catalogue.service(service), letter="Х"))

    hall.store.write(hall.id, give_it_the_letter)
    return batch(hall)


@scene(Code.BAD_VALUE)
def a_service_with_the_letter_of_hand_given_numbers(hall: SampleHall) -> Given:
    members = {"sphere_id": hall.trade, "name": {"uk": "Торгівля"}, "purposes": tuple(Purpose), "position": 1}
    return hall.founder, office.SaveService, members | {"letter": "х"}


@scene(Code.BAD_VALUE)
def hand_given_numbers_with_the_letter_of_a_service(hall: SampleHall) -> Given:
    standing = hall.hall()
    members = {"name": standing.name, "time_zone": standing.time_zone, "hours": standing.hours}
    return hall.founder, office.SaveHall, members | {"settings": HallSettings(paper_letter="Ж")}


# Going on another day


def going_on(hall: SampleHall, *tickets: str) -> Given:
    return hall.founder, line_commands.GrantContinuation, {"ticket_ids": tickets}


@scene(Code.BAD_VALUE)
def nobody_going_on(hall: SampleHall) -> Given:
    return going_on(hall)


@scene(Code.UNKNOWN_TICKET)
def a_ticket_that_is_not_going_on(hall: SampleHall) -> Given:
    return going_on(hall, UNKNOWN)


@scene(Code.TICKET_OVER)
def a_ticket_of_last_week_going_on(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(days=7)
    hall.give(hall.server, office.LetTimePass)
    return going_on(hall, given.ticket_id)


@scene(Code.ALREADY_CONTINUED)
def going_on_twice(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.give(hall.founder, line_commands.GrantContinuation, ticket_ids=(given.ticket_id,))
    return going_on(hall, given.ticket_id)


@scene(Code.STEP_REFUSED)
def a_cancelled_ticket_going_on(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.give(hall.rita, commands.CancelTicket, ticket_id=given.ticket_id)
    return going_on(hall, given.ticket_id)


@scene(Code.UNKNOWN_SERVICE)
def going_on_with_a_service_that_was_archived_since(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.business)
    hall.clock.go_on(days=1)
    hall.give(hall.server, office.LetTimePass)
    form = {"service_id": hall.business, "sphere_id": hall.trade, "name": {"uk": "ФОП"}, "letter": "Ц"}
    hall.give(hall.founder, office.SaveService, **form, purposes=tuple(Purpose), position=1, is_archived=True)
    return going_on(hall, given.ticket_id)


@scene(Code.NOBODY_SERVES)
def going_on_to_a_service_that_no_window_has_any_more(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport, further=(hall.business,))
    hall.clock.go_on(days=1)
    hall.give(hall.server, office.LetTimePass)
    form = {"window_id": hall.two, "name": "2", "position": 1, "service_ids": (hall.passport,)}
    hall.give(hall.founder, office.SaveWindow, **form)
    return going_on(hall, given.ticket_id)


@scene(Code.INTAKE_CLOSED)
def going_on_where_no_day_is_open(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.decide(hours=())
    return going_on(hall, given.ticket_id)


@scene(Code.IN_USE)
def archiving_a_service_that_somebody_goes_on_with_tomorrow(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.business)
    hall.give(hall.founder, line_commands.GrantContinuation, ticket_ids=(given.ticket_id,))
    form = {"service_id": hall.business, "sphere_id": hall.trade, "name": {"uk": "ФОП"}, "letter": "Ц"}
    return hall.founder, office.SaveService, form | {"purposes": tuple(Purpose), "position": 1, "is_archived": True}
