"""Days on which more than one thing goes wrong at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.contract.commands import FinishServing, MarkMissed, ParkTicket, ReturnTicket, TransferTicket, UnparkTicket
from server.contract.line_commands import GrantContinuation
from server.contract.terms import PriorityClass, ProblemCode, TicketId, TicketState
from server.domain.errors import Refusal
from server.domain.events import TicketMissed
from server.domain.interval import IntervalKind
from server.domain.place import Place
from server.usecases.office import LetTimePass, NoteStart
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall
from tests.usecases.alerts import hall_ms, refused, resume, suspend

TUESDAY = date(2026, 3, 3)
HOUR_MS = 3_600_000


def from_now_ms(hall: SampleHall, ticket_id: TicketId) -> int:
    """How far a ticket's place lies ahead."""
    return hall.ticket(ticket_id).place.arrived_ms - hall_ms(hall)


# Appointments and alerts


def test_an_appointment_given_during_an_alert_stays_at_its_time_by_the_wall(staffed: SampleHall) -> None:
    """Two minutes before half past three the points begin."""
    staffed.decide(is_intake_stopped_when_suspended=False)
    suspend(staffed)
    staffed.clock.go_on(minutes=30)
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="15:30")
    staffed.clock.go_on(minutes=30)
    resume(staffed)

    assert from_now_ms(staffed, booked.ticket_id) == 2.5 * HOUR_MS - 120_000


@pytest.mark.parametrize("where", ["parked", "served and sent on"])
def test_an_appointment_that_was_called_early_keeps_its_time_over_an_alert(staffed: SampleHall, where: str) -> None:
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="15:30")
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    if where == "parked":
        staffed.give(staffed.olena, ParkTicket, window_id=staffed.one, minutes=None)
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    resume(staffed)

    if where == "parked":
        staffed.give(staffed.olena, UnparkTicket, window_id=staffed.one, ticket_id=booked.ticket_id)
    else:
        staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, service_id=staffed.business)

    assert staffed.ticket(booked.ticket_id).state is TicketState.WAITING
    assert from_now_ms(staffed, booked.ticket_id) == 2.5 * HOUR_MS - 120_000


def test_a_missed_appointment_stands_in_the_live_queue_from_when_it_came_back_at_the_latest(
    staffed: SampleHall,
) -> None:
    """Called early where nobody waited; afterwards whoever comes is not before it."""
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="15:30")
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=3)
    staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)
    staffed.clock.go_on(minutes=5)
    staffed.give(staffed.rita, ReturnTicket, ticket_id=booked.ticket_id)
    staffed.clock.go_on(minutes=5)
    staffed.take(staffed.kiosk, staffed.passport)

    assert staffed.ticket(booked.ticket_id).priority is PriorityClass.ORDINARY
    assert staffed.call(staffed.olena, staffed.one).ticket_id == booked.ticket_id


# Alerts and continuations


def test_in_an_alert_over_closing_time_and_the_night_those_who_may_go_on_are_first_in_the_morning(
    staffed: SampleHall,
) -> None:
    """Hall time stands still from the evening to the morning, so that only places tell who came first."""
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="15:30")
    staffed.take(staffed.kiosk, staffed.residence)
    staffed.clock.go_on(hours=3)
    called = staffed.call(staffed.olena, staffed.one)
    suspend(staffed)
    staffed.clock.go_on(hours=3)
    granted = staffed.give(staffed.founder, GrantContinuation, ticket_ids=(booked.ticket_id, called.ticket_id)).tickets
    staffed.clock.restart(hours=14)
    staffed.bus = staffed.new_bus()
    staffed.give(staffed.server, NoteStart, version="2")
    staffed.sit(staffed.olena, staffed.one)
    assert refused(lambda: staffed.call(staffed.olena, staffed.one)) is ProblemCode.SUSPENDED
    resume(staffed)

    late = staffed.take(staffed.kiosk, staffed.passport)
    order = []
    for _ in range(3):
        order.append(staffed.call(staffed.olena, staffed.one).ticket_id)
        staffed.start(staffed.olena, staffed.one)
        staffed.give(staffed.olena, FinishServing, window_id=staffed.one)

    assert set(order[:2]) == {each.ticket_id for each in granted}
    assert order[2] == late.ticket_id


