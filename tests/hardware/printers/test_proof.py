"""Only what a printer says of this very slip, when all of it has gone out, proves it."""

from __future__ import annotations

from hardware.printers import orders
from hardware.printers.encoder import Cutter, Device, encode
from hardware.printers.raster import render
from server.contract.terms import PrintFault, PrintOutcome
from tests.hardware.printers.played_printer import PlayedPrinter
from tests.hardware.printers.slips import UKRAINIAN

SLIP_BYTES = len(encode(render(UKRAINIAN, 576), Device(576, 203, "default", Cutter.AUTOMATIC, can_double=True)).data)


def test_a_byte_that_comes_in_mid_slip_neither_proves_it_nor_ends_it() -> None:
    printer = PlayedPrinter(disturbed_at=2000)

    report = printer.driver().print(UKRAINIAN)

    assert report.outcome is PrintOutcome.PRINTED
    assert printer.slips == [SLIP_BYTES + len(orders.ASK_PAPER)]


def test_a_byte_that_comes_in_mid_slip_is_no_answer_to_the_question_after_it() -> None:
    printer = PlayedPrinter(disturbed_at=2000, late=(1,))

    report = printer.driver().print(UKRAINIAN)

    assert (report.outcome, report.fault) == (PrintOutcome.UNKNOWN, PrintFault.NO_ANSWER)


def test_the_late_answer_of_one_slip_does_not_prove_the_next() -> None:
    printer = PlayedPrinter(late=(1, 2))
    driver = printer.driver()

    reports = [driver.print(UKRAINIAN) for _ in range(2)]

    assert [report.outcome for report in reports] == [PrintOutcome.UNKNOWN, PrintOutcome.UNKNOWN]


def test_after_a_late_answer_the_next_slip_is_proved_by_its_own() -> None:
    printer = PlayedPrinter(late=(1,))
    driver = printer.driver()

    reports = [driver.print(UKRAINIAN) for _ in range(3)]

    assert [report.outcome for report in reports] == [
        PrintOutcome.UNKNOWN,
        PrintOutcome.PRINTED,
        PrintOutcome.PRINTED,
    ]


def test_a_line_that_never_stops_answering_is_sent_no_slip() -> None:
    printer = PlayedPrinter(babbles=True)

    report = printer.driver().print(UKRAINIAN)

    assert (report.outcome, report.fault) == (PrintOutcome.FAILED, PrintFault.NO_ANSWER)
    assert printer.slips == []
