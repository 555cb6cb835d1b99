"""A bell between threads that can be waited for together with a device's file."""

import contextlib
import os
import select
import weakref


class Waker:
    """Like ``threading.Event``, with a ``fileno`` that is readable while it is set."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        for end in (self._reader, self._writer):
            os.set_blocking(end, False)
            weakref.finalize(self, os.close, end)

    def set(self) -> None:
        """Wake whoever waits; may be called from any thread."""
        # When the pipe is full, it rings already.
        with contextlib.suppress(BlockingIOError):
            os.write(self._writer, b"\0")

    def clear(self) -> None:
        """From here on it waits again."""
        while self.is_set():
            os.read(self._reader, 4096)

    def is_set(self) -> bool:
        """Whether it has rung since it was cleared."""
        return self.wait(0)

    def wait(self, seconds: float) -> bool:
        """Whether it rang, by the end of that time."""
        poll = select.poll()
        poll.register(self._reader, select.POLLIN)
        return bool(poll.poll(max(0.0, seconds) * 1000))

    def fileno(self) -> int:
        """Readable while it is set."""
        return self._reader
