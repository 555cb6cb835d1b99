"""A wire that the system gives as a device file: a serial line, or a printer of the kernel's usblp."""

import os
import select
from collections.abc import Callable

from hardware.errors import WireBroke
from hardware.printers.wires.wire import MOST_AT_ONCE, Transfer

GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
NOTHING_READ_PAUSE_MS = 20
"""usblp calls itself readable after each empty answer of the printer: without a pause that is a busy loop."""


class DescriptorWire:
    """Owns ``descriptor``, which must not block. ``let_go`` ends it, and is told whether what is still on its way is
    to be printed."""

    def __init__(self, descriptor: int, address: str, let_go: Callable[[bool], None]) -> None:
        self._descriptor = descriptor
        self._address = address
        self._let_go = let_go
        self._poll = select.poll()

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        """See ``Wire``."""
        ready = self._wait(select.POLLIN | (select.POLLOUT if outgoing else 0), timeout_seconds * 1000)
        received = self._read() if ready & select.POLLIN else b""
        if ready & GONE and not received:
            raise WireBroke(self._address, "it is gone")
        sent = self._write(outgoing) if ready & select.POLLOUT else 0
        if ready & select.POLLIN and not received and not sent:
            self._wait(0, min(NOTHING_READ_PAUSE_MS, timeout_seconds * 1000))
        return Transfer(sent, received)

    def fileno(self) -> int | None:
        """See ``Wire``."""
        return self._descriptor

    def close(self) -> None:
        """See ``Wire``."""
        self._let_go(True)

    def abort(self) -> None:
        """See ``Wire``."""
        self._let_go(False)

    def _wait(self, wanted: int, milliseconds: float) -> int:
        self._poll.register(self._descriptor, wanted)
        return dict(self._poll.poll(max(0.0, milliseconds))).get(self._descriptor, 0)

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 4096)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise self._broke(error) from error

    def _write(self, outgoing: memoryview) -> int:
        try:
            return os.write(self._descriptor, outgoing[:MOST_AT_ONCE])
        except BlockingIOError:
            return 0
        except OSError as error:
            raise self._broke(error) from error

    def _broke(self, error: OSError) -> WireBroke:
        return WireBroke(self._address, error.strerror or str(error))
