"""The schema's version: brings a database up to date, and refuses one that a later Cherha has written."""

import time
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from server.store import driver as store
from server.store.driver import Driver
from server.store.errors import NewerSchema

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_SECONDS = 60.0
_ENGINES = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def head() -> str:
    """The revision that this version of Cherha works on."""
    newest = _scripts().get_current_head()
    assert newest is not None
    return newest


def known_revisions() -> frozenset[str]:
    """Every revision that this version can bring to ``head``."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def migrate_driver(driver: Driver) -> None:
    """Brings a database to ``head`` in one transaction, so that a power cut leaves the old schema whole."""
    connection = driver.connect(is_reading=False)
    try:
        migrate_connection(connection, driver)
    finally:
        connection.close()


def migrate_connection(connection: store.Connection, driver: Driver) -> None:
    """The same on a connection at hand."""
    engine = create_engine(_ENGINES[driver.dialect], creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(_: Connection) -> None:
        # sqlite3 by itself would commit before each change of the schema.
        wait_for_lock(driver, connection)

    try:
        with engine.begin() as transaction:
            _upgrade(transaction, driver.place)
    except DBAPIError as error:
        raise driver.cannot_open(f"its schema cannot be brought up to date: {error.orig}") from error


def wait_for_lock(driver: Driver, connection: store.Connection) -> None:
    """Two processes may start at once: the second waits until the first has migrated."""
    ends = time.monotonic() + _LOCK_SECONDS
    while not driver.try_begin(connection, None):
        if time.monotonic() > ends:
            raise driver.cannot_open("another process has held it for a minute")
        time.sleep(0.01)


def _upgrade(connection: Connection, place: str) -> None:
    scripts = _scripts()
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known_revisions():
        raise NewerSchema(place, current)
    config = _config()
    config.attributes["connection"] = connection
    steps = EnvironmentContext(
        config, scripts, fn=lambda revision, _: scripts._upgrade_revs("head", revision), destination_rev="head"
    )
    with steps:
        scripts.run_env()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
