"""Waiting that leaves gevent's loop free; only a server that runs on gevent imports this."""

from gevent import get_hub
from gevent.hub import Waiter


class GeventWaiting:
    """Blocks the calling greenlet; woken through its loop's own door for other threads."""

    __slots__ = ("_loop", "_waiter")

    def __init__(self) -> None:
        self._loop = get_hub().loop
        self._waiter: Waiter[None] = Waiter()

    def wait(self) -> None:
        self._waiter.get()

    def wake(self) -> None:
        self._loop.run_callback_threadsafe(self._waiter.switch, None)
