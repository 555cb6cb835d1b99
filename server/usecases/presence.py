"""Which boxes have been away for three heartbeats: pure, by a clock that never falls."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.contract.terms import BoxId

HEARTBEAT_SECONDS = 5.0
LOST_AFTER_SECONDS = 3 * HEARTBEAT_SECONDS


@dataclass(frozen=True, slots=True)
class Changes:
    """Who is to be noted as lost, and who as back."""

    lost: tuple[BoxId, ...] = ()
    back: tuple[BoxId, ...] = ()


@dataclass(slots=True)
class Presence:
    """Of one hall. After a start of the server every box has three heartbeats to come."""

    _away_since: dict[BoxId, float] = field(default_factory=dict)
    _noted: dict[BoxId, bool] = field(default_factory=dict)
    """What has been told: whether the box is there."""

    def look(self, boxes: Iterable[BoxId], here: frozenset[BoxId], now_seconds: float) -> Changes:
        """What has changed; told again until ``told`` says that it was noted."""
        lost, back = [], []
        for box_id in boxes:
            if box_id in here:
                self._away_since.pop(box_id, None)
                if not self._noted.get(box_id, False):
                    back.append(box_id)
                continue
            since = self._away_since.setdefault(box_id, now_seconds)
            if now_seconds - since >= LOST_AFTER_SECONDS and self._noted.get(box_id, True):
                lost.append(box_id)
        return Changes(tuple(lost), tuple(back))

    def told(self, changes: Changes) -> None:
        """They have been noted."""
        self._noted.update(dict.fromkeys(changes.lost, False) | dict.fromkeys(changes.back, True))
