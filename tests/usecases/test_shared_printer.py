"""A printer that several kiosks share, and the printer that a person chooses."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.answers import NoPrintJob, TicketGiven
from server.contract.box_commands import ReprintTicket
from server.contract.commands import MarkMissed, ReturnTicket
from server.contract.terms import BoxId, BoxKind, PaperState, PrintFault, PrintOutcome, ProblemCode, TicketId
from server.domain.errors import Refusal
from server.domain.hall import Box
from server.domain.office_events import BoxSaved
from server.domain.setting_changes import SettingChange
from server.usecases.actor import BoxActor
from server.usecases.office import SaveBox
from server.usecases.snapshots import box as box_snapshot
from tests.builders import SampleHall


@pytest.fixture
def printer(hall: SampleHall) -> BoxActor:
    """Shared by the kiosk without a printer and by another one."""
    printer = hall.box("shared printer", BoxKind.PRINTER, has_printer=True)
    shares(hall, hall.bare_kiosk, printer)
    return printer


@pytest.fixture
def second(hall: SampleHall, printer: BoxActor) -> BoxActor:
    """The other kiosk that prints there."""
    second = hall.box("second kiosk", BoxKind.KIOSK)
    shares(hall, second, printer)
    return second


def test_a_ticket_comes_out_at_the_shared_printer_and_the_kiosk_knows_where(
    hall: SampleHall, printer: BoxActor
) -> None:
    given = hall.take(hall.bare_kiosk, hall.passport)

    claimed = hall.claim(printer)
    assert (given.paper, given.printer_name) == (PaperState.WAITING, "shared printer")
    assert (claimed.ticket_id, claimed.slip.is_copy) == (given.ticket_id, False)
    assert hall.claim(hall.bare_kiosk) == NoPrintJob()


def test_slips_of_several_kiosks_come_out_in_the_order_of_taking(
    hall: SampleHall, printer: BoxActor, second: BoxActor
) -> None:
    taken = [hall.take(kiosk, hall.passport).ticket_id for kiosk in (hall.bare_kiosk, second, second, hall.bare_kiosk)]

    assert [hall.claim(printer).ticket_id for _ in taken] == taken
    assert hall.claim(printer) == NoPrintJob()


def test_what_becomes_of_the_slip_is_told_at_the_kiosk_where_the_citizen_stands(
    hall: SampleHall, printer: BoxActor, second: BoxActor
) -> None:
    given = hall.take(hall.bare_kiosk, hall.passport)
    assert hall.see(lambda view: box_snapshot(view, printer.box_id)).jobs_waiting == 1

    job_id = hall.claim(printer).job_id
    hall.printed(printer, job_id, PrintOutcome.FAILED, fault=PrintFault.PAPER_OUT)

    (paper,) = hall.see(lambda view: box_snapshot(view, hall.bare_kiosk.box_id)).papers
    assert (paper.ticket_id, paper.paper, paper.fault) == (given.ticket_id, PaperState.FAILED, PrintFault.PAPER_OUT)
    assert hall.see(lambda view: box_snapshot(view, second.box_id)).papers == ()


def test_a_kiosk_with_a_printer_of_its_own_prints_there(hall: SampleHall, printer: BoxActor) -> None:
    save(hall, hall.kiosk, has_printer=True, prints_at=printer.box_id)

    given = hall.take(hall.kiosk, hall.passport)

    assert given.printer_name == ""
    assert hall.claim(hall.kiosk).ticket_id == given.ticket_id
    assert standing(hall, hall.kiosk).prints_at is None


def test_only_a_kiosk_prints_elsewhere(hall: SampleHall, printer: BoxActor) -> None:
    save(hall, hall.display, prints_at=printer.box_id)

    assert standing(hall, hall.display).prints_at is None


def test_a_kiosk_prints_at_no_box_that_does_not_print(hall: SampleHall, printer: BoxActor) -> None:
    old = hall.box("old printer", BoxKind.PRINTER, has_printer=True)
    save(hall, old, has_printer=True, is_archived=True)

    for other in ("nowhere", hall.bare_kiosk.box_id, hall.buttons.box_id, old.box_id):
        refused = refusal(hall, hall.bare_kiosk, prints_at=BoxId(other))
        assert (refused.code, refused.fields["field"]) == (ProblemCode.BAD_VALUE, "prints_at")
        assert refused.fields["reason"] == "kiosk, shared printer"


@pytest.mark.parametrize("change", [{"has_printer": False}, {"has_printer": True, "is_archived": True}])
def test_a_printer_that_others_share_is_not_taken_from_them(
    hall: SampleHall, printer: BoxActor, second: BoxActor, change: dict[str, bool]
) -> None:
    refused = refusal(hall, printer, **change)

    assert (refused.code, refused.fields) == (
        ProblemCode.IN_USE,
        {"name": "shared printer", "by": "bare kiosk, second kiosk"},
    )


def test_a_printer_that_only_a_kiosk_out_of_use_shares_may_go(hall: SampleHall, printer: BoxActor) -> None:
    save(hall, hall.bare_kiosk, prints_at=printer.box_id, is_archived=True)
    save(hall, printer, has_printer=True, is_archived=True)

    save(hall, hall.bare_kiosk, prints_at=printer.box_id)

    assert standing(hall, hall.bare_kiosk).prints_at is None


def test_a_kiosk_that_comes_back_into_use_prints_where_it_did(hall: SampleHall, printer: BoxActor) -> None:
    save(hall, hall.bare_kiosk, prints_at=printer.box_id, is_archived=True)

    save(hall, hall.bare_kiosk, prints_at=printer.box_id)

    assert standing(hall, hall.bare_kiosk).prints_at == printer.box_id


def test_the_journal_keeps_where_a_kiosk_printed_and_prints(hall: SampleHall, printer: BoxActor) -> None:
    save(hall, hall.bare_kiosk, has_printer=True)

    saved = hall.events()[-1]
    assert isinstance(saved, BoxSaved)
    assert saved.changes == (
        SettingChange(setting="has_printer", former="no", present="yes"),
        SettingChange(setting="prints_at", former=printer.box_id, present=""),
    )


def test_a_copy_comes_out_where_a_person_chooses(hall: SampleHall, printer: BoxActor) -> None:
    given = hall.take(hall.kiosk, hall.passport)

    ordered = hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id, box_id=printer.box_id)

    copy = hall.claim(printer)
    assert (copy.job_id, copy.slip.is_copy, ordered.box_name) == (ordered.job_id, True, "shared printer")


def test_a_copy_of_a_ticket_of_a_shared_printer_comes_out_there_again(hall: SampleHall, printer: BoxActor) -> None:
    given = hall.take(hall.bare_kiosk, hall.passport)
    hall.printed(printer, hall.claim(printer).job_id)

    assert hall.give(hall.bare_kiosk, ReprintTicket, ticket_id=given.ticket_id).box_name == "shared printer"
    assert hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id).box_name == "shared printer"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [("nowhere", ProblemCode.UNKNOWN_BOX), ("display", ProblemCode.NO_PRINTER)],
)
def test_a_copy_is_ordered_from_a_printing_box_alone(hall: SampleHall, chosen: str, code: ProblemCode) -> None:
    given = hall.take(hall.kiosk, hall.passport)
    box_id = hall.display.box_id if chosen == "display" else BoxId(chosen)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id, box_id=box_id)

    assert refused.value.code is code


def test_a_box_does_not_choose_the_printer(hall: SampleHall, printer: BoxActor) -> None:
    given = hall.take(hall.kiosk, hall.passport)

    with pytest.raises(Refusal) as refused:
        hall.give(hall.kiosk, ReprintTicket, ticket_id=given.ticket_id, box_id=printer.box_id)

    assert refused.value.code is ProblemCode.NOT_ALLOWED


def test_a_ticket_given_without_paper_gets_its_first_slip_unmarked_and_the_next_as_a_copy(hall: SampleHall) -> None:
    ahead, given = (hall.take(hall.bare_kiosk, hall.passport) for _ in range(2))

    for _ in range(2):
        hall.give(hall.rita, ReprintTicket, ticket_id=given.ticket_id, box_id=hall.kiosk.box_id)
    slips = [hall.claim(hall.kiosk).slip for _ in range(2)]

    assert [(slip.label, slip.is_copy) for slip in slips] == [(given.label, False), (given.label, True)]
    assert slips[0].people_before == given.people_before == ahead.people_before + 1


def test_the_first_slip_of_one_at_the_window_has_nobody_before_it(staffed: SampleHall) -> None:
    given = staffed.take(staffed.bare_kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.take(staffed.bare_kiosk, staffed.passport)

    reprint(staffed, given.ticket_id)

    slip = staffed.claim(staffed.kiosk).slip
    assert (slip.people_before, slip.wait) == (0, None)


def test_a_slip_that_was_dropped_unprinted_comes_out_unmarked(hall: SampleHall, printer: BoxActor) -> None:
    given = missed_and_dropped(hall, printer)

    reprint(hall, given.ticket_id)

    assert not hall.claim(hall.kiosk).slip.is_copy


def save(hall: SampleHall, box: BoxActor, **members: Any) -> None:
    given = {"box_id": box.box_id, "name": box.name, "kind": box.kind, "has_printer": False} | members
    hall.give(hall.founder, SaveBox, **given)


def shares(hall: SampleHall, kiosk: BoxActor, printer: BoxActor) -> None:
    save(hall, kiosk, prints_at=printer.box_id)


def refusal(hall: SampleHall, box: BoxActor, **members: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        save(hall, box, **members)
    return refused.value


def standing(hall: SampleHall, box: BoxActor) -> Box:
    found = hall.read(lambda records: records.boxes.get(box.box_id))
    assert found is not None
    return found


def reprint(hall: SampleHall, ticket_id: TicketId) -> None:
    hall.give(hall.rita, ReprintTicket, ticket_id=ticket_id, box_id=hall.kiosk.box_id)


def missed_and_dropped(hall: SampleHall, printer: BoxActor) -> TicketGiven:
    """Missed while its printer stood still, so that the slip was given up; then it was returned to the line."""
    given = hall.take(hall.bare_kiosk, hall.passport)
    hall.sit(hall.olena, hall.one)
    hall.call(hall.olena, hall.one)
    hall.clock.go_on(minutes=3)
    hall.give(hall.olena, MarkMissed, window_id=hall.one, ticket_id=given.ticket_id)
    assert hall.claim(printer) == NoPrintJob()
    hall.give(hall.rita, ReturnTicket, ticket_id=given.ticket_id)
    return given
