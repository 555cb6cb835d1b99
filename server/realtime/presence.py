"""Notes which boxes are away, by their sockets and their last words; nothing is written while nothing changes."""

import time
from collections.abc import Callable
from datetime import timedelta

from server.contract.terms import BoxId, HallId, RequestId
from server.usecases.actor import SystemActor
from server.usecases.bus import CommandBus
from server.usecases.office import NotePresence
from server.usecases.ports import Clock, Records, Store
from server.usecases.presence import HEARTBEAT_SECONDS, LOST_AFTER_SECONDS, Presence


class PresenceWatch:
    """For one thread. ``is_here``: whether a box has a socket this moment."""

    def __init__(
        self,
        *,
        store: Store,
        bus: CommandBus,
        clock: Clock,
        is_here: Callable[[BoxId], bool],
        new_id: Callable[[], str],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._bus = bus
        self._clock = clock
        self._is_here = is_here
        self._new_id = new_id
        self._seconds = seconds
        self._halls: dict[HallId, Presence] = {}
        self._looked_at: dict[HallId, float] = {}

    def look_at(self, hall_id: HallId) -> None:
        """Look at a hall's boxes, once in a heartbeat; raises ``Refusal`` when it could not be noted."""
        now = self._seconds()
        if now - self._looked_at.get(hall_id, -HEARTBEAT_SECONDS) < HEARTBEAT_SECONDS:
            return
        self._looked_at[hall_id] = now
        presence = self._halls.setdefault(hall_id, Presence())
        boxes, heard = self._store.read(hall_id, self._boxes)
        here = frozenset(box_id for box_id in boxes if box_id in heard or self._is_here(box_id))
        changes = presence.look(boxes, here, now)
        if changes.lost or changes.back:
            command = NotePresence(request_id=RequestId(self._new_id()), lost=changes.lost, back=changes.back)
            self._bus.handle(SystemActor(hall_id=hall_id), command)
            presence.told(changes)

    def _boxes(self, records: Records) -> tuple[list[BoxId], frozenset[BoxId]]:
        """Those in use, and those that have said something just now."""
        now, recent = self._clock.read().wall, timedelta(seconds=LOST_AFTER_SECONDS)
        # A word from later than now was said before the clock was set back, nobody knows when.
        heard = frozenset(health.box_id for health in records.boxes.health() if abs(now - health.seen_at) < recent)
        in_use = [box.id for box in records.boxes.all() if not box.is_archived and box.key_hash is not None]
        return in_use, heard
