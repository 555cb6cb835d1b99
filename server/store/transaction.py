"""The writer: one thread, one connection, and one commit for all who are waiting.

A commit costs a sync of the disk, so the works that queue up meanwhile share the next one: each in a savepoint of its
own, all of one hall. An answer leaves only after the commit; if that fails, every member is refused, also one whom a
rule had refused, for what the rule saw may be gone. A hall whose lock another process holds lets the others go first.
"""

import random
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.store.driver import Connection, Driver
from server.store.errors import StoreClosed
from server.store.job import Job
from server.store.native import original, start_thread
from server.store.statements import Sql
from server.store.waiting import NativeWaiting, Waiter

T = TypeVar("T")

BATCH_SECONDS = 0.010
_MEMBERS = 64
"""A commit waits for no more than this and for no more members: the first of them is a person too."""
_COMMITS_BETWEEN_UPKEEP = 100
"""About a thousand pages: what SQLite itself takes for a good length of the log."""
_ASK_AGAIN_SECONDS = (0.0005, 0.004)


class Writer:
    """Writes for everybody in this process; what ``submit`` returned is on disk."""

    def __init__(self, driver: Driver, *, lock_seconds: float, batch_seconds: float) -> None:
        """``lock_seconds``: how long another process may hold the lock before a caller is told ``busy``."""
        self._driver = driver
        self._lock_seconds = lock_seconds
        self._batch_seconds = batch_seconds
        self._inbox: Any = original("queue", "SimpleQueue")()
        self._gate: Any = original("_thread", "allocate_lock")()
        self._sleep: Callable[[float], None] = original("time", "sleep")
        self._thread_of: Callable[[], int] = original("_thread", "get_ident")
        self._ident = 0
        self._is_closed = False
        self._parked: deque[Job[Any] | None] = deque()
        self._held: set[HallId | None] = set()
        """Halls whose locks were not to be had since something was written last."""
        self._connection: Connection | None = None
        self._sql: Sql | None = None
        self._commits = 0
        self._ended = NativeWaiting()
        start_thread(self._run, "cherha-writer")

    def submit(self, work: Callable[[Sql], T], waiter: Waiter, *, hall_id: HallId | None) -> T:
        """Runs ``work`` in a transaction with the hall's lock (None: no hall's), and waits until it is on disk."""
        if self._thread_of() == self._ident:
            raise StoreClosed("it was asked to write from within a write")
        job = Job(work, waiter(), hall_id=hall_id, deadline=time.monotonic() + self._lock_seconds)
        self._send(job)
        return job.answer()

    @property
    def waiting(self) -> int:
        """How many works wait for the one under way."""
        return int(self._inbox.qsize()) + len(self._parked)

    def close(self) -> None:
        """Finishes what was submitted, closes the connection and ends the thread."""
        with self._gate:
            was_closed, self._is_closed = self._is_closed, True
            if not was_closed:
                self._inbox.put(None)
        if not was_closed:
            self._ended.wait()

    def _send(self, job: Job[Any]) -> None:
        with self._gate:
            if self._is_closed:
                raise StoreClosed("it is closed")
            self._inbox.put(job)

    def _run(self) -> None:
        self._ident = self._thread_of()
        while (first := self._parked.popleft() if self._parked else self._inbox.get()) is not None:
            members = [first]
            try:
                self._write(first, members)
            except Exception as error:  # noqa: BLE001 - outermost loop: whatever happened, the callers must hear of it
                _refuse(members, error)
                self._disconnect()
            for job in members:
                job.tell()
            self._tend()
        self._disconnect()
        self._ended.wake()

    def _write(self, first: Job[Any], members: list[Job[Any]]) -> None:
        sql = self._begun(first)
        if sql is None:
            if time.monotonic() < first.deadline:
                members.clear()
                self._put_off(first)
            else:
                first.error = Refusal(ProblemCode.BUSY)
            return
        sql.begin()
        ends = time.monotonic() + self._batch_seconds
        job: Job[Any] | None = first
        while job is not None:
            self._run_one(job, sql)
            is_time_left = len(members) < _MEMBERS and time.monotonic() < ends
            job = self._companion(first.hall_id) if is_time_left else None
            if job is not None:
                members.append(job)
        self._execute("COMMIT")
        for member in members:
            if isinstance(member.error, self._driver.failures):
                _refuse([member], member.error)

    def _run_one(self, job: Job[Any], sql: Sql) -> None:
        self._execute("SAVEPOINT work")
        job.run(sql)
        if self._connection is None or not self._driver.is_open(self._connection):
            raise job.error or self._driver.cannot_open("the transaction was lost")
        if job.error is not None:
            self._execute("ROLLBACK TO SAVEPOINT work")
            sql.forget()
        self._execute("RELEASE SAVEPOINT work")

    def _begun(self, first: Job[Any]) -> Sql | None:
        """With the hall's lock, or None: too late, or others may go first.

        A connection that the database has dropped since is made anew.
        """
        is_new = self._connection is None
        try:
            return self._begin(first)
        except self._driver.failures:
            if is_new:
                raise
        self._disconnect()
        return self._begin(first)

    def _begin(self, first: Job[Any]) -> Sql | None:
        if self._connection is None or self._sql is None:
            self._connection = self._driver.connect(is_reading=False)
            self._sql = Sql(self._connection, self._driver, is_reading=False)
        while not self._driver.try_begin(self._connection, first.hall_id):
            self._held.add(first.hall_id)
            halls = self._halls_waiting() - {first.hall_id}
            if halls <= self._held:  # nobody who waits can go on at the moment
                self._held.clear()
                self._sleep(random.uniform(*_ASK_AGAIN_SECONDS))
            if halls or time.monotonic() >= first.deadline:
                return None
        self._held.clear()
        return self._sql

    def _halls_waiting(self) -> set[HallId | None]:
        while not self._inbox.empty():
            self._parked.append(self._inbox.get())
        return {job.hall_id for job in self._parked if job is not None}

    def _put_off(self, first: Job[Any]) -> None:
        """Behind the works of other halls, before those of its own; the last of all is still the end."""
        parked = list(self._parked)
        others = [job for job in parked if job is not None and job.hall_id != first.hall_id]
        own = [job for job in parked if job is not None and job.hall_id == first.hall_id]
        self._parked = deque([*others, first, *own, *(job for job in parked if job is None)])

    def _companion(self, hall_id: HallId | None) -> Job[Any] | None:
        """Who is waiting by now and may share the commit: works of the same hall, or of none; others are parked."""
        for index, parked in enumerate(self._parked):
            if parked is not None and parked.hall_id in (hall_id, None):
                del self._parked[index]
                return parked
        while not self._inbox.empty():
            job: Job[Any] | None = self._inbox.get()
            if job is not None and job.hall_id in (hall_id, None):
                return job
            self._parked.append(job)
        return None

    def _execute(self, command: str) -> None:
        assert self._connection is not None
        self._connection.execute(command)

    def _disconnect(self) -> None:
        connection, self._connection, self._sql = self._connection, None, None
        if connection is not None:
            try:
                connection.close()
            except self._driver.failures:
                return

    def _tend(self) -> None:
        self._commits += 1
        if self._connection is None or self._commits < _COMMITS_BETWEEN_UPKEEP:
            return
        self._commits = 0
        try:
            self._driver.tend(self._connection)
        except (OSError, self._driver.failures):
            self._disconnect()


def _refuse(members: list[Job[Any]], error: BaseException) -> None:
    """Each member gets an exception of its own: two threads must not raise the same one."""
    for job in members:
        job.error = Refusal(ProblemCode.NOT_SAVED)
        job.error.__cause__ = error
