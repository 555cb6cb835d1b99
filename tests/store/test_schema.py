"""The schema and its history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event

from server.store.errors import CannotOpen, NewerSchema
from server.store.opening import driver_of, open_store
from server.store.schema import head
from server.store.tables import metadata
from tests.store.databases import Database, PostgresqlDatabase


@pytest.fixture
def migrated(empty_database: Database) -> Iterator[Engine]:
    """A database made by the migrations alone."""
    store = open_store(empty_database.url)
    store.migrate()
    store.close()
    engine = engine_of(empty_database)
    yield engine
    engine.dispose()


def engine_of(database: Database) -> Engine:
    return create_engine(database.url.replace("postgresql:", "postgresql+psycopg:"))


_SHAPE_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
_SHAPE_ON_POSTGRESQL = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT table_name, string_agg(
        concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable, column_default), ',' ORDER BY 1)
    FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1
"""


def shape_of(database: Database) -> dict[str, str]:
    """Tables, indexes and promises as the database itself tells them, spaces and the order of columns aside."""
    stranger = database.stranger()
    asked = _SHAPE_ON_POSTGRESQL if isinstance(database, PostgresqlDatabase) else _SHAPE_ON_SQLITE
    rows = stranger.execute(asked).fetchall()
    stranger.close()
    known = {name: " ".join(sorted(text.replace(",", " ").split())) for name, text in rows}
    return {name: text for name, text in known.items() if "alembic_version" not in name}


def test_the_migrations_make_the_tables_that_the_code_uses(migrated: Engine) -> None:
    with migrated.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


@pytest.mark.usefixtures("migrated")
def test_also_in_what_alembic_does_not_compare(empty_database: Database, another_empty: Database) -> None:
    engine = engine_of(another_empty)
    metadata.create_all(engine)
    engine.dispose()

    assert shape_of(empty_database) == shape_of(another_empty) != {}


@pytest.mark.usefixtures("migrated")
def test_migrating_again_changes_nothing(empty_database: Database) -> None:
    before = shape_of(empty_database)

    store = open_store(empty_database.url)
    store.migrate()
    store.migrate()
    store.close()

    assert shape_of(empty_database) == before


def test_a_database_of_a_later_version_is_refused_and_left_alone(database: Database) -> None:
    store = open_store(database.url)
    stranger = database.stranger()
    stranger.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerSchema, match=r"9999.*newer version") as caught:
        store.migrate()

    assert driver_of(database.url).place in caught.value.uk
    assert stranger.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    stranger.close()
    store.close()


def test_a_migration_that_breaks_off_leaves_nothing_behind(empty_database: Database) -> None:
    store = open_store(empty_database.url)

    def break_off(*_: object) -> None:
        raise RuntimeError("power cut")

    event.listen(Engine, "commit", break_off)
    try:
        with pytest.raises(RuntimeError, match="power cut"):
            store.migrate()
    finally:
        event.remove(Engine, "commit", break_off)

    assert shape_of(empty_database) == {}
    store.migrate()
    store.close()
    assert "ticket" in shape_of(empty_database)


def test_a_database_of_something_else_is_named_and_left_alone(empty_database: Database) -> None:
    store = open_store(empty_database.url)
    stranger = empty_database.stranger()
    stranger.execute("CREATE TABLE hall (chairs integer)")
    before = shape_of(empty_database)

    with pytest.raises(CannotOpen, match=r"hall.* already exists"):
        store.migrate()

    assert shape_of(empty_database) == before
    stranger.close()
    store.close()


def test_the_head_is_written_into_the_database(migrated: Engine) -> None:
    with migrated.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == head()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////proc/nowhere/cherha.sqlite3",
        "postgresql://user:secret@127.0.0.1:1/cherha?application_name=secret",
        "postgresql+psycopg://user:secret@127.0.0.1:1/cherha",
        "postgresql://127.0.0.1:port/cherha?password=secret",
        "oracle://user:secret@host/cherha?password=secret",
        "no address",
    ],
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
