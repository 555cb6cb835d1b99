"""One piece of work on its way to the database and back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from server.contract.terms import HallId
from server.store.statements import Sql
from server.store.waiting import Waiting

T = TypeVar("T")


class Job(Generic[T]):
    """Made and waited for by the caller, run and answered by the database's thread."""

    __slots__ = ("_answer", "_waiting", "_work", "deadline", "error", "hall_id")

    def __init__(
        self, work: Callable[[Sql], T], waiting: Waiting, *, hall_id: HallId | None = None, deadline: float = 0.0
    ) -> None:
        self._work = work
        self._waiting = waiting
        self.hall_id = hall_id
        self.deadline = deadline
        """When the hall's lock must be had, by the monotonic clock."""
        self.error: BaseException | None = None
        self._answer: Any = None

    def run(self, sql: Sql) -> None:
        """Does the work and keeps its answer or its exception."""
        try:
            self._answer = self._work(sql)
        except BaseException as error:  # noqa: BLE001 - it is the caller's, and the thread must live on
            self.error = error

    def tell(self) -> None:
        """Wakes the caller."""
        # A caller whose loop is gone waits no more, and the others still do.
        with suppress(Exception):
            self._waiting.wake()

    def answer(self) -> T:
        """Waits, then gives what the work gave or raises what it raised."""
        self._waiting.wait()
        if self.error is not None:
            raise self.error
        answer: T = self._answer
        return answer
