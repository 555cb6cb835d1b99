"""The day changes by itself: at midnight in the hall, also when the server was down over it, for a night or a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from server.contract.answers import NobodyWaiting
from server.contract.commands import FinishServing, LeaveWindow, MarkMissed, ParkTicket
from server.contract.line_commands import GrantContinuation
from server.contract.terms import BreakReason, PersonId, ServiceId, TicketId, TicketState, WindowId
from server.contract.window_commands import StartBreak
from server.domain.calendar import OpenDay
from server.domain.events import TicketExpired, WindowLeft
from server.domain.interval import IntervalKind
from server.usecases.office import LetTimePass
from server.usecases.ports import Records
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON

AROUND_THE_CLOCK = tuple(OpenDay(weekday, 0, 1440, 1440) for weekday in range(7))
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
MIDNIGHT_IN_KYIV = datetime(2026, 3, 2, 22, tzinfo=UTC)


def until_midnight(hall: SampleHall, **later: float) -> None:
    hall.clock.go_on(seconds=(MIDNIGHT_IN_KYIV - hall.clock.wall).total_seconds())
    hall.clock.go_on(**later)


def one_in_each_state(hall: SampleHall) -> dict[TicketState, TicketId]:
    """Missed and parked by Taras; called by Taras, served by Olena; the last one waits."""
    taken = {
        state: hall.take(hall.kiosk, hall.passport).ticket_id
        for state in (
            TicketState.MISSED,
            TicketState.PARKED,
            TicketState.CALLED,
            TicketState.SERVING,
            TicketState.WAITING,
        )
    }
    hall.call(hall.taras, hall.two)
    hall.clock.go_on(minutes=3)
    hall.give(hall.taras, MarkMissed, window_id=hall.two)
    hall.call(hall.taras, hall.two)
    hall.give(hall.taras, ParkTicket, window_id=hall.two, minutes=None)
    hall.call(hall.taras, hall.two)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    return taken


def states(hall: SampleHall, tickets: dict[TicketState, TicketId]) -> dict[TicketState, TicketState]:
    return {before: hall.ticket(ticket_id).state for before, ticket_id in tickets.items()}


AFTER_MIDNIGHT = {
    TicketState.MISSED: TicketState.MISSED,
    TicketState.PARKED: TicketState.EXPIRED,
    TicketState.CALLED: TicketState.EXPIRED,
    TicketState.SERVING: TicketState.SERVING,
    TicketState.WAITING: TicketState.EXPIRED,
}


def test_a_second_before_midnight_in_the_hall_all_is_as_it_was(staffed: SampleHall) -> None:
    tickets = one_in_each_state(staffed)
    until_midnight(staffed, seconds=-1)

    staffed.give(staffed.server, LetTimePass)

    assert states(staffed, tickets) == {state: state for state in AFTER_MIDNIGHT}


def test_at_midnight_in_the_hall_what_was_left_expires(staffed: SampleHall) -> None:
    tickets = one_in_each_state(staffed)
    until_midnight(staffed)

    staffed.give(staffed.server, LetTimePass)

    assert states(staffed, tickets) == AFTER_MIDNIGHT


def test_without_the_ticker_the_first_command_of_the_day_does_it(staffed: SampleHall) -> None:
    tickets = one_in_each_state(staffed)
    until_midnight(staffed, hours=9)

    staffed.sit(staffed.taras, staffed.two)

    assert states(staffed, tickets) == AFTER_MIDNIGHT


@pytest.mark.parametrize("hours", [12, 7 * 24])
def test_a_server_that_was_down_over_midnight_does_it_when_it_comes_back(staffed: SampleHall, hours: int) -> None:
    tickets = one_in_each_state(staffed)
    staffed.clock.restart(hours=hours)
    staffed.bus = staffed.new_bus()

    staffed.give(staffed.server, LetTimePass)

    assert states(staffed, tickets) == AFTER_MIDNIGHT


def test_windows_that_nobody_left_are_empty_in_the_morning(staffed: SampleHall) -> None:
    staffed.give(staffed.taras, StartBreak, window_id=staffed.two, reason=BreakReason.REST)
    until_midnight(staffed, seconds=-1)
    staffed.give(staffed.server, LetTimePass)
    assert at_windows(staffed) == [staffed.olena.person_id, staffed.taras.person_id]

    staffed.clock.go_on(seconds=1)
    for _ in range(2):
        staffed.give(staffed.server, LetTimePass)

    assert at_windows(staffed) == [None, None]
    left = [event for event in staffed.events() if isinstance(event, WindowLeft)]
    assert len(left) == 2
    assert WindowLeft(window_id=staffed.two, person_id=staffed.taras.person_id) in left


def test_nobody_is_called_in_the_morning_to_a_window_that_nobody_left_in_the_evening(staffed: SampleHall) -> None:
    staffed.decide(call_after_finish_seconds=20, is_missed_automatically=True)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(hours=20)
    staffed.give(staffed.server, LetTimePass)
    first = staffed.take(staffed.kiosk, staffed.passport)

    staffed.clock.go_on(minutes=10)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(first.ticket_id).state is TicketState.WAITING


def test_their_work_ended_with_the_last_that_happened_on_that_day(staffed: SampleHall) -> None:
    staffed.clock.go_on(hours=5)
    staffed.give(staffed.taras, LeaveWindow, window_id=staffed.two)
    staffed.clock.restart(hours=15)
    staffed.bus = staffed.new_bus()

    staffed.give(staffed.server, LetTimePass)

    assert work_of(staffed, staffed.one) == [(MONDAY, MONDAY_NOON, MONDAY_NOON + timedelta(hours=5))]
    assert work_of(staffed, staffed.two) == [(MONDAY, MONDAY_NOON, MONDAY_NOON + timedelta(hours=5))]


def test_who_has_a_visit_over_midnight_stays_and_works_today_from_its_end_on(staffed: SampleHall) -> None:
    one_in_each_state(staffed)
    until_midnight(staffed)
    staffed.give(staffed.server, LetTimePass)
    staffed.clock.go_on(hours=9)
    morning = staffed.clock.wall

    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)
    staffed.clock.go_on(hours=1)
    staffed.give(staffed.server, LetTimePass)

    assert at_windows(staffed) == [staffed.olena.person_id, None]
    staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one)
    assert work_of(staffed, staffed.one) == [
        (MONDAY, MONDAY_NOON, MIDNIGHT_IN_KYIV),
        (TUESDAY, morning, morning + timedelta(hours=1)),
    ]


def at_windows(hall: SampleHall) -> list[PersonId | None]:
    """Who is at windows 1 and 2."""
    people = hall.read(lambda records: {each.id: each.person_id for each in records.windows.all()})
    return [people[hall.one], people[hall.two]]


def work_of(hall: SampleHall, window_id: WindowId) -> list[tuple[date, datetime, datetime]]:
    kept = hall.read(lambda records: records.intervals.of_days(MONDAY, TUESDAY, [IntervalKind.AT_WINDOW]))
    return [(each.day, each.began.wall, each.ended.wall) for each in kept if each.window_id == window_id]


def test_it_is_said_once(staffed: SampleHall) -> None:
    one_in_each_state(staffed)
    until_midnight(staffed)

    for _ in range(2):
        staffed.give(staffed.server, LetTimePass)

    assert sum(isinstance(event, TicketExpired) for event in staffed.events()) == 3


def test_a_visit_over_midnight_counts_for_the_day_on_which_it_began(staffed: SampleHall) -> None:
    one_in_each_state(staffed)
    until_midnight(staffed, minutes=5)

    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)

    served = [
        staffed.read(lambda records: records.windows.served_today(staffed.one, date(2026, 3, 2))),
        staffed.read(lambda records: records.windows.served_today(staffed.one, date(2026, 3, 3))),
    ]
    assert served == [1, 0]


def test_the_next_service_of_a_visit_over_midnight_is_not_waited_for_any_more(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    given = staffed.take(staffed.kiosk, staffed.passport)
    route(staffed, given.ticket_id, staffed.residence)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    until_midnight(staffed, minutes=5)

    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(given.ticket_id).state is TicketState.EXPIRED


def route(hall: SampleHall, ticket_id: TicketId, service_id: ServiceId) -> None:
    """As if the citizen had asked for one more service."""

    def add(records: Records) -> None:
        ticket = records.tickets.get(ticket_id)
        assert ticket is not None
        records.tickets.save(replace(ticket, route=(service_id,)))

    hall.store.write(hall.id, add)


def continued(hall: SampleHall) -> TicketId:
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    ticket_id: TicketId = hall.give(hall.founder, GrantContinuation, ticket_ids=(former,)).tickets[0].ticket_id
    return ticket_id


def test_a_continued_ticket_comes_alive_at_midnight_by_itself(staffed: SampleHall) -> None:
    ticket_id = continued(staffed)
    until_midnight(staffed, seconds=-1)
    assert staffed.see(queue).tickets == ()

    staffed.clock.go_on(seconds=1)

    assert [entry.ticket_id for entry in staffed.see(queue).tickets] == [ticket_id]
    assert staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one).ticket_id == ticket_id


def test_a_continued_ticket_outlives_a_night_without_power(staffed: SampleHall) -> None:
    ticket_id = continued(staffed)
    staffed.clock.restart(hours=20)
    staffed.bus = staffed.new_bus()

    assert staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one).ticket_id == ticket_id


def test_a_continued_ticket_whose_day_has_passed_expires(staffed: SampleHall) -> None:
    ticket_id = continued(staffed)
    staffed.clock.restart(days=7)
    staffed.bus = staffed.new_bus()

    assert isinstance(staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one), NobodyWaiting)

    assert staffed.ticket(ticket_id).state is TicketState.EXPIRED
