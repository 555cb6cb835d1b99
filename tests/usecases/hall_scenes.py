"""Refusals that citizens, administrators and boxes meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.contract import box_commands, commands
from server.contract.commands import Command
from server.contract.terms import PrintOutcome, Purpose
from server.contract.terms import ProblemCode as Code
from server.usecases import office
from server.usecases.actor import Actor, PersonActor
from tests.builders import SampleHall
from tests.usecases.scenes import UNKNOWN, Given, Scene, scene

# Taking


@scene(Code.UNKNOWN_SERVICE)
def a_ticket_for_a_service_that_is_not(hall: SampleHall) -> Given:
    return hall.kiosk, commands.TakeTicket, {"service_id": UNKNOWN, "purpose": Purpose.HAND_IN}


@scene(Code.UNKNOWN_SERVICE)
def a_ticket_for_an_archived_service(hall: SampleHall) -> Given:
    service = hall.service(hall.trade, "Торгівля", "Т", is_archived=True)
    return hall.kiosk, commands.TakeTicket, {"service_id": service, "purpose": Purpose.HAND_IN}


@scene(Code.PURPOSE_NOT_OFFERED)
def a_ticket_for_what_the_service_does_not_offer(hall: SampleHall) -> Given:
    service = hall.service(hall.trade, "Консультація", "К", purposes=(Purpose.CONSULTATION,))
    return hall.kiosk, commands.TakeTicket, {"service_id": service, "purpose": Purpose.COLLECT}


@scene(Code.INTAKE_CLOSED)
def a_ticket_after_the_end_of_intake(hall: SampleHall) -> Given:
    hall.clock.go_on(hours=4)
    return hall.kiosk, commands.TakeTicket, {"service_id": hall.passport, "purpose": Purpose.HAND_IN}


@scene(Code.NOBODY_SERVES)
def a_ticket_for_what_no_window_serves(hall: SampleHall) -> Given:
    service = hall.service(hall.trade, "Торгівля", "Т")
    return hall.kiosk, commands.TakeTicket, {"service_id": service, "purpose": Purpose.HAND_IN}


# Windows


@scene(Code.UNKNOWN_WINDOW)
def sitting_down_at_an_archived_window(hall: SampleHall) -> Given:
    hall.give(
        hall.founder, office.SaveWindow, window_id=hall.one, name="1", position=1, service_ids=(), is_archived=True
    )
    return hall.olena, commands.TakeWindow, {"window_id": hall.one}


@scene(Code.WINDOW_TAKEN)
def sitting_down_where_somebody_sits(hall: SampleHall) -> Given:
    hall.sit(hall.olena, hall.one)
    return hall.taras, commands.TakeWindow, {"window_id": hall.one}


@scene(Code.TICKET_IN_HAND)
def moving_away_from_a_called_ticket(hall: SampleHall) -> Given:
    call(hall)
    return hall.olena, commands.TakeWindow, {"window_id": hall.two}


@scene(Code.TICKET_IN_HAND)
def leaving_a_called_ticket(hall: SampleHall) -> Given:
    call(hall)
    return hall.olena, commands.LeaveWindow, {"window_id": hall.one}


@scene(Code.TICKET_IN_HAND)
def calling_with_a_called_ticket_in_hand(hall: SampleHall) -> Given:
    call(hall)
    return hall.olena, commands.CallNext, {"window_id": hall.one}


AT_A_WINDOW: tuple[type[Command], ...] = (
    commands.LeaveWindow,
    commands.CallNext,
    commands.RecallTicket,
    commands.StartServing,
    commands.FinishServing,
    commands.MarkMissed,
    commands.ParkTicket,
)
WITH_A_TICKET = AT_A_WINDOW[2:]


def at_every_window() -> None:
    """What every command at a window, and every one with a ticket there, is refused for."""
    for command in AT_A_WINDOW:
        scene(Code.UNKNOWN_WINDOW)(named(command, lambda hall: (hall.olena, {"window_id": UNKNOWN})))
        scene(Code.WINDOW_NOT_STAFFED)(named(command, lambda hall: (hall.olena, {"window_id": hall.one})))
        scene(Code.WINDOW_NOT_YOURS)(named(command, lambda hall: (hall.sit(hall.taras, hall.one), at_one(hall, 1))))
    for command in WITH_A_TICKET:
        scene(Code.NO_TICKET_IN_HAND)(named(command, lambda hall: (hall.sit(hall.olena, hall.one), at_one(hall))))
        scene(Code.ANOTHER_TICKET)(named(command, lambda hall: (call(hall), at_one(hall) | {"ticket_id": UNKNOWN})))


def named(command: type[Command], arrange: Callable[[SampleHall], tuple[Actor, dict[str, Any]]]) -> Scene:
    def scene_of_it(hall: SampleHall) -> Given:
        actor, members = arrange(hall)
        return members.pop("actor", actor), command, members

    scene_of_it.__name__ = command.__name__
    return scene_of_it


def at_one(hall: SampleHall, other: int = 0) -> dict[str, Any]:
    return {"window_id": hall.one} | ({"actor": hall.olena} if other else {})


def call(hall: SampleHall) -> PersonActor:
    """Olena has called somebody to window 1."""
    hall.sit(hall.olena, hall.one)
    hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    return hall.olena


at_every_window()


@scene(Code.STEP_REFUSED)
def recalling_somebody_who_is_being_served(hall: SampleHall) -> Given:
    hall.start(call(hall), hall.one)
    return hall.olena, commands.RecallTicket, {"window_id": hall.one}


@scene(Code.STEP_REFUSED)
def starting_twice(hall: SampleHall) -> Given:
    hall.start(call(hall), hall.one)
    return hall.olena, commands.StartServing, {"window_id": hall.one}


@scene(Code.STEP_REFUSED)
def finishing_what_was_not_started(hall: SampleHall) -> Given:
    return call(hall), commands.FinishServing, {"window_id": hall.one}


@scene(Code.STEP_REFUSED)
def missing_somebody_who_is_being_served(hall: SampleHall) -> Given:
    hall.start(call(hall), hall.one)
    return hall.olena, commands.MarkMissed, {"window_id": hall.one}


@scene(Code.ANNOUNCEMENTS_USED_UP)
def a_fourth_announcement(hall: SampleHall) -> Given:
    call(hall)
    for _ in range(2):
        hall.give(hall.olena, commands.RecallTicket, window_id=hall.one)
    return hall.olena, commands.RecallTicket, {"window_id": hall.one}


@scene(Code.ANNOUNCE_AGAIN)
def missing_somebody_who_was_announced_once(hall: SampleHall) -> Given:
    hall.decide(least_announcements=2)
    call(hall)
    hall.clock.go_on(minutes=3)
    return hall.olena, commands.MarkMissed, {"window_id": hall.one}


@scene(Code.TOO_EARLY)
def missing_somebody_at_once(hall: SampleHall) -> Given:
    return call(hall), commands.MarkMissed, {"window_id": hall.one}


# Paper


@scene(Code.UNKNOWN_TICKET)
def reprinting_a_ticket_that_is_not(hall: SampleHall) -> Given:
    return hall.rita, box_commands.ReprintTicket, {"ticket_id": UNKNOWN}


@scene(Code.TICKET_OVER)
def reprinting_a_ticket_that_is_over(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(days=1)
    hall.give(hall.server, office.LetTimePass)
    return hall.rita, box_commands.ReprintTicket, {"ticket_id": given.ticket_id}


@scene(Code.UNKNOWN_BOX)
def reprinting_at_a_box_that_is_not(hall: SampleHall) -> Given:
    given = hall.take(hall.kiosk, hall.passport)
    return hall.rita, box_commands.ReprintTicket, {"ticket_id": given.ticket_id, "box_id": UNKNOWN}


@scene(Code.NO_PRINTER)
def reprinting_a_ticket_that_had_no_paper(hall: SampleHall) -> Given:
    kiosk = {"box_id": hall.kiosk.box_id, "name": "kiosk", "kind": hall.kiosk.kind}
    hall.give(hall.founder, office.SaveBox, **kiosk, has_printer=False)
    return hall.rita, box_commands.ReprintTicket, {"ticket_id": hall.take(hall.rita, hall.passport).ticket_id}


@scene(Code.UNKNOWN_BOX)
def a_new_roll_in_a_box_that_is_not(hall: SampleHall) -> Given:
    return hall.rita, box_commands.StartRoll, {"box_id": UNKNOWN}


@scene(Code.NO_PRINTER)
def a_new_roll_where_no_printer_is(hall: SampleHall) -> Given:
    return hall.rita, box_commands.StartRoll, {"box_id": hall.bare_kiosk.box_id}


@scene(Code.NO_PRINTER)
def a_new_roll_in_a_spare_printer_of_which_nobody_has_told(hall: SampleHall) -> Given:
    return hall.rita, box_commands.StartRoll, {"box_id": hall.kiosk.box_id, "device": "spare"}


@scene(Code.BAD_VALUE)
def a_new_roll_of_less_than_a_metre(hall: SampleHall) -> Given:
    return hall.rita, box_commands.StartRoll, {"box_id": hall.kiosk.box_id, "length_mm": 999}


@scene(Code.UNKNOWN_PRINT_JOB)
def reporting_a_slip_that_is_not(hall: SampleHall) -> Given:
    return hall.kiosk, box_commands.ReportPrint, {"job_id": UNKNOWN, "outcome": PrintOutcome.PRINTED}
