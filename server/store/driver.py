"""What the store needs of a database besides SQL."""

from collections.abc import Mapping
from typing import Any, Protocol

from server.contract.terms import HallId
from server.store.errors import CannotOpen

Row = tuple[Any, ...]
Parameters = Mapping[str, Any]


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """What sqlite3 and psycopg connections have in common."""

    def execute(self, statement: str, parameters: Parameters = ..., /) -> Cursor: ...

    def close(self) -> None: ...


class Driver(Protocol):
    """One database, of one kind, at one address."""

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""

    @property
    def place(self) -> str:
        """The database as a person would name it, without a password."""

    @property
    def failures(self) -> type[Exception]:
        """What the library raises when the database itself fails."""

    def cannot_open(self, reason: str) -> CannotOpen:
        """What to raise when the database itself is the trouble."""

    def promise_of(self, error: Exception) -> str | None:
        """The name of the constraint that the error is about; None when it is about something else."""

    def connect(self, *, is_reading: bool) -> Connection:
        """A connection for the calling thread alone; raises ``CannotOpen``."""

    def try_begin(self, connection: Connection, hall_id: HallId | None) -> bool:
        """Begins a transaction that holds the hall's lock (None: no hall's); False when somebody else holds it now."""

    def begin_reading(self, connection: Connection) -> None:
        """Begins a transaction that sees one state of the database."""

    def writes_of_others(self, connection: Connection) -> int | None:
        """A number that changes when another connection has committed; None when the database cannot tell."""

    def is_open(self, connection: Connection) -> bool:
        """Whether the transaction still stands; some failures end it unasked."""

    def settings(self, connection: Connection) -> dict[str, str]:
        """How the connection treats what is committed, by the database's own names for it."""

    def tend(self, connection: Connection) -> None:
        """Upkeep now and then, after the answers have been given."""
