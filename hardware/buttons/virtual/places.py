"""Where a virtual wire begins for a box: a pseudo-terminal like a serial adapter's, or a network port."""

import contextlib
import select
import socket
from pathlib import Path
from typing import Protocol

from hardware.pseudo_terminal import PseudoTerminal

READ_BYTES = 4096


class Plug(Protocol):
    """The panels' end of a wire that is plugged in."""

    def read(self, *, timeout_seconds: float) -> bytes:
        """What the box has sent by then, nothing if nothing came."""
        ...

    def write(self, data: bytes) -> None:
        """What nobody takes is lost."""
        ...

    def close(self) -> None:
        """Unplugged."""
        ...


class Place(Protocol):
    """Stays the same from one plugging in to the next."""

    @property
    def address(self) -> str:
        """As a box's settings name it (``wire``)."""
        ...

    def plug_in(self) -> Plug:
        """Raises ``OSError`` when the place is taken."""
        ...


class LinkPlace:
    """A link to a pseudo-terminal."""

    def __init__(self, link: Path) -> None:
        self._link = link

    @property
    def address(self) -> str:
        """See ``Place``."""
        return str(self._link)

    def plug_in(self) -> Plug:
        """See ``Place``."""
        return PseudoTerminal(self._link)


class PortPlace:
    """A port on this machine; 0: the system chooses one at the first plugging in."""

    def __init__(self, port: int, *, is_bare: bool = False) -> None:
        self._port = port
        self._is_bare = is_bare

    @property
    def address(self) -> str:
        """See ``Place``; Modbus modules are named without what pyserial needs."""
        return f"{'' if self._is_bare else 'socket://'}127.0.0.1:{self._port}"

    def plug_in(self) -> Plug:
        """See ``Place``."""
        plug = ListeningPort(self._port)
        self._port = plug.port
        return plug


class ListeningPort:
    """One box at a time, as cheap adapters have it: who comes later takes the wire over."""

    def __init__(self, port: int) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.setblocking(False)
        self._box: socket.socket | None = None
        self.port: int = self._listener.getsockname()[1]

    def read(self, *, timeout_seconds: float) -> bytes:
        """See ``Plug``."""
        ready, _, _ = select.select([self._listener, *self._boxes()], [], [], timeout_seconds)
        if self._listener in ready:
            self._hang_up()
            with contextlib.suppress(OSError):  # it has gone again
                self._box, _ = self._listener.accept()
                self._box.setblocking(False)
        if self._box is None or self._box not in ready:
            return b""
        try:
            data = self._box.recv(READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def write(self, data: bytes) -> None:
        """See ``Plug``."""
        if self._box is not None:
            with contextlib.suppress(OSError):
                self._box.send(data)

    def close(self) -> None:
        """See ``Plug``."""
        self._hang_up()
        self._listener.close()

    def _boxes(self) -> list[socket.socket]:
        return [] if self._box is None else [self._box]

    def _hang_up(self) -> None:
        if self._box is not None:
            self._box.close()
            self._box = None
