"""Modbus modules on a serial line or behind a TCP port, by pymodbus: inputs by FC02, lamps by FC05.

pymodbus changes its interface at each release: it is pinned, and only this module knows it.
"""

import logging

from pymodbus.client import ModbusSerialClient, ModbusTcpClient
from pymodbus.exceptions import ConnectionException, ModbusException

from hardware.buttons.settings import Parity
from hardware.errors import WireBroke, WireUnreachable

SLOWEST_QUICK_BAUD = 9600
_FOR_EVER = 10**9

log = logging.getLogger(__name__)


class ModuleSilent(Exception):
    """A module did not answer, or with what is no answer; the line itself is there."""


class ModuleRefused(Exception):
    """The module answers that it has nothing of the kind."""


class ModbusLine:
    """Has one owner. Each question is asked once: the next look is better than the same one again."""

    def __init__(self, address: str, client: ModbusSerialClient | ModbusTcpClient) -> None:
        self.address = address
        self._client = client
        # A module without power is a state of ours, told once; the library tells it at every question.
        logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)
        client.set_max_no_responses(_FOR_EVER)

    def open(self) -> None:
        """Open or reopen; raises ``WireUnreachable``."""
        self.close()
        if not self._client.connect():
            raise WireUnreachable(self.address, "it cannot be opened")

    def inputs(self, module: int, count: int) -> tuple[bool, ...]:
        """Which of the first ``count`` contacts of a module are closed; raises ``ModuleRefused`` where it has fewer,
        ``ModuleSilent`` and ``WireBroke``.
        """
        try:
            reply = self._client.read_discrete_inputs(0, count=count, device_id=module)
        except (ModbusException, OSError) as error:
            raise self._failed(error) from error
        if reply.isError() or len(reply.bits) < count:
            raise ModuleRefused(f"module {module} has no {count} inputs")
        return tuple(map(bool, reply.bits[:count]))

    def switch(self, module: int, coil: int, *, is_on: bool) -> None:
        """A lamp of a module; raises ``ModuleRefused`` where it has none, ``ModuleSilent`` and ``WireBroke``."""
        try:
            reply = self._client.write_coil(coil, is_on, device_id=module)
        except (ModbusException, OSError) as error:
            raise self._failed(error) from error
        if reply.isError():
            raise ModuleRefused(f"module {module} has no coil {coil}")

    def close(self) -> None:
        """Let go of it."""
        try:
            self._client.close()  # type: ignore[no-untyped-call]  # it has no types
        except OSError as error:
            log.debug("closing %s: %s", self.address, error)

    def _failed(self, error: Exception) -> ModuleSilent | WireBroke:
        if isinstance(error, ConnectionException | OSError) or not self._client.connected:
            return WireBroke(self.address, str(error))
        return ModuleSilent(str(error))


def serial_line(device: str, *, baud: int, parity: Parity, answer_seconds: float | None = None) -> ModbusLine:
    """Modules on a serial line (RTU); how long an answer may take follows from the speed, unless it is given."""
    seconds = answer_seconds or (0.15 if baud >= SLOWEST_QUICK_BAUD else 0.4)
    client = ModbusSerialClient(device, baudrate=baud, parity=parity.value, timeout=seconds, retries=0)
    return ModbusLine(device, client)


def tcp_line(address: str, *, answer_seconds: float = 0.5) -> ModbusLine:
    """Modules behind ``host:port``."""
    host, _colon, port = address.rpartition(":")
    return ModbusLine(address, ModbusTcpClient(host, port=int(port), timeout=answer_seconds, retries=0))
