"""Refusals that presses on window-call panels meet, and those who say what panels there are."""

from __future__ import annotations

from typing import Any

from server.contract.panel_commands import PanelReport, PressCallButton, ReportPanels
from server.contract.terms import PanelAction, PanelMake, PressKind
from server.contract.terms import ProblemCode as Code
from server.usecases import office
from tests.builders import SampleHall
from tests.usecases.alerts import suspend
from tests.usecases.scenes import UNKNOWN, Given, scene

WIRE = "/dev/panels"


def pressing(hall: SampleHall, key: str = "call", address: str = "1") -> Given:
    return hall.buttons, PressCallButton, {"wire": WIRE, "address": address, "key": key}


def staffed(hall: SampleHall) -> SampleHall:
    """Panel 1 stands at window 1, where Olena sits."""
    hall.panel(hall.buttons, hall.one)
    hall.sit(hall.olena, hall.one)
    return hall


def called(hall: SampleHall) -> SampleHall:
    staffed(hall).take(hall.kiosk, hall.passport)
    hall.press(hall.buttons, "call")
    return hall


@scene(Code.PANEL_NOT_ASSIGNED)
def a_press_on_a_panel_that_nobody_reported(hall: SampleHall) -> Given:
    return pressing(staffed(hall), address="2")


@scene(Code.PANEL_NOT_ASSIGNED)
def a_press_on_a_panel_without_a_window(hall: SampleHall) -> Given:
    hall.panel(hall.buttons, None)
    return pressing(hall)


@scene(Code.PANEL_NOT_ASSIGNED)
def a_press_on_the_panel_of_another_box(hall: SampleHall) -> Given:
    staffed(hall)
    other = hall.box("more buttons", hall.buttons.kind)
    return other, PressCallButton, {"wire": WIRE, "address": "1", "key": "call"}


@scene(Code.KEY_NOT_ASSIGNED)
def a_press_on_a_key_without_a_meaning(hall: SampleHall) -> Given:
    return pressing(staffed(hall), "jump")


@scene(Code.WINDOW_NOT_STAFFED)
def the_button_of_an_empty_window(hall: SampleHall) -> Given:
    hall.panel(hall.buttons, hall.one)
    return pressing(hall)


@scene(Code.UNKNOWN_WINDOW)
def the_button_of_a_window_in_the_archive(hall: SampleHall) -> Given:
    hall.panel(hall.buttons, hall.one)
    hall.give(
        hall.founder, office.SaveWindow, window_id=hall.one, name="1", position=1, service_ids=(), is_archived=True
    )
    return pressing(hall)


@scene(Code.TICKET_IN_HAND)
def pressing_call_twice(hall: SampleHall) -> Given:
    return pressing(called(hall))


@scene(Code.NO_TICKET_IN_HAND)
def pressing_start_with_nobody_called(hall: SampleHall) -> Given:
    return pressing(staffed(hall), "start")


@scene(Code.STEP_REFUSED)
def pressing_finish_before_the_start(hall: SampleHall) -> Given:
    return pressing(called(hall), "finish")


@scene(Code.ANNOUNCEMENTS_USED_UP)
def pressing_recall_once_too_often(hall: SampleHall) -> Given:
    called(hall)
    for _ in range(2):
        hall.press(hall.buttons, "recall")
    return pressing(hall, "recall")


@scene(Code.TOO_EARLY)
def pressing_missed_at_once(hall: SampleHall) -> Given:
    return pressing(called(hall), "missed")


@scene(Code.ANNOUNCE_AGAIN)
def pressing_missed_after_one_announcement(hall: SampleHall) -> Given:
    hall.decide(least_announcements=2)
    called(hall).clock.go_on(minutes=3)
    return pressing(hall, "missed")


@scene(Code.SUSPENDED)
def pressing_call_during_an_alert(hall: SampleHall) -> Given:
    suspend(staffed(hall))
    return pressing(hall)


@scene(Code.CHANGED_BY_CLOCK)
def pressing_when_the_clock_has_just_called(hall: SampleHall) -> Given:
    hall.decide(call_after_finish_seconds=0)
    called(hall)
    for key in ("start", "finish"):
        hall.press(hall.buttons, key)
    hall.take(hall.kiosk, hall.passport)
    hall.give(hall.server, office.LetTimePass)
    return pressing(hall, "start")


@scene(Code.JUST_STARTED)
def pressing_twice_the_key_that_starts_and_ends(hall: SampleHall) -> Given:
    called(hall)
    hall.press(hall.buttons, "call", press=PressKind.SECOND)
    hall.clock.go_on(seconds=0.5)
    return hall.buttons, PressCallButton, {"wire": WIRE, "address": "1", "key": "call", "press": PressKind.SECOND}


@scene(Code.BAD_VALUE)
def more_panels_than_a_box_can_have(hall: SampleHall) -> Given:
    panels = tuple(report(address=str(number)) for number in range(201))
    return hall.buttons, ReportPanels, {"panels": panels}


@scene(Code.BAD_VALUE)
def a_panel_on_a_wire_without_a_name(hall: SampleHall) -> Given:
    return hall.buttons, ReportPanels, {"panels": (report(wire=""),)}


@scene(Code.BAD_VALUE)
def a_panel_with_too_many_controls(hall: SampleHall) -> Given:
    return hall.buttons, ReportPanels, {"panels": (report(controls=tuple(f"k{number}" for number in range(65))),)}


def report(**members: Any) -> PanelReport:
    return PanelReport(**({"wire": WIRE, "address": "1", "make": PanelMake.CHERHA, "controls": ("call",)} | members))


@scene(Code.UNKNOWN_PANEL)
def assigning_a_panel_that_is_not(hall: SampleHall) -> Given:
    return hall.founder, office.AssignPanel, assignment(hall)


@scene(Code.UNKNOWN_WINDOW)
def assigning_a_panel_to_a_window_that_is_not(hall: SampleHall) -> Given:
    hall.panel(hall.buttons, None)
    return hall.founder, office.AssignPanel, assignment(hall) | {"window_id": UNKNOWN}


@scene(Code.BAD_VALUE)
def giving_a_meaning_to_a_key_that_the_panel_has_not(hall: SampleHall) -> Given:
    hall.panel(hall.buttons, None)
    return hall.founder, office.AssignPanel, assignment(hall) | {"actions": {"jump": PanelAction.NEXT}}


def assignment(hall: SampleHall) -> dict[str, Any]:
    return {
        "box_id": hall.buttons.box_id,
        "wire": WIRE,
        "address": "1",
        "window_id": hall.one,
        "actions": {"call": PanelAction.NEXT},
    }
