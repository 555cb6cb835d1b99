"""A worn key closes several times at one press: only the first counts. Pure; moments are seconds that never fall."""

from collections.abc import Hashable
from dataclasses import dataclass, field

BOUNCE_SECONDS = 0.35
"""Nobody means two presses in less; a second one on purpose takes longer even in a hurry."""


@dataclass(slots=True)
class Debouncer:
    """Of one panel. A button that goes on bouncing stays one press until it has been quiet."""

    bounce_seconds: float = BOUNCE_SECONDS
    _last: dict[Hashable, float] = field(default_factory=dict)

    def is_press(self, button: Hashable, now: float) -> bool:
        """Whether this closing of the button is a press of its own."""
        last = self._last.get(button)
        self._last[button] = now
        return last is None or now - last >= self.bounce_seconds
