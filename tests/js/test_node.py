"""The JavaScript unit tests run with Node's own test runner, as one test among ours."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.node import NODE

HERE = Path(__file__).parent


def test_the_javascript_units() -> None:
    files = sorted(HERE.glob("**/*.test.mjs"))

    done = subprocess.run(
        [NODE, "--import", HERE / "contract.mjs", "--test", *files], cwd=HERE.parents[1], capture_output=True, text=True
    )

    print(done.stdout)
    assert files
    assert done.returncode == 0, done.stdout + done.stderr
