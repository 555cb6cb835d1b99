"""The life of paper: claimed once, reported once, never out twice unmarked."""

from __future__ import annotations

import pytest

from server.contract.answers import NoPrintJob, TicketGiven
from server.contract.box_commands import ClaimPrintJob, ReportPrint, ReprintTicket
from server.contract.terms import BoxKind, PaperState, PrintFault, PrintOutcome, ProblemCode, RequestId, TicketId
from server.domain.errors import Refusal
from server.domain.events import SlipDropped, SlipReported
from server.domain.office_events import HallSaved
from server.domain.print_job import PrintJob
from server.domain.setting_changes import SettingChange
from server.usecases.actor import BoxActor
from server.usecases.office import LetTimePass, SaveBox
from tests.builders import SampleHall


def test_slips_are_claimed_in_the_order_of_taking(hall: SampleHall) -> None:
    first, second = take(hall), take(hall)

    assert [hall.claim(hall.kiosk).ticket_id for _ in range(2)] == [first.ticket_id, second.ticket_id]
    assert hall.claim(hall.kiosk) == NoPrintJob()


@pytest.mark.parametrize("kind", [BoxKind.KIOSK, BoxKind.PRINTER, BoxKind.BUTTONS])
def test_a_slip_is_handed_to_its_own_box_alone(hall: SampleHall, kind: BoxKind) -> None:
    take(hall)

    assert hall.claim(hall.box("other box", kind, has_printer=True)) == NoPrintJob()


def test_a_slip_is_handed_out_once(hall: SampleHall) -> None:
    take(hall)
    hall.claim(hall.kiosk)

    assert hall.claim(hall.kiosk) == NoPrintJob()


@pytest.mark.parametrize("outcome", PrintOutcome)
def test_what_the_box_reports_is_what_is_known(hall: SampleHall, outcome: PrintOutcome) -> None:
    given = take(hall)

    hall.printed(hall.kiosk, hall.claim(hall.kiosk).job_id, outcome, fault=PrintFault.COVER_OPEN, millimetres=90)

    slip = paper_of(hall, given.ticket_id)
    assert (slip.state.value, slip.fault) == (outcome.value, PrintFault.COVER_OPEN)
    reported = hall.events()[-1]
    assert isinstance(reported, SlipReported)
    assert reported.millimetres == 90


def test_a_silent_box_leaves_the_paper_unknown_and_the_slip_is_never_handed_out_again(hall: SampleHall) -> None:
    given = take(hall)
    hall.claim(hall.kiosk)
    hall.clock.go_on(seconds=41)

    hall.give(hall.server, LetTimePass)

    slip = paper_of(hall, given.ticket_id)
    assert (slip.state, slip.fault) == (PaperState.UNKNOWN, PrintFault.LEASE_ENDED)
    assert hall.claim(hall.kiosk) == NoPrintJob()


def test_within_the_lease_nobody_gives_a_box_up(hall: SampleHall) -> None:
    given = take(hall)
    hall.claim(hall.kiosk)
    hall.clock.go_on(seconds=40)

    hall.give(hall.server, LetTimePass)

    assert paper_of(hall, given.ticket_id).state is PaperState.PRINTING


def test_a_report_after_the_lease_clears_up_what_was_unknown(hall: SampleHall) -> None:
    given = take(hall)
    job_id = hall.claim(hall.kiosk).job_id
    hall.clock.go_on(minutes=5)
    hall.give(hall.server, LetTimePass)

    hall.printed(hall.kiosk, job_id)

    assert paper_of(hall, given.ticket_id).state is PaperState.PRINTED


def test_a_second_word_on_a_known_outcome_changes_nothing(hall: SampleHall) -> None:
    given = take(hall)
    job_id = hall.claim(hall.kiosk).job_id
    hall.printed(hall.kiosk, job_id)
    before = hall.sequence()

    hall.printed(hall.kiosk, job_id, PrintOutcome.FAILED, fault=PrintFault.PAPER_OUT)

    assert paper_of(hall, given.ticket_id).state is PaperState.PRINTED
    assert hall.sequence() == before


def test_a_slip_whose_ticket_is_over_is_dropped_and_the_next_is_handed_out(staffed: SampleHall) -> None:
    over = take(staffed)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.call(staffed.olena, staffed.one)
    waiting = take(staffed)

    claimed = staffed.claim(staffed.kiosk)

    assert claimed.ticket_id == waiting.ticket_id
    assert paper_of(staffed, over.ticket_id).state is PaperState.DROPPED
    assert any(isinstance(event, SlipDropped) for event in staffed.events())


def test_a_slip_of_yesterday_never_comes_out(hall: SampleHall) -> None:
    given = take(hall)
    hall.clock.go_on(days=1)

    assert hall.claim(hall.kiosk) == NoPrintJob()
    assert paper_of(hall, given.ticket_id).state is PaperState.DROPPED


