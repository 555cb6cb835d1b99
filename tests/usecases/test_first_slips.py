"""The first paper of a ticket that was given without, and which later slip is a copy."""

from __future__ import annotations

import pytest

from server.contract.answers import ContinuationGranted, PaperTicketsEntered
from server.contract.box_commands import ReprintTicket
from server.contract.line_commands import EnterPaperTickets, GrantContinuation, PaperTicket
from server.contract.slip import Slip
from server.contract.terms import BoxKind, PrintFault, PrintOutcome, ProblemCode, Purpose, TicketId
from server.domain.errors import Refusal
from tests.builders import SampleHall


def test_a_ticket_of_receptions_comes_out_at_the_only_printer(hall: SampleHall) -> None:
    given = hall.take(hall.rita, hall.passport)

    ordered = hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)

    claimed = hall.claim(hall.kiosk)
    assert (ordered.box_name, claimed.ticket_id, claimed.slip.is_copy) == ("kiosk", given.ticket_id, False)


def test_among_several_printers_a_person_must_choose(hall: SampleHall) -> None:
    hall.box("other printer", BoxKind.PRINTER, has_printer=True)
    given = hall.take(hall.rita, hall.passport)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)

    assert refused.value.code is ProblemCode.NO_PRINTER


def test_a_kiosk_without_a_printer_does_not_print_at_another_box(hall: SampleHall) -> None:
    given = hall.take(hall.bare_kiosk, hall.passport)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.bare_kiosk, ReprintTicket, ticket_id=given.ticket_id)

    assert refused.value.code is ProblemCode.NO_PRINTER


def test_who_holds_a_number_given_by_hand_gets_a_copy_of_it(hall: SampleHall) -> None:
    paper = PaperTicket(number=7, service_id=hall.passport, purpose=Purpose.HAND_IN, taken_at="11:00")
    entered = hall.give(hall.rita, EnterPaperTickets, tickets=(paper,))
    assert isinstance(entered, PaperTicketsEntered)
    (ticket,) = hall.see(lambda view: view.living)

    assert slip(hall, ticket.id).is_copy


def test_the_first_slip_for_another_day_counts_who_is_before_it_on_that_day(staffed: SampleHall) -> None:
    former = [staffed.take(staffed.rita, staffed.passport).ticket_id for _ in range(2)]
    granted = staffed.give(staffed.founder, GrantContinuation, ticket_ids=tuple(former))
    assert isinstance(granted, ContinuationGranted)
    for _ in range(3):
        staffed.take(staffed.rita, staffed.passport)

    slips = [slip(staffed, each.ticket_id) for each in granted.tickets]

    assert [(each.people_before, each.wait) for each in slips] == [(0, None), (1, None)]


@pytest.mark.parametrize("outcome", PrintOutcome)
def test_what_a_printer_has_tried_comes_out_again_as_a_copy(hall: SampleHall, outcome: PrintOutcome) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    fail(hall, outcome)

    assert slip(hall, given.ticket_id).is_copy


def test_once_a_copy_always_a_copy(hall: SampleHall) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    fail(hall, PrintOutcome.UNKNOWN)
    hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)
    fail(hall, PrintOutcome.FAILED)

    assert slip(hall, given.ticket_id).is_copy


def fail(hall: SampleHall, outcome: PrintOutcome) -> None:
    """The kiosk has tried the slip that waits for it, and none of its paper was used."""
    hall.printed(hall.kiosk, hall.claim(hall.kiosk).job_id, outcome, fault=PrintFault.PAPER_OUT)


def slip(hall: SampleHall, ticket_id: TicketId) -> Slip:
    """What comes out at the kiosk when reception has it printed."""
    hall.give(hall.rita, ReprintTicket, ticket_id=ticket_id, box_id=hall.kiosk.box_id)
    made = hall.claim(hall.kiosk).slip
    assert isinstance(made, Slip)
    return made
