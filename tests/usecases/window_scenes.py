"""Refusals met at a window beside calls and visits: sent on, a longer visit, out of turn, breaks."""

from __future__ import annotations

from typing import Any

from server.contract import commands, window_commands
from server.contract.commands import Command
from server.contract.terms import BreakReason, PriorityClass
from server.contract.terms import ProblemCode as Code
from tests.builders import SampleHall
from tests.usecases.hall_scenes import at_one, call, named
from tests.usecases.scenes import UNKNOWN, Given, scene

AT_A_WINDOW: tuple[tuple[type[Command], dict[str, Any]], ...] = (
    (commands.TransferTicket, {"service_id": UNKNOWN}),
    (window_commands.AddService, {"service_id": UNKNOWN}),
    (window_commands.ConfirmPriority, {"is_confirmed": True}),
    (window_commands.StartBreak, {"reason": BreakReason.LUNCH}),
    (window_commands.StartBackOffice, {}),
    (window_commands.ReturnToWindow, {}),
    (window_commands.StopAutomaticCall, {}),
)
WITH_A_TICKET = AT_A_WINDOW[:3]
WITHOUT_ONE = AT_A_WINDOW[3:5]


def at_a_window(command: type[Command], more: dict[str, Any]) -> None:
    scene(Code.UNKNOWN_WINDOW)(named(command, lambda hall: (hall.olena, more | {"window_id": UNKNOWN})))
    scene(Code.WINDOW_NOT_STAFFED)(named(command, lambda hall: (hall.olena, more | at_one(hall))))
    scene(Code.WINDOW_NOT_YOURS)(named(command, lambda hall: (hall.sit(hall.taras, hall.one), more | at_one(hall, 1))))


def with_a_ticket(command: type[Command], more: dict[str, Any]) -> None:
    scene(Code.NO_TICKET_IN_HAND)(named(command, lambda hall: (hall.sit(hall.olena, hall.one), more | at_one(hall))))
    scene(Code.ANOTHER_TICKET)(named(command, lambda hall: (call(hall), more | at_one(hall) | {"ticket_id": UNKNOWN})))


def without_one(command: type[Command], more: dict[str, Any]) -> None:
    scene(Code.TICKET_IN_HAND)(named(command, lambda hall: (call(hall), more | at_one(hall))))


for _command, _more in AT_A_WINDOW:
    at_a_window(_command, _more)
for _command, _more in WITH_A_TICKET:
    with_a_ticket(_command, _more)
for _command, _more in WITHOUT_ONE:
    without_one(_command, _more)


# Sent on


def sent_on(hall: SampleHall, **members: Any) -> Given:
    return call(hall), commands.TransferTicket, {"window_id": hall.one} | members


@scene(Code.UNKNOWN_SERVICE)
def sending_on_to_a_service_that_is_not(hall: SampleHall) -> Given:
    return sent_on(hall, service_id=UNKNOWN)


@scene(Code.UNKNOWN_SERVICE)
def sending_on_to_an_archived_service(hall: SampleHall) -> Given:
    return sent_on(hall, service_id=hall.service(hall.trade, "Торгівля", "Т", is_archived=True))


@scene(Code.NOBODY_SERVES)
def sending_on_to_what_no_window_serves(hall: SampleHall) -> Given:
    return sent_on(hall, service_id=hall.service(hall.trade, "Торгівля", "Т"))


@scene(Code.UNKNOWN_WINDOW)
def sending_on_to_a_window_that_is_not(hall: SampleHall) -> Given:
    return sent_on(hall, to_window_id=UNKNOWN)


@scene(Code.RECEIVER_GONE)
def sending_on_to_an_empty_window(hall: SampleHall) -> Given:
    return sent_on(hall, to_window_id=hall.two)


@scene(Code.UNKNOWN_PERSON)
def sending_on_to_a_person_who_is_not(hall: SampleHall) -> Given:
    return sent_on(hall, to_person_id=UNKNOWN)


