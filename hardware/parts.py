"""Runs the parts of a box, each on a thread of its own, and knows which of them have stopped moving."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

log = logging.getLogger(__name__)

PAUSE_AFTER_FAULT_SECONDS = 2.0
PATIENCE_SECONDS = 120.0
"""Longer than any device blocks one turn: a part that has not ticked for so long hangs."""
STOP_SECONDS = 87.0
"""Nearly as long as systemd waits (TimeoutStopSec of the units), so that a slip which was begun comes to its end: one
of 20 kB at 9600 baud, or one that goes to the spare after its try at the main one. Parts without a slip end at once."""
LOOK_SECONDS = 5.0


class Part(Protocol):
    """One thread's work: a device, the ear at the server, a page."""

    name: str

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Work until ``stop``, calling ``tick`` at least every half minute."""
        ...

    def wake(self) -> None:
        """Stop waiting and look again, at ``stop`` too; called from other threads."""
        ...


class RunningParts:
    """Starts the parts, starts one again that has failed, and ends them all."""

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        pause_after_fault_seconds: float = PAUSE_AFTER_FAULT_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._parts = tuple(parts)
        self._pause_after_fault_seconds = pause_after_fault_seconds
        self._patience_seconds = patience_seconds
        self._stop = threading.Event()
        self._ticked = {part.name: time.monotonic() for part in self._parts}
        self._threads = [
            threading.Thread(target=self._keep_running, args=(part,), name=part.name, daemon=True)
            for part in self._parts
        ]

    def start(self) -> None:
        """Start every part."""
        for thread in self._threads:
            thread.start()

    def stuck(self) -> tuple[str, ...]:
        """The parts that have not moved for longer than they ever should."""
        now = time.monotonic()
        return tuple(name for name, ticked in self._ticked.items() if now - ticked > self._patience_seconds)

    def stop(self, *, within_seconds: float = STOP_SECONDS, tick: Callable[[], None] = lambda: None) -> tuple[str, ...]:
        """End the parts; the names of those that did not end in time. ``tick`` is called while they are waited for."""
        self._stop.set()
        for part in self._parts:
            part.wake()
        deadline = time.monotonic() + within_seconds
        for thread in self._threads:
            while thread.is_alive() and (left := deadline - time.monotonic()) > 0:
                tick()
                thread.join(min(LOOK_SECONDS, left))
        return tuple(thread.name for thread in self._threads if thread.is_alive())

    def _keep_running(self, part: Part) -> None:
        def tick() -> None:
            self._ticked[part.name] = time.monotonic()

        while not self._stop.is_set():
            try:
                part.run(self._stop, tick)
            except Exception:
                # The outermost loop: one broken device must not silence the others.
                log.exception("part %s failed and is started again", part.name)
                self._stop.wait(self._pause_after_fault_seconds)
