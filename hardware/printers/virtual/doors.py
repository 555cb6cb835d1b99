"""Where the virtual printer takes its hosts in: a network port, one host at a time, or a serial line."""

import contextlib
import select
import socket
import struct
import time
from pathlib import Path
from typing import Protocol

from hardware.pseudo_terminal import PseudoTerminal
from hardware.waker import Waker

WAITING_CONNECTIONS = 1
RECEIVE_BUFFER_BYTES = 4096
RECEIVED_AT_ONCE = 1024
IDLE_SECONDS = 300.0
"""After so much silence a network board closes the connection."""
STARTS_IN_SECONDS = 3.0
"""A printer that has lost its power hears nothing of a serial line until it has started again."""


class HostSide(Protocol):
    """A host that is connected. The printer's other thread may hang it up."""

    def receive(self) -> bytes:
        """What has come, nothing when the host is gone; raises ``OSError``."""
        ...

    def send(self, data: bytes) -> None:
        """What the host does not take is lost; never waits."""
        ...

    def hang_up(self) -> None:
        """As a printer does that loses its power: what was under way is lost."""
        ...

    def part(self) -> None:
        """As a printer does that is switched off in peace: what was said comes; whoever receives is told."""
        ...

    def close(self) -> None:
        """By the thread that received."""
        ...


class Door(Protocol):
    """Opened and closed once."""

    @property
    def address(self) -> str:
        """Where a host finds it."""
        ...

    def open(self) -> None:
        """Raises ``OSError`` when the place is taken."""
        ...

    def next_host(self) -> HostSide:
        """Waits for it; raises ``OSError`` when the door is shut."""
        ...

    def shut(self) -> None:
        """Nobody is let in any more, and whoever waits is told."""
        ...

    def take_away(self) -> None:
        """After all threads have left it."""
        ...


class NetworkDoor:
    """A port; with 0 the system chooses one (see ``port``)."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._listener: socket.socket | None = None

    @property
    def address(self) -> str:
        """See ``Door``."""
        return f"{self.host}:{self.port}"

    def open(self) -> None:
        """See ``Door``."""
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        try:
            self._listener.bind((self.host, self.port))
        except OSError:
            self._listener.close()
            raise
        self._listener.listen(WAITING_CONNECTIONS)
        self.port = self._listener.getsockname()[1]

    def next_host(self) -> HostSide:
        """See ``Door``."""
        if self._listener is None:
            raise ConnectionAbortedError("the port is not open")
        connection, _ = self._listener.accept()
        connection.settimeout(IDLE_SECONDS)
        return NetworkHost(connection)

    def shut(self) -> None:
        """See ``Door``."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)

    def take_away(self) -> None:
        """See ``Door``."""
        if self._listener is not None:
            self._listener.close()


class NetworkHost:
    """See ``HostSide``."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def receive(self) -> bytes:
        """See ``HostSide``."""
        return self._connection.recv(RECEIVED_AT_ONCE)

    def send(self, data: bytes) -> None:
        """See ``HostSide``."""
        with contextlib.suppress(OSError):  # a host that is gone reads no answer
            self._connection.send(data, socket.MSG_DONTWAIT)

    def hang_up(self) -> None:
        """See ``HostSide``."""
        with contextlib.suppress(OSError):  # it has gone by itself
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.part()

    def part(self) -> None:
        """See ``HostSide``."""
        with contextlib.suppress(OSError):  # it has gone by itself
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """See ``HostSide``."""
        self._connection.close()


class SerialDoor:
    """A pseudo-terminal; ``link`` is a name for it that stays. Nobody can tell whether a host has it open."""

    def __init__(self, link: Path | None) -> None:
        self._link = link
        self._terminal: PseudoTerminal | None = None
        self._shut = Waker()
        self._last: SerialHost | None = None

    @property
    def address(self) -> str:
        """See ``Door``; empty before it is open."""
        if self._link is not None:
            return str(self._link)
        return "" if self._terminal is None else self._terminal.device

    def open(self) -> None:
        """See ``Door``."""
        self._shut.clear()
        self._terminal = PseudoTerminal(self._link)

    def next_host(self) -> HostSide:
        """See ``Door``: the line is there as soon as the printer has power."""
        if self._terminal is not None and self._last is not None and self._last.has_lost_power:
            self._start_again(self._terminal)
        if self._terminal is None or self._shut.is_set():
            raise ConnectionAbortedError("the line is away")
        self._last = SerialHost(self._terminal, self._shut)
        return self._last

    def shut(self) -> None:
        """See ``Door``."""
        self._shut.set()

    def take_away(self) -> None:
        """See ``Door``."""
        if self._terminal is not None:
            self._terminal.close()
            self._terminal = self._last = None

    def _start_again(self, terminal: PseudoTerminal) -> None:
        is_there_at = time.monotonic() + STARTS_IN_SECONDS
        while (left := is_there_at - time.monotonic()) > 0 and not self._shut.is_set():
            ready, _, _ = select.select([terminal.fileno(), self._shut.fileno()], [], [], left)
            if terminal.fileno() in ready:
                terminal.read(timeout_seconds=0)


class SerialHost:
    """See ``HostSide``: a line from one loss of power to the next."""

    def __init__(self, terminal: PseudoTerminal, shut: Waker) -> None:
        self._terminal = terminal
        self._shut = shut
        self._lost = Waker()
        self.has_lost_power = False

    def receive(self) -> bytes:
        """See ``HostSide``."""
        shut, lost = self._shut.fileno(), self._lost.fileno()
        ready, _, _ = select.select([self._terminal.fileno(), shut, lost], [], [])
        if shut in ready:
            return b""
        if lost in ready:
            return b""
        return self._terminal.read(timeout_seconds=0)

    def send(self, data: bytes) -> None:
        """See ``HostSide``."""
        self._terminal.write(data)

    def hang_up(self) -> None:
        """See ``HostSide``."""
        self.has_lost_power = True
        self._lost.set()

    def part(self) -> None:
        """See ``HostSide``."""
        self._lost.set()

    def close(self) -> None:
        """See ``HostSide``: the line stays."""
