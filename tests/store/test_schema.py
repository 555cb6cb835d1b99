"""The schema and its history."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event

from server.store.errors import CannotOpen, NewerSchema
from server.store.opening import open_store
from server.store.schema import head
from server.store.tables import metadata
from tests.store.sample import NORTH, found


@pytest.fixture
def migrated(path: Path) -> Iterator[Engine]:
    """A database made by the migrations alone."""
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    engine = create_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def shape_of(path: Path | str) -> dict[str, str]:
    """The tables and indexes as SQLite keeps their texts, spaces aside."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    ).fetchall()
    connection.close()
    return {name: " ".join(sorted(text.replace(",", " ").split())) for name, text in rows if name != "alembic_version"}


def test_the_migrations_make_the_tables_that_the_code_uses(migrated: Engine) -> None:
    with migrated.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_also_in_what_alembic_does_not_compare(migrated: Engine, path: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.sqlite3"
    engine = create_engine(f"sqlite:///{made}")
    metadata.create_all(engine)
    engine.dispose()

    assert shape_of(path) == shape_of(made)


def test_migrating_again_changes_nothing(migrated: Engine, path: Path) -> None:
    before = shape_of(path)

    store = open_store(f"sqlite:///{path}")
    store.migrate()
    store.migrate()
    store.close()

    assert shape_of(path) == before


def test_a_database_of_a_later_version_is_refused_and_left_alone(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    found(store, NORTH)
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerSchema, match=r"9999.*newer version") as caught:
        store.migrate()

    assert str(path) in caught.value.uk
    assert stranger.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    stranger.close()
    store.close()


def test_a_migration_that_breaks_off_leaves_nothing_behind(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")

    def break_off(*_: object) -> None:
        raise RuntimeError("power cut")

    event.listen(Engine, "commit", break_off)
    try:
        with pytest.raises(RuntimeError, match="power cut"):
            store.migrate()
    finally:
        event.remove(Engine, "commit", break_off)

    assert shape_of(path) == {}
    store.migrate()
    store.close()
    assert "ticket" in shape_of(path)


def test_the_head_is_written_into_the_database(migrated: Engine) -> None:
    with migrated.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == head()


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/nowhere/cherha.sqlite3", "postgresql://user:secret@host/cherha", "no address"]
)
def test_an_address_that_cannot_be_opened_is_named_without_its_password(url: str) -> None:
    with pytest.raises(CannotOpen) as caught:
        open_store(url)

    assert caught.value.place in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_folder_is_made_and_strangers_cannot_read_the_file(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "letter.txt"
    wrong.write_text("Доброго дня! " * 100)

    with pytest.raises(CannotOpen, match=r"letter\.txt.*not a database"):
        open_store(f"sqlite:///{wrong}")
