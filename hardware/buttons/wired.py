"""The serial wire, by pyserial: a device path, ``socket://host:port`` or ``rfc2217://host:port``.

A wire that is lost stays lost until it is opened anew: pyserial goes on calling an unplugged port open.
"""

import logging

import serial

from hardware.errors import SettingsRefused, WireBroke, WireError, WireUnreachable
from hardware.serial_port import open_port, why_not_an_address

READ_SECONDS = 0.1
WRITE_SECONDS = 1.0
"""Without it a write to an adapter that takes nothing any more would hang for ever."""
FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 8.0

log = logging.getLogger(__name__)


class SerialWire:
    """Has one owner, which reads, writes and reopens it. Raises ``SettingsRefused`` for an address of no known kind."""

    def __init__(self, address: str, *, baud: int = 9600) -> None:
        self.address = address
        self._baud = baud
        self._port: serial.SerialBase | None = None
        self._failures = 0
        self._has_said_lost = False
        why_not = why_not_an_address(address)
        if why_not is not None:
            raise SettingsRefused(f"[[buttons]] wire = {address!r}", why_not)

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next try to open it."""
        return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures, 10))

    def open(self) -> None:
        """Open or reopen; raises ``WireUnreachable``. Said once when back."""
        self.close()
        try:
            self._port = open_port(
                self.address, baud=self._baud, read_seconds=READ_SECONDS, write_seconds=WRITE_SECONDS
            )
        except (OSError, ValueError) as error:
            self._failures += 1
            raise self._lost(WireUnreachable(self.address, str(error))) from error
        self._failures = 0
        if self._has_said_lost:
            log.info("the wire %s is back", self.address)
        self._has_said_lost = False

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

    def _broke(self, error: Exception) -> WireError:
        self.close()
        return self._lost(WireBroke(self.address, str(error)))

    def _lost(self, error: WireError) -> WireError:
        if not self._has_said_lost:
            self._has_said_lost = True
            log.warning("buttons: %s", error)
        return error
