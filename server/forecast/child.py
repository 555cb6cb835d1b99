"""The forecast's process as the server sees it: asked for one hall a line, answering one line, over two pipes.

Pipes, since they need no address, no port and no lock, gevent's loop reads them like a socket, and the operating
system closes them with the process at their other end, however that ends: the child then reads the end of its orders
and goes, and the server reads the end of the answers.
"""

import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter

import gevent
from gevent.fileobject import FileObjectPosix

from server.contract.terms import HallId
from server.domain.outlook import Outlook
from server.forecast.speech import heard

SILENT_SECONDS = 20.0
"""A big hall takes some seconds the first time in a day, when its past is read."""
_LOOK_AGAIN_SECONDS = 0.01


class NoAnswer(Exception):
    """The process has ended, is silent, or says what nobody understands."""


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    orders: "FileObjectPosix[BufferedWriter, bytes]"
    answers: "FileObjectPosix[BufferedReader, bytes]"

    def ask(self, hall_id: HallId) -> bytes:
        self.orders.write(hall_id.encode() + b"\n")
        self.orders.flush()
        line: bytes = self.answers.readline()
        if not line:
            raise EOFError("it has ended")
        return line

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        for pipe in (self.orders, self.answers):
            with suppress(OSError):  # an order that it will never read
                pipe.close()
        # Where gevent's loop has collected it first, there is nobody left to wait for.
        with suppress(ChildProcessError):
            while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
                gevent.sleep(_LOOK_AGAIN_SECONDS)


class Child:
    """Starts with the first order, and again with the first one after its end. For one greenlet."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, seconds: float = SILENT_SECONDS
    ) -> None:
        self._command = command
        self._environment = environment
        self._seconds = seconds
        self._process: _Process | None = None

    @property
    def pid(self) -> int | None:
        """None: it does not run."""
        return None if self._process is None else self._process.pid

    def outlook(self, hall_id: HallId) -> Outlook | None:
        """The answer; raises ``NoAnswer``, and then the process is gone."""
        try:
            if self._process is None:
                self._process = _started(self._command, {**os.environ, **self._environment})
            with gevent.Timeout(self._seconds):
                return heard(self._process.ask(hall_id))
        except (OSError, EOFError, ValueError, gevent.Timeout) as error:
            self.end()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error

    def end(self) -> None:
        """At once, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            process.end()


def _started(command: Sequence[str], environment: Mapping[str, str]) -> _Process:
    """By the operating system's own call: a fork would run Python beside the locks of the writer's thread."""
    orders, ours_to_write = os.pipe()
    ours_to_read, answers = os.pipe()
    try:
        pid = os.posix_spawnp(
            command[0],
            tuple(command),
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, orders, 0), (os.POSIX_SPAWN_DUP2, answers, 1)],
            setsigdef=[signal.SIGPIPE],
        )
    except OSError:
        os.close(ours_to_write)
        os.close(ours_to_read)
        raise
    finally:
        os.close(orders)
        os.close(answers)
    return _Process(pid, FileObjectPosix(ours_to_write, "wb"), FileObjectPosix(ours_to_read, "rb"))
