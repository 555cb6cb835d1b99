"""Starts the hall on paper and speaks to it; waits on conditions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("paper_hall.py")
ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 60.0


class PaperHall:
    """The running process and its steering wheel."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def heard(self, name: str) -> list[dict[str, Any]]:
        """The commands of this name so far."""
        with urllib.request.urlopen(f"{self.url}/steer/heard", timeout=DEADLINE_SECONDS) as answer:
            return [command for command in json.load(answer) if command["name"] == name]

    def steer(self, what: str, value: Any = None) -> None:
        request = urllib.request.Request(
            f"{self.url}/steer/{what}", json.dumps(value).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS):
            pass


@contextmanager
def paper_hall(port: int = 0) -> Iterator[PaperHall]:
    """A hall on paper of its own."""
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        first_line = process.stdout.readline()
        assert first_line, "the hall on paper did not start"
        yield PaperHall(process, int(first_line))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"did not happen within {DEADLINE_SECONDS} s: {what}"
        time.sleep(0.01)
