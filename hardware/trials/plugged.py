"""What is plugged into this machine, as its kernel tells: USB printers and serial wires."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PRINTER_CLASS = "07"
"""bInterfaceClass of USB printers."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the kernel tells of devices; other folders in the tests."""

    dev: Path = Path("/dev")
    sys: Path = Path("/sys")


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    """A device with a printer's interface. ``node`` is what the kernel's own driver (usblp) made of it, if it did."""

    name: str
    vendor: int
    product: int
    serial: str
    node: Path | None


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A serial adapter, by the name that stays when others are plugged in."""

    path: Path


def usb_printers(places: Places) -> tuple[UsbPrinter, ...]:
    """Each printer once, also one that has several interfaces."""
    found: dict[str, UsbPrinter] = {}
    for interface in sorted((places.sys / "bus/usb/devices").glob("*:*")):
        if _text(interface / "bInterfaceClass") == PRINTER_CLASS:
            device = interface.parent / interface.name.partition(":")[0]
            found.setdefault(device.name, _printer(device, interface, places))
    return tuple(found.values())


def serial_ports(places: Places) -> tuple[SerialPort, ...]:
    """Those with a lasting name; one that is built in has none and cannot be told from an empty socket."""
    folder = places.dev / "serial/by-id"
    return tuple(SerialPort(path) for path in sorted(folder.iterdir())) if folder.is_dir() else ()


def lasting_name(node: Path, serial: str, places: Places) -> Path:
    """The link that our udev rule makes by the serial number, else the node itself."""
    link = places.dev / f"cherha-printer-{serial}"
    return link if serial and link.exists() and link.resolve() == node.resolve() else node


def _printer(device: Path, interface: Path, places: Places) -> UsbPrinter:
    made = " ".join(part for part in (_text(device / "manufacturer"), _text(device / "product")) if part)
    serial = _text(device / "serial")
    node = next(iter(_nodes(interface, places)), None)
    return UsbPrinter(
        name=made or "USB",
        vendor=int(_text(device / "idVendor") or "0", 16),
        product=int(_text(device / "idProduct") or "0", 16),
        serial=serial,
        node=None if node is None else lasting_name(node, serial, places),
    )


def _nodes(interface: Path, places: Places) -> Iterator[Path]:
    # Kernels before 3.5 or so called the class «usb».
    for name in ("usbmisc", "usb"):
        for entry in sorted((interface / name).glob("lp*")):
            yield places.dev / "usb" / entry.name


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""
