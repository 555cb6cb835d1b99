"""What must stay native where gevent has replaced the standard library.

Voices work on native threads. There a lock that gevent has replaced may park a whole event loop; its subprocess does
not start ("child watchers are only available on the default loop"), and a plain one hangs, for ``os.close`` is put off
until an event loop turns that this thread does not have. ``_queue``, ``posix`` and the C library are below all that.
"""

import ctypes
import os
import posix
import signal
from _queue import SimpleQueue
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO

_LOOK_AGAIN_SECONDS = 0.005


class NativeLock:
    """A mutual exclusion of native threads: who holds the one token may go on."""

    def __init__(self) -> None:
        self._token: SimpleQueue[None] = SimpleQueue()
        self._token.put(None)

    def __enter__(self) -> None:
        self._token.get()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._token.put(None)


def run(argv: Sequence[str], *, timeout_seconds: float, files: tuple[IO[bytes], IO[bytes], IO[bytes]]) -> int | None:
    """Runs a program to its end, with real files as input, output and errors; gives its exit code, −9 for signal 9.

    None: it ended, but gevent's loop collected it first and kept the code to itself. Raises OSError when it cannot be
    started, TimeoutError when it was not ready in time; then it is ended, with all that it started.
    """
    actions = [(posix.POSIX_SPAWN_DUP2, file.fileno(), number) for number, file in enumerate(files)]
    child = posix.posix_spawnp(
        argv[0], list(argv), os.environ, file_actions=actions, setsid=True, setsigdef=[signal.SIGPIPE]
    )
    for _ in range(max(1, round(timeout_seconds / _LOOK_AGAIN_SECONDS))):
        try:
            ended, status = posix.waitpid(child, posix.WNOHANG)
        except ChildProcessError:
            return None
        if ended:
            return posix.waitstatus_to_exitcode(status)
        _pause(_LOOK_AGAIN_SECONDS)
    with suppress(ProcessLookupError):
        posix.killpg(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        posix.waitpid(child, 0)
    raise TimeoutError(f"{argv[0]} was not ready in {timeout_seconds} s")


def _pause(seconds: float) -> None:
    """By the C library: a signal may cut it short, as may happen whenever a child ends."""
    ctypes.CDLL(None).usleep(round(seconds * 1_000_000))