def test_a_called_ticket_still_gets_its_slip(staffed: SampleHall) -> None:
    given = take(staffed)
    staffed.call(staffed.olena, staffed.one)

    assert staffed.claim(staffed.kiosk).ticket_id == given.ticket_id


def test_a_copy_is_marked_and_comes_out_where_the_ticket_was_taken(hall: SampleHall) -> None:
    given = take(hall)
    original = hall.claim(hall.kiosk)
    hall.printed(hall.kiosk, original.job_id, PrintOutcome.FAILED, fault=PrintFault.PAPER_OUT, millimetres=40)

    ordered = hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)
    copy = hall.claim(hall.kiosk)

    assert copy.job_id == ordered.job_id
    assert copy.slip.is_copy
    assert (copy.slip.label, copy.slip.phone_url) == (original.slip.label, original.slip.phone_url)
    assert paper_of(hall, given.ticket_id).id == ordered.job_id, "the newest slip is what is known of the paper"


@pytest.mark.parametrize("change", [{"has_printer": False}, {"has_printer": True, "is_archived": True}])
def test_no_copy_is_ordered_from_a_box_that_prints_no_more(hall: SampleHall, change: dict[str, bool]) -> None:
    given = take(hall)
    hall.give(hall.founder, SaveBox, box_id=hall.kiosk.box_id, name="kiosk", kind=BoxKind.KIOSK, **change)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)

    assert refused.value.code is ProblemCode.NO_PRINTER


def test_a_kiosk_reprints_its_own_tickets_alone(hall: SampleHall) -> None:
    given = take(hall)
    other = hall.box("other kiosk", BoxKind.KIOSK, has_printer=True)

    with pytest.raises(Refusal) as refused:
        hall.give(other, ReprintTicket, ticket_id=given.ticket_id)

    assert refused.value.code is ProblemCode.UNKNOWN_TICKET
    assert hall.give(hall.kiosk, ReprintTicket, ticket_id=given.ticket_id)


def test_a_box_reports_its_own_slips_alone(hall: SampleHall) -> None:
    take(hall)
    job_id = hall.claim(hall.kiosk).job_id

    with pytest.raises(Refusal) as refused:
        hall.give(hall.bare_kiosk, ReportPrint, job_id=job_id, outcome=PrintOutcome.PRINTED)

    assert refused.value.code is ProblemCode.UNKNOWN_PRINT_JOB


def take(hall: SampleHall) -> TicketGiven:
    """A ticket with a slip."""
    return hall.take(hall.kiosk, hall.passport)


def paper_of(hall: SampleHall, ticket_id: TicketId) -> PrintJob:
    """The newest slip of a ticket."""
    return hall.read(lambda records: records.print_jobs.latest([ticket_id]))[ticket_id]


def test_a_claim_repeated_within_the_lease_gets_the_same_slip(hall: SampleHall) -> None:
    take(hall)
    request_id = RequestId(hall.chance.new_id())
    first = hall.give(hall.kiosk, ClaimPrintJob, request_id=request_id)

    assert hall.give(hall.kiosk, ClaimPrintJob, request_id=request_id) == first


def test_a_claim_repeated_after_the_lease_gets_no_slip_that_was_given_up(hall: SampleHall) -> None:
    given = take(hall)
    request_id = RequestId(hall.chance.new_id())
    hall.give(hall.kiosk, ClaimPrintJob, request_id=request_id)
    hall.clock.go_on(seconds=41)

    answer = hall.give(hall.kiosk, ClaimPrintJob, request_id=request_id)

    hall.give(hall.server, LetTimePass)
    assert answer == NoPrintJob()
    assert paper_of(hall, given.ticket_id).state is PaperState.UNKNOWN


@pytest.mark.parametrize("seconds", [90, 5, None])
def test_a_slip_is_given_up_when_neither_the_hall_nor_the_printer_needs_longer(
    seconds: int | None, hall: SampleHall
) -> None:
    given = take(hall)
    hall.give(hall.kiosk, ClaimPrintJob, seconds=seconds)
    lease_seconds = max(40, seconds or 0)
    hall.clock.go_on(seconds=lease_seconds - 1)
    hall.give(hall.server, LetTimePass)
    before = paper_of(hall, given.ticket_id).state
    hall.clock.go_on(seconds=2)
    hall.give(hall.server, LetTimePass)

    assert (before, paper_of(hall, given.ticket_id).state) == (PaperState.PRINTING, PaperState.UNKNOWN)


@pytest.mark.parametrize("seconds", [4, 301, -1])
def test_a_printer_may_not_ask_for_a_lease_without_measure(seconds: int, hall: SampleHall) -> None:
    with pytest.raises(Refusal) as refused:
        hall.give(hall.kiosk, ClaimPrintJob, seconds=seconds)

    assert (refused.value.code, refused.value.fields) == (
        ProblemCode.BAD_VALUE,
        {"field": "seconds", "reason": "5–300"},
    )


