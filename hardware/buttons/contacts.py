"""What closings and openings of contacts mean: presses, long presses, stuck keys. Pure; moments are seconds that never
fall.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hardware.buttons.debounce import BOUNCE_SECONDS
from hardware.buttons.ports import KeyPress
from server.contract.terms import PressKind

LONG_SECONDS = 1.5
STUCK_SECONDS = 20.0
"""No finger stays so long; a key that has jammed, or a wire that touches another."""
OPEN_SECONDS = 0.06
"""A worn contact chatters while the finger is still on it: it is open when it has been so for this long."""


@dataclass(slots=True)
class _Contact:
    closed_at: float | None = None
    seems_open_since: float | None = None
    """Of a closed contact: it was open at the last look, which may be chatter."""
    opened_at: float | None = None
    is_spent: bool = False
    """Its press has been told, or nobody knows when it began: nothing more until it is let go."""


@dataclass(slots=True)
class Contacts:
    """Of one panel, by the names of its keys. A key that is down when it is first looked at was never seen going down:
    it counts when it is pressed again.

    A closing is one press, short or long, however the contact chatters at its ends: a new one begins only when the
    contact has been open for ``BOUNCE_SECONDS``.
    """

    keys: Sequence[str]
    _contacts: dict[str, _Contact] = field(default_factory=dict)

    def look(self, closed: Sequence[bool], now: float) -> list[KeyPress]:
        """What has been pressed since the last look, given which contacts are closed now.

        A short press is told at the first look that finds its contact open for good.
        """
        kinds = {
            key: self._closed(key, now) if is_closed else self._open(key, now)
            for key, is_closed in zip(self.keys, closed, strict=True)
        }
        return [KeyPress(key, kind) for key, kind in kinds.items() if kind is not None]

    def lost(self) -> None:
        """Nobody could look for a while: what was down then may have been pressed again since."""
        self._contacts.clear()

    def stuck(self, now: float) -> list[str]:
        """Keys that have been down for longer than anybody presses."""
        downs = ((key, contact.closed_at) for key, contact in self._contacts.items())
        return [key for key, closed_at in downs if closed_at is not None and now - closed_at > STUCK_SECONDS]

    def _closed(self, key: str, now: float) -> PressKind | None:
        contact = self._contacts.get(key)
        if contact is None:
            self._contacts[key] = _Contact(closed_at=now, is_spent=True)
            return None
        contact.seems_open_since = None
        if contact.closed_at is None:
            contact.closed_at = now
            contact.is_spent = contact.opened_at is not None and now - contact.opened_at < BOUNCE_SECONDS
        elif not contact.is_spent and now - contact.closed_at >= LONG_SECONDS:
            contact.is_spent = True
            return PressKind.LONG
        return None

    def _open(self, key: str, now: float) -> PressKind | None:
        contact = self._contacts.setdefault(key, _Contact())
        if contact.closed_at is None:
            return None
        if contact.seems_open_since is None:
            contact.seems_open_since = now
        if now - contact.seems_open_since < OPEN_SECONDS:
            return None
        is_short = not contact.is_spent
        contact.opened_at = contact.seems_open_since
        contact.closed_at = contact.seems_open_since = None
        return PressKind.SHORT if is_short else None
