"""SQL written in SQLAlchemy, compiled once, and run on a bare connection.

SQLAlchemy's own execution costs 15–40 µs a statement and a pool with locks that gevent may have patched; a command has
a dozen statements and runs on a native thread. So the texts are compiled when the store opens, and only they go there.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import ClauseElement

from server.store.driver import Connection, Cursor, Driver, Parameters, Row
from server.store.errors import PromiseBroken, WritingForbidden

T = TypeVar("T")

_DIALECTS: dict[str, Callable[[], Dialect]] = {
    "sqlite": lambda: SQLiteDialect_pysqlite(paramstyle="named"),
    "postgresql": PGDialect_psycopg,
}


class Statement:
    """One statement; a function of the dialect's name where the databases differ."""

    __slots__ = ("_clause", "_texts")

    def __init__(self, clause: ClauseElement | Callable[[str], ClauseElement]) -> None:
        self._clause = clause
        self._texts: dict[str, str] = {}

    def text(self, dialect: str) -> str:
        """The SQL for ``sqlite`` or ``postgresql``."""
        known = self._texts.get(dialect)
        if known is None:
            clause = self._clause if isinstance(self._clause, ClauseElement) else self._clause(dialect)
            compiled = clause.compile(dialect=_DIALECTS[dialect]())
            hidden = {name: value for name, value in compiled.params.items() if value is not None}
            if hidden:
                raise ValueError(f"{hidden} would be lost, make it a literal_column: {compiled}")
            known = self._texts[dialect] = str(compiled)
        return known


def keyed(table: FromClause, *names: str) -> ColumnElement[bool]:
    """``table.name = :name`` for each of the names."""
    return and_(*(table.c[name] == bindparam(name) for name in names))


def adding(table: Table) -> Statement:
    """Inserts a whole row, by the names of its columns."""
    return Statement(insert(table))


def changing(table: Table, *names: str) -> Statement:
    """Updates these columns (all but the key, if none are named) of one row, by the names of the columns."""
    key = [column.name for column in table.primary_key]
    changed = names or tuple(column.name for column in table.c if column.name not in key)
    return Statement(update(table).where(keyed(table, *key)).values({name: bindparam(name) for name in changed}))


def items(dialect: str, name: str) -> Select[tuple[str]]:
    """The strings of the parameter ``name``, a JSON list: one text of a statement for lists of every length."""
    if dialect == "sqlite":
        return select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value)
    return select(func.unnest(_array(name)).table_valued("value").render_derived().c.value)


def one_of(dialect: str, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether the column is one of the strings of the parameter ``name``, a JSON list."""
    return column.in_(items(dialect, name)) if dialect == "sqlite" else column == any_(_array(name))


def _array(name: str) -> ColumnElement[Any]:
    """PostgreSQL expects 100 strings of a JSON list but 10 of an array, which is nearer to what we give; with 100 it
    would rather read some thousand tickets from end to end."""
    given = cast(bindparam(name, type_=Text), JSON)
    elements: ColumnElement[Any] = select(
        func.json_array_elements_text(given).table_valued("value").c.value
    ).scalar_subquery()
    return func.array(elements)


class Sql:
    """Statements on one live connection, within whatever transaction is open there."""

    __slots__ = ("_connection", "_dialect", "_driver", "_is_keeping", "_is_reading", "_kept", "_others")

    def __init__(self, connection: Connection, driver: Driver, *, is_reading: bool) -> None:
        self._connection = connection
        self._driver = driver
        self._dialect = driver.dialect
        self._is_reading = is_reading
        self._is_keeping = False
        self._kept: dict[Hashable, Any] = {}
        self._others: int | None = None

    def begin(self) -> None:
        """Call when a transaction has the lock: drops what was kept if somebody else may have written meanwhile."""
        self._is_keeping = True
        others = self._driver.writes_of_others(self._connection)
        if others is None or others != self._others:
            self.forget()
        self._others = others

    def kept(self, key: Hashable, read: Callable[[], T]) -> T:
        """What ``read`` gave, now or in an earlier transaction of this connection.

        For what each command needs and few change. Whoever changes it, or undoes a change, must ``forget``; what
        other connections wrote is noticed by ``begin``. A connection that only reads keeps nothing.
        """
        found: T | None = self._kept.get(key)
        if found is not None:
            return found
        answer = read()
        self.keep(key, answer)
        return answer

    def keep(self, key: Hashable, value: object) -> None:
        """What was written just now, so that the next command need not read it."""
        if self._is_keeping and value is not None:  # ids that do not exist could be asked for without end
            self._kept[key] = value

    def forget(self) -> None:
        """Everything is to be read anew."""
        self._kept.clear()

    def rows(self, statement: Statement, parameters: Parameters) -> list[Row]:
        """Every row of a query."""
        return self._connection.execute(statement.text(self._dialect), parameters).fetchall()

    def row(self, statement: Statement, parameters: Parameters) -> Row | None:
        """The row of a query that gives at most one."""
        row: Row | None = self._connection.execute(statement.text(self._dialect), parameters).fetchone()
        return row

    def run(self, statement: Statement, parameters: Parameters) -> int:
        """Writes; how many rows. ``PromiseBroken`` when a constraint says no."""
        return self._write(statement, parameters).rowcount

    def given(self, statement: Statement, parameters: Parameters) -> Row | None:
        """Writes; the row of its RETURNING."""
        rows = self._write(statement, parameters).fetchall()
        return rows[0] if rows else None

    def attempt(self, statement: Statement, parameters: Parameters) -> int:
        """``run`` after whose refusal one may go on; PostgreSQL alone would give up the whole transaction."""
        if self._dialect == "sqlite":
            return self.run(statement, parameters)
        self._connection.execute("SAVEPOINT attempt")
        try:
            count = self.run(statement, parameters)
        except PromiseBroken:
            self._connection.execute("ROLLBACK TO SAVEPOINT attempt")
            raise
        self._connection.execute("RELEASE SAVEPOINT attempt")
        return count

    def settings(self) -> dict[str, str]:
        """How the connection treats what is committed."""
        return self._driver.settings(self._connection)

    def save(self, changing: Statement, adding: Statement, columns: Parameters) -> None:
        """Changes the row, or adds it when there is none."""
        if self.attempt(changing, columns) == 0:
            self.attempt(adding, columns)

    def _write(self, statement: Statement, parameters: Parameters) -> Cursor:
        if self._is_reading:
            raise WritingForbidden
        try:
            return self._connection.execute(statement.text(self._dialect), parameters)
        except self._driver.failures as error:
            promise = self._driver.promise_of(error)
            if promise is None:
                raise
            raise PromiseBroken(promise) from error