def test_a_claim_repeated_after_the_report_prints_nothing_again(hall: SampleHall) -> None:
    take(hall)
    request_id = RequestId(hall.chance.new_id())
    claimed = hall.give(hall.kiosk, ClaimPrintJob, request_id=request_id)
    hall.printed(hall.kiosk, claimed.job_id)

    assert hall.give(hall.kiosk, ClaimPrintJob, request_id=request_id) == NoPrintJob()


def test_slips_that_no_box_came_for_go_with_their_tickets(hall: SampleHall) -> None:
    yesterday = take(hall)
    hall.clock.go_on(days=1)
    today = take(hall)

    hall.give(hall.server, LetTimePass)

    open_jobs = hall.read(lambda records: records.print_jobs.open_jobs())
    assert [job.ticket_id for job in open_jobs] == [today.ticket_id]
    assert paper_of(hall, yesterday.ticket_id).state is PaperState.DROPPED


@pytest.fixture
def desk_printer(hall: SampleHall) -> BoxActor:
    """Reception's own, which the office has named."""
    box = hall.box("desk printer", BoxKind.PRINTER, has_printer=True)
    hall.decide(reception_box_id=box.box_id)
    return box


def test_a_ticket_that_reception_gives_comes_out_at_its_printer(hall: SampleHall, desk_printer: BoxActor) -> None:
    given = hall.take(hall.rita, hall.passport)

    claimed = hall.claim(desk_printer)
    assert given.paper is PaperState.WAITING
    assert (claimed.ticket_id, claimed.slip.is_copy) == (given.ticket_id, False)


def test_without_a_printer_of_its_own_reception_gives_tickets_without_paper(hall: SampleHall) -> None:
    assert hall.take(hall.rita, hall.passport).paper is PaperState.NONE


def test_a_kiosk_prints_its_own_tickets_beside_receptions_printer(hall: SampleHall, desk_printer: BoxActor) -> None:
    given = take(hall)
    hall.give(hall.kiosk, ReprintTicket, ticket_id=given.ticket_id)

    assert [hall.claim(hall.kiosk).ticket_id for _ in range(2)] == [given.ticket_id] * 2
    assert hall.claim(desk_printer) == NoPrintJob()


def test_a_kiosk_without_a_printer_gives_tickets_without_paper(hall: SampleHall, desk_printer: BoxActor) -> None:
    assert hall.take(hall.bare_kiosk, hall.passport).paper is PaperState.NONE


def test_a_copy_that_a_person_orders_comes_out_at_receptions_printer(hall: SampleHall, desk_printer: BoxActor) -> None:
    given = take(hall)

    ordered = hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)

    copy = hall.claim(desk_printer)
    assert (copy.job_id, copy.slip.is_copy, ordered.box_name) == (ordered.job_id, True, "desk printer")


@pytest.mark.parametrize("change", [{"has_printer": False}, {"has_printer": True, "is_archived": True}])
def test_when_receptions_printer_is_gone_copies_come_out_where_the_tickets_were_taken(
    hall: SampleHall, desk_printer: BoxActor, change: dict[str, bool]
) -> None:
    given = take(hall)
    box = {"box_id": desk_printer.box_id, "name": "desk printer", "kind": BoxKind.PRINTER}
    hall.give(hall.founder, SaveBox, **box, **change)

    ordered = hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id)

    assert ordered.box_name == "kiosk"
    assert hall.take(hall.rita, hall.passport).paper is PaperState.NONE


def test_reception_is_given_no_printer_that_prints_nothing(hall: SampleHall) -> None:
    with pytest.raises(Refusal) as refused:
        hall.decide(reception_box_id=hall.bare_kiosk.box_id)

    assert (refused.value.code, refused.value.fields["field"]) == (ProblemCode.BAD_VALUE, "reception_box_id")


@pytest.mark.parametrize("change", [{"has_printer": False}, {"has_printer": True, "is_archived": True}])
def test_the_journal_tells_that_reception_has_no_printer_any_more(
    hall: SampleHall, desk_printer: BoxActor, change: dict[str, bool]
) -> None:
    box = {"box_id": desk_printer.box_id, "name": "desk printer", "kind": BoxKind.PRINTER}
    hall.give(hall.founder, SaveBox, **box, **change)

    assert hall.hall().settings.reception_box_id is None
    changes = [event.changes for event in hall.events() if isinstance(event, HallSaved)][-1]
    assert changes == (SettingChange(setting="reception_box_id", former=desk_printer.box_id, present=""),)


@pytest.mark.parametrize("change", [{"has_printer": False}, {"has_printer": True, "is_archived": True}])
def test_slips_that_wait_for_a_printer_which_goes_are_given_up(hall: SampleHall, change: dict[str, bool]) -> None:
    given = take(hall)
    hall.box("other printer", BoxKind.PRINTER, has_printer=True)

    hall.give(hall.founder, SaveBox, box_id=hall.kiosk.box_id, name="kiosk", kind=BoxKind.KIOSK, **change)

    assert paper_of(hall, given.ticket_id).state is PaperState.DROPPED
    assert hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id).box_name == "other printer"
    assert not paper_of(hall, given.ticket_id).slip.is_copy
