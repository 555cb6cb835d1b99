"""Which panels a box has, and who says at which windows they stand."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.catalogue import PanelWindow
from server.contract.panel_commands import PanelReport, ReportPanels
from server.contract.terms import BoxKind, PanelAction, PanelMake, ProblemCode
from server.domain.office_events import PanelAssigned, PanelFound
from server.domain.panel import Panel
from server.store.statements import Sql, Statement
from server.usecases.actor import BoxActor
from server.usecases.office import AssignPanel, LetTimePass, SaveBox
from server.usecases.snapshots import box
from tests.builders import SampleHall
from tests.usecases.alerts import refused

WIRE = "/dev/panels"


def report(hall: SampleHall, by: BoxActor, *panels: PanelReport) -> None:
    hall.give(by, ReportPanels, panels=panels)


def panel(address: str = "1", window_name: str | None = None, **more: Any) -> PanelReport:
    members = {"wire": WIRE, "make": PanelMake.CHERHA, "controls": ("call", "recall")} | more
    return PanelReport(address=address, window_name=window_name, **members)


def assign(hall: SampleHall, window_id: Any, actions: dict[str, PanelAction], address: str = "1") -> None:
    where = {"box_id": hall.buttons.box_id, "wire": WIRE, "address": address}
    hall.give(hall.founder, AssignPanel, **where, window_id=window_id, actions=actions)


def panels(hall: SampleHall) -> list[Panel]:
    return list(hall.read(lambda records: records.panels.all()))


def of_box(hall: SampleHall, by: BoxActor) -> tuple[PanelWindow, ...]:
    return hall.see(lambda view: box(view, by.box_id)).panels


def test_a_new_panel_waits_for_a_window(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel("7"))

    (found,) = panels(hall)
    assert (found.address, found.window_id, found.is_of_office) == ("7", None, False)
    assert hall.events()[-1] == PanelFound(box_id=hall.buttons.box_id, wire=WIRE, address="7")
    assert of_box(hall, hall.buttons) == ()


def test_reported_again_it_is_no_news(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel(window_name="1"))
    before = hall.sequence()

    report(hall, hall.buttons, panel(window_name="1"))

    assert hall.sequence() == before


def test_the_boxs_own_settings_put_a_panel_at_a_window_with_the_usual_keys(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel(window_name="1"))

    (found,) = panels(hall)
    assert (found.window_id, found.is_of_office) == (hall.one, False)
    assert found.actions == {"call": PanelAction.NEXT, "recall": PanelAction.RECALL}
    assert of_box(hall, hall.buttons) == (PanelWindow(wire=WIRE, address="1", window_id=hall.one, window_name="1"),)


def test_what_the_settings_say_later_counts_until_the_office_decides(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel(window_name="1"))
    report(hall, hall.buttons, panel(window_name="2"))
    by_settings = panels(hall)[0].window_id

    assign(hall, hall.one, {"call": PanelAction.NEXT_OR_RECALL})
    report(hall, hall.buttons, panel(window_name="2"))

    (found,) = panels(hall)
    assert (by_settings, found.window_id) == (hall.two, hall.one)
    assert found.actions == {"call": PanelAction.NEXT_OR_RECALL}
    assert hall.events()[-1] == PanelAssigned(box_id=hall.buttons.box_id, wire=WIRE, address="1", window_id=hall.one)


def test_the_office_takes_its_word_back(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel(window_name="2"))
    assign(hall, hall.one, {})

    assign(hall, None, {})
    nowhere = panels(hall)[0].window_id
    report(hall, hall.buttons, panel(window_name="2"))

    assert (nowhere, panels(hall)[0].window_id) == (None, hall.two)
    assert panels(hall)[0].actions == {"call": PanelAction.NEXT, "recall": PanelAction.RECALL}


def test_settings_take_no_window_where_another_box_has_a_panel(hall: SampleHall) -> None:
    hall.panel(hall.buttons, hall.one)
    other = hall.box("more buttons", BoxKind.BUTTONS)

    report(hall, other, panel(window_name="1"))

    assert of_box(hall, other) == ()
    code = refused(lambda: hall.press(other, "call"))
    assert code is ProblemCode.PANEL_NOT_ASSIGNED


@pytest.mark.parametrize("gone", ["archived", "silent", "display"])
def test_settings_take_the_window_of_a_panel_that_is_there_no_more(hall: SampleHall, gone: str) -> None:
    other = hall.box("more buttons", BoxKind.BUTTONS)
    display: dict[str, Any] = {"make": PanelMake.DISPLAY, "controls": ()} if gone == "display" else {}
    report(hall, other, panel(window_name="1", **display))
    if gone == "archived":
        kept = {"name": "more buttons", "kind": BoxKind.BUTTONS, "has_printer": False}
        hall.give(hall.founder, SaveBox, box_id=other.box_id, **kept, is_archived=True)
    if gone == "silent":
        hall.clock.go_on(hours=25)

    report(hall, hall.buttons, panel(window_name="1"))

    assert [each.window_id for each in of_box(hall, hall.buttons)] == [hall.one]


def test_a_box_that_is_away_for_the_night_keeps_its_window(hall: SampleHall) -> None:
    other = hall.box("more buttons", BoxKind.BUTTONS)
    report(hall, other, panel(window_name="1"))
    hall.clock.go_on(hours=14)

    report(hall, hall.buttons, panel(window_name="1"))

    assert of_box(hall, hall.buttons) == ()


def test_what_a_report_reads_does_not_grow_with_its_panels(hall: SampleHall, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    really = Sql.rows

    def noted(sql: Sql, statement: Statement, values: dict[str, Any]) -> Any:
        read.append(str(statement))
        return really(sql, statement, values)

    def reads(count: int) -> int:
        named = [panel(str(number), window_name="1") for number in range(1, count + 1)]
        report(hall, hall.buttons, *named)
        read.clear()
        report(hall, hall.buttons, *named)
        return len(read)

    monkeypatch.setattr(Sql, "rows", noted)

    assert reads(20) == reads(2)


def test_a_box_that_prints_may_have_panels_and_press_for_them(hall: SampleHall) -> None:
    printer = hall.box("slips", BoxKind.PRINTER, has_printer=True)
    hall.sit(hall.olena, hall.one)
    report(hall, printer, panel(window_name="1"))

    assert hall.press(printer, "call") is not None
    assert refused(lambda: hall.press(hall.kiosk, "call")) is ProblemCode.PANEL_NOT_ASSIGNED


def test_where_a_kiosks_panel_stands_is_for_the_office_alone(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)
    report(hall, hall.kiosk, panel(window_name="1"))
    assert panels(hall)[0].window_id is None

    hall.panel(hall.kiosk, hall.one)

    assert hall.press(hall.kiosk, "call") is not None


def test_a_window_that_the_settings_misname_is_none(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel(window_name="99"))

    assert panels(hall)[0].window_id is None


def test_two_wires_may_have_panels_of_one_address(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel(window_name="1"), panel(window_name="2", wire="/dev/other"))

    assert {(each.wire, each.window_id) for each in panels(hall)} == {(WIRE, hall.one), ("/dev/other", hall.two)}


def test_a_panel_of_another_make_keeps_the_keys_that_it_still_has(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel())
    assign(hall, hall.one, {"call": PanelAction.RECALL, "recall": PanelAction.NEXT})

    report(hall, hall.buttons, panel(make=PanelMake.QSYSTEM, controls=("call", "start")))

    assert panels(hall)[0].actions == {"call": PanelAction.RECALL}


def test_after_a_day_a_panel_is_forgotten_and_never_one_that_the_office_assigned(hall: SampleHall) -> None:
    report(hall, hall.buttons, panel("7"), panel("8"), panel("9", window_name="2"))
    assign(hall, hall.one, {}, address="8")
    hall.clock.go_on(hours=23)
    report(hall, hall.buttons)
    kept = len(panels(hall))

    hall.clock.go_on(hours=2)
    report(hall, hall.buttons)

    assert (kept, [each.address for each in panels(hall)]) == (3, ["8"])


def test_a_panel_that_moves_leaves_behind_what_the_clock_did_at_its_window(hall: SampleHall) -> None:
    hall.panel(hall.buttons, hall.one)
    hall.decide(call_after_finish_seconds=0)
    hall.sit(hall.olena, hall.one)
    hall.sit(hall.taras, hall.two)
    hall.take(hall.kiosk, hall.passport)
    for key in ("call", "start", "finish"):
        hall.press(hall.buttons, key)
    hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(seconds=1)
    hall.give(hall.server, LetTimePass)
    before = panels(hall)[0].clock_ms

    hall.panel(hall.buttons, hall.two)

    assert before is not None
    assert panels(hall)[0].clock_ms is None
