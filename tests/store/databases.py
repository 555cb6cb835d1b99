"""The databases that the store is tested on, and how another program looks into them past the store."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg

from server.contract.terms import HallId
from server.store.postgresql import lock_key


class Database(Protocol):
    """One house."""

    @property
    def url(self) -> str:
        """Its address, as in the settings."""

    @property
    def guards(self) -> tuple[str, ...]:
        """The triggers that keep the journal as it is."""

    def stranger(self) -> Any:
        """A connection of another program that knows nothing of halls; each statement is a commit. To be closed."""

    def hold(self, stranger: Any, hall_id: HallId) -> None:
        """Begins, and takes the hall's lock as another server would; ROLLBACK lets it go."""


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """A file; its one lock is for all halls."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    @property
    def guards(self) -> tuple[str, ...]:
        return "journal_never_changed", "journal_never_shortened"

    def stranger(self) -> Any:
        return sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)

    def hold(self, stranger: Any, hall_id: HallId) -> None:
        stranger.execute("BEGIN IMMEDIATE")


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """One of the cluster's databases."""

    url: str

    @property
    def guards(self) -> tuple[str, ...]:
        return ("journal_never_changed",)

    def stranger(self) -> Any:
        return psycopg.connect(self.url, autocommit=True)

    def hold(self, stranger: Any, hall_id: HallId) -> None:
        stranger.execute("BEGIN")
        stranger.execute(f"SELECT pg_advisory_xact_lock({lock_key(hall_id)})")


def database_at(url: str) -> Database:
    """The database of an address that one of the two has given."""
    file = url.removeprefix("sqlite:///")
    return PostgresqlDatabase(url) if file == url else SqliteDatabase(Path(file))


def unguarded(database: Database, *statements: str) -> None:
    """Changes a journal as one would who owns the database and takes its guards off first."""
    stranger = database.stranger()
    for guard in database.guards:
        stranger.execute(f"DROP TRIGGER {guard}" + (" ON journal" if database.url.startswith("postgresql") else ""))
    for statement in statements:
        stranger.execute(statement)
    stranger.close()
