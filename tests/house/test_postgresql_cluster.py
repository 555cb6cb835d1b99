"""The tests' own PostgreSQL leaves nothing behind, also when a run is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.postgresql import cluster, sweep_up_after_killed_runs

pytestmark = pytest.mark.slow

_KILLED = """
import os, signal
from tests.postgresql import cluster
with cluster() as running:
    print(running.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_is_gone_with_its_folder_when_its_run_ends() -> None:
    with cluster() as running:
        server = server_in(running.folder)
        assert (Path("/proc") / server).exists()

    assert not running.folder.exists()
    assert not is_server_of(running.folder, server)


def test_what_a_killed_run_has_left_is_swept_up_by_the_next() -> None:
    run = subprocess.run([sys.executable, "-c", _KILLED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == -signal.SIGKILL, run.stderr
    folder = Path(run.stdout.strip())
    server = server_in(folder)

    sweep_up_after_killed_runs()

    assert not folder.exists()
    assert not is_server_of(folder, server)


def server_in(folder: Path) -> str:
    return (folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0]


def is_server_of(folder: Path, process: str) -> bool:
    """A process that has ended but was not waited for has no arguments any more."""
    arguments = Path("/proc") / process / "cmdline"
    return arguments.exists() and str(folder) in arguments.read_text("utf-8")
