"""Real bytes over TCP: what is reported of a slip is what happened to the paper."""

from dataclasses import replace

import pytest

from hardware.errors import PrinterNotReady, WireUnreachable
from hardware.ports import Capabilities, Cover, Paper, PrinterStatus, PrintReport
from hardware.printers.raster import render
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import Mode
from hardware.printers.wires.tcp import open_tcp
from server.contract.slip import Slip
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome
from tests.hardware.printers.conftest import SHORT, Host, StartPrinter
from tests.hardware.printers.papers import differing_dots, ends_with, whole
from tests.hardware.printers.slips import ALL, ENGLISH, UKRAINIAN, WIDTHS

PRINTED, FAILED, UNKNOWN = PrintOutcome.PRINTED, PrintOutcome.FAILED, PrintOutcome.UNKNOWN
PAPER_COMES_SECONDS = 5.0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slip", ALL.values(), ids=ALL)
def test_what_comes_out_is_the_slip_dot_for_dot(slip: Slip, width: int, start: StartPrinter, host: Host) -> None:
    printer = start(width_dots=width)

    report = host(printer, width_dots=width).print(slip)

    assert (report.outcome, report.fault) == (PRINTED, PrintFault.NONE)
    assert differing_dots(printer.slips[0], slip, width) == 0


@pytest.mark.parametrize(
    ("mode", "outcome", "fault"),
    [
        (Mode.NORMAL, PRINTED, PrintFault.NONE),
        (Mode.NEAR_END, PRINTED, PrintFault.NONE),
        (Mode.SLOW, PRINTED, PrintFault.NONE),
        (Mode.PAPER_OUT, FAILED, PrintFault.PAPER_OUT),
        (Mode.PAPER_OUT_HALFWAY, FAILED, PrintFault.PAPER_OUT),
        (Mode.COVER_OPEN, FAILED, PrintFault.COVER_OPEN),
        (Mode.COVER_OPEN_HALFWAY, FAILED, PrintFault.COVER_OPEN),
        (Mode.CUTTER_JAMMED, FAILED, PrintFault.CUTTER),
        (Mode.CUTTER_JAMS, UNKNOWN, PrintFault.CUTTER),
        (Mode.BROKEN, FAILED, PrintFault.UNRECOVERABLE),
        (Mode.SILENT, FAILED, PrintFault.NO_ANSWER),
        (Mode.ONE_WAY, FAILED, PrintFault.NO_ANSWER),
        (Mode.CLOSES_HALFWAY, UNKNOWN, PrintFault.BROKE_OFF),
    ],
)
def test_each_misbehaviour_has_its_outcome(
    mode: Mode, outcome: PrintOutcome, fault: PrintFault, start: StartPrinter, host: Host
) -> None:
    printer = start(slow_bytes_per_second=60_000)
    printer.misbehave(mode)

    report = host(printer).print(UKRAINIAN)

    assert (report.outcome, report.fault) == (outcome, fault)
    assert whole(printer.slips) == (1 if outcome is PRINTED else 0)
    assert report.evidence is (Evidence.PROCESS_ID if outcome is PRINTED else Evidence.NONE)


def test_a_printer_that_falls_silent_leaves_the_outcome_unknown(start: StartPrinter, host: Host) -> None:
    printer = start()
    printer.misbehave(Mode.SILENT_HALFWAY)

    report = host(printer, patience=replace(SHORT, print_seconds=0.5)).print(UKRAINIAN)

    assert (report.outcome, report.fault) == (UNKNOWN, PrintFault.NO_ANSWER)


def test_a_printer_slower_than_our_patience_leaves_it_unknown_and_the_paper_comes_once(
    start: StartPrinter, host: Host
) -> None:
    printer = start(slow_bytes_per_second=30_000)
    printer.misbehave(Mode.SLOW)

    report = host(printer, evidence=Evidence.PROCESS_ID, patience=replace(SHORT, print_seconds=0.2)).print(UKRAINIAN)

    assert (report.outcome, report.fault) == (UNKNOWN, PrintFault.NO_ANSWER)
    assert whole([printer.wait_for_slip(1, PAPER_COMES_SECONDS)]) == 1


@pytest.mark.parametrize("mode", [Mode.PAPER_OUT, Mode.COVER_OPEN, Mode.SILENT, Mode.BROKEN])
def test_nothing_of_a_slip_is_sent_to_a_printer_that_cannot_print(mode: Mode, start: StartPrinter, host: Host) -> None:
    printer = start()
    printer.misbehave(mode)

    report = host(printer).print(UKRAINIAN)
    printer.misbehave(Mode.NORMAL)
    host(printer).print(ENGLISH)

    assert report.millimetres == 0
    assert [differing_dots(slip, ENGLISH) for slip in printer.slips] == [0]


