"""A founded house in a file (as the server keeps it) and in memory (as use-case tests keep it)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store.inline_store import InlineStore
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from tests.store.sample import found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be."""
    return tmp_path / "house" / "cherha.sqlite3"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two halls in a file that nobody changes: a copy costs less than a founding."""
    path = tmp_path_factory.mktemp("founded") / "cherha.sqlite3"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    found(store)
    store.close()
    return path


@pytest.fixture
def sql_store(path: Path, founded: Path) -> Iterator[SqlStore]:
    """Two halls in a file."""
    path.parent.mkdir()
    shutil.copy(founded, path)
    store = open_store(f"sqlite:///{path}")
    assert isinstance(store, SqlStore)
    yield store
    store.close()


@pytest.fixture
def inline_store() -> Iterator[InlineStore]:
    """Two halls in memory."""
    store = open_store("sqlite://")
    assert isinstance(store, InlineStore)
    store.migrate()
    found(store)
    yield store
    store.close()


@pytest.fixture(params=["sql_store", "inline_store"])
def store(request: pytest.FixtureRequest) -> SqlStore | InlineStore:
    """Each of the two: the one in memory is the fake of the port, and passes the same tests."""
    each: SqlStore | InlineStore = request.getfixturevalue(request.param)
    return each
