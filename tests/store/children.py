"""Processes that write to the same database."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that a child gave to its caller."""

    hall: str
    id: str
    number: int


def child(module: str, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """Starts ``python -m module``, its output to be read from a pipe; ``before`` is a program to run it under."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finished(process: subprocess.Popen[bytes]) -> bytes:
    """Waits for a child that must end well; what it said."""
    try:
        said, complained = process.communicate(timeout=100)
    finally:
        process.kill()
    assert process.returncode == 0, complained.decode()
    return said


def told_in(said: bytes) -> list[Told]:
    """The answers in a child's output; a line cut off by its death was told to nobody."""
    whole = said[: said.rfind(b"\n") + 1]
    return [Told(**json.loads(line)) for line in whole.splitlines()]
