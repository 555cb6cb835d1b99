"""Every driver with a printer at its end: its own code up to the edge of this machine, then a stand-in, then the
virtual printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hardware.drivers import FOR_EVER, open_printer
from hardware.ports import Printer
from hardware.printers.proof import Patience
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.wires.usb_bulk import UsbSettings, open_usb
from tests.hardware.printers.conformance.cable import Cable
from tests.hardware.printers.conformance.cups_stand_in import QUEUE, Cups
from tests.hardware.printers.conformance.network_adapter import NetworkAdapter
from tests.hardware.printers.conformance.usb_stand_in import PRODUCT, SERIAL_NUMBER, VENDOR, UsbBus

Options = Mapping[str, object]


@dataclass(slots=True)
class Rig:
    """A driver, its cable, and the printer."""

    virtual: VirtualPrinter
    opened: Callable[[Options], Printer]
    """With the timing that a behaviour wants."""
    plug: Callable[[], None]
    unplug: Callable[[], None]


@contextmanager
def tcp(virtual: VirtualPrinter, _folder: Path) -> Iterator[Rig]:
    options = {"host": virtual.host, "port": virtual.port, "connect_seconds": 10}
    yield Rig(virtual, _driver("escpos-tcp", options), virtual.start, virtual.stop)


@contextmanager
def serial(virtual: VirtualPrinter, folder: Path) -> Iterator[Rig]:
    cable = Cable(folder / "ttyUSB0", virtual, is_powered_by_printer=False)
    cable.plug()
    yield Rig(virtual, _driver("escpos-serial", {"wire": str(folder / "ttyUSB0")}), cable.plug, cable.unplug)
    cable.unplug()


@contextmanager
def over_network(virtual: VirtualPrinter, folder: Path, *, is_telnet: bool) -> Iterator[Rig]:
    cable = Cable(folder / "ttyUSB0", virtual, is_powered_by_printer=False)
    cable.plug()
    adapter = NetworkAdapter(folder / "ttyUSB0", is_telnet=is_telnet)
    adapter.plug()
    wire = f"{'rfc2217' if is_telnet else 'socket'}://127.0.0.1:{adapter.port}"
    yield Rig(virtual, _driver("escpos-serial", {"wire": wire}), adapter.plug, adapter.unplug)
    adapter.unplug()
    cable.unplug()


@contextmanager
def lp(virtual: VirtualPrinter, folder: Path) -> Iterator[Rig]:
    cable = Cable(folder / "lp0", virtual, is_powered_by_printer=True)
    cable.plug()
    yield Rig(virtual, _driver("escpos-lp", {"path": str(folder / "lp0")}), cable.plug, cable.unplug)
    cable.unplug()


@contextmanager
def usb(virtual: VirtualPrinter, _folder: Path) -> Iterator[Rig]:
    bus = UsbBus(virtual)
    bus.plug()
    device = UsbSettings(VENDOR, PRODUCT, SERIAL_NUMBER)

    def opened(options: Options) -> Printer:
        seconds = {name: float(str(value)) for name, value in options.items()}
        patience = replace(Patience(), answer_seconds=seconds["answer_seconds"], print_seconds=seconds["print_seconds"])
        settings = ThermalSettings(patience=patience, presenter_seconds=seconds.get("presenter_seconds"))
        return ThermalPrinter(lambda: open_usb(device, backend=bus), settings, hold_seconds=FOR_EVER)

    yield Rig(virtual, opened, bus.plug, bus.unplug)
    bus.unplug()


@contextmanager
def cups(virtual: VirtualPrinter, folder: Path) -> Iterator[Rig]:
    queue = Cups(folder / "bin", virtual)
    yield Rig(virtual, _one_way("escpos-cups", {"queue": QUEUE}), queue.plug, queue.unplug)


@contextmanager
def file(virtual: VirtualPrinter, folder: Path) -> Iterator[Rig]:
    shelf, gone = folder / "shelf", folder / "gone"
    shelf.mkdir()
    driver = _one_way("escpos-file", {"path": str(shelf / "slips.bin")})

    def plug() -> None:
        gone.rename(shelf)

    def unplug() -> None:
        shelf.rename(gone)

    yield Rig(virtual, driver, plug, unplug)


RIGS: Mapping[str, Callable[[VirtualPrinter, Path], AbstractContextManager[Rig]]] = {
    "tcp": tcp,
    "serial": serial,
    "socket": partial(over_network, is_telnet=False),
    "rfc2217": partial(over_network, is_telnet=True),
    "lp": lp,
    "usb": usb,
    "cups": cups,
    "file": file,
}
HEADINGS = {
    "tcp": "escpos-tcp",
    "serial": "escpos-serial",
    "socket": "escpos-serial `socket://`",
    "rfc2217": "escpos-serial `rfc2217://`",
    "lp": "escpos-lp",
    "usb": "escpos-usb",
    "cups": "escpos-cups",
    "file": "escpos-file",
}
ONE_WAY = ("cups", "file")


def _driver(name: str, own: Options) -> Callable[[Options], Printer]:
    return lambda timing: open_printer(name, {**own, **timing})


def _one_way(name: str, own: Options) -> Callable[[Options], Printer]:
    """It takes no time for an answer, since none comes."""
    return lambda timing: open_printer(name, {**own, "print_seconds": timing["print_seconds"]})
