"""Which boxes have been silent for three heartbeats: pure, by a clock that never falls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from server.contract.terms import BoxId

HEARTBEAT_SECONDS = 5.0
LOST_AFTER_SECONDS = 3 * HEARTBEAT_SECONDS
STOOD_STILL_SECONDS = 2 * HEARTBEAT_SECONDS
"""Between two looks: the server itself was held up, and what the boxes said meanwhile may not be read yet."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Who is to be noted as lost, and who as back."""

    lost: tuple[BoxId, ...] = ()
    back: tuple[BoxId, ...] = ()


@dataclass(slots=True)
class Presence:
    """Of one hall. After a start of the server every box has three heartbeats to come."""

    _awaited_since: dict[BoxId, float] = field(default_factory=dict)
    """The last sign of life, or from when on there should have been one."""
    _noted: dict[BoxId, bool] = field(default_factory=dict)
    """What has been told: whether the box is there."""
    _looked_at: float | None = None

    def look(self, boxes: Iterable[BoxId], heard_at: Mapping[BoxId, float], now_seconds: float) -> Changes:
        """What has changed; told again until ``told`` says that it was noted.

        ``heard_at``: the last sign of life of each box that gave one. An open connection is none: nobody hangs up
        where a cable is pulled.
        """
        stood_still = self._looked_at is not None and now_seconds - self._looked_at > STOOD_STILL_SECONDS
        self._looked_at = now_seconds
        before = {} if stood_still else self._awaited_since
        self._awaited_since = {
            box_id: max(before.get(box_id, now_seconds), heard_at.get(box_id, 0.0)) for box_id in boxes
        }
        lost, back = [], []
        for box_id, since in self._awaited_since.items():
            if box_id in heard_at and now_seconds - heard_at[box_id] < LOST_AFTER_SECONDS:
                if not self._noted.get(box_id, False):
                    back.append(box_id)
            elif now_seconds - since >= LOST_AFTER_SECONDS and self._noted.get(box_id, True):
                lost.append(box_id)
        return Changes(tuple(lost), tuple(back))

    def next_look(self, now_seconds: float) -> float:
        """When to look again: after a heartbeat, or sooner, at the moment when a silent box will be lost."""
        losses = (since + LOST_AFTER_SECONDS for since in self._awaited_since.values())
        return min([now_seconds + HEARTBEAT_SECONDS, *(loss for loss in losses if loss > now_seconds)])

    def told(self, changes: Changes) -> None:
        """They have been noted."""
        self._noted.update(dict.fromkeys(changes.lost, False) | dict.fromkeys(changes.back, True))
