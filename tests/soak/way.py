"""A stretch of network that can be cut: passes connections on from its own port to another one."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from types import TracebackType
from typing import Self

from tests.ports import free_port

PIECE = 4096
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: what is closed so tells its other end that the connection broke."""


class Way:
    """From ``port`` to ``target`` on loopback."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self._target = target
        self._changing = threading.Lock()
        self._passes = threading.Event()
        self._passes.set()
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._accepting: threading.Thread | None = None

    def cut(self) -> None:
        """Every connection breaks, and new ones are refused."""
        with self._changing:
            listener, self._listener = self._listener, None
            for end in self._open:
                _break(end)
            if listener is not None:
                # Else the thread that accepts would wait on.
                with contextlib.suppress(OSError):
                    listener.shutdown(socket.SHUT_RDWR)
                listener.close()
        if self._accepting is not None:
            self._accepting.join()
            self._accepting = None

    def deafen(self) -> None:
        """Nothing passes, and nobody is told: a pulled cable."""
        self._passes.clear()

    def mend(self) -> None:
        """What was kept back passes on, as after a cable is plugged in; new connections are taken again."""
        self._passes.set()
        if self._listener is None:
            listener = socket.create_server(("127.0.0.1", self.port))
            self._listener = listener
            self._accepting = threading.Thread(target=self._accept, args=(listener,), name="way", daemon=True)
            self._accepting.start()

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._passes.set()
        self.cut()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._lead, args=(near, listener), name="way-led", daemon=True).start()

    def _lead(self, near: socket.socket, listener: socket.socket) -> None:
        try:
            self._passes.wait()
            far = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            _break(near)
            near.close()
            return
        with self._changing:
            if self._listener is not listener:
                _break(near)
            self._open |= {near, far}
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        back = threading.Thread(target=self._pump, args=(far, near), name="way-back", daemon=True)
        back.start()
        self._pump(near, far)
        back.join()
        with self._changing:
            self._open -= {near, far}
        near.close()
        far.close()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(PIECE):
                self._passes.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (source, sink):
                _break(end)


def _break(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        end.shutdown(socket.SHUT_RDWR)
