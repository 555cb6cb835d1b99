"""Many at once, over HTTP in the shipped mode: no ticket twice, none lost."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from server.domain.ticket import Ticket
from server.usecases.ports import Records
from tests.browser.hall import DEADLINE_SECONDS, Hall
from tests.server.crowd import SYSTEM, Kiosk, all_at_once, crowd, keyed_boxes, take

pytestmark = pytest.mark.slow

CLIENTS, TICKETS_EACH = 16, 50


def test_sixteen_kiosks_taking_fifty_tickets_each_get_eight_hundred_different_labels(hall: Hall) -> None:
    with hall.core() as core:
        service_id = crowd(core).service_id
        keys = keyed_boxes(core, CLIENTS)

    def take_all(key: str) -> list[str]:
        with Kiosk(hall.url, key) as kiosk:
            return [kiosk.take(service_id)["label"] for _ in range(TICKETS_EACH)]

    labels = [label for given in all_at_once([partial(take_all, key) for key in keys]) for label in given]

    assert sorted(labels) == [f"Я\u00a0{number:03d}" for number in range(1, CLIENTS * TICKETS_EACH + 1)]
    with hall.core() as core:
        kept = core.store.read(HALL_ID, lambda records: [ticket.label for ticket in _living(records)])
    assert Counter(labels) == Counter(label for label in kept if label.startswith("Я"))


def test_eight_windows_calling_at_once_call_four_hundred_tickets_once_each_and_in_order(hall: Hall) -> None:
    with hall.core() as core:
        people = crowd(core)
        for _ in range(400):
            core.bus.handle(SYSTEM, take(people.service_id))
    for login in people.windows:
        hall.session(login)

    def call_until_nobody_waits(login: str) -> list[str]:
        window = {"window_id": people.windows[login]}
        called = []
        while (answer := hall.command(login, "call-next", window))["kind"] == "ticket-called-here":
            called.append(answer["label"])
            hall.command(login, "start-serving", window)
        return called

    calls = all_at_once([partial(call_until_nobody_waits, login) for login in people.windows])

    assert Counter(label for called in calls for label in called) == Counter(
        f"Я\u00a0{number:03d}" for number in range(1, 401)
    )
    assert all(called == sorted(called) for called in calls)


def test_a_request_sent_ten_times_at_once_gives_one_ticket_one_print_job_and_one_answer(hall: Hall) -> None:
    with hall.core() as core:
        service_id = crowd(core).service_id
        (key,) = keyed_boxes(core, 1, has_printer=True)
    request_id = "7f9c1d7e-1b1c-4a55-9d3b-0e7a52f1c001"

    def take_once() -> dict[str, Any]:
        with Kiosk(hall.url, key) as kiosk:
            return kiosk.take(service_id, request_id)

    answers = all_at_once([take_once] * 10)

    assert all(answer == answers[0] for answer in answers)
    with hall.core() as core:
        tickets, jobs = core.store.read(
            HALL_ID,
            lambda records: (
                [ticket for ticket in _living(records) if ticket.service_id == service_id],
                [job for job in records.print_jobs.open_jobs() if job.ticket_id == answers[0]["ticket_id"]],
            ),
        )
    assert len(tickets) == 1
    assert len(jobs) == 1


def _living(records: Records) -> Sequence[Ticket]:
    hall = records.halls.get()
    assert hall is not None
    return records.lines.living(datetime.now(hall.zone).date())


def test_whoever_sends_a_guess_slowly_holds_no_other_up(hall: Hall) -> None:
    address = ("127.0.0.1", int(hall.url.rpartition(":")[2]))
    with socket.create_connection(address, timeout=DEADLINE_SECONDS) as slow:
        slow.sendall(b"POST /v1/boxes/enrol HTTP/1.1\r\nHost: hall\r\nContent-Length: 90\r\n\r\n{")

        assert hall.enrol(BoxKind.DISPLAY)
