"""A network printer that several boxes share, which serves one of them at a time."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from hardware.drivers import open_printer
from hardware.errors import WireUnreachable
from hardware.ports import Printer, PrintReport
from hardware.printers.line import Line
from hardware.printers.proof import Patience
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.wires.tcp import open_tcp
from hardware.printers.wires.wire import Wire
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome
from tests.hardware.printers.conftest import StartPrinter
from tests.hardware.printers.slips import ENGLISH, UKRAINIAN

BOXES, SLIPS = 2, 20
LONG = 60
"""Seconds that no slow machine uses up."""


def shared(virtual: VirtualPrinter, *, share_seconds: float = LONG) -> Printer:
    """As a box opens it."""
    options = {"host": virtual.host, "port": virtual.port, "hold": False, "share_seconds": share_seconds}
    return open_printer("escpos-tcp", options | {"print_seconds": LONG, "answer_seconds": 10})


@pytest.mark.slow
def test_the_slips_of_two_boxes_all_come_out_once(start: StartPrinter) -> None:
    virtual = start()

    def print_all(printer: Printer) -> list[PrintReport]:
        return [printer.print(slip) for slip in (UKRAINIAN, ENGLISH) * (SLIPS // 2)]

    with ThreadPoolExecutor(BOXES) as boxes:
        reports = [each for told in boxes.map(print_all, [shared(virtual) for _ in range(BOXES)]) for each in told]

    assert [(each.outcome, each.evidence) for each in reports] == (
        [(PrintOutcome.PRINTED, Evidence.PROCESS_ID)] * BOXES * SLIPS
    )
    assert [slip.is_cut for slip in virtual.slips] == [True] * BOXES * SLIPS


def test_a_box_waits_until_the_slip_of_another_has_ended(start: StartPrinter) -> None:
    virtual = start()
    others = socket.create_connection((virtual.host, virtual.port))
    printer = shared(virtual)
    ticks = []

    def tick() -> None:
        ticks.append("tick")
        others.close()

    printer.tick = tick

    assert printer.print(UKRAINIAN).outcome is PrintOutcome.PRINTED
    assert ticks


def test_a_printer_that_refuses_a_second_box_is_asked_again(start: StartPrinter) -> None:
    virtual = start()
    printer = shared(virtual)
    virtual.stop()
    comes_back = iter([virtual.start])
    printer.tick = lambda: next(comes_back, lambda: None)()

    assert printer.print(UKRAINIAN).outcome is PrintOutcome.PRINTED


def test_a_printer_that_hangs_up_on_a_second_box_is_asked_again() -> None:
    """Some boards accept it, and close at once."""
    with closing(socket.create_server(("127.0.0.1", 0))) as board:
        port = board.getsockname()[1]
        asked = []

        def connect() -> Wire:
            wire = open_tcp("127.0.0.1", port, timeout_seconds=LONG)
            board.accept()[0].close()
            asked.append(wire)
            return wire

        printer = ThermalPrinter(connect, ThermalSettings(patience=Patience(answer_seconds=1.0)), share_seconds=0.1)

        report = printer.print(UKRAINIAN)

    assert (report.outcome, report.fault) == (PrintOutcome.FAILED, PrintFault.BROKE_OFF)
    assert len(asked) > 1


def test_a_printer_that_was_awaited_in_vain_owes_no_answer() -> None:
    """It may become free at that very moment, and say first what it was asked before."""
    with closing(socket.create_server(("127.0.0.1", 0))) as board:
        port = board.getsockname()[1]
        line = Line(lambda: open_tcp("127.0.0.1", port, timeout_seconds=LONG), hold_seconds=None, share_seconds=0.1)

        talk = line.begin()

        assert talk.sent_bytes == 0
        talk.close()


def test_a_printer_that_is_off_is_awaited_once_and_then_only_asked() -> None:
    tries: list[int] = []

    def connect() -> Wire:
        tries.append(threading.get_ident())
        raise WireUnreachable("10.0.0.7:9100", "it is off")

    printer = ThermalPrinter(connect, ThermalSettings(), share_seconds=0.1)
    first = printer.status()
    awaited = len(tries)
    then = printer.print(UKRAINIAN)

    assert (first.state, first.fault) == (DeviceState.FAULT, PrintFault.UNREACHABLE)
    assert (then.outcome, then.fault) == (PrintOutcome.FAILED, PrintFault.UNREACHABLE)
    assert (awaited > 1, len(tries) - awaited) == (True, 1)


def test_one_that_nobody_shares_is_not_awaited(start: StartPrinter) -> None:
    virtual = start()
    with socket.create_connection((virtual.host, virtual.port)):
        printer = open_printer("escpos-tcp", {"host": virtual.host, "port": virtual.port, "answer_seconds": 0.2})

        assert printer.print(UKRAINIAN).fault is PrintFault.NO_ANSWER


def test_a_slip_may_take_as_long_as_the_others_and_its_line_need() -> None:
    at_1200_baud = {"wire": "/dev/ttyS0", "baud": 1200, "cp1251_page": 46}
    seconds = {
        "alone": open_printer("escpos-tcp", {"host": "10.0.0.7"}).longest_seconds,
        "shared": open_printer("escpos-tcp", {"host": "10.0.0.7", "hold": False}).longest_seconds,
        "slow": open_printer("escpos-serial", at_1200_baud).longest_seconds,
        "slow picture": open_printer("escpos-serial", {**at_1200_baud, "mode": "raster"}).longest_seconds,
    }

    assert seconds["alone"] == 28
    assert seconds["shared"] == 43
    assert 28 < seconds["slow"] < 60
    assert seconds["slow picture"] > 150
