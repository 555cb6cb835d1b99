"""One ping task for all clients, instead of a sleeping greenlet each."""

import time
from typing import Protocol

import gevent


class Beating(Protocol):
    """What the heartbeat watches."""

    def beat(self, now: float) -> None:
        """Ping when due, cut when an answer is overdue; must not block. ``now`` is on the monotonic clock."""


class Heartbeat:
    """Goes round its clients every ``tick_seconds`` while there are any, and is not there when there are none."""

    def __init__(self, tick_seconds: float) -> None:
        self._tick_seconds = tick_seconds
        self._watched: set[Beating] = set()
        self._round: gevent.Greenlet[[], None] | None = None

    def watch(self, client: Beating) -> None:
        self._watched.add(client)
        if self._round is None:
            self._round = gevent.spawn(self._run)

    def forget(self, client: Beating) -> None:
        self._watched.discard(client)

    def _run(self) -> None:
        try:
            while self._watched:
                gevent.sleep(self._tick_seconds)
                now = time.monotonic()
                for client in tuple(self._watched):
                    client.beat(now)
        finally:
            self._round = None
