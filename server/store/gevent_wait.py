"""Waiting that leaves gevent's loop free; only a server that runs on gevent imports this."""

from gevent import get_hub
from gevent.hub import Waiter


class GeventWaiting:
    """Blocks the calling greenlet; woken by its loop's own kind of watcher for other threads.

    A watcher a wait, though the loop has ``run_callback_threadsafe``: that does not keep an idle loop from ending.
    """

    __slots__ = ("_waiter", "_watcher")

    def __init__(self) -> None:
        self._waiter: Waiter[None] = Waiter()
        self._watcher = get_hub().loop.async_()
        self._watcher.start(self._waiter.switch, None)

    def wait(self) -> None:
        try:
            self._waiter.get()
        finally:
            self._watcher.close()

    def wake(self) -> None:
        self._watcher.send()
