"""Two kiosks and the printer that they share, over HTTP at the same time."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from server.identity import hashed
from server.usecases.office import SaveBox
from tests.browser.hall import Hall
from tests.server.crowd import SYSTEM, Kiosk, all_at_once, crowd, keyed_boxes, request

pytestmark = pytest.mark.slow

TICKETS_EACH = 40


def test_each_slip_of_two_kiosks_comes_out_once_in_the_order_of_taking_at_the_printer_they_share(hall: Hall) -> None:
    with hall.core() as core:
        service_id = crowd(core).service_id
        box = SaveBox(
            request_id=request(), name="Спільний", kind=BoxKind.PRINTER, has_printer=True, code_hash=hashed("SHARED")
        )
        core.bus.handle(SYSTEM, box)
        printer, printer_key = core.identity.enrol("SHARED")
        keys = keyed_boxes(core, 2, prints_at=printer.box_id)
    came_out: list[dict[str, Any]] = []

    def take_all(key: str) -> list[dict[str, Any]]:
        with Kiosk(hall.url, key) as kiosk:
            return [kiosk.take(service_id) for _ in range(TICKETS_EACH)]

    def print_some(claims: int) -> list[dict[str, Any]]:
        with Kiosk(hall.url, printer_key) as box:
            for _ in range(claims):
                claimed = box.command("claim-print-job", {}).json()
                if claimed["kind"] == "print-job-claimed":
                    came_out.append(claimed)
                    report = {"job_id": claimed["job_id"], "outcome": "printed", "evidence": "a"}
                    assert box.command("report-print", report).ok
        return []

    taken = all_at_once([*(partial(take_all, key) for key in keys), partial(print_some, TICKETS_EACH)])
    print_some(2 * TICKETS_EACH)

    given = {ticket["ticket_id"]: ticket for tickets in taken for ticket in tickets}
    assert {ticket["printer_name"] for ticket in given.values()} == {"Спільний"}
    labels = [claimed["slip"]["label"] for claimed in came_out]
    assert labels == [f"Я\u00a0{number:03d}" for number in range(1, 2 * TICKETS_EACH + 1)]
    assert [given[claimed["ticket_id"]]["label"] for claimed in came_out] == labels
    assert not any(claimed["slip"]["is_copy"] for claimed in came_out)
    with hall.core() as core:
        assert core.store.read(HALL_ID, lambda records: records.print_jobs.open_jobs()) == []
