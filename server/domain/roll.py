"""A roll of paper in a printer: what has been printed from it, and when it will be used up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.contract.terms import BoxId, HallId
from server.domain.hall import Hall
from server.domain.open_time import open_between, open_until
from server.domain.opening import LOOK_AHEAD
from server.domain.suspension import Suspension

SHORTEST_MM, LONGEST_MM = 1_000, 1_000_000
"""What a hall may call a roll: from a forgotten end to the large ones of kiosks."""
LONGEST_SLIP_MM = 10_000
"""No slip is; a box that says more counts wrongly."""
_MOST_USED_MM = 1_000 * LONGEST_MM
"""Far beyond any roll, and what every database can keep."""
SLIPS_FOR_LENGTH = 5
"""A hall's slips are nearly alike, so that a few tell how long the next will be."""
SLIPS_FOR_PACE = 20
OPEN_FOR_PACE = timedelta(hours=2)
"""Both are asked for. A hall fills in its first hour: by twenty slips of that rush a roll would end within the day that
lasts for three. And two quiet hours at a printer that few use say nothing of its next week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The one in a printer now. What is used is what its box has told of each slip, of one that broke off in full; not
    counted is what nobody could tell: a slip over which the box died, and a piece torn before the spare took over."""

    hall_id: HallId
    box_id: BoxId
    device: str
    length_mm: int
    started: datetime
    used_mm: int = 0
    slips: int = 0
    is_low: bool = False
    """It was said once, and stays so until the next roll: a warning that comes and goes is not believed."""

    def printed(self, millimetres: int, *, former_mm: int = 0) -> "Roll":
        """One slip more; or the same once more, of which ``former_mm`` was said before."""
        return replace(
            self,
            used_mm=min(max(0, self.used_mm + millimetres - former_mm), _MOST_USED_MM),
            slips=max(0, self.slips + (millimetres > 0) - (former_mm > 0)),
        )

    @property
    def left_mm(self) -> int:
        """Never below 0: a roll may be longer than it says."""
        return max(0, self.length_mm - self.used_mm)

    @property
    def slips_left(self) -> int | None:
        """By the mean length of its slips; None before there are enough of them."""
        if self.slips < SLIPS_FOR_LENGTH:
            return None
        return self.left_mm * self.slips // max(1, self.used_mm)

    def ends_at(self, hall: Hall, now: datetime, suspension: Suspension | None) -> datetime | None:
        """When it is used up at the pace of the open hours since it was put in; None while nobody can say.

        A suspension at hand does not slow the pace, since nothing is printed in it. Those that are over do: more will
        come. A roll that has been in for longer than anybody looks ahead is of a printer that hardly prints.
        """
        if self.left_mm == 0:
            return now
        if self.slips < SLIPS_FOR_PACE or now - self.started > LOOK_AHEAD:
            return None
        until = now if suspension is None else min(now, suspension.since)
        open_for = open_between(hall, self.started, until)
        if open_for < OPEN_FOR_PACE:
            return None
        return open_until(hall, now, open_for * self.left_mm / max(1, self.used_mm))

    def is_running_low(self, hall: Hall, now: datetime, ends_at: datetime | None) -> bool:
        """Whether somebody should have a new roll ready: it ends today, or within the slips that the hall has named."""
        if self.is_low:
            return True
        is_near = self.slips_left is not None and self.slips_left <= hall.settings.paper_warning_slips
        is_today = ends_at is not None and ends_at.astimezone(hall.zone).date() <= now.astimezone(hall.zone).date()
        return is_near or is_today
