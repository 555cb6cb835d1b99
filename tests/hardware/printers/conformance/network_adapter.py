"""An adapter on the network for a serial line: passes bytes on, by RFC 2217 or as they are."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from pathlib import Path

import serial
import serial.rfc2217

from hardware.waker import Waker

PIECE = 512


class NetworkAdapter:
    """Serves one host at a time; the port stays the same when it is unplugged and plugged in again."""

    def __init__(self, device: Path, *, is_telnet: bool) -> None:
        self.port = 0
        self._device = device
        self._is_telnet = is_telnet
        self._stop = Waker()
        self._thread: threading.Thread | None = None

    def plug(self) -> None:
        """Listen."""
        self.unplug()
        self._stop.clear()
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, args=(listener,), name="adapter", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Hang up, and answer nobody."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _serve(self, listener: socket.socket) -> None:
        with listener:
            while True:
                ready, _, _ = select.select([listener.fileno(), self._stop.fileno()], [], [])
                if self._stop.fileno() in ready:
                    return
                host, _ = listener.accept()
                with host, contextlib.suppress(OSError), _Line(str(self._device), timeout=0) as line:
                    self._lead(host, line)

    def _lead(self, host: socket.socket, line: serial.Serial) -> None:
        # The stubs ask for more than the manager does of its two ends.
        manager = _PortManager(line, _Answers(host))  # type: ignore[arg-type]
        while True:
            ready, _, _ = select.select([host.fileno(), line.fileno(), self._stop.fileno()], [], [])
            if self._stop.fileno() in ready:
                return
            if host.fileno() in ready:
                told = host.recv(PIECE)
                if not told:
                    return
                line.write(b"".join(manager.filter(told)) if self._is_telnet else told)
            if line.fileno() in ready:
                said = line.read(PIECE)
                host.sendall(b"".join(manager.escape(said)) if self._is_telnet else said)


class _PortManager(serial.rfc2217.PortManager):
    """Of a pseudo-terminal, which has no wires beside those for data."""

    def check_modem_lines(self, force_notification: bool = False) -> None:  # noqa: FBT001, FBT002  as the library says
        pass


class _Line(serial.Serial):
    """The same pseudo-terminal, as pyserial opens it."""

    def _update_dtr_state(self) -> None:
        pass

    def _update_rts_state(self) -> None:
        pass


class _Answers:
    """What pyserial's port manager writes its answers to."""

    def __init__(self, host: socket.socket) -> None:
        self._host = host

    def write(self, data: bytes) -> None:
        self._host.sendall(data)
