"""What an idle printer reports by itself is known at once; one that reports nothing is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.drivers import open_printer
from hardware.ports import Cover, Paper, PrinterStatus
from hardware.printer_owner import PrinterOwner
from hardware.printers import watch
from hardware.printers.conversation import Conversation
from hardware.printers.line import Line
from hardware.printers.proof import Patience
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import Mode, VirtualPrinter
from hardware.printers.wires.tcp import TcpWire, open_tcp
from hardware.printers.wires.wire import Transfer
from hardware.waker import Waker
from server.contract.box_commands import PRINTER, DeviceReport
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome
from tests.hardware.printers.conftest import Host, StartPrinter
from tests.hardware.printers.slips import UKRAINIAN
from tests.kiosk.running import wait_until

FOLLOW_SECONDS = 60.0
NEVER_ASKED_AGAIN = 3600.0
PATIENT = Patience(answer_seconds=30.0, print_seconds=120.0)
COVER_OPEN = PrinterStatus(DeviceState.FAULT, PrintFault.COVER_OPEN, Paper.ENOUGH, Cover.OPEN)
READY = PrinterStatus(DeviceState.READY, PrintFault.NONE, Paper.ENOUGH, Cover.CLOSED)


class CountingWire:
    """A TCP wire that knows how much was sent over it."""

    def __init__(self, wire: TcpWire) -> None:
        self.sent = 0
        self._wire = wire

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        turn = self._wire.transfer(outgoing, timeout_seconds=timeout_seconds)
        self.sent += turn.sent
        return turn

    def fileno(self) -> int | None:
        return self._wire.fileno()

    def close(self) -> None:
        self._wire.close()

    def abort(self) -> None:
        self._wire.abort()


@pytest.fixture
def wires() -> list[CountingWire]:
    """Every wire that was opened."""
    return []


@contextmanager
def held(
    virtual: VirtualPrinter, wires: list[CountingWire], *, evidence: Evidence | None = None
) -> Iterator[ThermalPrinter]:
    """A printer whose wire stays open."""

    def connect() -> CountingWire:
        wires.append(CountingWire(open_tcp(virtual.host, virtual.port, timeout_seconds=10)))
        return wires[-1]

    printer = ThermalPrinter(
        connect, ThermalSettings(evidence=evidence, patience=PATIENT), hold_seconds=NEVER_ASKED_AGAIN
    )
    yield printer
    printer.close()


@contextmanager
def box_with(virtual: VirtualPrinter, *, answer_seconds: float = 30.0) -> Iterator[list[DeviceReport]]:
    """The printer's part of a box; what it notes. It asks once, and then not for an hour."""
    noted: list[DeviceReport] = []
    owner = PrinterOwner(
        PRINTER,
        open_printer("escpos-tcp", {"host": virtual.host, "port": virtual.port, "answer_seconds": answer_seconds}),
        note=noted.append,
        status_seconds=NEVER_ASKED_AGAIN,
    )
    stop = threading.Event()
    thread = threading.Thread(target=owner.run, args=(stop, lambda: None))
    thread.start()
    try:
        wait_until(lambda: bool(noted), "the first status")
        yield noted
    finally:
        stop.set()
        owner.wake()
        thread.join(15)
        assert not thread.is_alive()


def test_an_opened_cover_is_reported_without_a_question(start: StartPrinter, wires: list[CountingWire]) -> None:
    virtual = start()
    with held(virtual, wires) as printer:
        assert printer.status() == READY
        asked = wires[-1].sent

        virtual.misbehave(Mode.COVER_OPEN)
        opened = printer.follow(FOLLOW_SECONDS, Waker())
        virtual.misbehave(Mode.NORMAL)
        closed = printer.follow(FOLLOW_SECONDS, Waker())

    assert (opened, closed) == (COVER_OPEN, READY)
    assert [wire.sent for wire in wires] == [asked]


def test_after_a_slip_it_still_listens_on_the_same_wire(start: StartPrinter, wires: list[CountingWire]) -> None:
    virtual = start()
    with held(virtual, wires) as printer:
        report = printer.print(UKRAINIAN)
        printer.status()
        virtual.misbehave(Mode.NEAR_END)
        seen = printer.follow(FOLLOW_SECONDS, Waker())

    assert report.outcome is PrintOutcome.PRINTED
    assert seen is not None
    assert (seen.state, seen.fault, seen.paper) == (DeviceState.WARNING, PrintFault.PAPER_LOW, Paper.NEAR_END)
    assert len(wires) == 1


