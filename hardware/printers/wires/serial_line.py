"""A serial line to a printer: a device, an adapter on the network that passes bytes on (``socket://``), or one that
can be told the speed too (``rfc2217://``)."""

import contextlib
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import serial

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers.wires.descriptor import DescriptorWire
from hardware.printers.wires.tcp import open_tcp
from hardware.printers.wires.wire import Transfer, Wire
from hardware.serial_port import OVER_TCP, OVER_TELNET, Flow, open_port, why_not_opened

CONNECT_SECONDS = 3.0
WRITE_SECONDS = 1.0
READ_SECONDS = 0.02
"""Fixed: at each change pyserial's telnet port negotiates all its settings anew."""
TELNET_BYTES_AT_ONCE = 512
"""pyserial's telnet port waits until all is taken; small pieces keep that wait short."""


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """Where the line is, and how the printer at its end is set."""

    address: str
    baud: int
    flow: Flow


def open_serial(settings: SerialSettings) -> Wire:
    """Raises ``WireUnreachable``."""
    address = settings.address
    try:
        if address.startswith(OVER_TCP):
            # No serial speed to be set there: it is a TCP connection, which our own wire can look after better.
            place = urlsplit(address)
            return open_tcp(place.hostname or "", place.port or 0, timeout_seconds=CONNECT_SECONDS)
        port = open_port(
            address, baud=settings.baud, read_seconds=READ_SECONDS, write_seconds=WRITE_SECONDS, flow=settings.flow
        )
    except (OSError, ValueError) as error:
        raise WireUnreachable(address, why_not_opened(error)) from error
    return TelnetWire(port, address) if address.startswith(OVER_TELNET) else _device(port, address)


class TelnetWire:
    """A port of RFC 2217."""

    def __init__(self, port: serial.SerialBase, address: str) -> None:
        self._port = port
        self._address = address

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """See ``Wire``."""
        piece = bytes(outgoing[:TELNET_BYTES_AT_ONCE])
        ends_at = time.monotonic() + timeout_seconds
        try:
            if piece:
                self._port.write(piece)
            received = self._waiting()
            while not piece and not received and time.monotonic() < ends_at:
                received = self._port.read(1) + self._waiting()
        except OSError as error:
            # What was handed over last may have gone out in part.
            raise WireBroke(self._address, str(error), lost_bytes=len(piece)) from error
        return Transfer(len(piece), received)

    def fileno(self) -> int | None:
        """See ``Wire``: pyserial reads on a thread of its own."""
        return None

    def close(self) -> None:
        """See ``Wire``."""
        connection = getattr(self._port, "_socket", None)
        with contextlib.suppress(OSError):
            self._port.close()
        if connection is not None:
            # pyserial 3.5 leaves it open where the adapter has hung up.
            connection.close()

    def abort(self) -> None:
        """See ``Wire``: the adapter is told to forget what it holds."""
        with contextlib.suppress(OSError):
            self._port.reset_output_buffer()  # type: ignore[attr-defined]  # every kind of port has it
        self.close()

    def _waiting(self) -> bytes:
        waiting: int = self._port.in_waiting  # type: ignore[attr-defined]  # every kind of port has it
        return bytes(self._port.read(waiting)) if waiting else b""


def _device(port: serial.SerialBase, address: str) -> DescriptorWire:
    def let_go(is_wanted: bool) -> None:  # noqa: FBT001  a value, not a switch
        with contextlib.suppress(OSError):
            if not is_wanted:
                port.reset_output_buffer()  # type: ignore[attr-defined]  # every kind of port has it
        with contextlib.suppress(OSError):
            port.close()

    # pyserial opens, locks and sets the line; it reads and writes in a way that would hide how much went out.
    return DescriptorWire(port.fileno(), address, let_go)
