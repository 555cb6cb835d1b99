"""Keeps the outlook of every hall fresh: after a change, at most once a second, and as time passes."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

import gevent
from gevent.event import Event as Signal

from server.contract.terms import HallId
from server.domain.outlook import Outlook
from server.forecast.child import NoAnswer
from server.forecast.latest import Latest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often, in seconds."""

    least: float = 1.0
    """Between two forecasts of one hall."""
    again: float = 10.0
    """Time alone changes a forecast too: whoever is at a window has been there longer."""
    first_pause: float = 1.0
    longest_pause: float = 60.0
    steady: float = 60.0
    """What has gone well for so long has got over its failures."""


class Foresight(Protocol):
    """Where outlooks come from: a process of its own or, over a database in memory, this one."""

    def outlook(self, hall_id: HallId) -> Outlook | None:
        """That of a hall as it stands; None: nothing can be said. Raises ``NoAnswer``."""


class Keeper:
    """Asks for one hall after another, and publishes. ``committed`` may be called from any greenlet; the rest has one
    of its own.
    """

    def __init__(
        self, foresight: Foresight, latest: Latest, tell: Callable[[HallId], None], pace: Pace | None = None
    ) -> None:
        """``tell`` hears of each new outlook."""
        self._pace = pace or Pace()
        self._foresight = foresight
        self._latest = latest
        self._tell = tell
        self._asked: dict[HallId, float] = {}
        self._changed: set[HallId] = set()
        self._wake = Signal()
        self._pause_seconds = 0.0
        self._well_since = monotonic()

    def start(self, halls: Iterable[HallId]) -> "gevent.Greenlet[..., None]":
        """Begins with these halls; others are met as they change."""
        self._changed.update(halls)
        return gevent.spawn(self._keep)

    def committed(self, hall_id: HallId) -> None:
        """Something has changed there; returns at once."""
        if hall_id not in self._changed:
            self._changed.add(hall_id)
            self._wake.set()

    def _keep(self) -> None:
        while True:
            self._wake.clear()
            at, hall_id = min(map(self._next, self._changed | self._asked.keys()), default=(None, None))
            left = None if at is None else at - monotonic()
            if hall_id is None or (left is not None and left > 0):
                self._wake.wait(left)
            else:
                self._refresh(hall_id)

    def _next(self, hall_id: HallId) -> tuple[float, HallId]:
        """When a hall is to be asked for."""
        asked = self._asked.get(hall_id, 0.0)
        return asked + (self._pace.least if hall_id in self._changed else self._pace.again), hall_id

    def _refresh(self, hall_id: HallId) -> None:
        self._asked[hall_id] = monotonic()
        self._changed.discard(hall_id)
        try:
            outlook = self._foresight.outlook(hall_id)
        except NoAnswer as error:
            self._changed.add(hall_id)
            self._stumble(error)
            return
        self._latest.publish(hall_id, outlook)
        self._tell(hall_id)
        if self._pause_seconds and monotonic() - self._well_since > self._pace.steady:
            self._pause_seconds = 0.0

    def _stumble(self, error: NoAnswer) -> None:
        """Said once, however often it happens before all has been well for a while; each pause is longer."""
        if not self._pause_seconds:
            log.warning("no forecast (%s): simple ranges stand in, and its process is started anew", error)
        self._pause_seconds = min(max(self._pace.first_pause, 2 * self._pause_seconds), self._pace.longest_pause)
        gevent.sleep(self._pause_seconds)
        self._well_since = monotonic()
