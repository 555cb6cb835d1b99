"""Refusals met where a visit leaves the straight way: missed, cancelled, set aside, sent on, called by number."""

from __future__ import annotations

from typing import Any

from server.contract import commands
from server.contract.commands import Command
from server.contract.terms import OutOfOrder, Purpose
from server.contract.terms import ProblemCode as Code
from server.usecases import office
from server.usecases.actor import CitizenActor
from tests.builders import SampleHall
from tests.usecases.hall_scenes import at_one, call, named
from tests.usecases.scenes import UNKNOWN, Given, scene

FOR_ANOTHER_TICKET: tuple[tuple[type[Command], dict[str, Any]], ...] = (
    (commands.UnparkTicket, {}),
    (commands.CallTicket, {"reason": OutOfOrder.OUR_MISTAKE}),
)
"""At a window, but not about the ticket in hand there."""
OTHER = {"ticket_id": UNKNOWN}


def for_another_ticket(command: type[Command], other: dict[str, Any]) -> None:
    scene(Code.UNKNOWN_WINDOW)(named(command, lambda hall: (hall.olena, other | {"window_id": UNKNOWN})))
    scene(Code.WINDOW_NOT_STAFFED)(named(command, lambda hall: (hall.olena, other | {"window_id": hall.one})))
    scene(Code.WINDOW_NOT_YOURS)(named(command, lambda hall: (hall.sit(hall.taras, hall.one), other | at_one(hall, 1))))
    scene(Code.UNKNOWN_TICKET)(named(command, lambda hall: (hall.sit(hall.olena, hall.one), other | at_one(hall))))


for _command, _more in FOR_ANOTHER_TICKET:
    for_another_ticket(_command, OTHER | _more)


# A second chance


@scene(Code.UNKNOWN_TICKET)
def returning_a_ticket_that_is_not(hall: SampleHall) -> Given:
    return hall.rita, commands.ReturnTicket, {"ticket_id": UNKNOWN}


@scene(Code.STEP_REFUSED)
def returning_somebody_who_still_waits(hall: SampleHall) -> Given:
    return hall.rita, commands.ReturnTicket, {"ticket_id": hall.take(hall.rita, hall.passport).ticket_id}


@scene(Code.TICKET_OVER)
def returning_somebody_who_was_missed_yesterday(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    miss(hall)
    hall.clock.go_on(days=1)
    return hall.rita, commands.ReturnTicket, {"ticket_id": given.ticket_id}


@scene(Code.ALREADY_RETURNED)
def returning_somebody_twice(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    miss(hall)
    hall.give(hall.rita, commands.ReturnTicket, ticket_id=given.ticket_id)
    miss(hall)
    return hall.rita, commands.ReturnTicket, {"ticket_id": given.ticket_id}


@scene(Code.NOBODY_SERVES)
def returning_somebody_whom_no_window_would_call(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.residence)
    miss(hall)
    hall.give(hall.founder, office.SaveWindow, window_id=hall.one, name="1", position=1, service_ids=())
    return hall.rita, commands.ReturnTicket, {"ticket_id": given.ticket_id}


@scene(Code.NOBODY_SERVES)
def returning_somebody_whose_further_service_no_window_has(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport, further=(hall.business,))
    miss(hall)
    hall.give(hall.founder, office.SaveWindow, window_id=hall.two, name="2", position=1, service_ids=())
    return hall.rita, commands.ReturnTicket, {"ticket_id": given.ticket_id}


@scene(Code.UNKNOWN_SERVICE)
def returning_somebody_whose_service_was_archived(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.residence)
    miss(hall)
    form = {"service_id": hall.residence, "sphere_id": hall.papers, "name": {"uk": "Житло"}, "letter": "Д"}
    hall.give(hall.founder, office.SaveService, **form, purposes=tuple(Purpose), position=1, is_archived=True)
    return hall.rita, commands.ReturnTicket, {"ticket_id": given.ticket_id}


@scene(Code.UNKNOWN_TICKET)
def cancelling_a_ticket_that_is_not(hall: SampleHall) -> Given:
    return hall.rita, commands.CancelTicket, {"ticket_id": UNKNOWN}


@scene(Code.UNKNOWN_TICKET)
def cancelling_the_ticket_of_another_citizen(hall: SampleHall) -> Given:
    own, other = (hall.take(hall.kiosk, hall.passport).ticket_id for _ in range(2))
    return CitizenActor(ticket_id=own, hall_id=hall.id), commands.CancelTicket, {"ticket_id": other}


@scene(Code.STEP_REFUSED)
def cancelling_somebody_who_is_being_served(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.start(call(hall), hall.one)
    return hall.rita, commands.CancelTicket, {"ticket_id": given.ticket_id}


def miss(hall: SampleHall) -> None:
    """Olena calls the next one to window 1, who does not come."""
    hall.sit(hall.olena, hall.one)
    hall.call(hall.olena, hall.one)
    hall.clock.go_on(minutes=2)
    hall.give(hall.olena, commands.MarkMissed, window_id=hall.one)


# Set aside


@scene(Code.BAD_VALUE)
def setting_aside_for_no_time(hall: SampleHall) -> Given:
    return call(hall), commands.ParkTicket, {"window_id": hall.one, "minutes": 0}


@scene(Code.BAD_VALUE)
def setting_aside_for_more_than_a_day_of_work(hall: SampleHall) -> Given:
    return call(hall), commands.ParkTicket, {"window_id": hall.one, "minutes": 481}


@scene(Code.STEP_REFUSED)
def taking_up_what_was_not_set_aside(hall: SampleHall) -> Given:
    hall.sit(hall.olena, hall.one)
    given = hall.take(hall.kiosk, hall.passport)
    return hall.olena, commands.UnparkTicket, {"window_id": hall.one, "ticket_id": given.ticket_id, "is_called": True}


@scene(Code.TICKET_IN_HAND)
def calling_back_with_a_called_ticket_in_hand(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    call(hall)
    hall.give(hall.olena, commands.ParkTicket, window_id=hall.one)
    hall.call(hall.olena, hall.one)
    return hall.olena, commands.UnparkTicket, {"window_id": hall.one, "ticket_id": given.ticket_id, "is_called": True}


# By number


def by_number(hall: SampleHall, ticket_id: str) -> Given:
    members = {"window_id": hall.one, "ticket_id": ticket_id, "reason": OutOfOrder.AGREED_BEFORE}
    return hall.olena, commands.CallTicket, members


@scene(Code.STEP_REFUSED)
def calling_by_number_whom_another_window_has_called(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.sit(hall.taras, hall.two), hall.two)
    hall.sit(hall.olena, hall.one)
    return by_number(hall, given.ticket_id)


@scene(Code.TICKET_IN_HAND)
def calling_by_number_with_a_called_ticket_in_hand(hall: SampleHall) -> Given:
    call(hall)
    return by_number(hall, hall.take(hall.kiosk, hall.passport).ticket_id)
