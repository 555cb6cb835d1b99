"""What the clock does at windows, where the office lets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from server.contract.answers import NobodyWaiting, TicketGiven
from server.contract.commands import (
    CancelTicket,
    FinishServing,
    LeaveWindow,
    MarkMissed,
    ParkTicket,
    RecallTicket,
    ResumeHall,
    SuspendHall,
    TransferTicket,
)
from server.contract.desk_news import DeskSnapshot
from server.contract.terms import BreakReason, PriorityClass, SuspensionReason, TicketState
from server.contract.window_commands import ConfirmPriority, StartBreak, StopAutomaticCall
from server.domain.events import Event, TicketCalled, TicketMissed, TicketRecalled
from server.domain.window_events import AutomaticCallStopped
from server.usecases.office import LetTimePass
from server.usecases.staff_snapshots import desk
from tests.builders import SampleHall

PAUSE = 20


@pytest.fixture
def automatic(staffed: SampleHall) -> SampleHall:
    """The hall calls by itself, twenty seconds after a window has become free."""
    staffed.decide(call_after_finish_seconds=PAUSE)
    return staffed


def test_finishing_calls_the_next_after_a_pause(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    waiting = automatic.take(automatic.kiosk, automatic.passport)
    due_at = desk_of(automatic).call_due_at
    after(automatic, seconds=PAUSE - 1)
    assert automatic.ticket(waiting.ticket_id).state is TicketState.WAITING

    after(automatic, seconds=1)

    assert due_at == automatic.clock.wall
    called = automatic.ticket(waiting.ticket_id)
    assert (called.state, called.window_id, called.person_id) == (
        TicketState.CALLED,
        automatic.one,
        automatic.olena.person_id,
    )
    assert isinstance(automatic.events()[-1], TicketCalled)
    assert desk_of(automatic).call_due_at is None


def test_nobody_is_called_unasked_unless_the_office_wants_that(staffed: SampleHall) -> None:
    finish_a_visit(staffed)
    waiting = staffed.take(staffed.kiosk, staffed.passport)

    after(staffed, minutes=30)

    assert staffed.ticket(waiting.ticket_id).state is TicketState.WAITING


def test_where_nobody_waits_whoever_comes_next_is_called_at_once(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    after(automatic, minutes=5)
    came = automatic.take(automatic.kiosk, automatic.passport)

    after(automatic, seconds=1)

    assert automatic.ticket(came.ticket_id).state is TicketState.CALLED


WAYS: dict[str, Callable[[SampleHall, TicketGiven], Any]] = {
    "missed": lambda hall, given: missed(hall),
    "parked": lambda hall, given: hall.give(hall.olena, ParkTicket, window_id=hall.one),
    "sent on": lambda hall, given: hall.give(hall.olena, TransferTicket, window_id=hall.one, service_id=hall.business),
    "cancelled": lambda hall, given: hall.give(hall.rita, CancelTicket, ticket_id=given.ticket_id),
    "without a document": lambda hall, given: hall.give(
        hall.olena, ConfirmPriority, window_id=hall.one, is_confirmed=False
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_window_that_became_free_in_another_way_calls_too(automatic: SampleHall, way: str) -> None:
    given = automatic.take(automatic.kiosk, automatic.passport, priority=PriorityClass.LAWFUL)
    automatic.call(automatic.olena, automatic.one)

    WAYS[way](automatic, given)

    assert desk_of(automatic).call_due_at == automatic.clock.wall + timedelta(seconds=PAUSE)


def test_the_person_may_stop_it_for_this_time(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    waiting = automatic.take(automatic.kiosk, automatic.passport)

    automatic.give(automatic.olena, StopAutomaticCall, window_id=automatic.one)
    after(automatic, minutes=5)

    assert automatic.ticket(waiting.ticket_id).state is TicketState.WAITING
    assert AutomaticCallStopped(window_id=automatic.one) in automatic.events()
    assert desk_of(automatic).call_due_at is None


def test_stopping_what_is_not_due_changes_nothing(automatic: SampleHall) -> None:
    before = automatic.sequence()

    automatic.give(automatic.olena, StopAutomaticCall, window_id=automatic.one)

    assert automatic.sequence() == before


def test_a_call_by_hand_takes_its_place(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    by_hand, other = (automatic.take(automatic.kiosk, automatic.passport) for _ in range(2))

    automatic.call(automatic.olena, automatic.one)
    after(automatic, minutes=1)

    assert automatic.ticket(by_hand.ticket_id).state is TicketState.CALLED
    assert automatic.ticket(other.ticket_id).state is TicketState.WAITING
    assert desk_of(automatic).call_due_at is None


def test_a_call_by_hand_where_nobody_waits_leaves_the_next_one_to_the_clock(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    automatic.clock.go_on(minutes=1)

    assert automatic.call(automatic.olena, automatic.one) == NobodyWaiting()

    assert desk_of(automatic).call_due_at == automatic.clock.wall + timedelta(seconds=PAUSE)
    came = automatic.take(automatic.kiosk, automatic.passport)
    after(automatic, seconds=PAUSE)
    assert automatic.ticket(came.ticket_id).state is TicketState.CALLED


def test_such_a_call_ends_a_break_too(automatic: SampleHall) -> None:
    automatic.give(automatic.olena, StartBreak, window_id=automatic.one, reason=BreakReason.LUNCH)

    automatic.call(automatic.olena, automatic.one)

    assert desk_of(automatic).call_due_at == automatic.clock.wall + timedelta(seconds=PAUSE)


def test_whom_a_suspension_sent_back_is_called_after_it(automatic: SampleHall) -> None:
    given = called(automatic)
    resumed(automatic)

    after(automatic, seconds=PAUSE - 1)
    assert automatic.ticket(given.ticket_id).state is TicketState.WAITING
    after(automatic, seconds=1)

    assert automatic.ticket(given.ticket_id).state is TicketState.CALLED


def test_a_press_in_the_moment_of_the_call_is_not_refused(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    waiting = automatic.take(automatic.kiosk, automatic.passport)
    automatic.clock.go_on(seconds=PAUSE)

    called = automatic.call(automatic.olena, automatic.one)

    assert called.ticket_id == waiting.ticket_id


def test_a_break_or_leaving_ends_it(automatic: SampleHall) -> None:
    finish_a_visit(automatic)

    automatic.give(automatic.olena, StartBreak, window_id=automatic.one, reason=BreakReason.LUNCH)
    assert desk_of(automatic).call_due_at is None

    automatic.call(automatic.olena, automatic.one)
    finish_a_visit(automatic)
    automatic.give(automatic.olena, LeaveWindow, window_id=automatic.one)
    assert desk_of(automatic).call_due_at is None


def test_a_suspended_hall_calls_nobody(automatic: SampleHall) -> None:
    finish_a_visit(automatic)
    waiting = automatic.take(automatic.kiosk, automatic.passport)
    automatic.clock.go_on(seconds=PAUSE)
    suspend(automatic)

    after(automatic, minutes=1)

    assert automatic.ticket(waiting.ticket_id).state is TicketState.WAITING


def test_a_called_ticket_is_announced_evenly_and_then_missed(staffed: SampleHall) -> None:
    staffed.decide(is_missed_automatically=True, least_announcements=3, missed_after_seconds=120)
    given = called(staffed)

    after(staffed, seconds=39)
    assert said(staffed) == []
    after(staffed, seconds=1)
    assert said(staffed) == [TicketRecalled]
    after(staffed, seconds=40)
    after(staffed, seconds=39)
    assert said(staffed) == [TicketRecalled, TicketRecalled]
    after(staffed, seconds=1)

    assert said(staffed) == [TicketRecalled, TicketRecalled, TicketMissed]
    assert staffed.ticket(given.ticket_id).state is TicketState.MISSED


def test_announcements_by_hand_count(staffed: SampleHall) -> None:
    staffed.decide(is_missed_automatically=True, least_announcements=2, missed_after_seconds=60)
    given = called(staffed)
    after(staffed, seconds=10)
    staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)

    after(staffed, seconds=35)
    assert staffed.ticket(given.ticket_id).announced == 2
    after(staffed, seconds=15)

    assert staffed.ticket(given.ticket_id).state is TicketState.MISSED


def test_what_fell_due_while_the_server_was_down_is_not_said_in_a_burst(staffed: SampleHall) -> None:
    staffed.decide(is_missed_automatically=True, least_announcements=3, missed_after_seconds=120)
    called(staffed)
    staffed.clock.restart(minutes=10)
    staffed.bus = staffed.new_bus()

    after(staffed)
    after(staffed, seconds=39)
    assert said(staffed) == [TicketRecalled]
    after(staffed, seconds=1)
    after(staffed, seconds=39)
    assert said(staffed) == [TicketRecalled, TicketRecalled]
    after(staffed, seconds=1)

    assert said(staffed) == [TicketRecalled, TicketRecalled, TicketMissed]


def test_whoever_was_announced_by_hand_at_the_last_moment_has_time_to_come(staffed: SampleHall) -> None:
    staffed.decide(is_missed_automatically=True, least_announcements=2, missed_after_seconds=60)
    given = called(staffed)
    staffed.clock.go_on(seconds=29)
    staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)
    staffed.clock.go_on(seconds=30)
    staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)

    after(staffed, seconds=29)
    assert staffed.ticket(given.ticket_id).state is TicketState.CALLED
    after(staffed, seconds=1)

    assert staffed.ticket(given.ticket_id).state is TicketState.MISSED


def test_the_clock_marks_nobody_missed_unless_the_office_wants_that(staffed: SampleHall) -> None:
    given = called(staffed)

    after(staffed, minutes=30)

    assert staffed.ticket(given.ticket_id).state is TicketState.CALLED


def test_whoever_has_come_is_left_alone(staffed: SampleHall) -> None:
    staffed.decide(is_missed_automatically=True)
    given = called(staffed)
    staffed.start(staffed.olena, staffed.one)

    after(staffed, minutes=30)

    assert staffed.ticket(given.ticket_id).state is TicketState.SERVING


def test_the_time_of_grace_after_a_suspension_counts(staffed: SampleHall) -> None:
    staffed.decide(is_missed_automatically=True, grace_seconds=300, missed_after_seconds=60)
    resumed(staffed)
    given = called(staffed)

    after(staffed, seconds=299)
    assert staffed.ticket(given.ticket_id).state is TicketState.CALLED
    after(staffed, seconds=1)

    assert staffed.ticket(given.ticket_id).state is TicketState.MISSED


def test_the_desk_says_how_many_announcements_a_miss_needs_and_when(staffed: SampleHall) -> None:
    staffed.decide(least_announcements=2)
    called(staffed)

    told = desk_of(staffed).in_hand

    assert told is not None
    assert told.calls_before_missed == 1
    assert told.missed_allowed_at == staffed.clock.wall + timedelta(minutes=2)


def called(hall: SampleHall) -> TicketGiven:
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    return given


def said(hall: SampleHall) -> list[type[Event]]:
    """What was announced after the call."""
    return [type(event) for event in hall.events() if isinstance(event, TicketRecalled | TicketMissed)]


def finish_a_visit(hall: SampleHall) -> None:
    called(hall)
    hall.start(hall.olena, hall.one)
    hall.give(hall.olena, FinishServing, window_id=hall.one)


def missed(hall: SampleHall) -> None:
    hall.clock.go_on(minutes=2)
    hall.give(hall.olena, MarkMissed, window_id=hall.one)


def after(hall: SampleHall, **passed: float) -> None:
    """The ticker, so much later."""
    hall.clock.go_on(**passed)
    hall.give(hall.server, LetTimePass)


def suspend(hall: SampleHall) -> None:
    hall.give(hall.rita, SuspendHall, reason=SuspensionReason.ALERT)


def resumed(hall: SampleHall) -> None:
    suspend(hall)
    hall.clock.go_on(minutes=40)
    hall.give(hall.rita, ResumeHall)


def desk_of(hall: SampleHall) -> DeskSnapshot:
    told = hall.see(lambda view: desk(view, hall.one))
    assert told is not None
    return told
