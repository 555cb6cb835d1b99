"""The serial wire, by pyserial: a device path, ``socket://host:port`` or ``rfc2217://host:port``.

A wire that is lost stays lost until it is opened anew: pyserial goes on calling an unplugged port open.
"""

import logging

import serial

from hardware.errors import SettingsRefused, WireBroke, WireUnreachable
from hardware.serial_port import open_port, why_not_an_address, why_not_opened

READ_SECONDS = 0.1
WRITE_SECONDS = 1.0
"""Without it a write to an adapter that takes nothing any more would hang for ever."""

log = logging.getLogger(__name__)


class SerialWire:
    """Has one owner, which reads, writes and reopens it. Raises ``SettingsRefused`` for an address of no known kind."""

    def __init__(self, address: str, *, baud: int = 9600) -> None:
        self.address = address
        self._baud = baud
        self._port: serial.SerialBase | None = None
        why_not = why_not_an_address(address)
        if why_not is not None:
            raise SettingsRefused(f"wire {address!r}", why_not)

    def open(self) -> None:
        """Open or reopen; raises ``WireUnreachable``."""
        self.close()
        try:
            self._port = open_port(
                self.address, baud=self._baud, read_seconds=READ_SECONDS, write_seconds=WRITE_SECONDS
            )
        except (OSError, ValueError) as error:
            raise WireUnreachable(self.address, why_not_opened(error)) from error

    def read(self) -> bytes:
        """What has come, after at most 0.1 s; nothing is no sign of anything. Raises ``WireBroke``."""
        port = self._open_port()
        try:
            waiting: int = port.in_waiting  # type: ignore[attr-defined]  # every kind of port has it
            return bytes(port.read(max(1, waiting)))
        except (OSError, TypeError) as error:
            # A TypeError is pyserial's own when the port is closed beneath it.
            raise self._broke(error) from error

    def write(self, data: bytes) -> None:
        """Raises ``WireBroke``; that it went out does not mean that it has come."""
        port = self._open_port()
        try:
            port.write(data)
        except OSError as error:
            raise self._broke(error) from error

    def close(self) -> None:
        """Let go of the device."""
        port, self._port = self._port, None
        if port is not None:
            try:
                port.close()
            except OSError as error:
                log.debug("closing %s: %s", self.address, error)

    def _open_port(self) -> serial.SerialBase:
        if self._port is None:
            raise WireBroke(self.address, "it is not open")
        return self._port

    def _broke(self, error: Exception) -> WireBroke:
        self.close()
        return WireBroke(self.address, str(error))