@pytest.mark.parametrize(
    ("minutes", "waited"),
    [
        pytest.param([60, 60, 60, 780], 0, id="granted in an alert of the evening, at opening"),
        pytest.param([60, 60, 60, 800], 20, id="granted in an alert of the evening"),
        pytest.param([0, 60, 930, 20], 20, id="granted in an alert over the night and opening"),
        pytest.param([0, 60, 780, 140], 20, id="granted in an alert over the night"),
    ],
)
def test_one_who_goes_on_has_waited_since_the_day_opened_whatever_stood_still_until_then(
    staffed: SampleHall, minutes: list[int], waited: int
) -> None:
    """From four in the afternoon: until an alert, the grant, the all-clear, and a look."""
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(hours=4)
    until_alert, until_grant, until_clear, until_look = minutes
    staffed.clock.go_on(minutes=until_alert)
    suspend(staffed)
    staffed.clock.go_on(minutes=until_grant)
    (granted,) = staffed.give(staffed.founder, GrantContinuation, ticket_ids=(given.ticket_id,)).tickets
    staffed.clock.go_on(minutes=until_clear)
    resume(staffed)
    staffed.clock.go_on(minutes=until_look)

    (entry,) = staffed.see(queue).tickets
    staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one)

    assert (entry.ticket_id, entry.waited_seconds) == (granted.ticket_id, waited * 60)
    intervals = staffed.read(lambda records: records.intervals.of_days(TUESDAY, TUESDAY, [IntervalKind.WAITING]))
    assert [each.ended.since(each.began) for each in intervals] == [timedelta(minutes=waited)]


def test_an_alert_between_a_grant_and_the_day_it_is_for_is_no_waiting(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.give(staffed.founder, GrantContinuation, ticket_ids=(given.ticket_id,))
    for _ in range(2):
        suspend(staffed)
        staffed.clock.go_on(hours=4)
        resume(staffed)
    staffed.clock.go_on(hours=12, minutes=30)

    assert staffed.see(queue).tickets[0].waited_seconds == 30 * 60


# Power cuts


def test_whoever_was_called_when_the_power_went_is_not_missed_by_the_clock_when_it_is_back(
    staffed: SampleHall,
) -> None:
    """Nobody saw the board or heard the call meanwhile."""
    staffed.decide(is_missed_automatically=True)
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.restart(minutes=10)
    staffed.bus = staffed.new_bus()
    staffed.give(staffed.server, NoteStart, version="2")

    staffed.give(staffed.server, LetTimePass)
    at_once = staffed.ticket(given.ticket_id).state
    staffed.clock.go_on(seconds=staffed.hall().settings.grace_seconds)
    staffed.give(staffed.server, LetTimePass)

    assert at_once is TicketState.CALLED
    assert [event.ticket_id for event in staffed.events() if isinstance(event, TicketMissed)] == [given.ticket_id]


@pytest.mark.parametrize("minutes", [-20, 0, 10], ids=["an earlier wall", "the same wall", "a later wall"])
def test_a_machine_that_starts_anew_was_dark_whatever_its_wall_says(staffed: SampleHall, minutes: int) -> None:
    """One without a clock of its own comes back with the time at which it was last switched off, or before it."""
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=3)
    staffed.take(staffed.rita, staffed.passport)
    staffed.clock.restart(minutes=minutes)

    start_anew(staffed)

    staffed.clock.go_on(seconds=staffed.hall().settings.grace_seconds - 1)
    assert missed_or_not(staffed) is ProblemCode.TOO_EARLY
    staffed.clock.go_on(seconds=1)
    assert missed_or_not(staffed) is None


