"""A founded house on each database: in a file and on PostgreSQL (as servers keep it), and in memory (as tests do).

Tests of what each database must do ask for ``store`` or ``sql_store``, those of SQLite's own ways for ``sqlite_store``.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store.inline_store import InlineStore
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from tests.postgresql import Cluster
from tests.store.databases import Database, PostgresqlDatabase, SqliteDatabase
from tests.store.sample import found

POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.slow)
"""Left out of `make check`, which shall run where there is no PostgreSQL."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file will be."""
    return tmp_path / "house" / "cherha.sqlite3"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two halls in a file that nobody changes: a copy costs less than a founding."""
    path = tmp_path_factory.mktemp("founded") / "cherha.sqlite3"
    _found_at(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def founded_postgresql(postgresql: Cluster) -> str:
    """The name of a database with two halls that nobody changes."""
    name = postgresql.create()
    _found_at(postgresql.url(name))
    return name


@pytest.fixture
def sqlite_database(path: Path, founded: Path) -> SqliteDatabase:
    """Two halls in a file."""
    path.parent.mkdir()
    shutil.copy(founded, path)
    return SqliteDatabase(path)


@pytest.fixture
def postgresql_database(postgresql: Cluster, founded_postgresql: str) -> Iterator[PostgresqlDatabase]:
    """Two halls on PostgreSQL."""
    name = postgresql.create(template=founded_postgresql)
    yield PostgresqlDatabase(postgresql.url(name))
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", POSTGRESQL])
def database(request: pytest.FixtureRequest) -> Database:
    """Two halls where a server keeps them, on each kind of database."""
    each: Database = request.getfixturevalue(f"{request.param}_database")
    return each


@pytest.fixture(params=["sqlite", POSTGRESQL])
def kind(request: pytest.FixtureRequest) -> str:
    """Of an empty database."""
    kind: str = request.param
    return kind


@pytest.fixture
def empty_database(kind: str, path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """One that nothing has been written to yet."""
    yield from _empty(kind, path, request)


@pytest.fixture
def another_empty(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """One more of the same kind."""
    yield from _empty(kind, tmp_path / "another.sqlite3", request)


@pytest.fixture
def sql_store(database: Database) -> Iterator[SqlStore]:
    """The store of a server, on each kind of database."""
    yield from _opened(database)


@pytest.fixture
def sqlite_store(sqlite_database: SqliteDatabase) -> Iterator[SqlStore]:
    """The store of a server on a file."""
    yield from _opened(sqlite_database)


@pytest.fixture
def inline_store() -> Iterator[InlineStore]:
    """Two halls in memory."""
    store = open_store("sqlite://")
    assert isinstance(store, InlineStore)
    store.migrate()
    found(store)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "memory", POSTGRESQL])
def store(request: pytest.FixtureRequest) -> Iterator[SqlStore | InlineStore]:
    """Each of the three: the one in memory is the fake of the port, and passes the same tests."""
    if request.param == "memory":
        yield request.getfixturevalue("inline_store")
    else:
        yield from _opened(request.getfixturevalue(f"{request.param}_database"))


def _empty(kind: str, path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    if kind == "sqlite":
        yield SqliteDatabase(path)
        return
    running: Cluster = request.getfixturevalue("postgresql")
    name = running.create()
    yield PostgresqlDatabase(running.url(name))
    running.drop(name)


def _opened(database: Database) -> Iterator[SqlStore]:
    store = open_store(database.url)
    assert isinstance(store, SqlStore)
    yield store
    store.close()


def _found_at(url: str) -> None:
    store = open_store(url)
    store.migrate()
    found(store)
    store.close()
