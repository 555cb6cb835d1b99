"""The sample hall as fixtures, for tests with a page and for those without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.contract.terms import BoxKind
from tests.browser.hall import Hall, copy_of, running_hall, seeded_folder

Seeded = tuple[Path, dict[BoxKind, str]]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """A folder with the sample hall, to be copied, and the codes of its boxes."""
    folder = tmp_path_factory.mktemp("sample-hall")
    return folder, seeded_folder(folder)


@pytest.fixture
def hall(seeded: Seeded, tmp_path: Path) -> Iterator[Hall]:
    """A fresh sample hall, served."""
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path / "hall"), codes) as running:
        yield running


@pytest.fixture(scope="module")
def still_hall(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One sample hall for all tests of a file that only look at it."""
    template, codes = seeded
    with running_hall(copy_of(template, tmp_path_factory.mktemp("still-hall") / "hall"), codes) as running:
        yield running
