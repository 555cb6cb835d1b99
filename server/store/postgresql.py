"""PostgreSQL as the store uses it: an advisory lock for each hall, every commit on the disk before it is answered."""

import hashlib
import logging
import re
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from server.contract.terms import HallId
from server.store.driver import Connection
from server.store.errors import OF_A_SERVER, CannotOpen
from server.store.postgresql_connection import NativeConnection, connected

_CONNECT_SECONDS = 5.0
_DEFAULTS: dict[str, Any] = {
    "application_name": "cherha",
    "client_encoding": "utf8",
    # After a change of servers the former one may still answer, and nothing could be written there.
    "target_session_attrs": "read-write",
    # A server whose power is gone says no goodbye; a citizen must not wait for it a quarter of an hour.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_SET_UP = """
    SET synchronous_commit = on;
    SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '60s';
    SET jit = off;
    SET random_page_cost = 1.1
"""
"""Whatever the server's own defaults are. A process that froze, as a suspended machine does, must not keep a hall's
lock; our queries are far too short for a compiler, and what they ask for is in memory, not on a disk that turns."""
_SETTINGS = ("synchronous_commit", "fsync", "full_page_writes", "server_encoding")
_OPEN = frozenset({TransactionStatus.INTRANS, TransactionStatus.INERROR})
_LOCK_OF_HOUSE = "house"


@dataclass(frozen=True, slots=True)
class PostgresqlDriver:
    """One database of a PostgreSQL server, at an address as libpq reads it."""

    url: str

    @property
    def dialect(self) -> str:
        return "postgresql"

    @property
    def place(self) -> str:
        try:
            known = conninfo_to_dict(self.url)
        except psycopg.Error:
            return "postgresql://?"
        host, name = str(known.get("host") or known.get("hostaddr") or ""), known.get("dbname", "")
        if host.startswith("/"):
            return f"postgresql:///{name}?host={host}"
        port = f":{known['port']}" if "port" in known else ""
        return f"postgresql://{host}{port}/{name}"

    @property
    def failures(self) -> type[Exception]:
        return psycopg.Error

    def cannot_open(self, reason: str) -> CannotOpen:
        # psycopg says that it failed, and libpq asks in English what we ask in both languages.
        lines = [line.strip() for line in re.sub("^connection (failed|is bad): ", "", reason).splitlines()]
        said = " ".join(line for line in lines if not line.startswith("Is the server running"))
        return CannotOpen(self.place, said, OF_A_SERVER)

    def promise_of(self, error: Exception) -> str | None:
        if not isinstance(error, psycopg.IntegrityError):
            return None
        return error.diag.constraint_name or error.diag.message_primary or str(error)

    def connect(self, *, is_reading: bool) -> Connection:
        # Its warnings would come from our native threads, through locks that belong to gevent.
        logging.getLogger("psycopg").disabled = True
        try:
            connection = connected({**_DEFAULTS, **conninfo_to_dict(self.url)}, seconds=_CONNECT_SECONDS)
        except (OSError, psycopg.Error) as error:
            raise self.cannot_open(str(error)) from error
        try:
            _set_up(connection, is_reading=is_reading)
        except psycopg.Error as error:
            connection.close()
            raise self.cannot_open(str(error)) from error
        return connection

    def try_begin(self, connection: Connection, hall_id: HallId | None) -> bool:
        """READ COMMITTED: each statement sees what the hall's former holder has committed before it let the lock go."""
        key = lock_key(hall_id)
        begun = _psycopg(connection).execute(
            f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_try_advisory_xact_lock({key})", prepare=False
        )
        begun.nextset()
        row = begun.fetchone()
        if row is not None and row[0]:
            return True
        connection.execute("ROLLBACK")
        return False

    def begin_reading(self, connection: Connection) -> None:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def writes_of_others(self, connection: Connection) -> int | None:
        """It cannot tell: what is kept lasts for one transaction, in which the hall's lock keeps others away."""
        return None

    def is_open(self, connection: Connection) -> bool:
        return _psycopg(connection).pgconn.transaction_status in _OPEN

    def settings(self, connection: Connection) -> dict[str, str]:
        return {name: str(connection.execute(f"SHOW {name}").fetchone()[0]) for name in _SETTINGS}

    def tend(self, connection: Connection) -> None:
        """Its own autovacuum does that."""


def lock_key(hall_id: HallId | None) -> int:
    """The number of a hall's lock, the same in every process of every version; None: of what is above the halls."""
    name = _LOCK_OF_HOUSE if hall_id is None else f"hall {hall_id}"
    return int.from_bytes(hashlib.sha256(f"cherha {name}".encode()).digest()[:8], signed=True)


def _set_up(connection: NativeConnection, *, is_reading: bool) -> None:
    encoding = connection.pgconn.parameter_status(b"server_encoding")
    if encoding != b"UTF8":
        raise psycopg.NotSupportedError(f"its encoding is {(encoding or b'?').decode()}, but must be UTF8")
    connection.execute(_SET_UP, prepare=False)
    if is_reading:
        connection.execute("SET default_transaction_read_only = on", prepare=False)


def _psycopg(connection: Connection) -> NativeConnection:
    assert isinstance(connection, NativeConnection)
    return connection
