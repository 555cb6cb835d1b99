"""Commands reach the server once, however often the way breaks."""

from __future__ import annotations

import socket
import time

import pytest

from hardware.errors import ServerAway, ServerRefused
from hardware.link import Link
from server.contract.answers import TicketGiven
from server.contract.catalogue import KioskLease
from server.contract.commands import TakeTicket
from server.contract.terms import ProblemCode, Purpose, RequestId, ServiceId
from tests.kiosk.paper_hall_names import KEY
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, wait_until

TAKE = TakeTicket(
    request_id=RequestId("11111111-1111-4111-8111-111111111111"),
    service_id=ServiceId("service-0-0"),
    purpose=Purpose.HAND_IN,
)


def test_a_command_gets_its_answer(link: Link) -> None:
    answer = link.send(TAKE)

    assert isinstance(answer, TicketGiven)
    assert answer.label == "А\u00a0042"


def test_a_question_gets_its_answer(link: Link) -> None:
    lease = link.ask("/v1/kiosk/lease", KioskLease)

    assert len(lease.spheres) == 8


def test_a_refusal_keeps_its_problem(hall: PaperHall, link: Link) -> None:
    hall.steer("refuse/take-ticket", ["intake-closed"])

    with pytest.raises(ServerRefused) as refused:
        link.send(TAKE)

    assert refused.value.problem.code is ProblemCode.INTAKE_CLOSED
    assert len(hall.heard("take-ticket")) == 1


def test_a_busy_server_is_asked_again_under_the_same_request_id(hall: PaperHall, link: Link) -> None:
    hall.steer("refuse/take-ticket", ["busy", "not-saved"])

    answer = link.send(TAKE)

    assert isinstance(answer, TicketGiven)
    assert [command["request_id"] for command in hall.heard("take-ticket")] == [TAKE.request_id] * 3


def test_a_lost_answer_is_fetched_later_and_is_the_same(hall: PaperHall, link: Link) -> None:
    hasty = Link(hall.url, KEY, timeout_seconds=1.0, pauses_seconds=(0.01,))
    hall.steer("silence", True)
    with pytest.raises(ServerAway, match=f"server at {hall.url} does not answer"):
        hasty.send(TAKE)
    hasty.close()
    hall.steer("silence", False)

    first = link.send(TAKE)
    again = link.send(TAKE)

    assert first == again
    assert {command["request_id"] for command in hall.heard("take-ticket")} == {TAKE.request_id}


def test_a_server_that_is_not_there_is_away() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = Link(f"http://127.0.0.1:{taken.getsockname()[1]}", "key", pauses_seconds=())

        with pytest.raises(ServerAway, match="is it running"):
            nobody.send(TAKE)
        nobody.close()


def test_an_answer_in_another_shape_is_no_answer(hall: PaperHall, link: Link) -> None:
    with pytest.raises(ServerAway, match="status 404"):
        link.ask("/somewhere/else", KioskLease)


def test_a_box_that_ends_does_not_wait_for_a_second_try(hall: PaperHall, link: Link) -> None:
    hall.steer("refuse/take-ticket", ["busy"] * 5)
    link.hurry()

    with pytest.raises(ServerRefused):
        link.send(TAKE)

    wait_until(lambda: len(hall.heard("take-ticket")) == 1, "one try")


def test_after_the_deadline_nothing_is_sent(hall: PaperHall, link: Link) -> None:
    with pytest.raises(ServerAway, match="no time is left"):
        link.send(TAKE, deadline=time.monotonic())

    assert hall.heard("take-ticket") == []


def test_a_second_try_that_would_come_after_the_deadline_is_not_waited_for(hall: PaperHall) -> None:
    patient = Link(hall.url, KEY, timeout_seconds=DEADLINE_SECONDS, pauses_seconds=(2 * DEADLINE_SECONDS,) * 2)
    hall.steer("refuse/take-ticket", ["busy"])
    began = time.monotonic()

    with pytest.raises(ServerRefused):
        patient.send(TAKE, deadline=began + DEADLINE_SECONDS)

    assert time.monotonic() < began + DEADLINE_SECONDS
    patient.close()


def test_no_answer_is_waited_for_beyond_the_deadline(hall: PaperHall) -> None:
    patient = Link(hall.url, KEY, timeout_seconds=100 * DEADLINE_SECONDS, pauses_seconds=())
    hall.steer("silence", True)

    with pytest.raises(ServerAway, match="nothing within"):
        patient.send(TAKE, deadline=time.monotonic() + 0.5)
    hall.steer("silence", False)
    patient.close()
