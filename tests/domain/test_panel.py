"""A window-call panel: what its keys mean, and when a press still means the former ticket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.contract.terms import BoxId, PanelAction, PanelMake, PressKind, WindowId
from server.domain.panel import USUAL, Panel, control_of, usual_actions
from tests.domain.values import HALL, NOON

FOURTH, FIFTH = WindowId("window-4"), WindowId("window-5")
PANEL = Panel(
    hall_id=HALL,
    box_id=BoxId("buttons-1"),
    wire="/dev/ttyUSB0",
    address="7",
    make=PanelMake.CHERHA,
    controls=("call", "call.long"),
    seen_at=NOON,
    window_id=FOURTH,
    actions={"call": PanelAction.NEXT},
)


def test_a_control_does_what_was_decided_for_it_and_else_nothing() -> None:
    assert PANEL.means("call") is PanelAction.NEXT
    assert PANEL.means("call.long") is None


def test_for_two_seconds_after_the_clock_has_changed_a_ticket_a_press_means_the_former_one() -> None:
    told = replace(PANEL, clock_ms=5_000)

    assert [told.is_behind(hall_ms) for hall_ms in (5_000, 6_999, 7_000)] == [True, True, False]


def test_where_only_people_have_changed_tickets_no_press_is_behind() -> None:
    assert not PANEL.is_behind(0)


def test_what_the_clock_did_at_one_window_does_not_count_at_another() -> None:
    told = replace(PANEL, clock_ms=5_000)

    assert told.at(FIFTH) == replace(PANEL, window_id=FIFTH)
    assert told.at(None) == replace(PANEL, window_id=None)
    assert told.at(FOURTH) == told


@pytest.mark.parametrize(
    ("press", "control"),
    [(PressKind.SHORT, "call"), (PressKind.LONG, "call.long"), (PressKind.SECOND, "call.second")],
)
def test_a_short_press_of_a_key_is_called_by_the_key_alone(press: PressKind, control: str) -> None:
    assert control_of("call", press) == control


@pytest.mark.parametrize("make", PanelMake)
def test_of_the_controls_of_a_new_panel_those_that_its_make_knows_mean_the_usual(make: PanelMake) -> None:
    known = tuple(USUAL[make])

    assert usual_actions(make, (*known, "lamp")) == USUAL[make]
    assert usual_actions(make, known[1:]) == {each: USUAL[make][each] for each in known[1:]}


def test_the_first_key_of_every_panel_calls_the_next() -> None:
    foremost = {make: next(iter(USUAL[make].values())) for make in PanelMake if USUAL[make]}

    assert {make for make in PanelMake if make not in foremost} == {PanelMake.DISPLAY}
    assert foremost.pop(PanelMake.QSYSTEM) is PanelAction.NEXT_OR_RECALL
    assert set(foremost.values()) == {PanelAction.NEXT}
