"""The day changes by itself: at midnight in the hall, also when the server was down over it, for a night or a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.contract.answers import NobodyWaiting
from server.contract.commands import FinishServing, MarkMissed, ParkTicket
from server.contract.line_commands import GrantContinuation
from server.contract.terms import ServiceId, TicketId, TicketState
from server.domain.calendar import OpenDay
from server.domain.events import TicketExpired
from server.usecases.office import LetTimePass
from server.usecases.ports import Records
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall

AROUND_THE_CLOCK = tuple(OpenDay(weekday, 0, 1440, 1440) for weekday in range(7))
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

    assert isinstance(staffed.call(staffed.taras, staffed.two), NobodyWaiting)

    assert states(staffed, tickets) == AFTER_MIDNIGHT


@pytest.mark.parametrize("hours", [12, 7 * 24])
def test_a_server_that_was_down_over_midnight_does_it_when_it_comes_back(staffed: SampleHall, hours: int) -> None:
    tickets = one_in_each_state(staffed)
    staffed.clock.restart(hours=hours)
    staffed.bus = staffed.new_bus()

    staffed.give(staffed.server, LetTimePass)

    assert states(staffed, tickets) == AFTER_MIDNIGHT


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
    assert staffed.call(staffed.olena, staffed.one).ticket_id == ticket_id


def test_a_continued_ticket_outlives_a_night_without_power(staffed: SampleHall) -> None:
    ticket_id = continued(staffed)
    staffed.clock.restart(hours=20)
    staffed.bus = staffed.new_bus()

    assert staffed.call(staffed.olena, staffed.one).ticket_id == ticket_id


def test_a_continued_ticket_whose_day_has_passed_expires(staffed: SampleHall) -> None:
    ticket_id = continued(staffed)
    staffed.clock.restart(days=7)
    staffed.bus = staffed.new_bus()

    assert isinstance(staffed.call(staffed.olena, staffed.one), NobodyWaiting)

    assert staffed.ticket(ticket_id).state is TicketState.EXPIRED
