"""In an alert every clock stands still: hall time, waiting, parking, and whatever they cause."""

from __future__ import annotations

from datetime import timedelta

from server.contract import commands
from server.contract.answers import Done
from server.contract.terms import BreakReason, ProblemCode, TicketState
from server.contract.window_commands import StartBreak
from server.domain.events import (
    TicketCalled,
)
from server.domain.interval import IntervalKind
from server.usecases.office import LetTimePass
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall
from tests.usecases.alerts import hall_ms, refused, resume, suspend


def test_hall_time_stands_still_through_every_command_and_goes_on_from_there(staffed: SampleHall) -> None:
    staffed.clock.go_on(minutes=3)
    before = hall_ms(staffed)
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    staffed.give(staffed.server, LetTimePass)
    assert hall_ms(staffed) == before
    resume(staffed)
    assert hall_ms(staffed) == before

    staffed.clock.go_on(seconds=9)

    assert hall_ms(staffed) == before + 9_000


def test_waiting_times_do_not_grow(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=10)
    suspend(staffed)
    staffed.clock.go_on(hours=2)

    assert staffed.see(queue).tickets[0].waited_seconds == 600
    resume(staffed)
    staffed.clock.go_on(minutes=1)
    staffed.call(staffed.olena, staffed.one)

    called = next(event for event in reversed(staffed.events()) if isinstance(event, TicketCalled))
    assert called.waited_ms == 660_000
    days = [staffed.see(lambda view: view.day)] * 2
    waiting = staffed.read(lambda records: records.intervals.of_days(days[0], days[1], [IntervalKind.WAITING]))
    assert [each.ended.hall_ms - each.began.hall_ms for each in waiting] == [660_000]


def test_a_stopwatch_that_is_told_a_beginning_leaves_out_the_alert(staffed: SampleHall) -> None:
    staffed.give(staffed.olena, StartBreak, window_id=staffed.one, reason=BreakReason.REST)
    staffed.clock.go_on(minutes=5)
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    told = staffed.see(lambda view: desk(view, staffed.one))
    assert told is not None
    assert told.work_since is not None
    assert told.suspension is not None
    assert told.suspension.since - told.work_since == timedelta(minutes=5)
    resume(staffed)
    staffed.clock.go_on(minutes=1)

    rows = {row.window_id: row for row in staffed.see(queue).windows}

    since = rows[staffed.one].work_since
    assert since is not None
    assert staffed.clock.wall - since == timedelta(minutes=6)


def test_a_called_one_sent_back_has_waited_since_the_arrival(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=10)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=1)
    suspend(staffed)

    assert staffed.see(queue).tickets[0].waited_seconds == 660


def test_a_parked_ticket_comes_back_by_the_hall_s_time(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, commands.ParkTicket, window_id=staffed.one, minutes=10)
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    staffed.give(staffed.server, LetTimePass)
    assert staffed.ticket(given.ticket_id).state is TicketState.PARKED
    resume(staffed)

    staffed.clock.go_on(minutes=10)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(given.ticket_id).state is TicketState.WAITING


def test_nobody_is_missed_before_the_time_of_grace_is_over(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)
    resume(staffed)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=299)

    def miss() -> object:
        return staffed.give(staffed.olena, commands.MarkMissed, window_id=staffed.one)

    assert refused(miss) is ProblemCode.TOO_EARLY
    in_hand = staffed.see(lambda view: desk(view, staffed.one)).in_hand  # type: ignore[union-attr]  # it is there
    assert in_hand is not None
    assert in_hand.missed_allowed_at == staffed.clock.wall + timedelta(seconds=1)
    staffed.clock.go_on(seconds=1)
    assert miss() == Done()


def test_later_calls_have_their_usual_time(staffed: SampleHall) -> None:
    staffed.decide(grace_seconds=60)
    staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)
    resume(staffed)
    staffed.clock.go_on(seconds=50)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=119)

    def miss() -> object:
        return staffed.give(staffed.olena, commands.MarkMissed, window_id=staffed.one)

    assert refused(miss) is ProblemCode.TOO_EARLY
    staffed.clock.go_on(seconds=1)
    assert miss() == Done()


def test_an_automatic_call_that_was_due_waits_for_the_all_clear(staffed: SampleHall) -> None:
    staffed.decide(call_after_finish_seconds=30)
    for _ in range(2):
        staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.give(staffed.olena, commands.FinishServing, window_id=staffed.one)
    staffed.clock.go_on(seconds=40)
    suspend(staffed)
    staffed.clock.go_on(minutes=40)
    staffed.give(staffed.server, LetTimePass)
    assert not staffed.see(lambda view: view.in_hand)
    resume(staffed)

    staffed.give(staffed.server, LetTimePass)

    assert staffed.see(lambda view: view.in_hand)
