"""Each slip is printed once and its outcome told until the server has taken it, over power cuts too."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hardware.errors import LabelNotPrintable
from hardware.link import Link
from hardware.ports import Cover, Paper, PrinterStatus, PrintReport
from hardware.print_jobs import PrintJobs
from hardware.print_notebook import DISK, PrintNotebook
from hardware.printer_owner import PrinterOwner
from server.contract.box_commands import PRINTER, DeviceReport
from server.contract.slip import Slip
from server.contract.terms import DeviceState, PaperState, PrintFault, PrintJobId
from tests.hardware.box.fake_printer import NO_PAPER, FakePrinter
from tests.hardware.box.printing import printing
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, wait_until


def test_a_slip_is_claimed_printed_and_reported(hall: PaperHall, link: Link, path: Path) -> None:
    printer = FakePrinter()
    hall.steer("slip")

    with printing(link, printer, path) as (_, around):
        wait_until(lambda: bool(hall.heard("report-print")), "the report")
        wait_until(lambda: path.read_text() == "[]", "the notebook struck")

    told = hall.heard("report-print")[0]
    assert [slip.label for slip in printer.slips] == ["А\u00a0042"]
    assert (told["outcome"], told["evidence"], told["millimetres"]) == ("printed", "a", 96)
    assert [paper.paper for paper in around.papers] == [PaperState.PRINTING, PaperState.PRINTED]
    assert printer.has_one_owner
    assert printer.is_closed


def test_while_a_slip_is_printed_the_box_sees_the_printer_move(hall: PaperHall, link: Link, path: Path) -> None:
    ticks: list[str] = []
    moved: list[int] = []
    stop = threading.Event()

    def slowly(_: Slip) -> None:
        before = len(ticks)
        printer.tick()
        moved.append(len(ticks) - before)
        stop.set()

    printer = FakePrinter(before=slowly)
    hall.steer("slip")

    owner = PrinterOwner(PRINTER, printer, note=lambda _: None)
    jobs = threading.Thread(target=PrintJobs(link, [owner], PrintNotebook(path)).run, args=(stop, lambda: None))
    jobs.start()
    owner.run(stop, lambda: ticks.append("tick"))
    jobs.join(DEADLINE_SECONDS)

    assert moved == [1]


def test_why_a_slip_failed_is_told(hall: PaperHall, link: Link, path: Path) -> None:
    hall.steer("slip")

    with printing(link, FakePrinter(NO_PAPER), path) as (_, around):
        wait_until(lambda: bool(hall.heard("report-print")), "the report")

    assert (hall.heard("report-print")[0]["outcome"], hall.heard("report-print")[0]["fault"]) == ("failed", "paper-out")
    assert around.papers[-1].fault is PrintFault.PAPER_OUT


def test_a_slip_is_written_down_before_its_first_byte(hall: PaperHall, link: Link, path: Path) -> None:
    at_the_device: list[str] = []
    printer = FakePrinter(before=lambda _: at_the_device.append(path.read_text()))
    hall.steer("slip")

    with printing(link, printer, path):
        wait_until(lambda: bool(hall.heard("report-print")), "the report")

    assert "job-ticket-42" in at_the_device[0]
    assert "unknown" in at_the_device[0]


def test_a_slip_cut_off_by_the_power_is_told_as_unknown_and_never_printed(
    hall: PaperHall, link: Link, path: Path
) -> None:
    assert PrintNotebook(path).begin(PrintJobId("job-ticket-42"))
    printer = FakePrinter()
    hall.steer("slip")

    with printing(link, printer, path):
        wait_until(lambda: bool(hall.heard("report-print")), "the report")
        wait_until(lambda: len(hall.heard("claim-print-job")) > 1, "the next claim")

    assert {(told["job_id"], told["outcome"]) for told in hall.heard("report-print")[:1]} == {
        ("job-ticket-42", "unknown")
    }


def test_a_slip_handed_out_twice_comes_out_once(hall: PaperHall, link: Link, path: Path) -> None:
    printer = FakePrinter()
    hall.steer("slip")

    with printing(link, printer, path) as (jobs, _):
        wait_until(lambda: bool(hall.heard("report-print")), "the report")
        hall.steer("same-slip")
        claims = len(hall.heard("claim-print-job"))
        jobs.wake()
        wait_until(lambda: len(hall.heard("claim-print-job")) > claims + 1, "the slip claimed again and passed over")

    assert len(printer.slips) == 1


def test_a_report_waits_for_the_server_under_one_request_id(hall: PaperHall, link: Link, path: Path) -> None:
    printer = FakePrinter()
    hall.steer("refuse/report-print", ["busy"] * 6)
    hall.steer("slip")

    with printing(link, printer, path):
        wait_until(lambda: len(hall.heard("report-print")) == 7, "the report taken at last")
        wait_until(lambda: path.read_text() == "[]", "the notebook struck")

    assert len({told["request_id"] for told in hall.heard("report-print")}) == 1
    assert len(printer.slips) == 1


def test_an_untold_report_survives_a_restart(hall: PaperHall, link: Link, path: Path) -> None:
    hall.steer("refuse/report-print", ["busy"] * 3)
    hall.steer("slip")
    with printing(link, FakePrinter(), path):
        wait_until(lambda: len(hall.heard("report-print")) >= 3, "the report refused")
        hall.steer("refuse/report-print", ["busy"] * 1000)
    hall.steer("refuse/report-print", [])
    before = len(hall.heard("report-print"))

    again = FakePrinter()
    with printing(link, again, path):
        wait_until(lambda: len(hall.heard("report-print")) > before, "the report after the restart")

    assert again.slips == []
    assert hall.heard("report-print")[-1]["outcome"] == "printed"
    assert len({told["request_id"] for told in hall.heard("report-print")}) == 1


def test_a_report_that_is_refused_for_good_does_not_block_the_next_slip(
    hall: PaperHall, link: Link, path: Path
) -> None:
    hall.steer("refuse/report-print", ["unknown-print-job"])
    hall.steer("slip")

    with printing(link, FakePrinter(), path):
        wait_until(lambda: path.exists() and path.read_text() == "[]", "the first struck")
        hall.steer("slip")
        wait_until(lambda: len(hall.heard("report-print")) == 2, "the second told")


def test_a_slip_that_no_printer_can_print_is_told_as_failed(hall: PaperHall, link: Link, path: Path) -> None:
    def refuse(slip: Slip) -> PrintReport:
        raise LabelNotPrintable(slip.label, "А")

    printer = FakePrinter()
    printer.print = refuse  # type: ignore[method-assign]
    hall.steer("slip")

    with printing(link, printer, path):
        wait_until(lambda: bool(hall.heard("report-print")), "the report")

    assert (hall.heard("report-print")[0]["outcome"], hall.heard("report-print")[0]["fault"]) == (
        "failed",
        "slip-refused",
    )


def test_a_slip_that_cannot_be_written_down_is_not_sent_and_told_as_failed(
    hall: PaperHall, link: Link, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    printer = FakePrinter()
    in_the_way = path.parent / "state"

    with printing(link, printer, in_the_way / path.name):
        in_the_way.write_text("a disk that takes no folder", "utf-8")
        hall.steer("slip")
        wait_until(lambda: len(hall.heard("report-print")) == 1, "the first report")
        hall.steer("slip")
        wait_until(lambda: len(hall.heard("report-print")) == 2, "the second report")
        in_the_way.unlink()
        hall.steer("slip")
        wait_until(lambda: len(hall.heard("report-print")) == 3, "the slip after that")

    assert [(told["outcome"], told["fault"]) for told in hall.heard("report-print")] == [
        ("failed", "disk"),
        ("failed", "disk"),
        ("printed", "none"),
    ]
    assert len(printer.slips) == 1
    assert [record.levelname for record in caplog.records if record.name == "hardware.print_notebook"] == [
        "ERROR",
        "WARNING",
    ]


def test_a_disk_that_takes_nothing_is_told_as_a_device_until_it_does_though_no_slip_comes(
    hall: PaperHall, link: Link, path: Path
) -> None:
    in_the_way = path.parent / "state"

    with printing(link, FakePrinter(), in_the_way / path.name) as (_, around):
        hall.steer("slip")
        wait_until(lambda: len(hall.heard("report-print")) == 1, "a slip while all is well")
        wait_until(lambda: (in_the_way / path.name).read_text() == "[]", "the notebook struck")
        before = [report for report in around.devices if report.name == DISK]
        in_the_way.rename(path.parent / "moved")
        in_the_way.write_text("a disk that takes no folder", "utf-8")
        hall.steer("slip")
        wait_until(lambda: len(hall.heard("report-print")) == 2, "the report")
        claims = len(hall.heard("claim-print-job"))
        wait_until(lambda: len(hall.heard("claim-print-job")) > claims + 2, "some tries more")
        meanwhile = [report for report in around.devices if report.name == DISK]
        in_the_way.unlink()
        wait_until(lambda: [each for each in around.devices if each.name == DISK] != meanwhile, "room again")

    told = [report for report in around.devices if report.name == DISK]
    assert before == []
    assert [(report.state, report.fault) for report in meanwhile] == [(DeviceState.FAULT, PrintFault.DISK)]
    assert told == [*meanwhile, DeviceReport(name=DISK, state=DeviceState.READY)]
    assert len(hall.heard("report-print")) == 2


def test_the_printers_state_is_noted(link: Link, path: Path) -> None:
    printer = FakePrinter()

    with printing(link, printer, path) as (_, around):
        wait_until(lambda: bool(around.devices), "the first status")
        printer.condition = PrinterStatus(DeviceState.FAULT, PrintFault.COVER_OPEN, Paper.UNKNOWN, Cover.OPEN)
        wait_until(lambda: around.devices[-1].fault is PrintFault.COVER_OPEN, "the open cover")
        printer.condition = PrinterStatus(DeviceState.WARNING, PrintFault.PAPER_LOW, Paper.NEAR_END, Cover.CLOSED)
        wait_until(lambda: around.devices[-1].fault is PrintFault.PAPER_LOW, "paper near its end")

    assert around.devices[0] == DeviceReport(
        name="printer", state=DeviceState.READY, detail="paper enough, cover closed"
    )


def test_a_worn_memory_card_does_not_stop_the_box(path: Path) -> None:
    path.write_text('[{"half a')

    notebook = PrintNotebook(path)

    assert notebook.unsent() == ()
    assert path.with_suffix(".unreadable").exists()


def test_a_claim_that_was_not_answered_is_repeated_until_it_is(hall: PaperHall, link: Link, path: Path) -> None:
    hall.steer("refuse/claim-print-job", ["busy"] * 7)
    hall.steer("slip")
    printer = FakePrinter()

    with printing(link, printer, path):
        wait_until(lambda: bool(printer.slips), "the slip")
        claims = hall.heard("claim-print-job")
        wait_until(lambda: len(hall.heard("claim-print-job")) > 8, "the next claim")

    assert len({claim["request_id"] for claim in claims[:8]}) == 1
    assert hall.heard("claim-print-job")[8]["request_id"] != claims[0]["request_id"]
