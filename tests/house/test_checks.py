"""What `make check` asks of the code, asked in `make test` as well, so that nothing lands unasked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.sources import ROOT
from tests.node import NODE

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
@pytest.mark.parametrize("project", ["tsconfig.json", "tests/js/tsconfig.json"])
def test_javascript_passes_its_types(project: str) -> None:
    compiler = ROOT / "node_modules/.bin/tsc"

    done = subprocess.run([NODE, compiler.resolve(), "--project", project], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
