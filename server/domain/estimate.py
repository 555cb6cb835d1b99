"""How long the wait will be, as a range from the likely to the safe, rounded up to five minutes."""

from collections.abc import Callable, Iterable
from math import ceil, sqrt

from server.contract.slip import WaitRange
from server.contract.terms import WindowId
from server.domain.hall import Window

SQUARED_VARIATION = 0.8
"""Of service times, measured in such halls: lognormal with variance 0.8 × mean²."""
_Z80 = 0.8416
_STEP_MINUTES = 5


def range_at(
    serving: Iterable[Window], *, people_before: int, minutes: float, is_busy: Callable[[WindowId], bool]
) -> WaitRange | None:
    """Behind so many at the windows of a service; who stands free there counts only where nobody is before."""
    staffed = [window for window in serving if window.person_id is not None]
    free = 0
    if people_before == 0:
        free = sum(1 for window in staffed if window.is_calling and not is_busy(window.id))
    return waiting_range(people_before=people_before, windows=len(staffed), free_windows=free, minutes=minutes)


def waiting_range(*, people_before: int, windows: int, free_windows: int, minutes: float) -> WaitRange | None:
    """The wait (p50 to p80) of a newcomer behind ``people_before``, with ``windows`` staffed and ``minutes`` a visit.

    None when no window is staffed: nobody can say. A normal approximation of the sum of the visits that must end first.
    """
    if windows <= 0:
        return None
    visits_to_end = max(0, people_before + 1 - free_windows)
    each = minutes / windows
    middle = visits_to_end * each
    spread = each * sqrt(visits_to_end * SQUARED_VARIATION)
    low = _rounded_up(middle)
    return WaitRange(low, max(low, _rounded_up(middle + _Z80 * spread), _STEP_MINUTES))


def _rounded_up(minutes: float) -> int:
    return ceil(minutes / _STEP_MINUTES) * _STEP_MINUTES
