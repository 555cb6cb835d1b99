"""The wires beside TCP: what they take, what they refuse, and what they leave behind."""

from __future__ import annotations

import os
import pty
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.errors import WireBroke, WireUnreachable
from hardware.ports import PrintReport
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.wires.cups import CupsWire, open_cups
from hardware.printers.wires.descriptor import DescriptorWire
from hardware.printers.wires.file import open_file
from hardware.printers.wires.lp import open_lp
from hardware.printers.wires.serial_line import SerialSettings, open_serial
from hardware.printers.wires.tcp import open_tcp
from hardware.printers.wires.usb_bulk import UsbSettings, open_usb
from hardware.printers.wires.wire import Transfer
from hardware.serial_port import Flow
from server.contract.terms import Evidence, PrintFault, PrintOutcome
from tests.hardware.printers.conformance.cups_stand_in import QUEUE, Cups
from tests.hardware.printers.conformance.usb_stand_in import PRODUCT, SERIAL_NUMBER, VENDOR, UsbBus
from tests.hardware.printers.slips import UKRAINIAN

DEADLINE_SECONDS = 30.0
DEVICE = UsbSettings(VENDOR, PRODUCT)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper", 0) as virtual:
        yield virtual


@pytest.fixture
def bus(printer: VirtualPrinter) -> Iterator[UsbBus]:
    """A USB bus with the printer on it."""
    made = UsbBus(printer)
    made.plug()
    yield made
    made.unplug()


