"""What the staff's pages are told: the whole line, and one window."""

from __future__ import annotations

from datetime import timedelta

from server.contract.commands import MarkMissed, RecallTicket, ResumeHall, SuspendHall, TransferTicket
from server.contract.desk_news import DeskSnapshot
from server.contract.terms import PaperState, PriorityClass, SuspensionReason, TicketState, WindowId
from server.usecases.office import SaveWindow
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall


def test_the_line_is_told_in_the_order_of_arrival_with_each_tickets_wait(staffed: SampleHall) -> None:
    first = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=2)
    lawful = staffed.take(staffed.rita, staffed.passport, priority=PriorityClass.LAWFUL)
    staffed.clock.go_on(minutes=1)

    rows = staffed.see(queue).tickets

    assert [(row.label, row.waited_seconds, row.priority, row.paper) for row in rows] == [
        (first.label, 180, PriorityClass.ORDINARY, PaperState.WAITING),
        (lawful.label, 60, PriorityClass.LAWFUL, PaperState.NONE),
    ]


def test_a_called_ticket_waits_no_longer_and_names_its_window(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=2)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=5)

    row = staffed.see(queue).tickets[0]

    assert (row.state, row.waited_seconds, row.window_name) == (TicketState.CALLED, 120, "1")


def test_each_waiting_ticket_knows_its_turn_among_all_that_wait(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=5)
    ordinary = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=1)
    local = staffed.take(staffed.rita, staffed.business, priority=PriorityClass.LOCAL)
    lawful = staffed.take(staffed.rita, staffed.residence, priority=PriorityClass.LAWFUL)
    assert turns(staffed)[1:] == [(ordinary.label, 2), (local.label, 3), (lawful.label, 1)]

    staffed.clock.go_on(minutes=2)

    assert turns(staffed)[0][1] is None, "whoever is called waits no more"
    assert turns(staffed)[1:] == [(ordinary.label, 3), (local.label, 2), (lawful.label, 1)]


def test_each_waiting_ticket_says_whom_it_waits_for(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport, further=(staffed.business,), is_any_order=True)
    for to in ({"to_window_id": staffed.two}, {"to_person_id": staffed.taras.person_id}):
        staffed.take(staffed.kiosk, staffed.residence, priority=PriorityClass.LAWFUL)
        staffed.call(staffed.olena, staffed.one)
        staffed.give(staffed.olena, TransferTicket, window_id=staffed.one, **to)

    rows = staffed.see(queue).tickets

    assert [(row.line_services, row.line_window, row.line_person) for row in rows] == [
        ((staffed.passport, staffed.business), None, None),
        ((), staffed.two, None),
        ((), None, staffed.taras.person_id),
    ]


def test_the_windows_say_who_is_there_with_whom(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)

    rows = {row.name: (row.person_name, row.label, row.ticket_state) for row in staffed.see(queue).windows}

    assert rows == {"1": ("Olena", given.label, TicketState.CALLED), "2": ("Taras", None, None)}


def test_the_missed_of_today_are_listed_latest_first_and_nobody_of_yesterday(staffed: SampleHall) -> None:
    labels = [miss(staffed) for _ in range(2)]

    assert [row.label for row in staffed.see(queue).missed] == labels[::-1]
    staffed.clock.go_on(days=1)
    assert staffed.see(queue).missed == ()


def test_a_desk_counts_those_whom_its_window_may_call(staffed: SampleHall) -> None:
    for service in (staffed.passport, staffed.residence, staffed.business):
        staffed.take(staffed.kiosk, service)

    assert desk_of(staffed, staffed.one).waiting == 2
    assert desk_of(staffed, staffed.two).waiting == 2


def test_a_desk_shows_its_ticket_and_what_may_still_be_done(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    called_at = staffed.clock.wall
    staffed.clock.go_on(seconds=50)
    staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)

    ticket = desk_of(staffed, staffed.one).in_hand

    assert ticket is not None
    assert (ticket.calls, ticket.calls_left, ticket.called_at) == (2, 1, called_at)
    assert ticket.missed_allowed_at == called_at + timedelta(minutes=2)
    assert ticket.served_ms is None


def test_the_moment_from_which_one_may_be_missed_is_right_after_the_wall_clock_was_set(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=50)
    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=1))

    ticket = desk_of(staffed, staffed.one).in_hand

    assert ticket is not None
    assert ticket.missed_allowed_at == staffed.clock.wall + timedelta(seconds=70)


def test_a_started_visit_says_how_long_and_an_ended_one_counts(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=4)
    ticket = desk_of(staffed, staffed.one).in_hand
    assert ticket is not None
    assert ticket.served_ms == 4 * 60_000

    staffed.call(staffed.olena, staffed.one)

    after = desk_of(staffed, staffed.one)
    assert (after.in_hand, after.served_today) == (None, 1)
    assert desk_of(staffed, staffed.two).served_today == 0


def test_an_alert_does_not_count_as_service(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=4)
    staffed.give(staffed.rita, SuspendHall, reason=SuspensionReason.ALERT)
    staffed.clock.go_on(minutes=50)
    meanwhile = desk_of(staffed, staffed.one).in_hand
    staffed.give(staffed.rita, ResumeHall)
    staffed.clock.go_on(minutes=1)

    resumed = desk_of(staffed, staffed.one).in_hand

    assert meanwhile is not None
    assert resumed is not None
    assert (meanwhile.served_ms, resumed.served_ms) == (4 * 60_000, 5 * 60_000)


def test_an_empty_desk_names_nobody(hall: SampleHall) -> None:
    assert desk_of(hall, hall.one).person_name is None


def test_a_window_that_is_not_or_no_more_has_no_desk(hall: SampleHall) -> None:
    hall.give(hall.founder, SaveWindow, window_id=hall.one, name="1", position=1, service_ids=(), is_archived=True)

    assert hall.see(lambda view: desk(view, hall.one)) is None
    assert hall.see(lambda view: desk(view, WindowId("no such window"))) is None


def miss(hall: SampleHall) -> str:
    """Somebody was called to window 1 and did not come."""
    label: str = hall.take(hall.kiosk, hall.passport).label
    hall.call(hall.olena, hall.one)
    hall.clock.go_on(minutes=2)
    hall.give(hall.olena, MarkMissed, window_id=hall.one)
    return label


def turns(hall: SampleHall) -> list[tuple[str, int | None]]:
    """Labels in the order of arrival, with their places in the order of calling."""
    return [(row.label, row.turn) for row in hall.see(queue).tickets]


def desk_of(hall: SampleHall, window_id: WindowId) -> DeskSnapshot:
    """What the desk of a window is told."""
    snapshot = hall.see(lambda view: desk(view, window_id))
    assert snapshot is not None
    return snapshot
