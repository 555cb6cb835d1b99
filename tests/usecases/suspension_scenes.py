"""Refusals that an alert or outage brings: nobody is called, and no visit begins."""

from __future__ import annotations

from typing import Any

from server.contract import commands
from server.contract.commands import Command
from server.contract.terms import OutOfOrder, Purpose, SuspensionReason
from server.contract.terms import ProblemCode as Code
from tests.builders import SampleHall
from tests.usecases.hall_scenes import named
from tests.usecases.scenes import Given, scene


def suspended(hall: SampleHall, **members: Any) -> tuple[Any, dict[str, Any]]:
    """One ticket waits, Olena is at window 1, and the alert has begun."""
    given = hall.take(hall.kiosk, hall.passport)
    hall.sit(hall.olena, hall.one)
    hall.give(hall.rita, commands.SuspendHall, reason=SuspensionReason.ALERT)
    return hall.olena, {"window_id": hall.one, "ticket_id": given.ticket_id} | members


def parked_before(hall: SampleHall) -> tuple[Any, dict[str, Any]]:
    actor, members = suspended(hall)
    hall.give(hall.rita, commands.ResumeHall)
    hall.call(hall.olena, hall.one)
    hall.give(hall.olena, commands.ParkTicket, window_id=hall.one)
    hall.give(hall.rita, commands.SuspendHall, reason=SuspensionReason.OUTAGE)
    return actor, members | {"is_called": True}


def while_suspended(command: type[Command], **more: Any) -> None:
    scene(Code.SUSPENDED)(named(command, lambda hall: suspended(hall, **more)))


for _command in (commands.RecallTicket, commands.StartServing):
    while_suspended(_command)
while_suspended(commands.CallTicket, reason=OutOfOrder.OUR_MISTAKE)
scene(Code.SUSPENDED)(named(commands.UnparkTicket, parked_before))


@scene(Code.SUSPENDED)
def calling_the_next_one_in_an_alert(hall: SampleHall) -> Given:
    suspended(hall)
    return hall.olena, commands.CallNext, {"window_id": hall.one}


@scene(Code.SUSPENDED)
def calling_the_next_one_in_an_alert_from_a_visit(hall: SampleHall) -> Given:
    hall.take(hall.kiosk, hall.passport)
    hall.sit(hall.olena, hall.one)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    hall.give(hall.rita, commands.SuspendHall, reason=SuspensionReason.ALERT)
    return hall.olena, commands.CallNext, {"window_id": hall.one}


@scene(Code.SUSPENDED)
def a_ticket_in_an_alert(hall: SampleHall) -> Given:
    suspended(hall)
    return hall.kiosk, commands.TakeTicket, {"service_id": hall.passport, "purpose": Purpose.HAND_IN}


@scene(Code.NOT_SUSPENDED)
def going_on_without_a_suspension(hall: SampleHall) -> Given:
    return hall.rita, commands.ResumeHall, {}
