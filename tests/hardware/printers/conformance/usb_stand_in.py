"""A USB bus with one printer on it, below pyusb: its own code runs, only libusb does not."""

from __future__ import annotations

import array
import errno
import socket
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from hardware.printers.virtual import VirtualPrinter

VENDOR, PRODUCT, SERIAL_NUMBER = 0x04B8, 0x0E15, "X3TE042"
OUT, IN = 0x01, 0x82
SERIAL_STRING = 3
GET_DESCRIPTOR = 6

DEVICE = SimpleNamespace(
    bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
    bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=1, iProduct=2,
    iSerialNumber=SERIAL_STRING, bNumConfigurations=1, address=7, bus=1, port_number=1, port_numbers=(1,), speed=3,
)  # fmt: skip
CONFIGURATION = SimpleNamespace(
    bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
    bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
)  # fmt: skip
INTERFACE = SimpleNamespace(
    bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2, bInterfaceClass=7,
    bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
)  # fmt: skip


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # the library has no types
    """The printer goes from the bus when it loses its power, until ``plug`` is called."""

    def __init__(self, printer: VirtualPrinter) -> None:
        super().__init__()
        self.has_kernel_driver = True
        self.resets = 0
        self._printer = printer
        self._is_plugged = False
        self._wire: socket.socket | None = None

    def plug(self) -> None:
        """Plug it in."""
        self._is_plugged = True

    def unplug(self) -> None:
        """Pull the cable."""
        self._is_plugged = False
        self._hang_up()

    def enumerate_devices(self) -> Any:
        return iter([self] if self._is_plugged else [])

    def get_device_descriptor(self, dev: Any) -> Any:
        return DEVICE

    def get_configuration_descriptor(self, dev: Any, config: int) -> Any:
        return CONFIGURATION

    def get_interface_descriptor(self, dev: Any, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError
        return INTERFACE

    def get_endpoint_descriptor(self, dev: Any, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=512,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: Any) -> Any:
        self._answer()
        return self

    def close_device(self, dev_handle: Any) -> None:
        self._hang_up()

    def get_configuration(self, dev_handle: Any) -> int:
        return 1

    def set_configuration(self, dev_handle: Any, config_value: int) -> None:
        self._answer()

    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        return self.has_kernel_driver

    def detach_kernel_driver(self, dev_handle: Any, intf: int) -> None:
        self.has_kernel_driver = False

    def claim_interface(self, dev_handle: Any, intf: int) -> None:
        self._answer()
        if self.has_kernel_driver:
            raise usb.core.USBError("Resource busy", -6, errno.EBUSY)
        self._wire = socket.create_connection((self._printer.host, self._printer.port))

    def release_interface(self, dev_handle: Any, intf: int) -> None:
        self._hang_up()

    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        try:
            return self._connection(timeout).send(bytes(data))
        except OSError as error:
            raise self._translated(error) from error

    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: array.array[int], timeout: int) -> int:
        try:
            said = self._connection(timeout).recv(len(buff))
        except OSError as error:
            raise self._translated(error) from error
        if not said:
            raise self._translated(ConnectionResetError())
        buff[: len(said)] = array.array("B", said)
        return len(said)

    def ctrl_transfer(self, dev_handle: Any, kind: int, request: int, value: int, *rest: Any) -> int:
        self._answer()
        if request == GET_DESCRIPTOR:
            # The strings of the device: pyusb reads its serial number.
            index, data = value & 0xFF, rest[1]
            text = (SERIAL_NUMBER if index else "\u0409").encode("utf-16-le")
            said = bytes((len(text) + 2, 3)) + text
            data[: len(said)] = array.array("B", said[: len(data)])
            return len(said)
        self.resets += 1
        return 0

    def _answer(self) -> None:
        if not self._is_plugged:
            raise usb.core.USBError("No such device", -4, errno.ENODEV)

    def _connection(self, timeout: int) -> socket.socket:
        self._answer()
        assert self._wire is not None, "the interface is not claimed"
        self._wire.settimeout(timeout / 1000)
        return self._wire

    def _translated(self, error: OSError) -> Exception:
        if isinstance(error, TimeoutError):
            return usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)  # type: ignore[no-any-return]
        self.unplug()
        return usb.core.USBError("No such device", -4, errno.ENODEV)  # type: ignore[no-any-return]

    def _hang_up(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()
