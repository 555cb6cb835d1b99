"""From an address to a store."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from server.store.driver import Driver
from server.store.errors import CannotOpen, LibraryMissing
from server.store.inline_store import InlineStore
from server.store.records import compile_all
from server.store.sql_store import SqlStore
from server.store.sqlite import MEMORY, SqliteDriver
from server.store.waiting import NativeWaiting, Waiter

_LOCK_SECONDS = 5.0
_READERS = 2
_POSTGRESQL = ("postgresql://", "postgresql+psycopg://", "postgres://")
_ADVICE = "an address looks like sqlite:////var/lib/cherha/cherha.sqlite3 or postgresql://cherha@10.0.0.5/cherha"


def open_store(
    url: str, *, waiter: Waiter = NativeWaiting, lock_seconds: float = _LOCK_SECONDS, readers: int = _READERS
) -> SqlStore | InlineStore:
    """The store at an address such as ``sqlite:////var/lib/cherha/cherha.sqlite3`` or
    ``postgresql://cherha@10.0.0.5/cherha``; ``sqlite://`` is one in memory.

    ``waiter``: ``GeventWaiting`` where gevent's loop serves. Raises ``CannotOpen``. Call ``migrate`` before all else.
    """
    driver = driver_of(url)
    compile_all(driver.dialect)
    if isinstance(driver, SqliteDriver) and driver.path == MEMORY:
        return InlineStore(driver)
    driver.connect(is_reading=False).close()
    return SqlStore(driver, waiter, lock_seconds=lock_seconds, readers=readers)


def driver_of(url: str) -> Driver:
    """The database that an address means."""
    if url.startswith(_POSTGRESQL):
        return _postgresql(url)
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise CannotOpen(url.rpartition("@")[2], _ADVICE) from error
    if address.get_backend_name() != "sqlite":
        named = address.set(query={}).render_as_string()
        raise CannotOpen(named, f"{address.get_backend_name()} is not among the databases: sqlite, postgresql")
    return SqliteDriver(address.database or MEMORY)


def _postgresql(url: str) -> Driver:
    """Its library is an extra: a hall on SQLite does without."""
    try:
        from server.store.postgresql import PostgresqlDriver
    except ImportError as error:
        raise LibraryMissing from error
    # libpq reads its addresses itself, several hosts and all; only SQLAlchemy's mark is taken off.
    return PostgresqlDriver(f"postgresql{url[url.index('://') :]}")
