"""What closings and openings of contacts mean: presses, long presses, stuck keys. Pure; moments are seconds that never
fall.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hardware.buttons.debounce import Debouncer
from hardware.buttons.ports import KeyPress
from server.contract.terms import PressKind

LONG_SECONDS = 1.5
STUCK_SECONDS = 20.0
"""No finger stays so long; a key that has jammed, or a wire that touches another."""


@dataclass(slots=True)
class _Contact:
    closed_at: float | None = None
    is_spent: bool = False
    """Its press has been told, or nobody knows when it began: nothing more until it is let go."""


@dataclass(slots=True)
class Contacts:
    """Of one panel, by the names of its keys. A key that is down when it is first looked at was never seen going down:
    it counts when it is pressed again.
    """

    keys: Sequence[str]
    _debouncer: Debouncer = field(default_factory=Debouncer)
    _contacts: dict[str, _Contact] = field(default_factory=dict)

    def look(self, closed: Sequence[bool], now: float) -> list[KeyPress]:
        """What has been pressed since the last look, given which contacts are closed now."""
        found = []
        for key, is_closed in zip(self.keys, closed, strict=True):
            kind = self._change(key, now, is_closed=is_closed)
            if kind is not None and self._debouncer.is_press(key, now):
                found.append(KeyPress(key, kind))
        return found

    def lost(self) -> None:
        """Nobody could look for a while: what was down then may have been pressed again since."""
        self._contacts.clear()

    def stuck(self, now: float) -> list[str]:
        """Keys that have been down for longer than anybody presses."""
        downs = ((key, contact.closed_at) for key, contact in self._contacts.items())
        return [key for key, closed_at in downs if closed_at is not None and now - closed_at > STUCK_SECONDS]

    def _change(self, key: str, now: float, *, is_closed: bool) -> PressKind | None:
        contact = self._contacts.get(key)
        if contact is None:
            self._contacts[key] = _Contact(now if is_closed else None, is_spent=is_closed)
            return None
        if not is_closed:
            is_short = contact.closed_at is not None and not contact.is_spent
            contact.closed_at, contact.is_spent = None, False
            return PressKind.SHORT if is_short else None
        if contact.closed_at is None:
            contact.closed_at = now
        elif not contact.is_spent and now - contact.closed_at >= LONG_SECONDS:
            contact.is_spent = True
            return PressKind.LONG
        return None
