"""Events of a number pad as presses, from evdev's own values. Pure; moments are seconds that never fall."""

from collections.abc import Collection
from dataclasses import dataclass, field

from evdev import InputEvent, ecodes

from hardware.buttons.contacts import Contacts
from hardware.buttons.ports import KeyPress

_UP, _DOWN = 0, 1
KEYS: dict[int, str] = {
    **{getattr(ecodes, f"KEY_KP{digit}"): str(digit) for digit in range(10)},
    **{getattr(ecodes, f"KEY_{digit}"): str(digit) for digit in range(10)},
    ecodes.KEY_KPENTER: "enter",
    ecodes.KEY_ENTER: "enter",
    ecodes.KEY_KPPLUS: "plus",
    ecodes.KEY_KPMINUS: "minus",
    ecodes.KEY_KPASTERISK: "star",
    ecodes.KEY_KPSLASH: "slash",
    ecodes.KEY_KPDOT: "dot",
    ecodes.KEY_BACKSPACE: "backspace",
}
"""With Num Lock off a pad sends other codes; it is grabbed, and nobody switches it off but the pad itself."""
NAMES = tuple(dict.fromkeys(KEYS.values()))
CONTROLS = tuple(control for name in NAMES for control in (name, f"{name}.long"))


@dataclass(slots=True)
class NumpadKeys:
    """Of one pad. Repeats that the pad makes by itself while a key is held are no presses."""

    _contacts: Contacts = field(default_factory=lambda: Contacts(NAMES))
    _down: set[str] = field(default_factory=set)
    _is_begun: bool = False
    has_missed_events: bool = False
    """The kernel's store was full and it threw some away: only the pad itself knows which keys are down."""

    def hear(self, event: InputEvent, now: float) -> list[KeyPress]:
        """What this event brings about; nothing while some before it are missing."""
        if event.type == ecodes.EV_SYN and event.code == ecodes.SYN_DROPPED:
            self.has_missed_events = True
        if self.has_missed_events:
            return []
        name = KEYS.get(event.code) if event.type == ecodes.EV_KEY else None
        if name is None or event.value not in (_UP, _DOWN):
            return []
        if event.value == _DOWN:
            self._down.add(name)
        else:
            self._down.discard(name)
        return self.look(now)

    def catch_up(self, held: Collection[int]) -> None:
        """These codes are down now, whatever was missed; what it means shows at the next ``look``."""
        self._down = {KEYS[code] for code in held if code in KEYS}
        self.has_missed_events = False

    def look(self, now: float) -> list[KeyPress]:
        """What time alone brings about: a key that has been held long enough."""
        if not self._is_begun:
            # The pad was just grabbed: from here on every closing is seen.
            self._contacts.look([False] * len(NAMES), now)
            self._is_begun = True
        return self._contacts.look([name in self._down for name in NAMES], now)

    def stuck(self, now: float) -> list[str]:
        """Keys that have jammed."""
        return self._contacts.stuck(now)
