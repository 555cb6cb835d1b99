"""The thread that owns a printer: what is handed to it has an end, and a row of slips is not held up."""

from __future__ import annotations

import threading

import pytest

from hardware.ports import PrinterStatus, PrintReport
from hardware.printer_owner import PrinterOwner
from server.contract.box_commands import PRINTER
from server.contract.terms import PrintFault, PrintOutcome
from tests.hardware.box.fake_printer import PRINTED, FakePrinter
from tests.hardware.printers.slips import UKRAINIAN
from tests.kiosk.running import DEADLINE_SECONDS


class Unforeseen(FakePrinter):
    """Fails as nobody thought of."""

    def status(self) -> PrinterStatus:
        raise ArithmeticError


def test_a_slip_for_an_owner_that_failed_and_is_not_started_again_is_told_as_not_sent() -> None:
    printer, stop = Unforeseen(), threading.Event()
    owner = PrinterOwner(PRINTER, printer, note=lambda _: None)
    owner.keep()
    with pytest.raises(ArithmeticError):
        owner.run(stop, lambda: None)
    stop.set()

    report = owner.print(UKRAINIAN, lambda: None, has_other=False, stop=stop)

    assert (report.outcome, report.fault, report.millimetres) == (PrintOutcome.FAILED, PrintFault.UNREACHABLE, 0)
    assert printer.slips == []


def test_a_slip_that_waits_for_a_failed_owner_is_given_back_when_the_box_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hardware.printer_owner.STILL_HERE_SECONDS", 0.01)
    stop = threading.Event()
    owner = PrinterOwner(PRINTER, FakePrinter(), note=lambda _: None)

    report = owner.print(UKRAINIAN, stop.set, has_other=False, stop=stop)

    assert report.fault is PrintFault.UNREACHABLE


def test_a_row_of_slips_is_printed_without_asking_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.printer_owner.NEXT_SLIP_SECONDS", DEADLINE_SECONDS)
    printer, stop = FakePrinter(), threading.Event()
    has_looked = threading.Event()
    asked: list[int] = []

    def ask() -> None:
        asked.append(len(printer.slips))
        has_looked.set()

    printer.ask = ask
    owner = PrinterOwner(PRINTER, printer, note=lambda _: None)
    thread = threading.Thread(target=owner.run, args=(stop, lambda: None))
    thread.start()
    assert has_looked.wait(DEADLINE_SECONDS)

    reports: list[PrintReport] = []
    for _ in range(3):
        owner.keep()
        reports.append(owner.print(UKRAINIAN, lambda: None, has_other=False, stop=stop))
        owner.release(stop)
    stop.set()
    owner.wake()
    thread.join(DEADLINE_SECONDS)

    assert reports == [PRINTED] * 3
    assert {1, 2}.isdisjoint(asked)
    assert not thread.is_alive()
