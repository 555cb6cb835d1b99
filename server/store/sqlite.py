"""SQLite as the store uses it: WAL, every commit on the disk before it is answered."""

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import UniqueConstraint

from server.contract.terms import HallId
from server.store import tables
from server.store.driver import Connection
from server.store.errors import CannotOpen

MEMORY = ":memory:"
_READ_TIMEOUT_SECONDS = 5.0
"""A reader waits only while the log of a server that died is being recovered."""
_LOG_BYTES = 16 * 1024 * 1024
"""To what the log is cut back after something large was written."""
_SETTINGS = ("journal_mode", "synchronous", "foreign_keys", "query_only")
_HELD_BY_OTHERS = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


@dataclass(frozen=True, slots=True)
class SqliteDriver:
    """One SQLite file, or ``:memory:``."""

    path: str

    @property
    def dialect(self) -> str:
        return "sqlite"

    @property
    def place(self) -> str:
        return self.path

    @property
    def failures(self) -> type[Exception]:
        return sqlite3.Error

    def cannot_open(self, reason: str) -> CannotOpen:
        return CannotOpen(self.place, reason)

    def promise_of(self, error: Exception) -> str | None:
        if not isinstance(error, sqlite3.IntegrityError):
            return None
        said = str(error)
        return _promises().get(said.removeprefix("UNIQUE constraint failed: "), said)

    def connect(self, *, is_reading: bool) -> Connection:
        try:
            self._make_file()
            connection = sqlite3.connect(
                self.path, isolation_level=None, timeout=_READ_TIMEOUT_SECONDS, cached_statements=512
            )
        except (OSError, sqlite3.Error) as error:
            raise self.cannot_open(str(error)) from error
        try:
            self._set_up(connection, is_reading=is_reading)
        except sqlite3.Error as error:
            connection.close()
            raise self.cannot_open(str(error)) from error
        return connection

    def try_begin(self, connection: Connection, hall_id: HallId | None) -> bool:
        """SQLite has one lock, for all halls."""
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in _HELD_BY_OTHERS:
                return False
            raise
        return True

    def begin_reading(self, connection: Connection) -> None:
        connection.execute("BEGIN")

    def writes_of_others(self, connection: Connection) -> int | None:
        number: int = connection.execute("PRAGMA data_version").fetchone()[0]
        return number

    def is_open(self, connection: Connection) -> bool:
        return isinstance(connection, sqlite3.Connection) and connection.in_transaction

    def settings(self, connection: Connection) -> dict[str, str]:
        return {name: str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in _SETTINGS}

    def tend(self, connection: Connection) -> None:
        """Moves the log into the file; SQLite by itself would do it within a commit, while a citizen waits."""
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _make_file(self) -> None:
        if self.path == MEMORY:
            return
        path = Path(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Hashes of passwords and keys are in it; SQLite gives its log the same permissions.
        # A file that is there already must not be opened: to close it again would drop every lock that this process
        # holds on it (POSIX), and another process would then take the log away from under us.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def _set_up(self, connection: sqlite3.Connection, *, is_reading: bool) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        if is_reading:
            connection.execute("PRAGMA query_only=ON")
            return
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute(f"PRAGMA journal_size_limit={_LOG_BYTES}")
        # SQLite's own waiting sleeps up to 100 ms at a time; the writer asks more often.
        connection.execute("PRAGMA busy_timeout=0")


@cache
def _promises() -> dict[str, str]:
    """What SQLite says of a broken unique constraint (its columns), and the constraint's name."""
    promises: dict[str, str] = {}
    for table in tables.metadata.tables.values():
        for index in table.indexes:
            if index.unique:
                promises[", ".join(f"{table.name}.{column.name}" for column in index.columns)] = str(index.name)
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                columns = ", ".join(f"{table.name}.{column.name}" for column in constraint.columns)
                promises[columns] = str(constraint.name)
    return promises
