"""The forecast's process as the server sees it: asked for one hall a line, answering one line, over two pipes.

Pipes, since they need no address, no port and no lock, gevent's loop reads them like a socket, and the operating
system closes them with the process at their other end, however that ends: the child then reads the end of its orders
and goes, and the server reads the end of the answers.
"""

import os
from collections.abc import Mapping, Sequence

import gevent
from gevent.subprocess import PIPE, Popen

from server.contract.terms import HallId
from server.domain.outlook import Outlook
from server.forecast.speech import heard

SILENT_SECONDS = 20.0
"""A big hall takes a second the first time in a day, when its past is read."""


class NoAnswer(Exception):
    """The process has ended, is silent, or says what nobody understands."""


class Child:
    """Starts with the first order, and again with the first one after its end. For one greenlet."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], *, seconds: float = SILENT_SECONDS):
        self._command = command
        self._environment = environment
        self._seconds = seconds
        self._process: Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """None: it does not run."""
        return None if self._process is None else self._process.pid

    def outlook(self, hall_id: HallId) -> Outlook | None:
        """The answer; raises ``NoAnswer``, and then the process is gone."""
        try:
            with gevent.Timeout(self._seconds):
                return heard(self._asked(hall_id))
        except (OSError, EOFError, ValueError, gevent.Timeout) as error:
            self.end()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error

    def end(self) -> None:
        """At once, if it runs."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()

    def _asked(self, hall_id: HallId) -> bytes:
        if self._process is None:
            self._process = Popen(self._command, env={**os.environ, **self._environment}, stdin=PIPE, stdout=PIPE)
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(hall_id.encode() + b"\n")
        process.stdin.flush()
        line: bytes = process.stdout.readline()
        if not line:
            raise EOFError("it has ended")
        return line
