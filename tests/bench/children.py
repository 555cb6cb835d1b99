"""Processes of the benches: on a core of their own, answering one line of JSON to each line they are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@contextmanager
def child(module: str, *arguments: str, core: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """``python -m module`` with a pipe both ways, on one core when named; ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if core is not None:
        pin(process.pid, core)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that the process says."""
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said, f"{process.args!r} ended early"
    return said.strip()


def order(process: subprocess.Popen[str], what: str) -> Any:
    """Says one line, and gives the answer."""
    assert process.stdin is not None
    process.stdin.write(what + "\n")
    process.stdin.flush()
    return json.loads(line(process))


def pin(pid: int, core: int) -> None:
    """Keeps a process with all its threads on one core; the machine may have fewer."""
    available = sorted(os.sched_getaffinity(0))
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {available[core % len(available)]})


def cpu_seconds(pid: int) -> float:
    """What all threads of a process have used so far, to the nanosecond; its ended threads are not in it."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