@pytest.mark.parametrize(
    ("quiet_seconds", "grace_seconds"),
    [
        pytest.param(30, 0, id="an update of the software"),
        pytest.param(42, 42, id="a quiet while, or a halted server"),
        pytest.param(3600, 300, id="a long one"),
    ],
)
def test_a_server_that_starts_anew_on_its_machine_gives_no_longer_grace_than_it_may_have_been_away(
    staffed: SampleHall, quiet_seconds: int, grace_seconds: int
) -> None:
    """Nothing tells a server that was away from one with nothing to do."""
    staffed.decide(missed_after_seconds=30)
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=quiet_seconds)

    start_anew(staffed)

    if grace_seconds:
        staffed.clock.go_on(seconds=grace_seconds - 1)
        assert missed_or_not(staffed) is ProblemCode.TOO_EARLY
        staffed.clock.go_on(seconds=1)
    assert missed_or_not(staffed) is None


def test_a_server_that_starts_anew_ends_no_grace_that_lasts_longer(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.restart(minutes=10)
    start_anew(staffed)
    staffed.clock.go_on(seconds=31)

    start_anew(staffed)

    staffed.clock.go_on(seconds=staffed.hall().settings.grace_seconds - 32)
    assert missed_or_not(staffed) is ProblemCode.TOO_EARLY
    staffed.clock.go_on(seconds=1)
    assert missed_or_not(staffed) is None


def start_anew(hall: SampleHall) -> None:
    hall.bus = hall.new_bus()
    hall.give(hall.server, NoteStart, version="2")


def missed_or_not(hall: SampleHall) -> ProblemCode | None:
    try:
        hall.give(hall.olena, MarkMissed, window_id=hall.one)
    except Refusal as refusal:
        return refusal.code
    return None


def test_a_power_cut_ends_no_alert_and_where_nobody_was_called_it_gives_nobody_grace(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.restart(minutes=10)
    staffed.give(staffed.server, NoteStart, version="2")
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=2)
    staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)
    suspend(staffed)
    staffed.clock.restart(minutes=10)
    staffed.give(staffed.server, NoteStart, version="3")

    assert refused(lambda: staffed.call(staffed.olena, staffed.one)) is ProblemCode.SUSPENDED


def test_a_cut_in_an_alert_and_an_alert_in_a_cut_count_once(staffed: SampleHall) -> None:
    """Suspended, dark, clock set back by an hour, suspended once more: only what passed outside is hall time."""
    first, second = (staffed.take(staffed.kiosk, staffed.passport) for _ in range(2))
    staffed.clock.go_on(minutes=10)
    before = hall_ms(staffed)
    called = staffed.call(staffed.olena, staffed.one)
    suspend(staffed)
    staffed.clock.restart(hours=-1)
    staffed.bus = staffed.new_bus()
    staffed.give(staffed.server, NoteStart, version="2")
    staffed.clock.go_on(minutes=5)
    resume(staffed)
    staffed.clock.go_on(minutes=1)
    suspend(staffed)
    staffed.clock.set_wall(staffed.clock.wall + timedelta(hours=1))
    staffed.clock.restart(minutes=20)
    staffed.bus = staffed.new_bus()
    resume(staffed)

    assert hall_ms(staffed) == before + 60_000
    assert called.ticket_id == first.ticket_id
    again = [staffed.call(person, at) for person, at in ((staffed.taras, staffed.two), (staffed.olena, staffed.one))]
    assert [each.ticket_id for each in again] == [first.ticket_id, second.ticket_id]


def test_places_are_never_in_the_future_of_an_ordinary_line(staffed: SampleHall) -> None:
    booked = staffed.take(staffed.rita, staffed.passport, booked_for="15:30")
    sequence = staffed.ticket(booked.ticket_id).place.sequence
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=3)
    staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)
    staffed.give(staffed.rita, ReturnTicket, ticket_id=booked.ticket_id)

    assert staffed.ticket(booked.ticket_id).place == Place(hall_ms(staffed), sequence)
