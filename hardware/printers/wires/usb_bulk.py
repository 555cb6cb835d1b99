"""A USB printer without the kernel's driver: the bulk endpoints of its printer interface, through pyusb and libusb.

The class's requests are of the USB Device Class Definition for Printing Devices 1.1.
"""

import contextlib
import time
from dataclasses import dataclass
from typing import Any

import libusb_package
import usb.core
import usb.util
from usb.backend import IBackend

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.wire import MOST_AT_ONCE, Transfer

PRINTER_CLASS = 0x07
SOFT_RESET = 2
WRITE_MS, READ_MS = 50, 20
"""libusb waits for one direction at a time: so long may the other one have to wait."""
GLANCE_MS = 1
READ_BYTES = 512


@dataclass(frozen=True, slots=True)
class UsbSettings:
    """Which printer; the serial number only where two of a kind hang on one machine."""

    vendor: int
    product: int
    serial_number: str | None = None

    @property
    def address(self) -> str:
        """As people name it: ``usb 04b8:0e15``."""
        return f"usb {self.vendor:04x}:{self.product:04x}" + (f" {self.serial_number}" if self.serial_number else "")


class UsbWire:
    """A claimed printer interface."""

    def __init__(self, device: Any, interface: Any, settings: UsbSettings) -> None:
        self._device = device
        self._interface = interface
        self._address = settings.address
        self._out = _endpoint(interface, usb.util.ENDPOINT_OUT)
        self._in = _endpoint(interface, usb.util.ENDPOINT_IN)

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """See ``Wire``. A printer without a way back is never heard."""
        if outgoing:
            sent = self._write(bytes(outgoing[:MOST_AT_ONCE]), min(WRITE_MS, _ms(timeout_seconds)))
            return Transfer(sent, self._read(GLANCE_MS if sent else min(READ_MS, _ms(timeout_seconds))))
        ends_at = time.monotonic() + timeout_seconds
        while True:
            left = ends_at - time.monotonic()
            received = self._read(min(READ_MS, _ms(left)))
            if received or left <= 0:
                return Transfer(0, received)

    def fileno(self) -> int | None:
        """See ``Wire``: libusb is asked, it does not call."""
        return None

    def close(self) -> None:
        """See ``Wire``."""
        with contextlib.suppress(usb.core.USBError):
            usb.util.dispose_resources(self._device)

    def abort(self) -> None:
        """See ``Wire``: the class's soft reset empties the printer's buffers."""
        kind = usb.util.build_request_type(
            usb.util.CTRL_OUT, usb.util.CTRL_TYPE_CLASS, usb.util.CTRL_RECIPIENT_INTERFACE
        )
        with contextlib.suppress(usb.core.USBError):
            self._device.ctrl_transfer(kind, SOFT_RESET, 0, self._interface.bInterfaceNumber, timeout=WRITE_MS)
        self.close()

    def _write(self, piece: bytes, milliseconds: int) -> int:
        try:
            return int(self._out.write(piece, milliseconds))
        except usb.core.USBTimeoutError:
            return 0
        except usb.core.USBError as error:
            raise WireBroke(self._address, str(error), lost_bytes=len(piece)) from error

    def _read(self, milliseconds: int) -> bytes:
        if self._in is None:
            time.sleep(milliseconds / 1000)
            return b""
        try:
            return bytes(self._in.read(READ_BYTES, milliseconds))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise WireBroke(self._address, str(error)) from error


def open_usb(settings: UsbSettings, *, backend: IBackend | None = None) -> UsbWire:
    """Take the printer from the kernel's driver; raises ``WireUnreachable``. Without ``backend``: libusb."""
    try:
        device = _found(settings, backend or libusb_package.get_libusb1_backend())
        if device is None:
            raise WireUnreachable(settings.address, "no such device is plugged in")
        interface = _printer_interface(device)
        if interface is None:
            usb.util.dispose_resources(device)
            raise WireUnreachable(settings.address, "it has no way for data: not a printer")
        with contextlib.suppress(NotImplementedError):  # systems where no kernel driver takes printers
            if device.is_kernel_driver_active(interface.bInterfaceNumber):
                device.detach_kernel_driver(interface.bInterfaceNumber)
        usb.util.claim_interface(device, interface.bInterfaceNumber)
    except (usb.core.USBError, usb.core.NoBackendError, ValueError) as error:
        # A ValueError is pyusb's own for a device that forbids to read its serial number.
        raise WireUnreachable(settings.address, str(error)) from error
    return UsbWire(device, interface, settings)


def _found(settings: UsbSettings, backend: IBackend | None) -> Any:
    is_it = (
        None
        if settings.serial_number is None
        else lambda device: usb.util.get_string(device, device.iSerialNumber) == settings.serial_number
    )
    return usb.core.find(
        idVendor=settings.vendor, idProduct=settings.product, custom_match=is_it, backend=backend, find_all=False
    )


def _printer_interface(device: Any) -> Any:
    """The one of the printer class; some clones call theirs vendor's own."""
    try:
        configuration = device.get_active_configuration()
    except usb.core.USBError:
        device.set_configuration()
        configuration = device.get_active_configuration()
    able = [each for each in configuration if _endpoint(each, usb.util.ENDPOINT_OUT) is not None]
    return next((each for each in able if each.bInterfaceClass == PRINTER_CLASS), able[0] if able else None)


def _endpoint(interface: Any, direction: int) -> Any:
    return usb.util.find_descriptor(
        interface,
        custom_match=lambda endpoint: (
            usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction
            and usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        ),
    )


def _ms(seconds: float) -> int:
    """At least 1: libusb takes 0 for endless."""
    return max(1, round(seconds * 1000))
