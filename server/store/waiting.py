"""How a caller waits for what another thread does for it."""

from collections.abc import Callable
from typing import Protocol

from server.store.native import original


class Waiting(Protocol):
    """One wait: made and waited on by the caller, woken once by the other thread."""

    def wait(self) -> None:
        """Returns after ``wake``, at once if that came first."""

    def wake(self) -> None:
        """May be called from any thread."""


Waiter = Callable[[], Waiting]


class NativeWaiting:
    """Blocks the calling thread: for tests, the command line and servers without gevent."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = original("_thread", "allocate_lock")()
        self._lock.acquire()

    def wait(self) -> None:
        self._lock.acquire()

    def wake(self) -> None:
        self._lock.release()
