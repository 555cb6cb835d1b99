"""A virtual printer to try, and folders that look like a kernel's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.printers.virtual import VirtualPrinter
from hardware.trials.plugged import Places


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper", 0) as running:
        yield running


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A machine with nothing plugged in."""
    made = Places(dev=tmp_path / "dev", sys=tmp_path / "sys")
    made.dev.mkdir()
    (made.sys / "bus/usb/devices").mkdir(parents=True)
    return made


def plug_in_usb(places: Places, port: str, interfaces: dict[str, str], *, node: str = "", **told: str) -> None:
    """A USB device as sysfs shows it; ``interfaces``: its number to the class of each."""
    devices = places.sys / "bus/usb/devices"
    (devices / port).mkdir()
    for name, value in told.items():
        (devices / port / name).write_text(f"{value}\n", "utf-8")
    for number, kind in interfaces.items():
        interface = devices / f"{port}:{number}"
        interface.mkdir()
        (interface / "bInterfaceClass").write_text(f"{kind}\n", "utf-8")
        if node and kind == "07":
            (interface / "usbmisc" / node).mkdir(parents=True)
            (places.dev / "usb").mkdir(exist_ok=True)
            (places.dev / "usb" / node).touch()
