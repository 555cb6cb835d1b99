"""Which window-call panels there are, and at which windows they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from server.contract.answers import Done
from server.contract.panel_commands import PanelReport, ReportPanels
from server.contract.terms import BoxId, BoxKind, ProblemCode, WindowId
from server.domain.errors import Refusal
from server.domain.office_events import PanelAssigned, PanelFound
from server.domain.panel import Panel, usual_actions
from server.usecases.actor import BoxActor
from server.usecases.office import AssignPanel, Saved
from server.usecases.turn import Turn

MOST_PANELS = 200
"""Of one box: noise on a wire can look like a few strangers, not like hundreds."""
MOST_CONTROLS = 64
_LONGEST = {"wire": 200, "address": 32, "controls": 32}
_FORGOTTEN_AFTER = timedelta(days=1)


def report_panels(turn: Turn, command: ReportPanels) -> Done:
    """New panels are kept until somebody says where they stand; the box's own settings may have said so already."""
    if len(command.panels) > MOST_PANELS:
        raise Refusal(ProblemCode.BAD_VALUE, field="panels", reason=f"0–{MOST_PANELS}")
    box_id = _box(turn)
    panels = turn.records.panels.all()
    boxes = frozenset(each.id for each in turn.records.boxes.all() if not each.is_archived)
    free = _free_by_name(turn, box_id, [each for each in panels if each.box_id in boxes])
    known = {(each.wire, each.address): each for each in panels if each.box_id == box_id}
    for report in command.panels:
        _check(report)
        _note(turn, box_id, report, known.pop((report.wire, report.address), None), free)
    for gone in (*known.values(), *(each for each in panels if each.box_id not in boxes)):
        if not gone.is_of_office and _is_silent(turn, gone):
            turn.records.panels.drop(gone)
    return Done()


def assign_panel(turn: Turn, command: AssignPanel) -> Saved:
    """The office decides; whatever the box's own settings say, until the office takes its word back."""
    panel = panel_of(turn, command.box_id, command.wire, command.address)
    if panel is None:
        raise Refusal(ProblemCode.UNKNOWN_PANEL)
    if command.window_id is not None:
        turn.window(command.window_id)
    for control in command.actions:
        if control not in panel.controls:
            raise Refusal(ProblemCode.BAD_VALUE, field="actions", reason=", ".join(panel.controls) or "—")
    is_of_office = command.window_id is not None
    actions = command.actions if is_of_office else usual_actions(panel.make, panel.controls)
    decided = replace(panel.at(command.window_id), actions=actions, is_of_office=is_of_office)
    turn.records.panels.save(decided)
    _tell_assigned(turn, decided)
    return Saved(id=f"{panel.box_id} {panel.wire} {panel.address}")


def note_clock(turn: Turn, window_id: WindowId) -> None:
    """The clock alone has changed a window's ticket: whoever presses now may not have seen it."""
    for panel in turn.records.panels.of_window(window_id):
        turn.records.panels.save(replace(panel, clock_ms=turn.now.hall_ms))


def panel_of(turn: Turn, box_id: BoxId, wire: str, address: str) -> Panel | None:
    """A panel that is known; None: nobody has reported such a one."""
    wanted = (box_id, wire, address)
    return next((each for each in turn.records.panels.all() if (each.box_id, each.wire, each.address) == wanted), None)


def _note(turn: Turn, box_id: BoxId, report: PanelReport, former: Panel | None, free: Mapping[str, WindowId]) -> None:
    panel = former or Panel(
        hall_id=turn.hall.id,
        box_id=box_id,
        wire=report.wire,
        address=report.address,
        make=report.make,
        controls=(),
        seen_at=turn.now.wall,
    )
    if former is None:
        turn.tell(PanelFound(box_id=box_id, wire=report.wire, address=report.address))
    if (panel.make, panel.controls) != (report.make, report.controls):
        kept = {control: action for control, action in panel.actions.items() if control in report.controls}
        actions = kept if panel.is_of_office else usual_actions(report.make, report.controls)
        panel = replace(panel, make=report.make, controls=report.controls, actions=actions)
    window_id = panel.window_id if panel.is_of_office else free.get(report.window_name or "")
    noted = replace(panel.at(window_id), seen_at=turn.now.wall)
    turn.records.panels.save(noted)
    if noted.window_id != (None if former is None else former.window_id):
        _tell_assigned(turn, noted)


def _free_by_name(turn: Turn, box_id: BoxId, panels: Iterable[Panel]) -> Mapping[str, WindowId]:
    """The windows that a box's own settings may take. One where a panel of another box stands is left to the office:
    else any box could call at any window. So is every window of a kiosk's panel, as a kiosk stands among visitors."""
    if isinstance(turn.actor, BoxActor) and turn.actor.kind is BoxKind.KIOSK:
        return {}
    taken = {
        each.window_id
        for each in panels
        if each.box_id != box_id and each.controls and (each.is_of_office or not _is_silent(turn, each))
    }
    windows = (each for each in turn.records.windows.all() if not each.is_archived)
    return {each.name: each.id for each in windows if each.id not in taken}


def _is_silent(turn: Turn, panel: Panel) -> bool:
    """Nobody has reported it for a day: it is gone, or its box is."""
    return turn.now.wall - panel.seen_at > _FORGOTTEN_AFTER


def _tell_assigned(turn: Turn, panel: Panel) -> None:
    turn.tell(PanelAssigned(box_id=panel.box_id, wire=panel.wire, address=panel.address, window_id=panel.window_id))


def _check(report: PanelReport) -> None:
    for field, texts in (("wire", (report.wire,)), ("address", (report.address,)), ("controls", report.controls)):
        if not all(1 <= len(text) <= _LONGEST[field] for text in texts):
            raise Refusal(ProblemCode.BAD_VALUE, field=field, reason=f"1–{_LONGEST[field]}")
    if len(report.controls) > MOST_CONTROLS:
        raise Refusal(ProblemCode.BAD_VALUE, field="controls", reason=f"0–{MOST_CONTROLS}")


def _box(turn: Turn) -> BoxId:
    if not isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    return turn.actor.box_id
