"""Paper mode: numbers given by hand, entered in one batch, stand where their times put them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from server.contract.answers import PaperTicketsEntered, TicketGiven
from server.contract.commands import ResumeHall, SuspendHall
from server.contract.line_commands import EnterPaperTickets, PaperTicket
from server.contract.terms import PaperState, PriorityClass, ProblemCode, Purpose, SuspensionReason, TicketState
from server.domain.errors import Refusal
from server.domain.events import TicketTaken
from server.domain.ticket import Ticket
from server.usecases.actor import Actor
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall
from tests.usecases.intake_scenes import limited


def paper(hall: SampleHall, number: int, taken_at: str, **more: Any) -> PaperTicket:
    members = {"service_id": hall.passport, "purpose": Purpose.HAND_IN} | more
    return PaperTicket(number=number, taken_at=taken_at, **members)


def enter(hall: SampleHall, *tickets: PaperTicket, actor: Actor | None = None) -> PaperTicketsEntered:
    answer = hall.give(actor or hall.rita, EnterPaperTickets, tickets=tickets)
    assert isinstance(answer, PaperTicketsEntered)
    return answer


def line(hall: SampleHall) -> list[Ticket]:
    """Who is there, by place."""
    return list(hall.see(lambda view: view.living))


def clock_at(minutes_after_noon: int) -> str:
    return f"{12 + minutes_after_noon // 60}:{minutes_after_noon % 60:02d}"


def labels(hall: SampleHall) -> list[str]:
    return [ticket.label.replace("\u00a0", " ") for ticket in line(hall)]


def test_numbers_given_by_hand_get_their_own_letter(hall: SampleHall) -> None:
    entered = enter(hall, paper(hall, 7, "11:40"), paper(hall, 3, "11:20"))

    assert entered == PaperTicketsEntered(labels=("Х\u00a0007", "Х\u00a0003"))
    assert labels(hall) == ["Х 003", "Х 007"]


def test_each_of_them_waits_as_long_as_its_citizen_has(hall: SampleHall) -> None:
    enter(hall, paper(hall, 1, "11:30"))

    entry = hall.see(queue).tickets[0]

    assert entry.waited_seconds == 30 * 60
    assert entry.taken_at == hall.clock.wall - timedelta(minutes=30)
    assert entry.paper is PaperState.NONE


def test_after_a_blackout_they_stand_between_those_before_and_those_after_it(hall: SampleHall) -> None:
    before = [hall.take(hall.kiosk, hall.passport).label]
    hall.clock.go_on(minutes=5)
    before.append(hall.take(hall.kiosk, hall.passport).label)
    hall.clock.restart(hours=2)
    hall.bus = hall.new_bus()
    after = [hall.take(hall.kiosk, hall.passport).label]
    hall.clock.go_on(minutes=10)

    given = [paper(hall, number, clock_at(10 + 3 * number)) for number in range(1, 31)]
    entered = enter(hall, *reversed(given))

    expected = [*before, *reversed(entered.labels), *after]
    assert labels(hall) == [label.replace("\u00a0", " ") for label in expected]


def test_a_number_from_before_the_blackout_stands_among_those_who_came_then(hall: SampleHall) -> None:
    first = hall.take(hall.kiosk, hall.passport)
    hall.clock.go_on(minutes=20)
    second = hall.take(hall.kiosk, hall.passport)
    hall.clock.restart(hours=1)
    hall.bus = hall.new_bus()

    enter(hall, paper(hall, 1, "12:10"))

    assert [each.id for each in line(hall)][::2] == [first.ticket_id, second.ticket_id]


def test_a_clock_that_came_back_an_hour_slow_cannot_put_them_before_the_others(hall: SampleHall) -> None:
    there: TicketGiven = hall.take(hall.kiosk, hall.passport)
    hall.clock.restart(hours=-1)
    hall.bus = hall.new_bus()

    enter(hall, paper(hall, 1, "12:30"), paper(hall, 2, "12:30"))

    assert labels(hall) == [there.label.replace("\u00a0", " "), "Х 001", "Х 002"]


def test_who_came_in_an_outage_stands_between_those_before_and_those_after_it(hall: SampleHall) -> None:
    before = hall.take(hall.kiosk, hall.passport).label
    hall.clock.go_on(minutes=10)
    hall.give(hall.rita, SuspendHall, reason=SuspensionReason.OUTAGE)
    hall.clock.go_on(minutes=90)
    hall.give(hall.rita, ResumeHall)
    hall.clock.go_on(minutes=5)
    after = hall.take(hall.kiosk, hall.passport).label
    hall.clock.go_on(minutes=5)

    entered = enter(hall, paper(hall, 3, "13:30"), paper(hall, 2, "12:20"), paper(hall, 1, "12:05")).labels

    assert [ticket.label for ticket in line(hall)] == [before, *reversed(entered), after]
    assert [entry.waited_seconds for entry in hall.see(queue).tickets] == [20 * 60, 15 * 60, 10 * 60, 10 * 60, 5 * 60]


def test_in_an_outage_that_lasts_they_are_entered_too(hall: SampleHall) -> None:
    before = hall.take(hall.kiosk, hall.passport).label
    hall.clock.go_on(minutes=10)
    hall.give(hall.rita, SuspendHall, reason=SuspensionReason.OUTAGE)
    hall.clock.go_on(minutes=60)

    entered = enter(hall, paper(hall, 1, "12:40"), paper(hall, 2, "12:04")).labels

    assert [ticket.label for ticket in line(hall)] == [before, *reversed(entered)]
    assert [entry.waited_seconds for entry in hall.see(queue).tickets] == [10 * 60, 6 * 60, 0]


def test_equal_times_keep_the_order_of_the_batch_and_of_the_batches(hall: SampleHall) -> None:
    enter(hall, paper(hall, 9, "11:30"), paper(hall, 2, "11:30"))

    enter(hall, paper(hall, 1, "11:30"), paper(hall, 5, "11:29"))

    assert labels(hall) == ["Х 005", "Х 009", "Х 002", "Х 001"]


def test_nobody_came_later_than_now(hall: SampleHall) -> None:
    hall.clock.go_on(minutes=5)

    enter(hall, paper(hall, 1, "18:00"))

    ticket = line(hall)[0]
    assert ticket.taken.wall == hall.clock.wall
    assert ticket.place.arrived_ms == ticket.taken.hall_ms


def test_they_are_called_like_everybody_else(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    enter(staffed, paper(staffed, 1, "11:50"), paper(staffed, 2, "11:55", priority=PriorityClass.LAWFUL))

    called = [staffed.call(staffed.olena, staffed.one).label, staffed.call(staffed.taras, staffed.two).label]

    assert called == ["Х\u00a0002", "Х\u00a0001"]


def test_opening_hours_are_not_asked_since_people_were_let_in_by_hand(hall: SampleHall) -> None:
    hall.clock.go_on(hours=7)

    enter(hall, paper(hall, 1, "18:30"))

    assert line(hall)[0].state is TicketState.WAITING


def test_no_slip_is_printed_for_what_is_on_paper_already(hall: SampleHall) -> None:
    enter(hall, paper(hall, 1, "11:30"))

    assert not hall.read(lambda records: records.print_jobs.open_jobs())


def test_the_journal_says_that_they_came_from_paper(hall: SampleHall) -> None:
    enter(hall, paper(hall, 1, "11:30"))

    event = hall.events()[-1]
    assert isinstance(event, TicketTaken)
    assert (event.label, event.is_paper, event.box_id) == ("Х\u00a0001", True, None)
    assert event.given_at == "11:30"


def test_a_batch_that_is_sent_twice_is_entered_once(hall: SampleHall) -> None:
    first = hall.give(hall.rita, EnterPaperTickets, request_id="batch", tickets=(paper(hall, 1, "11:30"),))

    again = hall.give(hall.rita, EnterPaperTickets, request_id="batch", tickets=(paper(hall, 1, "11:30"),))

    assert again == first
    assert len(line(hall)) == 1


def test_a_number_that_is_there_already_keeps_the_whole_batch_out(hall: SampleHall) -> None:
    enter(hall, paper(hall, 2, "11:30"))

    with pytest.raises(Refusal) as refused:
        enter(hall, paper(hall, 1, "11:20"), paper(hall, 2, "11:30"), paper(hall, 3, "11:40"))

    assert refused.value.code is ProblemCode.NUMBER_TAKEN
    assert refused.value.fields == {"label": "Х\u00a0002"}
    assert labels(hall) == ["Х 002"]


def test_the_next_day_the_numbers_begin_anew(hall: SampleHall) -> None:
    enter(hall, paper(hall, 1, "11:30"))
    hall.clock.go_on(days=1)

    enter(hall, paper(hall, 1, "11:30"))

    assert labels(hall) == ["Х 001"]


def test_two_hundred_go_in_at_once(hall: SampleHall) -> None:
    enter(hall, *(paper(hall, number, f"{8 + number % 4}:{number % 60:02d}") for number in range(1, 201)))

    assert len(line(hall)) == 200


def test_a_service_that_gets_the_former_letter_of_paper_goes_on_after_its_numbers(hall: SampleHall) -> None:
    enter(hall, paper(hall, 7, "11:40"), paper(hall, 3, "11:20"))
    hall.decide(paper_letter="Щ")
    enter(hall, paper(hall, 1, "11:50"))
    service = limited(hall, letter="Х")

    given = [hall.take(hall.kiosk, service).label for _ in range(2)]

    assert given == ["Х\u00a0008", "Х\u00a0009"]


def test_numbers_of_paper_that_come_late_do_not_bring_back_those_that_were_given(hall: SampleHall) -> None:
    enter(hall, paper(hall, 7, "11:40"))
    enter(hall, paper(hall, 3, "11:20"))
    hall.decide(paper_letter="Щ")

    assert hall.take(hall.kiosk, limited(hall, letter="Х")).label == "Х\u00a0008"


def test_a_number_of_paper_stands_in_no_other_days_way(hall: SampleHall) -> None:
    enter(hall, paper(hall, 7, "11:40"))
    hall.decide(paper_letter="Щ")
    service = limited(hall, letter="Х")
    hall.clock.go_on(days=1)

    assert hall.take(hall.kiosk, service).label == "Х\u00a0001"
