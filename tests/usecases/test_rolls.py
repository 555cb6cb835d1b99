"""Paper: a roll is counted from «new roll» on, each slip once, and its end is told before it comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from server.contract.box_commands import DeviceReport, ReportHealth, StartRoll
from server.contract.commands import SuspendHall
from server.contract.messages import DeviceNow, PaperLeft
from server.contract.terms import DeviceState, PrintFault, PrintOutcome, ProblemCode, SuspensionReason
from server.domain.errors import Refusal
from server.domain.events import RollRanLow, RollStarted
from server.usecases.office import LetTimePass, SaveBox
from server.usecases.snapshots import boxes
from tests.builders import SampleHall

READY = DeviceState.READY


@pytest.fixture(autouse=True)
def told(hall: SampleHall) -> None:
    tell(hall)


def test_without_a_roll_nothing_is_counted(hall: SampleHall) -> None:
    print_slip(hall, 100)

    assert printer(hall).paper is None


def test_a_new_roll_is_as_long_as_the_halls_unless_somebody_says_otherwise(hall: SampleHall) -> None:
    hall.decide(roll_length_mm=50_000)

    start(hall)
    assert paper(hall).length_mm == 50_000
    start(hall, length_mm=30_000)

    assert (paper(hall).length_mm, paper(hall).left_mm) == (30_000, 30_000)
    assert paper(hall).since == hall.clock.wall


@pytest.mark.parametrize("outcome", PrintOutcome)
def test_whatever_became_of_a_slip_its_paper_is_used(hall: SampleHall, outcome: PrintOutcome) -> None:
    start(hall)

    print_slip(hall, 100, outcome)

    assert paper(hall).left_mm == 79_900


def test_a_report_told_again_counts_once(hall: SampleHall) -> None:
    start(hall)
    job_id = print_slip(hall, 100)

    hall.printed(hall.kiosk, job_id, millimetres=100)
    hall.printed(hall.kiosk, job_id, PrintOutcome.FAILED, millimetres=120)

    assert paper(hall).left_mm == 79_900


def test_a_report_that_corrects_what_was_unknown_counts_in_the_place_of_the_former(hall: SampleHall) -> None:
    start(hall)
    job_id = print_slip(hall, 120, PrintOutcome.UNKNOWN)

    hall.printed(hall.kiosk, job_id, millimetres=100)

    assert paper(hall).left_mm == 79_900


def test_a_report_that_names_the_other_printer_gives_the_first_its_paper_back(hall: SampleHall) -> None:
    tell(hall, spare=READY)
    start(hall)
    start(hall, device="spare", length_mm=10_000)
    print_slip(hall, 150, device="spare")
    job_id = print_slip(hall, 120, PrintOutcome.UNKNOWN)

    hall.printed(hall.kiosk, job_id, millimetres=100, device="spare")

    assert (paper(hall).left_mm, paper(hall, "spare").left_mm) == (80_000, 9_750)


@pytest.mark.parametrize("corrected_mm", [0, 100, 300])
def test_what_is_corrected_of_the_former_roll_leaves_the_new_one_as_it_is(hall: SampleHall, corrected_mm: int) -> None:
    start(hall)
    job_id = print_slip(hall, 120, PrintOutcome.UNKNOWN)
    hall.clock.go_on(minutes=1)
    start(hall)
    print_slip(hall, 200)

    hall.printed(hall.kiosk, job_id, PrintOutcome.UNKNOWN, millimetres=110)
    hall.printed(hall.kiosk, job_id, millimetres=corrected_mm)

    assert paper(hall).left_mm == 79_800


def test_a_box_that_counts_wrongly_uses_no_more_than_the_longest_slip(hall: SampleHall) -> None:
    start(hall)

    print_slip(hall, 2**63)

    assert paper(hall).left_mm == 70_000


def test_a_report_after_the_lease_counts(hall: SampleHall) -> None:
    start(hall)
    hall.take(hall.kiosk, hall.passport)
    job_id = hall.claim(hall.kiosk).job_id
    hall.clock.go_on(minutes=5)
    hall.give(hall.server, LetTimePass)

    hall.printed(hall.kiosk, job_id, millimetres=100)

    assert paper(hall).left_mm == 79_900


def test_each_printer_of_a_box_has_its_own_roll(hall: SampleHall) -> None:
    tell(hall, spare=READY)
    start(hall)
    start(hall, device="spare", length_mm=10_000)

    print_slip(hall, 100, device="spare")

    assert paper(hall).left_mm == 80_000
    assert paper(hall, "spare").left_mm == 9_900


def test_the_journal_tells_of_a_new_roll_and_what_was_used_of_the_former(hall: SampleHall) -> None:
    start(hall)
    print_slip(hall, 100)
    start(hall, length_mm=30_000)

    assert [(each.length_mm, each.former_used_mm) for each in events(hall, RollStarted)] == [
        (80_000, None),
        (30_000, 100),
    ]


def test_that_a_roll_runs_low_is_said_once_of_each(hall: SampleHall) -> None:
    hall.decide(paper_warning_slips=5)
    for _ in range(2):
        start(hall, length_mm=1_000)
        for _slip in range(8):
            print_slip(hall, 100)

    assert [each.left_mm for each in events(hall, RollRanLow)] == [500, 500]


def test_a_roll_that_ends_today_is_said_to_be_low_with_the_hour(hall: SampleHall) -> None:
    hall.clock.go_on(hours=-3)
    start(hall, length_mm=4_000)
    hall.clock.go_on(hours=3)
    for _slip in range(20):
        print_slip(hall, 100)

    left = paper(hall)

    assert left.ends_at == hall.clock.wall + timedelta(hours=3)
    assert (left.slips_left, left.is_low) == (20, True)


def test_a_roll_that_was_to_last_until_tomorrow_is_low_in_the_morning_and_told_of_once(hall: SampleHall) -> None:
    hall.decide(paper_warning_slips=0)
    hall.clock.go_on(hours=-3)
    start(hall, length_mm=8_000)
    hall.clock.go_on(hours=6)
    for _slip in range(60):
        print_slip(hall, 100)
    hall.give(hall.server, LetTimePass)
    before = paper(hall).is_low, len(events(hall, RollRanLow))

    hall.clock.go_on(hours=17)
    for _ in range(2):
        hall.give(hall.server, LetTimePass)
        hall.clock.go_on(minutes=1)

    assert before == (False, 0)
    assert (paper(hall).is_low, len(events(hall, RollRanLow))) == (True, 1)
    hall.clock.go_on(hours=8)
    assert paper(hall).is_low, "it does not come and go with the hours"


def test_a_roll_of_a_box_out_of_use_is_not_told_of(hall: SampleHall) -> None:
    start(hall, length_mm=1_000)
    hall.decide(paper_warning_slips=0)
    for _slip in range(5):
        print_slip(hall, 100)
    kiosk = {"box_id": hall.kiosk.box_id, "name": "kiosk", "kind": hall.kiosk.kind, "has_printer": True}
    hall.give(hall.founder, SaveBox, **kiosk, is_archived=True)
    hall.decide(paper_warning_slips=50)

    hall.give(hall.server, LetTimePass)

    assert events(hall, RollRanLow) == []


def test_a_suspension_at_hand_does_not_move_the_end(hall: SampleHall) -> None:
    hall.clock.go_on(hours=-3)
    start(hall, length_mm=4_000)
    hall.clock.go_on(hours=3)
    for _slip in range(20):
        print_slip(hall, 100)

    hall.give(hall.rita, SuspendHall, reason=SuspensionReason.ALERT)
    hall.clock.go_on(hours=1)

    assert paper(hall).ends_at == hall.clock.wall + timedelta(hours=3)


def test_a_printer_whose_roll_is_low_warns_though_it_feels_nothing(hall: SampleHall) -> None:
    start(hall, length_mm=1_000)
    for _slip in range(5):
        print_slip(hall, 100)

    device = printer(hall)

    assert (device.state, device.fault, device.since) == (DeviceState.WARNING, PrintFault.PAPER_LOW, None)
    assert "новий рулон" in device.remedy["uk"]
    (health,) = hall.read(lambda records: records.boxes.health())
    assert health.devices[0].state is READY, "what the box said stays as it said it"


def test_a_fault_goes_before_the_warning_of_a_low_roll(hall: SampleHall) -> None:
    start(hall, length_mm=1_000)
    for _slip in range(5):
        print_slip(hall, 100)
    tell(hall, DeviceState.FAULT, PrintFault.COVER_OPEN)

    assert printer(hall).fault is PrintFault.COVER_OPEN
    assert paper(hall).is_low


def test_a_new_roll_ends_the_warning(hall: SampleHall) -> None:
    start(hall, length_mm=1_000)
    for _slip in range(5):
        print_slip(hall, 100)

    start(hall)

    assert (printer(hall).state, paper(hall).is_low) == (READY, False)


def test_a_printer_that_ran_out_says_so_until_somebody_says_new_roll(hall: SampleHall) -> None:
    start(hall)
    tell(hall, DeviceState.FAULT, PrintFault.PAPER_OUT)
    tell(hall, DeviceState.FAULT, PrintFault.COVER_OPEN)
    tell(hall)

    assert printer(hall).has_run_out
    start(hall)

    assert not printer(hall).has_run_out


def test_a_roll_said_to_be_new_while_the_printer_has_no_paper_yet_is_not_asked_about(hall: SampleHall) -> None:
    start(hall)
    tell(hall, DeviceState.FAULT, PrintFault.PAPER_OUT)

    start(hall)
    tell(hall, DeviceState.FAULT, PrintFault.PAPER_OUT)
    tell(hall)

    assert not printer(hall).has_run_out


def test_a_new_roll_of_one_printer_says_nothing_of_the_other(hall: SampleHall) -> None:
    tell(hall, DeviceState.FAULT, PrintFault.PAPER_OUT, spare=READY)

    start(hall, device="spare")

    assert printer(hall).has_run_out


def test_a_box_out_of_use_gets_no_roll(hall: SampleHall) -> None:
    box = hall.read(lambda records: records.boxes.get(hall.kiosk.box_id))
    assert box is not None
    members = {"box_id": box.id, "name": box.name, "kind": box.kind, "has_printer": True, "is_archived": True}
    hall.give(hall.founder, SaveBox, **members)

    with pytest.raises(Refusal) as refused:
        start(hall)

    assert refused.value.code is ProblemCode.UNKNOWN_BOX


def tell(
    hall: SampleHall,
    state: DeviceState = READY,
    fault: PrintFault = PrintFault.NONE,
    spare: DeviceState | None = None,
) -> None:
    """The kiosk says how its printers are."""
    devices = [DeviceReport(name="printer", state=state, fault=fault)]
    if spare is not None:
        devices.append(DeviceReport(name="spare", state=spare))
    hall.give(hall.kiosk, ReportHealth, version="1", devices=tuple(devices))


def start(hall: SampleHall, **more: Any) -> None:
    hall.give(hall.rita, StartRoll, box_id=hall.kiosk.box_id, **more)


def print_slip(
    hall: SampleHall, millimetres: int, outcome: PrintOutcome = PrintOutcome.PRINTED, device: str = "printer"
) -> str:
    hall.take(hall.kiosk, hall.passport)
    job_id = str(hall.claim(hall.kiosk).job_id)
    hall.printed(hall.kiosk, job_id, outcome, millimetres=millimetres, device=device)
    return job_id


def printer(hall: SampleHall, device: str = "printer") -> DeviceNow:
    snapshot = hall.see(lambda view: boxes(view, lambda _box_id: True))
    kiosk = next(box for box in snapshot.boxes if box.box_id == hall.kiosk.box_id)
    return next(each for each in kiosk.devices if each.name == device)


def paper(hall: SampleHall, device: str = "printer") -> PaperLeft:
    left = printer(hall, device).paper
    assert left is not None
    return left


def events(hall: SampleHall, kind: type[Any]) -> list[Any]:
    return [event for event in hall.events() if isinstance(event, kind)]
