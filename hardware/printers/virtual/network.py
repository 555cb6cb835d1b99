"""The virtual printer on the network: one connection at a time, as an Epson interface board serves them."""

import contextlib
import socket
import struct
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware.printers.virtual.mechanism import BUFFER_BYTES, HALFWAY_ROWS, Mechanism
from hardware.printers.virtual.misbehaviour import Mode
from hardware.printers.virtual.roll import PrintedSlip, Roll
from server.contract.terms import Evidence

WAITING_CONNECTIONS = 1
CONFIRMATION, CONFIRMATION_BYTES = b"\x37\x22", 7
RECEIVE_BUFFER_BYTES = 4096
IDLE_SECONDS = 300.0
"""After so much silence the board closes the connection."""


class VirtualPrinter:
    """Prints into ``folder``; with port 0 the system chooses one (see ``port``). Use as a context, or ``start`` and
    ``stop``."""

    def __init__(
        self,
        folder: Path,
        port: int = 9100,
        *,
        host: str = "127.0.0.1",
        width_dots: int = 576,
        grade: Evidence = Evidence.PROCESS_ID,
        slow_bytes_per_second: int = 2000,
        buffer_bytes: int = BUFFER_BYTES,
        halfway_rows: int = HALFWAY_ROWS,
    ) -> None:
        self.host = host
        self.port = port
        self._slow = slow_bytes_per_second
        self._changed = threading.Condition()
        width_bytes = width_dots // 8
        self._mechanism = Mechanism(
            Roll(folder, width_bytes),
            width_bytes=width_bytes,
            grade=grade,
            buffer_bytes=buffer_bytes,
            halfway_rows=halfway_rows,
        )
        self._listener: socket.socket | None = None
        self._host_side: socket.socket | None = None
        self._is_stopping = False
        self._threads: list[threading.Thread] = []

    @property
    def slips(self) -> list[PrintedSlip]:
        """Everything that came out so far, oldest first."""
        with self._changed:
            return list(self._mechanism.slips)

    @property
    def mode(self) -> Mode:
        """How it behaves now; a mode that struck halfway shows what it became."""
        with self._changed:
            return self._mechanism.mode

    def misbehave(self, mode: Mode) -> None:
        """Behave so from now on."""
        with self._changed:
            self._mechanism.misbehave(mode)
            self._send_answers()
            self._changed.notify_all()

    def wait_for_slip(self, number: int, timeout_seconds: float) -> PrintedSlip:
        """The ``number``-th piece of paper (from 1), as soon as it is out; raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._mechanism.slips) >= number, timeout_seconds):
                raise TimeoutError(f"slip {number} did not come out; there are {len(self._mechanism.slips)}")
            return self._mechanism.slips[number - 1]

    def start(self) -> None:
        """Listen and print, each on a thread of its own; raises ``OSError`` when the port is taken."""
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
        self._is_stopping = False
        for name, work in (("receives", self._receive_for_ever), ("prints", self._print_for_ever)):
            thread = threading.Thread(target=work, name=f"virtual-printer-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Close the port and the connection, and wait for both threads."""
        with self._changed:
            self._is_stopping = True
            for endpoint in (self._listener, self._host_side):
                if endpoint is not None:
                    with contextlib.suppress(OSError):
                        endpoint.shutdown(socket.SHUT_RDWR)
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        if self._listener is not None:
            self._listener.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _receive_for_ever(self) -> None:
        assert self._listener is not None
        while not self._is_stopping:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.settimeout(IDLE_SECONDS)
            with self._changed:
                self._host_side = connection
                self._send_answers()
            with contextlib.suppress(OSError):  # the host reset the connection: the next one is served
                self._receive(connection)
            with self._changed:
                self._host_side = None
                connection.close()

    def _receive(self, connection: socket.socket) -> None:
        while data := connection.recv(1024):
            with self._changed:
                if self._host_side is not connection:
                    return  # power was lost: what was still under way is lost with it
                self._mechanism.receive(data)
                self._send_answers()
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._mechanism.room > 0 or self._is_stopping)
                if self._is_stopping:
                    return

    def _print_for_ever(self) -> None:
        while not self._is_stopping:
            with self._changed:
                taken = self._mechanism.step()
                self._send_answers()
                if self._mechanism.hangs_up:
                    self._hang_up()
                if taken is None:
                    if not self._is_stopping:
                        self._changed.wait()
                    continue
                self._changed.notify_all()
                if self._mechanism.mode is Mode.SLOW:
                    self._take_time(taken / self._slow)

    def _take_time(self, seconds: float) -> None:
        """With the lock given back, so that questions are answered meanwhile."""
        ends_at = time.monotonic() + seconds
        while (left := ends_at - time.monotonic()) > 0 and not self._is_stopping:
            self._changed.wait(left)

    def _send_answers(self) -> None:
        """To the host that is there; for the next one only the latest confirmation is kept, as Epson's models do."""
        outbox = self._mechanism.outbox
        if self._host_side is None:
            kept = outbox.rfind(CONFIRMATION)
            outbox[:] = outbox[kept : kept + CONFIRMATION_BYTES] if kept >= 0 else b""
        elif outbox:
            with contextlib.suppress(OSError):  # a host that is gone reads no answer
                self._host_side.send(outbox, socket.MSG_DONTWAIT)
            outbox.clear()

    def _hang_up(self) -> None:
        self._mechanism.hangs_up = False
        if self._host_side is not None:
            self._host_side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):
                self._host_side.shutdown(socket.SHUT_RDWR)
            self._host_side = None