def test_the_box_notes_an_opened_cover_long_before_it_asks_again(start: StartPrinter) -> None:
    virtual = start()
    with box_with(virtual) as noted:
        virtual.misbehave(Mode.COVER_OPEN)
        wait_until(lambda: noted[-1].fault is PrintFault.COVER_OPEN, "the open cover")
        virtual.misbehave(Mode.NORMAL)
        wait_until(lambda: noted[-1].state is DeviceState.READY, "the closed cover")

    assert [report.state for report in noted] == [DeviceState.READY, DeviceState.FAULT, DeviceState.READY]


def test_a_printer_that_reports_nothing_by_itself_is_asked_often_enough(start: StartPrinter) -> None:
    virtual = start(grade=Evidence.REALTIME_STATUS)
    with box_with(virtual, answer_seconds=1.0) as noted:
        virtual.misbehave(Mode.COVER_OPEN)
        wait_until(lambda: noted[-1].fault is PrintFault.COVER_OPEN, "the open cover")

    assert watch.POLL_SECONDS < 2


def test_a_printer_that_comes_back_from_a_fault_is_asked_for_reports_then(
    start: StartPrinter, wires: list[CountingWire]
) -> None:
    virtual = start()
    virtual.misbehave(Mode.COVER_OPEN)
    with held(virtual, wires) as printer:
        assert printer.status() == COVER_OPEN

        virtual.misbehave(Mode.NORMAL)
        assert printer.follow(FOLLOW_SECONDS, Waker()) == READY
        asked = wires[-1].sent
        virtual.misbehave(Mode.PAPER_OUT)
        seen = printer.follow(FOLLOW_SECONDS, Waker())

    assert seen is not None
    assert seen.fault is PrintFault.PAPER_OUT
    assert wires[-1].sent == asked


def test_a_printer_switched_off_while_idle_is_known_to_be_away(start: StartPrinter, wires: list[CountingWire]) -> None:
    virtual = start()
    with held(virtual, wires) as printer:
        printer.status()
        virtual.stop()
        seen = printer.follow(FOLLOW_SECONDS, Waker())

    assert seen is not None
    assert seen.fault is PrintFault.UNREACHABLE


def test_a_bell_ends_the_listening_at_once(start: StartPrinter, wires: list[CountingWire]) -> None:
    waker = Waker()
    with held(start(), wires) as printer:
        printer.status()
        bell = threading.Timer(0.05, waker.set)
        bell.start()

        seen = printer.follow(NEVER_ASKED_AGAIN, waker)
        bell.join()

    assert seen is None
    assert waker.is_set()


def test_a_bell_that_was_cleared_is_silent() -> None:
    waker = Waker()
    waker.set()
    waker.set()

    waker.clear()

    assert not waker.is_set()


def test_of_a_one_way_printer_nothing_is_followed(start: StartPrinter, host: Host) -> None:
    printer = host(start(), evidence=Evidence.NONE)
    printer.status()

    assert printer.follow(0.01, Waker()) is None


def test_a_shared_printer_is_let_go_after_each_word(start: StartPrinter) -> None:
    virtual = start()
    options = {"host": virtual.host, "port": virtual.port, "hold": False}
    one, other = open_printer("escpos-tcp", options), open_printer("escpos-tcp", options)

    reports = [one.print(UKRAINIAN), other.print(UKRAINIAN), one.print(UKRAINIAN)]

    assert {report.outcome for report in reports} == {PrintOutcome.PRINTED}


def test_a_held_line_is_given_up_politely_after_a_while_without_slips(start: StartPrinter) -> None:
    virtual = start()
    now = [0.0]
    line = Line(
        lambda: open_tcp(virtual.host, virtual.port, timeout_seconds=10), hold_seconds=240.0, clock=lambda: now[0]
    )
    first = line.begin()
    line.keep(first, is_used=True)

    now[0] = 239.0
    second = line.begin()
    line.keep(second)
    now[0] = 240.0
    third = line.begin()
    line.keep(third)
    line.close()

    assert second is first
    assert third is not first


class EmptyWire:
    """A device file that is always readable and never says anything, as usblp's is with many printers."""

    def __init__(self) -> None:
        self.turns = 0
        self._file = Path("/dev/null").open("rb")  # noqa: SIM115  closed by the test

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        self.turns += 1
        assert self.turns < 1000, "it turns and turns"
        return Transfer(0, b"")

    def fileno(self) -> int | None:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()

    def abort(self) -> None:
        self._file.close()


class PlayedBell(Waker):
    """A bell that never rings; waiting for it is what makes time pass."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def wait(self, seconds: float) -> bool:
        self.now += seconds
        return False


def test_a_device_that_is_readable_and_says_nothing_keeps_no_processor_busy() -> None:
    wire, bell = EmptyWire(), PlayedBell()

    heard = Conversation(wire, lambda: bell.now).await_report(bell, seconds=1.0)
    wire.close()

    assert heard is None
    assert wire.turns <= 51
