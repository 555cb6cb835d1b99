"""Keeps one wire open for its owner, and opens it again and again when it is lost."""

import threading
from collections.abc import Callable

from hardware.buttons.wire import Openable
from hardware.buttons.wire_health import WireHealth
from hardware.errors import WireError


class WireKeeper:
    """Of one wire, in the thread of ``run``."""

    def __init__(self, wire: Openable, health: WireHealth) -> None:
        self._wire = wire
        self._health = health
        self._woken = threading.Event()

    def run(self, stop: threading.Event, tick: Callable[[], None], work: Callable[[], None]) -> None:
        """``work`` is what is done with an open wire, until ``stop`` or a ``WireError``."""
        try:
            while not stop.is_set():
                tick()
                try:
                    self._wire.open()
                    work()
                except WireError as error:
                    self._health.lost(error)
                self._woken.wait(0 if stop.is_set() else self._wire.pause_seconds)
                self._woken.clear()
        finally:
            self._wire.close()

    def wake(self) -> None:
        """Try the wire now."""
        self._woken.set()
