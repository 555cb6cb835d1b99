"""A real server of the sample hall for tests that need no page, on a file and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.contract.terms import BoxKind
from tests.browser.hall import Hall, running_hall, seeded_folder
from tests.browser.hall_fixtures import Seeded as Seeded
from tests.browser.hall_fixtures import hall as hall
from tests.browser.hall_fixtures import seeded as seeded
from tests.browser.hall_fixtures import still_hall as still_hall
from tests.postgresql import Cluster


@dataclass(frozen=True, slots=True)
class SeededPostgresql:
    """A database with the sample hall, to be copied, and the codes of its boxes."""

    cluster: Cluster
    name: str
    codes: dict[BoxKind, str]


@pytest.fixture(scope="session")
def seeded_postgresql(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> SeededPostgresql:
    """Passwords are slow to hash, so it is seeded only once a run."""
    name = postgresql.create()
    codes = seeded_folder(tmp_path_factory.mktemp("sample-hall"), postgresql.url(name))
    return SeededPostgresql(postgresql, name, codes)


@contextmanager
def copied(seeded: SeededPostgresql) -> Iterator[str]:
    """The address of a fresh sample hall."""
    name = seeded.cluster.create(template=seeded.name)
    try:
        yield seeded.cluster.url(name)
    finally:
        seeded.cluster.drop(name)


@pytest.fixture
def hall_on_postgresql(seeded_postgresql: SeededPostgresql, tmp_path: Path) -> Iterator[Hall]:
    """A fresh sample hall on PostgreSQL, served."""
    with (
        copied(seeded_postgresql) as url,
        running_hall(tmp_path / "hall", seeded_postgresql.codes, CHERHA_DATABASE=url) as running,
    ):
        yield running