def test_after_a_certain_failure_a_new_roll_brings_nothing_of_the_old_slip(start: StartPrinter, host: Host) -> None:
    printer = start()
    driver = host(printer)
    printer.misbehave(Mode.PAPER_OUT_HALFWAY)

    report = driver.print(UKRAINIAN)
    printer.misbehave(Mode.NORMAL)
    again = driver.print(replace(UKRAINIAN, is_copy=True))

    assert (report.outcome, again.outcome) == (FAILED, PRINTED)
    torn, copy = printer.slips
    assert not torn.is_cut
    assert differing_dots(copy, replace(UKRAINIAN, is_copy=True)) == 0


def test_a_stopped_printer_that_cannot_forget_leaves_it_unknown_since_the_rest_comes_with_the_new_roll(
    start: StartPrinter, host: Host
) -> None:
    printer = start(grade=Evidence.STATUS_AFTER_CUT)
    printer.misbehave(Mode.PAPER_OUT_HALFWAY)

    report = host(printer).print(UKRAINIAN)
    printer.misbehave(Mode.NORMAL)

    assert (report.outcome, report.fault) == (UNKNOWN, PrintFault.PAPER_OUT)
    assert [slip.is_cut for slip in printer.slips][:1] == [False]


def test_an_order_to_forget_that_waits_behind_a_full_buffer_leaves_it_unknown(start: StartPrinter, host: Host) -> None:
    printer = start(buffer_bytes=2048)
    printer.misbehave(Mode.PAPER_OUT_HALFWAY)

    report = host(printer).print(UKRAINIAN)

    assert (report.outcome, report.fault) == (UNKNOWN, PrintFault.PAPER_OUT)


@pytest.mark.parametrize("grade", [Evidence.PROCESS_ID, Evidence.STATUS_AFTER_CUT, Evidence.REALTIME_STATUS])
def test_a_slip_after_one_that_broke_off_is_not_taken_for_the_rest_of_its_picture(
    grade: Evidence, start: StartPrinter, host: Host
) -> None:
    printer = start(grade=grade, buffer_bytes=1024)
    driver = host(printer, evidence=grade, patience=replace(SHORT, print_seconds=3.0))
    printer.misbehave(Mode.COVER_OPEN_HALFWAY)

    driver.print(UKRAINIAN)
    printer.misbehave(Mode.NORMAL)
    report = driver.print(ENGLISH)

    assert report.outcome is PRINTED
    assert ends_with(printer.slips[-1], ENGLISH)


@pytest.mark.parametrize(
    ("grade", "evidence"),
    [
        (Evidence.PROCESS_ID, Evidence.PROCESS_ID),
        (Evidence.STATUS_AFTER_CUT, Evidence.STATUS_AFTER_CUT),
        (Evidence.REALTIME_STATUS, Evidence.REALTIME_STATUS),
    ],
)
def test_each_printer_gives_the_best_proof_it_can(
    grade: Evidence, evidence: Evidence, start: StartPrinter, host: Host
) -> None:
    printer = start(grade=grade)

    report = host(printer).print(UKRAINIAN)

    assert (report.outcome, report.evidence) == (PRINTED, evidence)
    assert whole(printer.slips) == 1


@pytest.mark.parametrize("grade", [Evidence.STATUS_AFTER_CUT, Evidence.REALTIME_STATUS])
@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        (Mode.PAPER_OUT_HALFWAY, PrintFault.PAPER_OUT),
        (Mode.COVER_OPEN_HALFWAY, PrintFault.COVER_OPEN),
        (Mode.CLOSES_HALFWAY, PrintFault.BROKE_OFF),
        (Mode.CUTTER_JAMS, PrintFault.CUTTER),
    ],
)
def test_a_lesser_printer_is_never_believed_to_have_printed_what_it_did_not(
    grade: Evidence, mode: Mode, fault: PrintFault, start: StartPrinter, host: Host
) -> None:
    printer = start(grade=grade)
    printer.misbehave(mode)

    report = host(printer, evidence=grade).print(UKRAINIAN)

    assert (report.outcome, report.fault) == (UNKNOWN, fault)


@pytest.mark.parametrize("mode", [Mode.NORMAL, Mode.ONE_WAY])
def test_a_one_way_printer_prints_and_the_citizen_must_be_asked(mode: Mode, start: StartPrinter, host: Host) -> None:
    printer = start()
    printer.misbehave(mode)

    report = host(printer, evidence=Evidence.NONE).print(UKRAINIAN)

    assert (report.outcome, report.fault, report.evidence) == (UNKNOWN, PrintFault.NONE, Evidence.NONE)
    assert differing_dots(printer.wait_for_slip(1, PAPER_COMES_SECONDS), UKRAINIAN) == 0


def test_ten_slips_are_ten_papers(start: StartPrinter, host: Host) -> None:
    printer = start()
    driver = host(printer)

    reports = [driver.print(UKRAINIAN) for _ in range(10)]

    assert {report.outcome for report in reports} == {PRINTED}
    assert whole(printer.slips) == len(printer.slips) == 10


