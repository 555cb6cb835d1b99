"""A kiosk with two printers: a slip goes to the spare when the main one is ill, and never twice."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hardware.configured_printer import open_all
from hardware.errors import LabelNotPrintable, OptionRefused, SettingsRefused
from hardware.link import Link
from hardware.ports import Cover, Paper, PrinterStatus, PrintReport
from hardware.settings import BoxSettings, PrinterSettings, read_settings
from server.contract.slip import Slip
from server.contract.terms import DeviceState, Evidence, PaperState, PrintFault, PrintOutcome
from tests.hardware.box.fake_printer import NO_PAPER, PRINTED, READY, FakePrinter
from tests.hardware.box.printing import printing
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, wait_until

COVER_OPEN = PrinterStatus(DeviceState.FAULT, PrintFault.COVER_OPEN, Paper.UNKNOWN, Cover.OPEN)
LITTLE_PAPER = PrinterStatus(DeviceState.WARNING, PrintFault.PAPER_LOW, Paper.NEAR_END, Cover.CLOSED)
TORN = PrintReport(PrintOutcome.FAILED, PrintFault.PAPER_OUT, Evidence.NONE, 40)
IS_OPEN = PrintReport(PrintOutcome.FAILED, PrintFault.COVER_OPEN, Evidence.NONE, 0)
NOBODY_KNOWS = PrintReport(PrintOutcome.UNKNOWN, PrintFault.BROKE_OFF, Evidence.NONE, 60)


def told(hall: PaperHall, count: int = 1) -> list[tuple[object, ...]]:
    """What was reported of so many slips."""
    wait_until(lambda: len(hall.heard("report-print")) >= count, "the report")
    return [(each["device"], each["outcome"], each["fault"]) for each in hall.heard("report-print")]


def test_a_healthy_main_printer_has_every_slip(hall: PaperHall, link: Link, path: Path) -> None:
    main, spare = FakePrinter(), FakePrinter()
    hall.steer("slip")

    with printing(link, main, path, spare=spare) as (_, around):
        reported = told(hall)
        wait_until(lambda: {each.name for each in around.devices} == {"printer", "spare"}, "the health of both")

    assert reported == [("printer", "printed", "none")]
    assert (len(main.slips), spare.slips) == (1, [])
    assert main.has_one_owner
    assert spare.has_one_owner
    assert main.is_closed
    assert spare.is_closed


def test_what_the_main_printer_certainly_did_not_print_comes_out_of_the_spare(
    hall: PaperHall, link: Link, path: Path
) -> None:
    main, spare = FakePrinter(NO_PAPER), FakePrinter()
    hall.steer("slip")

    with printing(link, main, path, spare=spare) as (_, around):
        reported = told(hall)

    assert reported == [("spare", "printed", "none")]
    assert [slip.is_copy for slip in spare.slips] == [False]
    assert [paper.paper for paper in around.papers] == [PaperState.PRINTING, PaperState.PRINTED]


def test_where_the_main_printer_has_begun_the_slip_the_spare_prints_a_copy(
    hall: PaperHall, link: Link, path: Path
) -> None:
    main, spare = FakePrinter(TORN), FakePrinter()
    hall.steer("slip")

    with printing(link, main, path, spare=spare):
        reported = told(hall)

    assert reported == [("spare", "printed", "none")]
    assert [slip.is_copy for slip in (*main.slips, *spare.slips)] == [False, True]


def test_an_ill_printer_is_asked_how_it_is_between_slips_that_follow_each_other(
    hall: PaperHall, link: Link, path: Path
) -> None:
    main = FakePrinter(NO_PAPER)
    main.condition = COVER_OPEN
    for _ in range(3):
        hall.steer("slip")
    asked: list[int] = []
    main.ask = lambda: asked.append(len(main.slips))

    with printing(link, main, path):
        told(hall, 3)

    assert {1, 2} <= set(asked)


def test_an_unknown_slip_is_not_printed_by_the_spare(hall: PaperHall, link: Link, path: Path) -> None:
    main, spare = FakePrinter(NOBODY_KNOWS), FakePrinter()
    hall.steer("slip")

    with printing(link, main, path, spare=spare):
        reported = told(hall)

    assert reported == [("printer", "unknown", "broke-off")]
    assert spare.slips == []


def test_while_the_main_printer_is_ill_slips_go_to_the_spare_at_once(hall: PaperHall, link: Link, path: Path) -> None:
    main, spare = FakePrinter(), FakePrinter()
    main.condition = COVER_OPEN

    with printing(link, main, path, spare=spare) as (jobs, around):
        wait_until(lambda: any(each.fault is PrintFault.COVER_OPEN for each in around.devices), "the open cover")
        hall.steer("slip")
        jobs.wake()
        reported = told(hall)

    assert reported == [("spare", "printed", "none")]
    assert main.slips == []


def test_a_main_printer_that_is_well_again_has_the_next_slip(hall: PaperHall, link: Link, path: Path) -> None:
    main, spare = FakePrinter(NO_PAPER), FakePrinter()
    hall.steer("slip")

    with printing(link, main, path, spare=spare) as (_, around):
        told(hall)
        main.report = PRINTED
        seen = len(around.devices)
        wait_until(lambda: any(each.name == "printer" for each in around.devices[seen:]), "the main one is asked again")
        hall.steer("slip")
        reported = told(hall, 2)

    assert [device for device, _, _ in reported] == ["spare", "printer"]


def test_little_paper_in_the_main_printer_is_no_reason_for_the_spare(hall: PaperHall, link: Link, path: Path) -> None:
    main, spare = FakePrinter(), FakePrinter()
    main.condition = LITTLE_PAPER

    with printing(link, main, path, spare=spare) as (_, around):
        wait_until(lambda: any(each.fault is PrintFault.PAPER_LOW for each in around.devices), "the paper's end")
        hall.steer("slip")
        reported = told(hall)

    assert reported == [("printer", "printed", "none")]


def test_when_neither_prints_the_fault_of_the_main_printer_is_told(hall: PaperHall, link: Link, path: Path) -> None:
    hall.steer("slip")

    with printing(link, FakePrinter(NO_PAPER), path, spare=FakePrinter(IS_OPEN)):
        assert told(hall) == [("printer", "failed", "paper-out")]


def test_when_the_spare_fails_too_a_main_printer_known_to_be_ill_has_its_try(
    hall: PaperHall, link: Link, path: Path
) -> None:
    main, spare = FakePrinter(), FakePrinter(NO_PAPER)
    main.condition = COVER_OPEN
    with printing(link, main, path, spare=spare) as (_, around):
        wait_until(lambda: any(each.fault is PrintFault.COVER_OPEN for each in around.devices), "the open cover")
        main.condition = READY
        hall.steer("slip")
        reported = told(hall)

    assert reported == [("printer", "printed", "none")]


def test_a_slip_that_the_main_printer_cannot_set_is_tried_at_the_spare(hall: PaperHall, link: Link, path: Path) -> None:
    def refuse(slip: Slip) -> PrintReport:
        raise LabelNotPrintable(slip.label, "А")

    main, spare = FakePrinter(), FakePrinter()
    main.print = refuse  # type: ignore[method-assign]
    hall.steer("slip")

    with printing(link, main, path, spare=spare):
        reported = told(hall)

    assert reported == [("spare", "printed", "none")]


def test_a_silent_main_printer_delays_neither_the_spare_nor_what_is_known_of_it(
    hall: PaperHall, link: Link, path: Path
) -> None:
    may_answer = threading.Event()

    class Silent(FakePrinter):
        def status(self) -> PrinterStatus:
            if self.slips:
                may_answer.wait(DEADLINE_SECONDS)
            return super().status()

    main, spare = Silent(NO_PAPER), FakePrinter()
    hall.steer("slip")
    try:
        with printing(link, main, path, spare=spare) as (_, around):
            told(hall)
            spare.condition = LITTLE_PAPER
            wait_until(lambda: any(each.name == "spare" and each.fault for each in around.devices), "the spare's paper")
            hall.steer("slip")
            reported = told(hall, 2)
            is_silent = not may_answer.is_set()
            may_answer.set()
    finally:
        may_answer.set()

    assert is_silent
    assert [device for device, _, _ in reported] == ["spare", "spare"]
    assert len(main.slips) == 1


def test_a_slip_that_waits_for_a_printer_which_turns_out_silent_has_no_further_wait(
    hall: PaperHall, link: Link, path: Path
) -> None:
    is_asked, may_answer = threading.Event(), threading.Event()

    class Silent(FakePrinter):
        def status(self) -> PrinterStatus:
            is_asked.set()
            may_answer.wait(DEADLINE_SECONDS)
            return self.condition

    main, spare = Silent(), FakePrinter()
    main.condition = PrinterStatus(DeviceState.FAULT, PrintFault.NO_ANSWER, Paper.UNKNOWN, Cover.UNKNOWN)
    with printing(link, main, path, spare=spare) as (_, around):
        assert is_asked.wait(DEADLINE_SECONDS)
        hall.steer("slip")
        wait_until(lambda: bool(around.papers), "the slip is handed over")
        may_answer.set()
        reported = told(hall)

    assert reported == [("spare", "printed", "none")]
    assert main.slips == []


def test_the_only_printer_is_tried_though_it_was_silent_a_moment_ago(hall: PaperHall, link: Link, path: Path) -> None:
    is_asked, may_answer = threading.Event(), threading.Event()

    class Silent(FakePrinter):
        def status(self) -> PrinterStatus:
            is_asked.set()
            may_answer.wait(DEADLINE_SECONDS)
            return PrinterStatus(DeviceState.FAULT, PrintFault.NO_ANSWER, Paper.UNKNOWN, Cover.UNKNOWN)

    with printing(link, Silent(), path) as (_, around):
        assert is_asked.wait(DEADLINE_SECONDS)
        hall.steer("slip")
        wait_until(lambda: bool(around.papers), "the slip is handed over")
        may_answer.set()

        assert told(hall) == [("printer", "printed", "none")]


def test_a_box_that_is_stopped_brings_a_slip_to_its_end_at_the_spare(hall: PaperHall, link: Link, path: Path) -> None:
    is_printing, may_fail = threading.Event(), threading.Event()

    def hold(_: Slip) -> None:
        is_printing.set()
        may_fail.wait(DEADLINE_SECONDS)

    main, spare = FakePrinter(NO_PAPER, before=hold), FakePrinter()
    hall.steer("slip")
    with printing(link, main, path, spare=spare) as (jobs, _):
        assert is_printing.wait(DEADLINE_SECONDS)
        jobs.wake = may_fail.set  # type: ignore[method-assign]  # by now the box is being stopped

    assert len(spare.slips) == 1
    assert [each["device"] for each in hall.heard("report-print")] == ["spare"]


def test_a_claim_says_how_long_both_printers_may_take(hall: PaperHall, link: Link, path: Path) -> None:
    main, spare = FakePrinter(), FakePrinter()
    main.longest_seconds, spare.longest_seconds = 28.2, 600.0

    with printing(link, main, path):
        wait_until(lambda: bool(hall.heard("claim-print-job")), "the claim")
    with printing(link, main, path, spare=spare):
        wait_until(lambda: hall.heard("claim-print-job")[-1]["seconds"] == 300, "the claim for both")

    assert hall.heard("claim-print-job")[0]["seconds"] == 29


def box_of(tmp_path: Path, text: str) -> BoxSettings:
    path = tmp_path / "box.toml"
    path.write_text(f'server_url = "http://a:1"\nstate_folder = "/s"\n{text}', "utf-8")
    return read_settings(path, {})


@pytest.mark.parametrize(
    ("main", "spare", "key"),
    [
        ('"escpos-tcp"\nhost = "p.hall"', '"escpos-tcp"\nhost = "P.hall"\nport = 9100\nwidth_dots = 384', "host"),
        ('"escpos-tcp"\nhost = "10.0.0.7"', '"escpos-serial"\nwire = "socket://10.0.0.7:9100"', "wire"),
        ('"escpos-lp"', '"escpos-lp"\npath = "/dev/usb/../usb/lp0"', "path"),
        ('"escpos-usb"\nvendor = 1\nproduct = 2\nserial = "a"', '"escpos-usb"\nvendor = 1\nproduct = 2', "product"),
        ('"escpos-cups"\nqueue = "kiosk"', '"escpos-cups"\nqueue = "kiosk"', "queue"),
    ],
)
def test_a_spare_that_is_the_main_printer_is_refused_on_its_line(
    main: str, spare: str, key: str, tmp_path: Path
) -> None:
    text = f"[printer]\ndriver = {main}\n[spare_printer]\ndriver = {spare}\n"

    with pytest.raises(SettingsRefused) as refused:
        open_all(box_of(tmp_path, text))

    assert f"[spare_printer] {key} names the same device as [printer]" in str(refused.value)
    assert str(refused.value).startswith(f"{tmp_path / 'box.toml'}:")


def test_two_printers_of_one_make_are_told_apart_by_their_serial_numbers(tmp_path: Path) -> None:
    alike = '"escpos-usb"\nvendor = 1\nproduct = 2\nserial ='

    opened = open_all(box_of(tmp_path, f'[printer]\ndriver = {alike} "a"\n[spare_printer]\ndriver = {alike} "b"\n'))

    assert list(opened) == ["printer", "spare"]


def test_without_a_file_the_refusal_names_driver_and_option() -> None:
    lp = PrinterSettings("escpos-lp", {})

    with pytest.raises(OptionRefused, match="'path': names the same device"):
        open_all(BoxSettings("http://a:1", Path("/s"), printer=lp, spare_printer=lp))


def test_what_the_environment_says_of_the_spare_goes_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "box.toml"
    path.write_text('server_url = "http://a:1"\nstate_folder = "/s"\n[printer]\ndriver = "escpos-lp"\n', "utf-8")

    settings = read_settings(
        path, {"CHERHA_BOX_SPARE_PRINTER_DRIVER": "escpos-tcp", "CHERHA_BOX_SPARE_PRINTER_HOST": "10.0.0.8"}
    )

    assert settings.spare_printer == PrinterSettings("escpos-tcp", {"host": "10.0.0.8"})
    assert settings.printer == PrinterSettings("escpos-lp", {})
