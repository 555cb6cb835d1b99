"""A cable from a device file to the virtual printer: what a USB or serial adapter is to a real one."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import socket
import threading
import tty
from pathlib import Path

from hardware.printers.virtual import VirtualPrinter
from hardware.waker import Waker

PIECE = 512


class Cable:
    """A pseudo-terminal at ``link`` whose other end is the printer. With ``is_powered_by_printer`` the device file goes
    when the printer loses its power, as USB printers go; else the wire stays and nobody is at its end until ``plug``
    is called, as with a serial adapter."""

    def __init__(self, link: Path, printer: VirtualPrinter, *, is_powered_by_printer: bool) -> None:
        self._link = link
        self._printer = printer
        self._goes_too = is_powered_by_printer
        self._stop = Waker()
        self._thread: threading.Thread | None = None

    def plug(self) -> None:
        """Plug it in, both ends."""
        self.unplug()
        self._stop.clear()
        master, slave = pty.openpty()
        # The far end stays open here too: else each box that leaves would look like a cut wire.
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._link.symlink_to(os.ttyname(slave))
        printer = socket.create_connection((self._printer.host, self._printer.port))
        self._thread = threading.Thread(target=self._lead, args=(master, slave, printer), name="cable", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull it at the computer's end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _lead(self, master: int, slave: int, printer: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self._lead_both_ways(master, printer)
        printer.close()
        while not self._goes_too and not self._stop.is_set():
            # What comes to a printer without power is lost.
            ready, _, _ = select.select([master, self._stop.fileno()], [], [])
            if master in ready:
                os.read(master, PIECE)
        self._link.unlink()
        os.close(slave)
        os.close(master)

    def _lead_both_ways(self, master: int, printer: socket.socket) -> None:
        to_printer = b""
        while True:
            sources = [printer.fileno(), self._stop.fileno(), *([] if to_printer else [master])]
            ready, room, _ = select.select(sources, [printer] if to_printer else [], [])
            if self._stop.fileno() in ready:
                return
            if printer.fileno() in ready:
                said = printer.recv(PIECE)
                if not said:
                    return
                os.write(master, said)
            if room:
                to_printer = to_printer[printer.send(to_printer) :]
            elif master in ready:
                to_printer = os.read(master, PIECE)