@scene(Code.RECEIVER_GONE)
def sending_on_to_a_person_who_is_at_no_window(hall: SampleHall) -> Given:
    return sent_on(hall, to_person_id=hall.taras.person_id)


@scene(Code.BAD_VALUE)
def sending_on_to_nowhere(hall: SampleHall) -> Given:
    return sent_on(hall)


@scene(Code.BAD_VALUE)
def sending_on_to_a_window_and_a_person_at_once(hall: SampleHall) -> Given:
    hall.sit(hall.taras, hall.two)
    return sent_on(hall, to_window_id=hall.two, to_person_id=hall.taras.person_id)


@scene(Code.BAD_VALUE)
def sending_on_to_the_own_window(hall: SampleHall) -> Given:
    return sent_on(hall, to_window_id=hall.one, service_id=hall.residence)


@scene(Code.BAD_VALUE)
def sending_on_to_oneself(hall: SampleHall) -> Given:
    return sent_on(hall, to_person_id=hall.olena.person_id)


# A longer visit


def added(hall: SampleHall, service_id: str) -> Given:
    return hall.olena, window_commands.AddService, {"window_id": hall.one, "service_id": service_id}


@scene(Code.UNKNOWN_SERVICE)
def adding_a_service_that_is_not(hall: SampleHall) -> Given:
    call(hall)
    return added(hall, UNKNOWN)


@scene(Code.UNKNOWN_SERVICE)
def adding_an_archived_service(hall: SampleHall) -> Given:
    call(hall)
    return added(hall, hall.service(hall.trade, "Торгівля", "Т", is_archived=True))


@scene(Code.NOBODY_SERVES)
def adding_what_no_window_serves(hall: SampleHall) -> Given:
    call(hall)
    return added(hall, hall.service(hall.trade, "Торгівля", "Т"))


@scene(Code.BAD_VALUE)
def adding_what_is_being_done_already(hall: SampleHall) -> Given:
    call(hall)
    return added(hall, hall.passport)


@scene(Code.BAD_VALUE)
def adding_the_same_twice(hall: SampleHall) -> Given:
    hall.give(call(hall), window_commands.AddService, window_id=hall.one, service_id=hall.business)
    return added(hall, hall.business)


@scene(Code.TOO_MANY_SERVICES)
def adding_more_than_the_office_allows(hall: SampleHall) -> Given:
    hall.decide(services_per_visit=2)
    hall.give(call(hall), window_commands.AddService, window_id=hall.one, service_id=hall.business)
    return added(hall, hall.residence)


# Out of turn


@scene(Code.NOT_OUT_OF_TURN)
def confirming_a_document_of_somebody_ordinary(hall: SampleHall) -> Given:
    return call(hall), window_commands.ConfirmPriority, {"window_id": hall.one, "is_confirmed": True}


@scene(Code.NOT_OUT_OF_TURN)
def refusing_twice(hall: SampleHall) -> Given:
    hall.sit(hall.olena, hall.one)
    hall.take(hall.kiosk, hall.passport, priority=PriorityClass.LAWFUL)
    hall.call(hall.olena, hall.one)
    hall.give(hall.olena, window_commands.ConfirmPriority, window_id=hall.one, is_confirmed=False)
    hall.call(hall.olena, hall.one)
    return hall.olena, window_commands.ConfirmPriority, {"window_id": hall.one, "is_confirmed": False}


# Breaks


def on_a_break(hall: SampleHall, minutes: int) -> Given:
    members = {"window_id": hall.one, "reason": BreakReason.REST, "minutes": minutes}
    return hall.sit(hall.olena, hall.one), window_commands.StartBreak, members


@scene(Code.BAD_VALUE)
def a_break_of_no_time(hall: SampleHall) -> Given:
    return on_a_break(hall, 0)


@scene(Code.BAD_VALUE)
def a_break_longer_than_a_day_of_work(hall: SampleHall) -> Given:
    return on_a_break(hall, 481)
