"""A pseudo-terminal whose far end a box opens like a serial adapter, by a link that stays at one place."""

import os
import pty
import select
import termios
import tty
from pathlib import Path


class PseudoTerminal:
    """The devices' end. A link that is left over from before is replaced; anything else at its place is not, which
    raises ``OSError``. Without a link there is ``device`` alone, a new one each time.
    """

    def __init__(self, link: Path | None = None) -> None:
        self._link = link
        self._master, self._slave = pty.openpty()
        # The far end stays open here too: else each box that leaves would look like a cut wire.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.device = os.ttyname(self._slave)
        try:
            self._make_link()
        except OSError:
            self._let_go()
            raise

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

    def fileno(self) -> int:
        """Readable when the box has sent something."""
        return self._master

    def close(self) -> None:
        """The box sees its adapter unplugged."""
        if self._link is not None and self._link.is_symlink() and self._link.readlink() == Path(self.device):
            self._link.unlink()
        self._let_go()

    def _make_link(self) -> None:
        if self._link is not None:
            self._link.parent.mkdir(parents=True, exist_ok=True)
            if self._link.is_symlink():
                self._link.unlink()
            self._link.symlink_to(self.device)

    def _let_go(self) -> None:
        os.close(self._slave)
        os.close(self._master)

    def _drop_unread(self) -> None:
        termios.tcflush(self._slave, termios.TCIFLUSH)
