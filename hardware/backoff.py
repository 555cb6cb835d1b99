"""How long to wait before the next try to reach a server that was lost: a second, an hour, a day ago."""

import random
from collections.abc import Callable

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 6.0
"""A hall that has its server back is whole within ten seconds."""
STEADY_SECONDS = 30.0
"""One that ended sooner counts as a failure: a server that lets in and cuts off must not be asked in a loop."""


class Backoff:
    """Counts the failures in a row; ``spread`` gives a number from 0.5 to 1.5."""

    def __init__(self, spread: Callable[[], float] = lambda: random.uniform(0.5, 1.5)) -> None:
        self._spread = spread
        self._failures = 0

    def pause_after(self, lived_seconds: float) -> float:
        """Seconds to wait after a connection that lived so long; 0 when it never came to be.

        Spread, since after a power cut every box of the hall comes back at the same moment.
        """
        self._failures = 0 if lived_seconds >= STEADY_SECONDS else self._failures + 1
        pause: float = FIRST_PAUSE_SECONDS * 2 ** min(self._failures, 6)
        return min(LONGEST_PAUSE_SECONDS, pause) * self._spread()
