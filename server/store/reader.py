"""Readers: a few threads, each with a connection that cannot write and sees one state at a time."""

from collections.abc import Callable
from typing import Any, TypeVar

from server.store.driver import Connection, Driver
from server.store.errors import StoreClosed
from server.store.job import Job
from server.store.native import original, start_thread
from server.store.statements import Sql
from server.store.waiting import NativeWaiting, Waiter

T = TypeVar("T")


class Reader:
    """Reads for everybody in this process; more than one thread, so that a long report does not hold up a sign-in."""

    def __init__(self, driver: Driver, *, threads: int) -> None:
        self._driver = driver
        self._inbox: Any = original("queue", "SimpleQueue")()
        self._gate: Any = original("_thread", "allocate_lock")()
        self._is_closed = False
        self._ended = [NativeWaiting() for _ in range(threads)]
        for ended in self._ended:
            start_thread(_Desk(driver, self._inbox, ended).run, "cherha-reader")

    def submit(self, work: Callable[[Sql], T], waiter: Waiter) -> T:
        """Runs ``work`` on one consistent state."""
        job = Job(work, waiter())
        with self._gate:
            if self._is_closed:
                raise StoreClosed("it is closed")
            self._inbox.put(job)
        return job.answer()

    def close(self) -> None:
        """Finishes what was submitted, closes the connections and ends the threads."""
        with self._gate:
            was_closed, self._is_closed = self._is_closed, True
            if not was_closed:
                for _ in self._ended:
                    self._inbox.put(None)
        if not was_closed:
            for ended in self._ended:
                ended.wait()


class _Desk:
    """One reading thread."""

    def __init__(self, driver: Driver, inbox: Any, ended: NativeWaiting) -> None:
        self._driver = driver
        self._inbox = inbox
        self._ended = ended
        self._connection: Connection | None = None
        self._sql: Sql | None = None

    def run(self) -> None:
        while (job := self._inbox.get()) is not None:
            try:
                self._read(job)
            except Exception as error:  # noqa: BLE001 - outermost loop: whatever happened, the caller must hear of it
                job.error = _translated(error, self._driver)
                self._disconnect()
            job.tell()
        self._disconnect()
        self._ended.wake()

    def _read(self, job: Job[Any]) -> None:
        sql = self._begun()
        job.run(sql)
        if isinstance(job.error, self._driver.failures):
            raise job.error
        assert self._connection is not None
        # Not ROLLBACK, after which psycopg takes everything that it has prepared for outdated.
        self._connection.execute("COMMIT")

    def _begun(self) -> Sql:
        """Within a transaction; a connection that the database has dropped since is made anew, and nobody notices."""
        if self._connection is not None and self._sql is not None:
            try:
                self._driver.begin_reading(self._connection)
            except self._driver.failures:
                self._disconnect()
            else:
                return self._sql
        self._connection = self._driver.connect(is_reading=True)
        self._sql = Sql(self._connection, self._driver, is_reading=True)
        self._driver.begin_reading(self._connection)
        return self._sql

    def _disconnect(self) -> None:
        connection, self._connection, self._sql = self._connection, None, None
        if connection is not None:
            try:
                connection.close()
            except self._driver.failures:
                return


def _translated(error: Exception, driver: Driver) -> Exception:
    if not isinstance(error, driver.failures):
        return error
    failure = driver.cannot_open(str(error))
    failure.__cause__ = error
    return failure
