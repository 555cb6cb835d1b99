"""Breaks, work without a caller, and the way back."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.answers import Done, NobodyWaiting
from server.contract.commands import CallTicket, LeaveWindow, TakeWindow
from server.contract.desk_news import DeskSnapshot
from server.contract.terms import BreakReason, OutOfOrder, Work
from server.contract.window_commands import ReturnToWindow, StartBackOffice, StartBreak
from server.domain.events import WindowLeft
from server.domain.hall import Window
from server.domain.interval import IntervalKind
from server.domain.window_events import BackOfficeStarted, BreakStarted, WorkResumed
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON


def test_a_break_says_why_and_until_when(staffed: SampleHall) -> None:
    staffed.clock.go_on(minutes=50)

    answer = start_break(staffed, reason=BreakReason.LUNCH, minutes=30)

    assert answer == Done()
    assert staffed.events()[-1] == BreakStarted(
        window_id=staffed.one,
        person_id=staffed.olena.person_id,
        reason=BreakReason.LUNCH,
        minutes=30,
        ended=Work.AT_WINDOW,
        lasted_ms=50 * 60_000,
    )
    told = desk_of(staffed)
    assert (told.work, told.break_reason) == (Work.BREAK, BreakReason.LUNCH)
    assert told.work_since == staffed.clock.wall
    assert told.work_until is not None
    assert (told.work_until - told.now).total_seconds() == 30 * 60


def test_everybody_on_staff_sees_the_break(staffed: SampleHall) -> None:
    start_break(staffed, reason=BreakReason.TECHNICAL)

    seen = {row.window_id: row for row in staffed.see(queue).windows}

    assert (seen[staffed.one].work, seen[staffed.one].break_reason) == (Work.BREAK, BreakReason.TECHNICAL)
    assert (seen[staffed.one].work_since, seen[staffed.one].work_until) == (staffed.clock.wall, None)
    assert (seen[staffed.two].work, seen[staffed.two].break_reason) == (Work.AT_WINDOW, None)


def test_coming_back_says_what_ended_and_how_long_it_was(staffed: SampleHall) -> None:
    start_break(staffed, reason=BreakReason.REST)
    staffed.clock.go_on(minutes=12)

    staffed.give(staffed.olena, ReturnToWindow, window_id=staffed.one)

    assert staffed.events()[-1] == WorkResumed(
        window_id=staffed.one, person_id=staffed.olena.person_id, ended=Work.BREAK, lasted_ms=12 * 60_000
    )
    assert window_of(staffed).work is Work.AT_WINDOW
    assert window_of(staffed).break_reason is None


def test_being_there_already_changes_nothing(staffed: SampleHall) -> None:
    before = staffed.sequence()

    staffed.give(staffed.olena, ReturnToWindow, window_id=staffed.one)

    assert staffed.sequence() == before


def test_back_office_work_is_no_break(staffed: SampleHall) -> None:
    start_break(staffed, reason=BreakReason.REST)
    staffed.clock.go_on(minutes=5)

    staffed.give(staffed.olena, StartBackOffice, window_id=staffed.one)
    staffed.clock.go_on(minutes=5)
    staffed.give(staffed.olena, StartBackOffice, window_id=staffed.one)

    assert staffed.events()[-1] == BackOfficeStarted(
        window_id=staffed.one, person_id=staffed.olena.person_id, ended=Work.BREAK, lasted_ms=5 * 60_000
    )
    assert desk_of(staffed).work is Work.BACK_OFFICE


@pytest.mark.parametrize("presser", ["olena", "buttons"])
def test_whoever_presses_the_call_is_back(staffed: SampleHall, presser: str) -> None:
    staffed.panel(staffed.buttons, staffed.one)
    start_break(staffed, reason=BreakReason.LUNCH)
    staffed.take(staffed.kiosk, staffed.residence)

    if presser == "buttons":
        staffed.press(staffed.buttons, "call")
    else:
        staffed.call(staffed.olena, staffed.one)

    assert window_of(staffed).work is Work.AT_WINDOW
    assert any(isinstance(event, WorkResumed) for event in staffed.events())


def test_a_call_ends_the_break_even_where_nobody_waits(staffed: SampleHall) -> None:
    start_break(staffed, reason=BreakReason.LUNCH)

    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()

    assert window_of(staffed).work is Work.AT_WINDOW


def test_a_call_by_number_ends_the_break_too(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.residence)
    staffed.give(staffed.olena, StartBackOffice, window_id=staffed.one)

    staffed.give(
        staffed.olena,
        CallTicket,
        window_id=staffed.one,
        ticket_id=given.ticket_id,
        reason=OutOfOrder.AGREED_BEFORE,
    )

    assert window_of(staffed).work is Work.AT_WINDOW


def test_a_window_on_a_break_still_counts_as_one_that_will_call(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.business)
    start_break(staffed, reason=BreakReason.LUNCH)
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)

    given = staffed.take(staffed.kiosk, staffed.passport)

    assert given.people_before == 0, "window 1 does not serve business, and is the one that will call"


def test_who_sits_down_where_somebody_was_on_a_break_is_at_the_window(staffed: SampleHall) -> None:
    start_break(staffed, reason=BreakReason.LUNCH)

    staffed.give(staffed.taras, TakeWindow, window_id=staffed.one, is_takeover=True)

    assert desk_of(staffed).work is Work.AT_WINDOW


def test_a_break_can_end_with_leaving(staffed: SampleHall) -> None:
    start_break(staffed, reason=BreakReason.LUNCH)

    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)

    assert staffed.events()[-1] == WindowLeft(window_id=staffed.one, person_id=staffed.olena.person_id)
    assert (desk_of(staffed).work, desk_of(staffed).work_since) == (Work.AT_WINDOW, None)


def test_each_stretch_of_work_is_kept(staffed: SampleHall) -> None:
    staffed.clock.go_on(minutes=10)
    start_break(staffed, reason=BreakReason.REST, minutes=5)
    staffed.clock.go_on(minutes=7)
    staffed.give(staffed.olena, StartBackOffice, window_id=staffed.one)
    staffed.clock.go_on(minutes=20)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=3)

    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)

    day = MONDAY_NOON.date()
    kept = staffed.read(lambda records: records.intervals.of_days(day, day, IntervalKind))
    assert [(each.kind, (each.ended.hall_ms - each.began.hall_ms) // 60_000) for each in kept] == [
        (IntervalKind.AT_WINDOW, 10),
        (IntervalKind.BREAK, 7),
        (IntervalKind.BACK_OFFICE, 20),
        (IntervalKind.AT_WINDOW, 3),
    ]
    assert {(each.window_id, each.person_id, each.ticket_id) for each in kept} == {
        (staffed.one, staffed.olena.person_id, None)
    }


def start_break(hall: SampleHall, **members: Any) -> Any:
    return hall.give(hall.olena, StartBreak, window_id=hall.one, **members)


def window_of(hall: SampleHall) -> Window:
    """Window 1."""
    window = hall.read(lambda records: records.windows.get(hall.one))
    assert window is not None
    return window


def desk_of(hall: SampleHall) -> DeskSnapshot:
    told = hall.see(lambda view: desk(view, hall.one))
    assert told is not None
    return told