def test_a_printer_that_is_not_there_certainly_did_not_print(start: StartPrinter, host: Host) -> None:
    printer = start()
    driver = host(printer)
    printer.stop()

    assert driver.print(UKRAINIAN) == PrintReport(FAILED, PrintFault.UNREACHABLE, Evidence.NONE, 0)
    assert driver.status() == PrinterStatus(DeviceState.FAULT, PrintFault.UNREACHABLE, Paper.UNKNOWN, Cover.UNKNOWN)
    with pytest.raises(WireUnreachable, match="is it switched on"):
        driver.probe()


def test_the_paper_used_is_counted_in_millimetres(start: StartPrinter, host: Host) -> None:
    report = host(start()).print(UKRAINIAN)

    dots = render(UKRAINIAN, 576).height
    assert report.millimetres == pytest.approx(dots / 8 + 15, abs=1)


@pytest.mark.parametrize(
    ("mode", "status"),
    [
        (Mode.NORMAL, PrinterStatus(DeviceState.READY, PrintFault.NONE, Paper.ENOUGH, Cover.CLOSED)),
        (Mode.NEAR_END, PrinterStatus(DeviceState.WARNING, PrintFault.PAPER_LOW, Paper.NEAR_END, Cover.CLOSED)),
        (Mode.PAPER_OUT, PrinterStatus(DeviceState.FAULT, PrintFault.PAPER_OUT, Paper.OUT, Cover.CLOSED)),
        (Mode.COVER_OPEN, PrinterStatus(DeviceState.FAULT, PrintFault.COVER_OPEN, Paper.ENOUGH, Cover.OPEN)),
        (Mode.CUTTER_JAMMED, PrinterStatus(DeviceState.FAULT, PrintFault.CUTTER, Paper.ENOUGH, Cover.CLOSED)),
        (Mode.SILENT, PrinterStatus(DeviceState.FAULT, PrintFault.NO_ANSWER, Paper.UNKNOWN, Cover.UNKNOWN)),
    ],
)
def test_the_status_says_what_the_sensors_say(
    mode: Mode, status: PrinterStatus, start: StartPrinter, host: Host
) -> None:
    printer = start()
    printer.misbehave(mode)

    assert host(printer).status() == status


def test_a_status_is_right_while_automatic_status_is_on(start: StartPrinter, host: Host) -> None:
    printer = start()
    driver = host(printer)
    driver.print(UKRAINIAN)

    printer.misbehave(Mode.PAPER_OUT)

    assert driver.status().fault is PrintFault.PAPER_OUT


def test_of_a_declared_one_way_printer_nothing_is_known_and_nothing_is_wrong(start: StartPrinter, host: Host) -> None:
    printer = start(grade=Evidence.NONE)

    status = host(printer, evidence=Evidence.NONE).status()

    assert status == PrinterStatus(DeviceState.UNKNOWN, PrintFault.NONE, Paper.UNKNOWN, Cover.UNKNOWN)


@pytest.mark.parametrize(
    ("grade", "capabilities"),
    [
        (Evidence.PROCESS_ID, Capabilities(Evidence.PROCESS_ID, has_automatic_status=True)),
        (Evidence.STATUS_AFTER_CUT, Capabilities(Evidence.STATUS_AFTER_CUT, has_automatic_status=True)),
        (Evidence.REALTIME_STATUS, Capabilities(Evidence.REALTIME_STATUS, has_automatic_status=False)),
        (Evidence.NONE, Capabilities(Evidence.NONE, has_automatic_status=False)),
    ],
)
def test_probing_finds_the_grade_and_uses_no_paper(
    grade: Evidence, capabilities: Capabilities, start: StartPrinter, host: Host
) -> None:
    printer = start(grade=grade)

    assert host(printer).probe() == capabilities
    assert printer.slips == []


def test_a_printer_that_is_not_ready_is_not_graded(start: StartPrinter, host: Host) -> None:
    printer = start()
    printer.misbehave(Mode.COVER_OPEN)

    with pytest.raises(PrinterNotReady, match="cover-open"):
        host(printer).probe()


def test_a_late_confirmation_of_another_slip_proves_nothing(start: StartPrinter) -> None:
    printer = start(slow_bytes_per_second=30_000)
    printer.misbehave(Mode.SLOW)
    settings = ThermalSettings(evidence=Evidence.PROCESS_ID, patience=replace(SHORT, print_seconds=0.2))
    driver = ThermalPrinter(
        lambda: open_tcp(printer.host, printer.port, timeout_seconds=2), settings, first_process=100
    )

    too_late = driver.print(UKRAINIAN)
    printer.wait_for_slip(1, PAPER_COMES_SECONDS)
    printer.misbehave(Mode.SILENT_HALFWAY)
    second = driver.print(ENGLISH)

    assert (too_late.outcome, second.outcome) == (UNKNOWN, UNKNOWN)
