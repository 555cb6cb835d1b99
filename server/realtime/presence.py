"""Notes which boxes are away, by what their sockets last heard and by their reports; nothing is written while nothing
changes."""

import time
from collections.abc import Callable, Iterable, Mapping

from server.contract.terms import BoxId, HallId, RequestId
from server.usecases.actor import SystemActor
from server.usecases.bus import CommandBus
from server.usecases.office import NotePresence
from server.usecases.ports import Clock, Records, Store
from server.usecases.presence import LOST_AFTER_SECONDS, Presence


class PresenceWatch:
    """For one thread. ``heard_at``: when a socket of a box last heard anything, by the clock of ``seconds``."""

    def __init__(
        self,
        *,
        store: Store,
        bus: CommandBus,
        clock: Clock,
        heard_at: Callable[[BoxId], float | None],
        new_id: Callable[[], str],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._bus = bus
        self._clock = clock
        self._heard_at = heard_at
        self._new_id = new_id
        self._seconds = seconds
        self._halls: dict[HallId, Presence] = {}
        self._look_at: dict[HallId, float] = {}

    def look_at(self, hall_id: HallId) -> None:
        """Look at a hall's boxes when it is time to; raises ``Refusal`` when it could not be noted."""
        now = self._seconds()
        if now < self._look_at.get(hall_id, now):
            return
        presence = self._halls.setdefault(hall_id, Presence())
        boxes, reported = self._store.read(hall_id, self._boxes)
        changes = presence.look(boxes, self._last_signs(boxes, reported), now)
        self._look_at[hall_id] = presence.next_look(now)
        if changes.lost or changes.back:
            command = NotePresence(request_id=RequestId(self._new_id()), lost=changes.lost, back=changes.back)
            self._bus.handle(SystemActor(hall_id=hall_id), command)
            presence.told(changes)

    def _last_signs(self, boxes: Iterable[BoxId], reported: Mapping[BoxId, float]) -> dict[BoxId, float]:
        signs = ((box_id, self._heard_at(box_id), reported.get(box_id)) for box_id in boxes)
        both = ((box_id, [at for at in heard if at is not None]) for box_id, *heard in signs)
        return {box_id: max(heard) for box_id, heard in both if heard}

    def _boxes(self, records: Records) -> tuple[list[BoxId], dict[BoxId, float]]:
        """Those in use, and when those reported that have just done so."""
        wall, now = self._clock.read().wall, self._seconds()
        # A word from later than now was said before the clock was set back, nobody knows when.
        ages = {health.box_id: abs((wall - health.seen_at).total_seconds()) for health in records.boxes.health()}
        in_use = [box.id for box in records.boxes.all() if not box.is_archived and box.key_hash is not None]
        return in_use, {box_id: now - age for box_id, age in ages.items() if age < LOST_AFTER_SECONDS}
