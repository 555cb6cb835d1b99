"""The sample hall of ``make run``: told to end in whatever way, it leaves no program behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
OPTIONS = (
    "port",
    "kiosk-port",
    "display-port",
    "printer-port",
    "printer-page-port",
    "buttons-page-port",
    "window-displays-page-port",
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("told", [signal.SIGHUP, signal.SIGINT], ids=["its terminal closes", "Ctrl-C from a script"])
def test_the_hall_ends_wholly(told: signal.Signals, tmp_path: Path) -> None:
    ports = [free_port() for _ in OPTIONS]
    with start(ports, tmp_path) as demo:
        demo.send_signal(told)
        try:
            demo.communicate(timeout=60)
        finally:
            demo.kill()

    assert demo.returncode == 0
    assert [port for port in ports if is_taken(port)] == []


def start(ports: list[int], folder: Path) -> subprocess.Popen[str]:
    """The demo, once it has said that the hall is open."""
    arguments = [f"--{option}={port}" for option, port in zip(OPTIONS, ports, strict=True)]
    demo = subprocess.Popen(
        # As a script's background job has it, and not as a test run under nohup would hand it on.
        ["env", "--ignore-signal=INT", "--default-signal=HUP", sys.executable, "-m", "server", "demo", *arguments],
        cwd=ROOT,
        env=os.environ | {"CHERHA_FOLDER": str(folder), "CHERHA_VOICE": "none"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        line = demo.stdout.readline()
        assert line, f"the demo ended: {said}"
        said += line
    return demo


def is_taken(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
