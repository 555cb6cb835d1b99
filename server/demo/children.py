"""Programs started by the demo: watched, and ended with it in the reverse order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_ENDS_WITHIN_SECONDS = 8.0
_LOOK_EVERY_SECONDS = 0.1
_LINES_SHOWN = 12


class ChildEnded(Exception):
    """A program ended although it should run; the message has its last words."""

    def __init__(self, name: str, status: int, log: Path) -> None:
        words = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES_SHOWN:]
        super().__init__(f"{name} ended with status {status}; its last words ({log}):\n  " + "\n  ".join(words))


class PortTaken(Exception):
    """Another program listens where the demo wants to."""

    def __init__(self, what: str, host: str, port: int, option: str) -> None:
        super().__init__(f"{what}: port {port} on {host} is taken; stop what listens there or choose another: {option}")


@dataclass(slots=True)
class Children:
    """Started one by one; ``end`` ends the last one first."""

    log_folder: Path
    _running: list[tuple[str, "subprocess.Popen[bytes]"]] = field(default_factory=list)

    def start(self, name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Starts ``python -m <arguments>`` with its words going to a log of its name."""
        self.log_folder.mkdir(parents=True, exist_ok=True)
        with self.log(name).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
                # Ctrl-C reaches the demo alone: it ends the others in good order.
                start_new_session=True,
            )
        self._running.append((name, process))

    def log(self, name: str) -> Path:
        """Where a program's words are."""
        return self.log_folder / f"{name}.log"

    def check(self) -> None:
        """Raises ``ChildEnded`` for the first program that has ended."""
        for name, process in self._running:
            status = process.poll()
            if status is not None:
                raise ChildEnded(name, status, self.log(name))

    def wait_for_port(self, host: str, port: int, *, seconds: float) -> bool:
        """Whether somebody answers at the port in time; raises ``ChildEnded`` when a program ends meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.check()
            if is_taken(host, port):
                return True
            time.sleep(_LOOK_EVERY_SECONDS)
        return False

    def watch(self) -> None:
        """Returns never; raises ``ChildEnded`` when a program ends."""
        while True:
            self.check()
            time.sleep(_LOOK_EVERY_SECONDS * 5)

    def end(self) -> None:
        """Asks each to end, the last started first, and makes sure of it."""
        for _, process in reversed(self._running):
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + _ENDS_WITHIN_SECONDS
        for _, process in reversed(self._running):
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._running.clear()


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as asking:
        asking.settimeout(0.5)
        return asking.connect_ex((host, port)) == 0
