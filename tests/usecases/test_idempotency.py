"""One touch, one ticket: a repeat gets the same answer and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.answers import NobodyWaiting, NoPrintJob
from server.contract.box_commands import ClaimPrintJob, ReportHealth
from server.contract.commands import CallNext, TakeTicket
from server.contract.terms import ProblemCode, Purpose
from server.domain.errors import Refusal
from server.domain.events import SlipOrdered, TicketTaken
from server.usecases.office import SaveWindow
from tests.builders import SampleHall


def test_the_same_touch_ten_times_is_one_ticket_one_slip_and_one_answer(hall: SampleHall) -> None:
    answers = [touch(hall) for _ in range(10)]

    assert all(answer == answers[0] for answer in answers)
    assert kinds(hall).count(TicketTaken) == kinds(hall).count(SlipOrdered) == 1
    assert len(hall.newsroom.heard) == 1


def test_a_repeat_finds_its_answer_after_a_restart_of_the_server(hall: SampleHall) -> None:
    first = touch(hall)
    hall.clock.restart(minutes=3)
    hall.bus = hall.new_bus()

    assert touch(hall) == first


def test_a_repeat_gets_the_ticket_even_when_intake_has_closed_meanwhile(hall: SampleHall) -> None:
    first = touch(hall)
    hall.clock.go_on(hours=6)

    assert touch(hall) == first


def test_the_id_with_another_body_is_refused(hall: SampleHall) -> None:
    touch(hall)

    with pytest.raises(Refusal) as refused:
        touch(hall, purpose=Purpose.COLLECT)

    assert refused.value.code is ProblemCode.REQUEST_ID_REUSED


def test_the_id_for_another_command_is_refused(hall: SampleHall) -> None:
    touch(hall)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.kiosk, ClaimPrintJob, request_id="touch")

    assert refused.value.code is ProblemCode.REQUEST_ID_REUSED


def test_the_id_from_another_actor_is_refused_and_tells_no_secret(hall: SampleHall) -> None:
    touch(hall)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.bare_kiosk, TakeTicket, request_id="touch", service_id=hall.passport, purpose=Purpose.HAND_IN)

    assert refused.value.code is ProblemCode.REQUEST_ID_REUSED
    assert not refused.value.fields


def test_a_refusal_is_not_kept_so_the_same_touch_may_succeed_later(hall: SampleHall) -> None:
    hall.clock.go_on(hours=6)
    with pytest.raises(Refusal):
        touch(hall)

    hall.clock.go_on(hours=18)

    assert touch(hall).label == "Ж\u00a0001"


def test_the_same_press_calls_one_ticket(staffed: SampleHall) -> None:
    for _ in range(2):
        staffed.take(staffed.kiosk, staffed.passport)

    first = staffed.give(staffed.olena, CallNext, request_id="press", window_id=staffed.one)

    assert staffed.give(staffed.olena, CallNext, request_id="press", window_id=staffed.one) == first


def test_nobody_waiting_is_kept_too_so_a_late_repeat_calls_nobody(staffed: SampleHall) -> None:
    staffed.give(staffed.olena, CallNext, request_id="press", window_id=staffed.one)
    staffed.take(staffed.kiosk, staffed.passport)

    repeated = staffed.give(staffed.olena, CallNext, request_id="press", window_id=staffed.one)

    assert repeated == NobodyWaiting()


def test_a_claim_whose_answer_was_lost_gets_the_same_slip(hall: SampleHall) -> None:
    touch(hall)
    hall.take(hall.kiosk, hall.passport)

    first = hall.give(hall.kiosk, ClaimPrintJob, request_id="claim")

    assert hall.give(hall.kiosk, ClaimPrintJob, request_id="claim") == first


def test_a_box_may_ask_for_slips_with_one_id_until_there_is_one(hall: SampleHall) -> None:
    assert hall.give(hall.kiosk, ClaimPrintJob, request_id="claim") == NoPrintJob()
    given = touch(hall)

    assert hall.give(hall.kiosk, ClaimPrintJob, request_id="claim").ticket_id == given.ticket_id


def test_a_report_of_health_is_heard_every_time(hall: SampleHall) -> None:
    hall.give(hall.kiosk, ReportHealth, request_id="health", version="1")
    hall.clock.go_on(seconds=20)
    hall.give(hall.kiosk, ReportHealth, request_id="health", version="1")

    health = hall.read(lambda records: records.boxes.health())

    assert [report.seen_at for report in health] == [hall.clock.wall]


def test_an_office_form_sent_twice_saves_once(hall: SampleHall) -> None:
    form: dict[str, Any] = {"request_id": "form", "name": "3", "position": 3, "service_ids": (hall.passport,)}

    first = hall.give(hall.founder, SaveWindow, **form)

    assert hall.give(hall.founder, SaveWindow, **form) == first
    assert len(hall.read(lambda records: records.windows.all())) == 3


def touch(hall: SampleHall, *, purpose: Purpose = Purpose.HAND_IN) -> Any:
    """The same touch on the kiosk."""
    return hall.give(hall.kiosk, TakeTicket, request_id="touch", service_id=hall.passport, purpose=purpose)


def kinds(hall: SampleHall) -> list[type]:
    """The kinds of all events."""
    return [type(event) for event in hall.events()]