@pytest.fixture
def queue(printer: VirtualPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """A queue of CUPS that leads to the printer."""
    made = Cups(tmp_path / "bin", printer)
    monkeypatch.setenv("PATH", f"{made.folder}{os.pathsep}{os.environ['PATH']}")
    return made


def test_a_device_that_takes_nothing_more_does_not_hold_the_writer() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        ours.setblocking(False)
        wire = DescriptorWire(ours.fileno(), "device", lambda _: ours.close())
        data = memoryview(bytes(2048))
        while wire.transfer(data, timeout_seconds=0.01).sent:
            pass

        assert wire.transfer(data, timeout_seconds=0.01) == Transfer(0, b"")
        wire.close()


def test_the_last_answer_of_a_device_is_heard_before_it_is_gone() -> None:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    wire = DescriptorWire(ours.fileno(), "device", lambda _: ours.close())
    theirs.sendall(b"\x12")
    theirs.close()

    heard = wire.transfer(memoryview(b""), timeout_seconds=DEADLINE_SECONDS).received

    assert heard == b"\x12"
    with pytest.raises(WireBroke, match="it is gone"):
        wire.transfer(memoryview(b""), timeout_seconds=DEADLINE_SECONDS)
    wire.abort()


def test_a_device_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(WireUnreachable, match=r"lp0 .*is it switched on"):
        open_lp(tmp_path / "lp0")
    with pytest.raises(WireUnreachable, match=r"ttyUSB0 .*is it switched on"):
        open_serial(SerialSettings(str(tmp_path / "ttyUSB0"), 9600, Flow.NONE))


@pytest.mark.parametrize("flow", Flow)
def test_a_serial_line_belongs_to_one_program(flow: Flow) -> None:
    master, slave = pty.openpty()
    settings = SerialSettings(os.ttyname(slave), 115200, flow)
    wire = open_serial(settings)

    with pytest.raises(WireUnreachable, match="another program holds it"):
        open_serial(settings)

    wire.abort()
    open_serial(settings).close()
    os.close(slave)
    os.close(master)


def test_a_usb_printer_is_taken_from_the_kernels_driver(bus: UsbBus) -> None:
    open_usb(DEVICE, backend=bus).close()

    assert not bus.has_kernel_driver


def test_of_two_alike_the_serial_number_tells(bus: UsbBus) -> None:
    open_usb(UsbSettings(VENDOR, PRODUCT, SERIAL_NUMBER), backend=bus).close()

    with pytest.raises(WireUnreachable, match=r"04b8:0e15 ANOTHER.*no such device"):
        open_usb(UsbSettings(VENDOR, PRODUCT, "ANOTHER"), backend=bus)


def test_a_slip_that_is_broken_off_over_usb_is_emptied_out_of_the_printer(bus: UsbBus) -> None:
    wire = open_usb(DEVICE, backend=bus)
    wire.transfer(memoryview(b"\x1b@"), timeout_seconds=DEADLINE_SECONDS)

    wire.abort()

    assert bus.resets == 1


def test_what_was_handed_over_when_usb_broke_counts_as_perhaps_sent(bus: UsbBus) -> None:
    wire = open_usb(DEVICE, backend=bus)
    bus.unplug()

    with pytest.raises(WireBroke) as broke:
        wire.transfer(memoryview(bytes(100)), timeout_seconds=DEADLINE_SECONDS)

    assert broke.value.lost_bytes == 100
    wire.close()


@pytest.mark.usefixtures("queue")
def test_half_a_slip_never_comes_into_a_queue(printer: VirtualPrinter) -> None:
    wire = open_cups(QUEUE, seconds=DEADLINE_SECONDS)
    wire.transfer(memoryview(b"half\n\x1dV\x01"), timeout_seconds=1)

    wire.abort()
    wire.close()

    assert printer.slips == []


@pytest.mark.usefixtures("queue")
def test_a_queue_that_is_not_there_is_said_in_its_own_words() -> None:
    with pytest.raises(WireUnreachable, match="Invalid destination"):
        open_cups("elsewhere", seconds=DEADLINE_SECONDS)


def test_without_cups_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(WireUnreachable, match="apt install cups-client"):
        open_cups(QUEUE, seconds=DEADLINE_SECONDS)


def test_a_slip_that_the_queue_refuses_certainly_was_not_printed(queue: Cups) -> None:
    report = ThermalPrinter(lambda: CupsWire("elsewhere", seconds=1), ThermalSettings(evidence=Evidence.NONE)).print(
        UKRAINIAN
    )

    assert queue.folder.is_dir()
    assert report == PrintReport(PrintOutcome.FAILED, PrintFault.UNREACHABLE, Evidence.NONE, 0)


def test_a_slip_whose_program_was_ended_may_be_in_the_queue(queue: Cups, printer: VirtualPrinter) -> None:
    queue.end_programs()

    report = ThermalPrinter(
        lambda: open_cups(QUEUE, seconds=DEADLINE_SECONDS), ThermalSettings(evidence=Evidence.NONE)
    ).print(UKRAINIAN)

    assert (report.outcome, report.fault) == (PrintOutcome.UNKNOWN, PrintFault.BROKE_OFF)
    assert printer.wait_for_slip(1, DEADLINE_SECONDS).is_cut


def test_a_slip_that_the_queue_keeps_is_taken_out_of_it_when_the_box_gives_it_up(
    queue: Cups, printer: VirtualPrinter
) -> None:
    queue.hold_jobs()

    report = ThermalPrinter(lambda: open_cups(QUEUE, seconds=0.1), ThermalSettings(evidence=Evidence.NONE)).print(
        UKRAINIAN
    )

    assert (report.outcome, report.fault) == (PrintOutcome.UNKNOWN, PrintFault.BROKE_OFF)
    assert queue.held == ""
    assert printer.slips == []


@pytest.mark.parametrize("host", ["10..0.7", "x" * 64 + ".example"])
def test_an_address_that_is_no_name_is_unreachable(host: str) -> None:
    with pytest.raises(WireUnreachable):
        open_tcp(host, 9100, timeout_seconds=DEADLINE_SECONDS)


@pytest.mark.parametrize("address", ["socket://10.0.0.7:99999", "rfc2217://10.0.0.7:99999"])
def test_a_port_that_there_is_not_is_unreachable(address: str) -> None:
    with pytest.raises(WireUnreachable, match=r"99999|[Pp]ort"):
        open_serial(SerialSettings(address, 9600, Flow.NONE))


def test_slips_are_written_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "slips.bin"
    for word in (b"one", b"two"):
        wire = open_file(path)
        wire.transfer(memoryview(word), timeout_seconds=1)
        wire.close()

    assert path.read_bytes() == b"onetwo"
    assert path.stat().st_mode & 0o077 == 0
