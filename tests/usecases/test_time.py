"""Hall time: nobody's place, patience or number depends on a clock that may jump."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.contract.answers import NobodyWaiting
from server.contract.commands import MarkMissed, StartServing
from server.contract.terms import ProblemCode, RequestId, TicketId, TicketState
from server.domain.calendar import OpenDay
from server.domain.errors import Refusal
from server.domain.events import ServerStarted, TicketExpired
from server.usecases.office import LetTimePass, NoteStart
from server.usecases.time_passing import ANSWERS_KEPT_FOR
from tests.builders import SampleHall

AROUND_THE_CLOCK = tuple(OpenDay(weekday, 0, 24 * 60, 24 * 60) for weekday in range(7))


def test_a_wall_clock_set_back_an_hour_changes_no_order(staffed: SampleHall) -> None:
    first = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=1)
    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=1))
    staffed.take(staffed.kiosk, staffed.passport)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == first.ticket_id


def test_a_wall_clock_set_forward_does_not_end_the_two_minutes(staffed: SampleHall) -> None:
    called(staffed)
    staffed.clock.set_wall(staffed.clock.wall + timedelta(hours=1))

    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)

    assert refused.value.code is ProblemCode.TOO_EARLY


def test_the_two_minutes_go_on_over_a_restart(staffed: SampleHall) -> None:
    called(staffed)
    staffed.clock.restart(minutes=2)

    staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)


def test_a_restart_with_the_wall_clock_set_back_keeps_the_order(staffed: SampleHall) -> None:
    first = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.restart(hours=-1)
    second = staffed.take(staffed.kiosk, staffed.passport)

    assert staffed.ticket(second.ticket_id).place > staffed.ticket(first.ticket_id).place
    assert staffed.call(staffed.olena, staffed.one).ticket_id == first.ticket_id


def test_after_a_restart_numbers_go_on(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)
    hall.clock.restart(seconds=40)
    hall.bus = hall.new_bus()

    assert hall.take(hall.kiosk, hall.passport).label == "Ж\u00a0002"


def test_a_new_day_starts_its_numbers_and_calls_nobody_of_yesterday(staffed: SampleHall) -> None:
    yesterday = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(days=1)

    assert staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one) == NobodyWaiting()
    assert staffed.ticket(yesterday.ticket_id).state is TicketState.EXPIRED
    assert staffed.take(staffed.kiosk, staffed.passport).label == yesterday.label
    assert staffed.ticket(yesterday.ticket_id).day == date(2026, 3, 2)


def test_at_the_halls_own_midnight_the_line_expires(staffed: SampleHall) -> None:
    waiting = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(hours=11, minutes=59, seconds=59)
    staffed.give(staffed.server, LetTimePass)
    assert staffed.ticket(waiting.ticket_id).state is TicketState.WAITING

    staffed.clock.go_on(seconds=1)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(waiting.ticket_id).state is TicketState.EXPIRED
    assert TicketExpired(ticket_id=waiting.ticket_id) in staffed.events()


def test_a_called_ticket_of_yesterday_frees_its_window(staffed: SampleHall) -> None:
    called(staffed)
    staffed.clock.go_on(days=1)

    assert staffed.call(staffed.sit(staffed.taras, staffed.one), staffed.one) == NobodyWaiting()


def test_a_visit_over_midnight_is_still_ended_by_hand(staffed: SampleHall) -> None:
    ticket_id = called(staffed)
    staffed.give(staffed.olena, StartServing, window_id=staffed.one)
    staffed.clock.go_on(days=1)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(ticket_id).state is TicketState.SERVING
    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting(finished=ticket_id)


def test_a_clock_set_back_over_midnight_gives_no_label_twice(hall: SampleHall) -> None:
    hall.decide(hours=AROUND_THE_CLOCK)
    first = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(hours=12)
    hall.take(hall.kiosk, hall.passport)
    hall.clock.set_wall(hall.clock.wall - timedelta(seconds=2))

    assert hall.take(hall.kiosk, hall.passport).label == "Ж\u00a0002"
    assert first.label == "Ж\u00a0001"


def test_what_a_refusal_undid_is_done_by_the_next_command(staffed: SampleHall) -> None:
    waiting = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(days=1)
    with pytest.raises(Refusal):
        staffed.give(staffed.olena, StartServing, window_id=staffed.one)
    assert staffed.ticket(waiting.ticket_id).state is TicketState.WAITING

    staffed.sit(staffed.olena, staffed.one)

    assert staffed.ticket(waiting.ticket_id).state is TicketState.EXPIRED


def test_a_start_is_in_the_journal_so_that_revisions_go_on(hall: SampleHall) -> None:
    before = hall.sequence()

    hall.give(hall.server, NoteStart, version="1.0")

    assert hall.events()[-1] == ServerStarted(version="1.0")
    assert hall.sequence() == before + 1


def test_the_ticker_forgets_answers_after_seven_days(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport, request_id="touch")
    hall.clock.go_on(seconds=ANSWERS_KEPT_FOR.total_seconds() + 1)

    hall.give(hall.server, LetTimePass)

    assert hall.read(lambda records: records.answers.find(RequestId("touch"))) is None


def called(hall: SampleHall) -> TicketId:
    """Somebody was just called to window 1."""
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    return given.ticket_id
