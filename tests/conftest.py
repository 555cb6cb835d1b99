"""What all tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import hypothesis
import pytest

from tests.postgresql import Cluster, cluster
from tests.skips import pytest_configure as pytest_configure

# A deadline would measure the machine, which has other work too.
hypothesis.settings.register_profile("cherha", deadline=None)
hypothesis.settings.load_profile("cherha")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine: apt install chromium")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server without a sync of the disk."""
    with cluster() as running:
        yield running
