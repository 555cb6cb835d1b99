"""What all tests share."""

from __future__ import annotations

import shutil

import pytest

from tests.skips import pytest_configure as pytest_configure


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    return path
