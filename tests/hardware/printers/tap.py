"""A tap on the wire between a box and its printer: tells when a slip begins, and strikes at a given byte."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from hardware.printers.virtual import VirtualPrinter
from hardware.waker import Waker

SLIP_BEGINS = b"\x1dP"
"""GS P opens every slip and stands in no question."""
PIECE = 1024


class Tap:
    """Listens at ``port`` in place of the printer, and passes everything on."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self._printer = printer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._changed = threading.Condition()
        self._begun: list[float] = []
        self._left: int | None = None
        self._strike: Callable[[], None] = lambda: None
        self._stop = Waker()
        self._thread = threading.Thread(target=self._serve, name="tap", daemon=True)

    def strike_after(self, count: int, strike: Callable[[], None]) -> None:
        """Once so many bytes have gone to the printer from now on, no further one goes and ``strike`` is called."""
        with self._changed:
            self._left, self._strike = count, strike

    def wait_for_slip(self, number: int, seconds: float) -> float:
        """When the ``number``-th slip (from 1) began, by the monotonic clock."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._begun) >= number, seconds), f"slip {number} never began"
            return self._begun[number - 1]

    @property
    def slips(self) -> int:
        """How many have begun."""
        with self._changed:
            return len(self._begun)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._listener.fileno(), self._stop.fileno()], [], [])
            if self._stop.fileno() in ready:
                return
            box, _ = self._listener.accept()
            with (
                box,
                socket.create_connection((self._printer.host, self._printer.port)) as printer,
                contextlib.suppress(OSError),
            ):
                for end in (box, printer):
                    # As on a direct wire, nothing waits for an acknowledgement of what went before.
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pass_on(box, printer)

    def _pass_on(self, box: socket.socket, printer: socket.socket) -> None:
        tail = b""
        while True:
            ready, _, _ = select.select([box.fileno(), printer.fileno(), self._stop.fileno()], [], [])
            if self._stop.fileno() in ready:
                return
            if printer.fileno() in ready:
                said = printer.recv(PIECE)
                if not said:
                    return
                box.sendall(said)
            if box.fileno() in ready:
                told = box.recv(PIECE)
                if SLIP_BEGINS in tail + told:
                    with self._changed:
                        self._begun.append(time.monotonic())
                        self._changed.notify_all()
                tail = told[-1:]
                if not told or self._is_struck(printer, told):
                    return

    def _is_struck(self, printer: socket.socket, told: bytes) -> bool:
        with self._changed:
            left, strike = self._left, self._strike
            if left is not None:
                self._left = max(0, left - len(told))
        if left is None or left > len(told):
            printer.sendall(told)
            return False
        printer.sendall(told[:left])
        with self._changed:
            self._left = None
        strike()
        return True
