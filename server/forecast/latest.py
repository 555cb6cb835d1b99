"""The outlook that each hall has now."""

from server.contract.terms import HallId
from server.domain.outlook import Outlook
from server.usecases.ports import Clock

FRESH_MS = 30_000
"""Three rounds without change; an older forecast tells of a hall that is no more."""


class Latest:
    """The port ``Prospects``: filled on one thread, asked on any."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._outlooks: dict[HallId, tuple[int, Outlook]] = {}

    def publish(self, hall_id: HallId, outlook: Outlook | None) -> None:
        """From now on; None: nothing can be said."""
        if outlook is None:
            self._outlooks.pop(hall_id, None)
        else:
            self._outlooks[hall_id] = (self._clock.read().monotonic_ms, outlook)

    def of(self, hall_id: HallId) -> Outlook | None:
        """See ``Prospects.of``."""
        made_ms, outlook = self._outlooks.get(hall_id, (0, None))
        return outlook if outlook and self._clock.read().monotonic_ms - made_ms <= FRESH_MS else None
