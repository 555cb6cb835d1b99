"""The life of a slip: claimed once, reported once, and what is unknown may still be cleared up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.contract.slip import Slip
from server.contract.terms import BoxId, Language, PaperState, PrintFault, PrintJobId, PrintOutcome, TicketId
from server.domain.print_job import PrintJob
from tests.domain.values import HALL, NOON


def test_a_claimed_slip_is_the_boxs_until_the_lease_ends() -> None:
    claimed = job().claimed(NOON, 40)

    assert (claimed.state, claimed.lease_until) == (PaperState.PRINTING, NOON + timedelta(seconds=40))


@pytest.mark.parametrize("outcome", PrintOutcome)
def test_a_report_ends_the_lease(outcome: PrintOutcome) -> None:
    reported = job().claimed(NOON, 40).reported(outcome, PrintFault.COVER_OPEN, now=NOON)

    assert reported.state.value == outcome.value
    assert (reported.fault, reported.lease_until) == (PrintFault.COVER_OPEN, None)


def test_a_lost_lease_leaves_the_outcome_unknown() -> None:
    lost = job().claimed(NOON, 40).lost()

    assert (lost.state, lost.fault, lost.lease_until) == (PaperState.UNKNOWN, PrintFault.LEASE_ENDED, None)


def test_a_late_report_clears_up_what_was_unknown() -> None:
    cleared = job().claimed(NOON, 40).lost().reported(PrintOutcome.PRINTED, PrintFault.NONE, now=NOON)

    assert (cleared.state, cleared.fault) == (PaperState.PRINTED, PrintFault.NONE)


@pytest.mark.parametrize("known", [PrintOutcome.PRINTED, PrintOutcome.FAILED])
def test_a_known_outcome_stands(known: PrintOutcome) -> None:
    reported = job().claimed(NOON, 40).reported(known, PrintFault.NONE, now=NOON)

    assert all(reported.reported(outcome, PrintFault.CUTTER, now=NOON) == reported for outcome in PrintOutcome)


def test_nobody_reports_a_slip_that_was_not_handed_out() -> None:
    assert job().reported(PrintOutcome.PRINTED, PrintFault.NONE, now=NOON) == job()


def test_a_dropped_slip_is_never_reported_printed() -> None:
    dropped = job().dropped()

    assert dropped.reported(PrintOutcome.PRINTED, PrintFault.NONE, now=NOON).state is PaperState.DROPPED


def job() -> PrintJob:
    slip = Slip(
        hall_name="Зал",
        label="Ж\u00a0001",
        service_name="Паспорт",
        purpose_name="Подати документи",
        taken_at=NOON,
        people_before=0,
        wait=None,
        phone_url="https://hall.example/t/secret",
        language=Language.UKRAINIAN,
        is_copy=False,
        texts={},
    )
    return PrintJob(
        id=PrintJobId("job"),
        hall_id=HALL,
        ticket_id=TicketId("ticket-1"),
        box_id=BoxId("kiosk"),
        slip=slip,
        sequence=1,
    )
