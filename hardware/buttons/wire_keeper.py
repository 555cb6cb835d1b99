"""Keeps one wire open for its owner, opens it again and again when it is lost, and says so once each."""

import logging
import threading
import time
from collections.abc import Callable

from hardware.backoff import STEADY_SECONDS, Backoff
from hardware.buttons.wire import Openable
from hardware.buttons.wire_health import WireHealth
from hardware.errors import WireError, WireUnreachable

log = logging.getLogger(__name__)

Tick = Callable[[], None]


class WireKeeper:
    """Of one wire, in the thread of ``run``.

    A wire that was lost is back when something that makes sense was heard on it, or when it has stayed open for half a
    minute: a network adapter that lets in and hangs up is open again and again, and never back.
    """

    def __init__(
        self,
        wire: Openable,
        health: WireHealth,
        *,
        backoff: Backoff | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wire = wire
        self._health = health
        self._backoff = backoff or Backoff()
        self._clock = clock
        self._woken = threading.Event()
        self._is_lost = False
        self._opened_at: float | None = None
        self._to_say: Callable[[], None] | None = None

    def run(self, stop: threading.Event, tick: Tick, work: Callable[[Tick], None]) -> None:
        """``work`` is what is done with an open wire, until ``stop`` or a ``WireError``; it calls the tick it gets."""
        try:
            while not stop.is_set():
                tick()
                pause = self._pause_after_one_opening(tick, work)
                self._woken.wait(0 if stop.is_set() else pause)
                self._woken.clear()
        finally:
            self._wire.close()

    def wake(self) -> None:
        """Try the wire now."""
        self._woken.set()

    def say(self, how_it_is: Callable[[], None]) -> None:
        """``how_it_is`` tells how the panels are, as far as the owner knows: when the wire is known to be back."""
        self._to_say = how_it_is
        if not self._is_lost:
            how_it_is()

    def heard(self) -> None:
        """Something that makes sense has come."""
        if self._is_lost:
            self._is_lost = False
            log.info("the wire %s is back", self._wire.address)
            if self._to_say is not None:
                self._to_say()

    def _pause_after_one_opening(self, tick: Tick, work: Callable[[Tick], None]) -> float:
        self._opened_at = self._to_say = None
        try:
            self._wire.open()
            self._opened_at = self._clock()
            work(lambda: self._turn(tick))
        except WireError as error:
            self._lost(error)
        return self._backoff.pause_after(self._lived_seconds())

    def _turn(self, tick: Tick) -> None:
        tick()
        if self._is_lost and self._lived_seconds() >= STEADY_SECONDS:
            self.heard()

    def _lost(self, error: WireError) -> None:
        if not self._is_lost:
            log.warning("buttons: %s", error)
        # Of a wire that lets in and hangs up, the first word stands until it cannot be opened at all.
        if not self._is_lost or isinstance(error, WireUnreachable):
            self._health.lost(error)
        self._is_lost = True

    def _lived_seconds(self) -> float:
        return 0.0 if self._opened_at is None else self._clock() - self._opened_at
