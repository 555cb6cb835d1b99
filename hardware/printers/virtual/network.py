"""The virtual printer with its connection: one host at a time, as an Epson interface board serves them."""

import contextlib
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware.printers.virtual.doors import Door, HostSide, NetworkDoor
from hardware.printers.virtual.mechanism import BUFFER_BYTES, HALFWAY_ROWS, Mechanism
from hardware.printers.virtual.misbehaviour import Mode
from hardware.printers.virtual.roll import PrintedSlip, Roll
from server.contract.terms import Evidence

CONFIRMATION, CONFIRMATION_BYTES = b"\x37\x22", 7


class VirtualPrinter:
    """Prints into ``folder``; with port 0 the system chooses one (see ``port``). Use as a context, or ``start`` and
    ``stop``. ``door``: something else than this network port.
    """

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
        door: Door | None = None,
    ) -> None:
        self._network = NetworkDoor(host, port)
        self._door = door or self._network
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
        self._host_side: HostSide | None = None
        self._is_stopping = False
        self._threads: list[threading.Thread] = []

    @property
    def address(self) -> str:
        """Where a host finds it."""
        return self._door.address

    @property
    def host(self) -> str:
        """Of the network port."""
        return self._network.host

    @property
    def port(self) -> int:
        """The network port."""
        return self._network.port

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
        self._door.open()
        self._is_stopping = False
        for name, work in (("receives", self._receive_for_ever), ("prints", self._print_for_ever)):
            thread = threading.Thread(target=work, name=f"virtual-printer-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Close the port and the connection, and wait for both threads."""
        with self._changed:
            self._is_stopping = True
            self._door.shut()
            if self._host_side is not None:
                self._host_side.part()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._door.take_away()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _receive_for_ever(self) -> None:
        while not self._is_stopping:
            try:
                connection = self._door.next_host()
            except OSError:
                return
            with self._changed:
                self._host_side = connection
                self._send_answers()
            with contextlib.suppress(OSError):  # the host reset the connection: the next one is served
                self._receive(connection)
            with self._changed:
                self._host_side = None
                connection.close()

    def _receive(self, connection: HostSide) -> None:
        while data := connection.receive():
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
            self._host_side.send(bytes(outbox))
            outbox.clear()

    def _hang_up(self) -> None:
        self._mechanism.hangs_up = False
        if self._host_side is not None:
            self._host_side.hang_up()
            self._host_side = None
