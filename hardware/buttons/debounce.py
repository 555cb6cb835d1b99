"""A worn key closes several times at one press: only the first counts. Pure; moments are seconds that never fall."""

from dataclasses import dataclass, field

BOUNCE_SECONDS = 0.35
"""Nobody means two presses in less; a second one on purpose takes longer even in a hurry."""


@dataclass(slots=True)
class Debouncer:
    """Of one panel. A key that goes on bouncing stays one press until it has been quiet."""

    bounce_seconds: float = BOUNCE_SECONDS
    _last: dict[str, float] = field(default_factory=dict)

    def is_press(self, key: str, now: float) -> bool:
        """Whether this closing of the key is a press of its own."""
        last = self._last.get(key)
        self._last[key] = now
        return last is None or now - last >= self.bounce_seconds
