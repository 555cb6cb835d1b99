"""A pseudo-terminal whose far end a box opens like a serial adapter, by a link that stays at one place."""

import os
import pty
import select
import termios
import tty
from pathlib import Path


class PseudoTerminal:
    """The panels' end. A link that is left over from before is replaced; anything else at its place is not."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._master, self._slave = pty.openpty()
        # The far end stays open here too: else each box that leaves would look like a cut wire.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.device = os.ttyname(self._slave)
        link.parent.mkdir(parents=True, exist_ok=True)
        if link.is_symlink():
            link.unlink()
        link.symlink_to(self.device)

    def read(self, *, timeout_seconds: float) -> bytes:
        """What the box has sent by then, nothing if nothing came."""
        ready, _, _ = select.select([self._master], [], [], timeout_seconds)
        if not ready:
            return b""
        try:
            return os.read(self._master, 4096)
        except BlockingIOError:
            return b""

    def write(self, data: bytes) -> None:
        """What nobody takes is lost, as on a wire without a box."""
        try:
            os.write(self._master, data)
        except BlockingIOError:
            self._drop_unread()

    def close(self) -> None:
        """The box sees its adapter unplugged."""
        if self._link.is_symlink() and self._link.readlink() == Path(self.device):
            self._link.unlink()
        os.close(self._slave)
        os.close(self._master)

    def _drop_unread(self) -> None:
        termios.tcflush(self._slave, termios.TCIFLUSH)
