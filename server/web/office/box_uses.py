"""What stops when a box goes: whose slips come out of it, and at which windows its panels stand."""

from collections.abc import Iterator, Sequence

from server.domain.hall import Box
from server.domain.panel import Panel
from server.web.office.plan import Plan
from server.web.office.words import _


def sharing(plan: Plan, box: Box) -> str:
    """The kiosks that print at it, by name: while there is one, the box is not let go."""
    return ", ".join(each.name for each in plan.boxes if each.prints_at == box.id and not each.is_archived)


def uses_of(plan: Plan, panels: Sequence[Panel], box: Box) -> Iterator[str]:
    """One sentence each."""
    if plan.hall.settings.reception_box_id == box.id:
        yield _("It is reception’s printer: tickets from reception will go without paper.")
    at = {panel.window_id for panel in panels if panel.box_id == box.id}
    windows = [window.name for window in plan.windows if window.id in at and not window.is_archived]
    if windows:
        yield _("Its panels stand at windows, and will not call any more: {windows}.", windows=", ".join(windows))
