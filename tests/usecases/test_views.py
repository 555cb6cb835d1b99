"""What board, kiosk and phone are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from server.contract.commands import FinishServing, MarkMissed, RecallTicket
from server.contract.messages import PhoneSnapshot, Published, Revision, ServiceNow
from server.contract.slip import WaitRange
from server.contract.terms import (
    Intake,
    PaperState,
    PrintFault,
    PrintOutcome,
    PriorityClass,
    ServiceId,
    TicketId,
    TicketState,
)
from server.contract.wire import from_json, to_json
from server.usecases.office import SaveWindow
from server.usecases.snapshots import LEASE_FOR, board, box, boxes, kiosk, lease, phone
from server.usecases.staff_snapshots import queue
from server.usecases.views import HallView, look
from tests.builders import SampleHall


def test_the_board_shows_the_newest_call_first(staffed: SampleHall) -> None:
    first, second = called(staffed, staffed.one), called(staffed, staffed.two)

    calls = staffed.see(board).calls

    assert [(call.label, call.window_name) for call in calls] == [(second, "2"), (first, "1")]


def test_a_recall_brings_a_call_to_the_top_under_its_new_id(staffed: SampleHall) -> None:
    first, _ = called(staffed, staffed.one), called(staffed, staffed.two)
    staffed.clock.go_on(seconds=20)
    again = staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)

    top = staffed.see(board).calls[0]

    assert (top.label, top.call_id, top.called_at) == (first, again.call_id, staffed.clock.wall)


def test_a_served_ticket_stays_on_the_board(staffed: SampleHall) -> None:
    called(staffed, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=30)

    assert [call.state for call in staffed.see(board).calls] == [TicketState.SERVING]


@pytest.mark.parametrize(("seconds", "is_shown"), [(0, True), (29.9, True), (30, False)])
def test_a_call_stays_for_half_a_minute_even_when_its_visit_was_shorter(
    staffed: SampleHall, *, seconds: float, is_shown: bool
) -> None:
    called(staffed, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.give(staffed.olena, FinishServing, window_id=staffed.one)

    staffed.clock.go_on(seconds=seconds)

    assert bool(staffed.see(board).calls) is is_shown


def test_a_missed_ticket_leaves_the_board(staffed: SampleHall) -> None:
    called(staffed, staffed.one)
    staffed.clock.go_on(minutes=2)
    staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)

    assert staffed.see(board).calls == ()


def test_the_board_counts_who_waits_by_sphere(staffed: SampleHall) -> None:
    for service in (staffed.passport, staffed.residence, staffed.business):
        staffed.take(staffed.kiosk, service)
    staffed.call(staffed.olena, staffed.one)

    snapshot = staffed.see(board)

    rows = [(row.name["uk"], row.letters, row.people) for row in snapshot.waiting]
    assert rows == [("Документи", ("Д", "Ж"), 1), ("Бізнес", ("Ц",), 1)]
    assert snapshot.waiting_total == 2


def test_the_board_says_that_intake_is_over(staffed: SampleHall) -> None:
    staffed.clock.go_on(hours=4)

    assert staffed.see(board).intake is Intake.OVER


def test_the_right_to_go_out_of_turn_is_on_board_and_kiosk(hall: SampleHall) -> None:
    notice = {"uk": "Особи з інвалідністю — позачергово"}
    hall.decide(out_of_turn_notice=notice)

    assert hall.see(board).notice == notice
    assert hall.see(leased).out_of_turn_notice == notice


def test_the_kiosk_is_told_what_a_newcomer_to_each_service_would_meet(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.business)

    rows = staffed.see(services)

    # Window 2 calls for business and passports, window 1 never for business.
    assert rows[staffed.passport].people_before == rows[staffed.business].people_before == 1
    assert rows[staffed.residence] == ServiceNow(
        service_id=staffed.residence, intake=Intake.OPEN, people_before=0, wait=WaitRange(0, 5)
    )


def test_what_the_kiosk_promises_is_what_the_ticket_says(staffed: SampleHall) -> None:
    for service in (staffed.residence, staffed.business, staffed.passport, staffed.residence):
        promised = staffed.see(services)[service]

        given = staffed.take(staffed.kiosk, service)

        assert (given.people_before, given.wait) == (promised.people_before, promised.wait)
        phoned = phone_of(staffed, given.ticket_id)
        assert (phoned.people_before, phoned.wait) == (given.people_before, given.wait)


def test_the_kiosk_knows_which_service_nobody_serves(hall: SampleHall) -> None:
    hall.give(hall.founder, SaveWindow, window_id=hall.two, name="2", position=2, service_ids=(hall.passport,))

    rows = hall.see(services)

    assert rows[hall.business].intake is Intake.NOBODY_SERVES
    assert rows[hall.passport].intake is Intake.OPEN
    assert rows[hall.passport].wait is None


def test_an_archived_service_is_not_on_the_kiosk(hall: SampleHall) -> None:
    archived = hall.service(hall.trade, "Торгівля", "Т", is_archived=True)

    assert archived not in hall.see(services)
    assert all(card.service_id != archived for sphere in hall.see(leased).spheres for card in sphere.services)


def test_the_lease_has_the_whole_catalogue_for_a_day(hall: SampleHall) -> None:
    hall.sphere("Порожня", 3)

    told = hall.see(leased)

    assert [(sphere.name["uk"], len(sphere.services)) for sphere in told.spheres] == [("Документи", 2), ("Бізнес", 1)]
    assert (told.hours[0].opens, told.hours[0].intake_ends, told.hours[0].closes) == ("08:00", "16:00", "17:00")
    assert told.valid_until - told.issued_at == LEASE_FOR
    assert told.version == hall.see(kiosk).lease_version
    assert told.phone_base_url == "https://hall.example"


def test_a_phone_counts_down_to_its_call(staffed: SampleHall) -> None:
    first = staffed.take(staffed.kiosk, staffed.residence)
    mine = staffed.take(staffed.kiosk, staffed.residence)
    assert phone_of(staffed, mine.ticket_id).people_before == 1

    staffed.call(staffed.olena, staffed.one)
    assert phone_of(staffed, mine.ticket_id).people_before == 0
    assert phone_of(staffed, first.ticket_id).window_name == "1"

    staffed.start(staffed.olena, staffed.one)
    staffed.call(staffed.olena, staffed.one)
    told = phone_of(staffed, mine.ticket_id)
    assert (told.state, told.people_before, told.wait, told.window_name) == (TicketState.CALLED, None, None, "1")


def test_a_phone_sees_somebody_out_of_turn_go_before(staffed: SampleHall) -> None:
    mine = staffed.take(staffed.kiosk, staffed.passport)
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)

    assert phone_of(staffed, mine.ticket_id).people_before == 1


def test_a_phone_of_yesterday_says_so(staffed: SampleHall) -> None:
    mine = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(days=1)
    staffed.sit(staffed.olena, staffed.one)

    told = phone_of(staffed, mine.ticket_id)

    assert (told.state, told.people_before, told.window_name) == (TicketState.EXPIRED, None, None)


def test_a_kiosk_sees_what_became_of_its_own_papers(hall: SampleHall) -> None:
    failed, waiting = (hall.take(hall.kiosk, hall.passport) for _ in range(2))
    hall.take(hall.bare_kiosk, hall.passport)
    hall.printed(hall.kiosk, hall.claim(hall.kiosk).job_id, PrintOutcome.FAILED, fault=PrintFault.PAPER_OUT)

    told = hall.see(lambda view: box(view, hall.kiosk.box_id))

    assert told.jobs_waiting == 1
    assert [(paper.ticket_id, paper.paper, paper.fault) for paper in told.papers] == [
        (waiting.ticket_id, PaperState.WAITING, PrintFault.NONE),
        (failed.ticket_id, PaperState.FAILED, PrintFault.PAPER_OUT),
    ]
    assert hall.see(lambda view: box(view, hall.bare_kiosk.box_id)).papers[0].paper is PaperState.NONE


def test_of_many_papers_a_box_sees_the_latest_twenty(hall: SampleHall) -> None:
    taken = [hall.take(hall.kiosk, hall.passport).ticket_id for _ in range(22)]

    papers = hall.see(lambda view: box(view, hall.kiosk.box_id)).papers

    assert [paper.ticket_id for paper in papers] == taken[:1:-1]


def test_reception_sees_every_box_in_use_with_its_slips(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)

    rows = {row.name: row.jobs_waiting for row in hall.see(lambda view: boxes(view, lambda _: False)).boxes}

    assert rows == {"kiosk": 1, "bare kiosk": 0, "buttons": 0, "display": 0}


def test_snapshots_tell_the_journals_sequence_and_never_an_older_one(staffed: SampleHall) -> None:
    seen = []
    for _ in range(3):
        staffed.take(staffed.kiosk, staffed.passport)
        seen.append(staffed.see(lambda view: view.sequence))
        staffed.clock.restart(hours=-1)

    assert seen == sorted(set(seen))
    assert seen[-1] == staffed.newsroom.heard[-1][1]


def test_a_place_that_is_no_hall_shows_nothing(hall: SampleHall) -> None:
    view = hall.store.read("nowhere", lambda records: look(records, hall.clock.read()))

    assert view is None


def test_time_goes_on_in_what_is_shown_between_events(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=9)
    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=2))

    assert staffed.see(queue).tickets[0].waited_seconds == 9 * 60


@pytest.mark.parametrize("tell", [board, kiosk, queue])
def test_a_snapshot_goes_over_the_wire_whole(staffed: SampleHall, tell: Callable[[HallView], Any]) -> None:
    called(staffed, staffed.one)
    staffed.take(staffed.kiosk, staffed.business)

    published = Published(hall_id=staffed.id, topic="t", revision=Revision(1, 0), snapshot=staffed.see(tell))

    assert from_json(Published, to_json(published)) == published


def called(hall: SampleHall, window: Any) -> str:
    """A label called to a window, a second after the former."""
    hall.clock.go_on(seconds=1)
    hall.take(hall.kiosk, hall.passport)
    label: str = hall.call(hall.olena if window == hall.one else hall.taras, window).label
    return label


def services(view: HallView) -> dict[ServiceId, ServiceNow]:
    return {row.service_id: row for row in kiosk(view).services}


def leased(view: HallView) -> Any:
    return lease(view, texts={}, base_url="https://hall.example")


def phone_of(hall: SampleHall, ticket_id: TicketId) -> PhoneSnapshot:
    ticket = hall.ticket(ticket_id)
    return hall.see(lambda view: phone(view, ticket))
