"""Window-call panels and displays: at which window each stands, and what its keys do there."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from wtforms import StringField
from wtforms.validators import ValidationError

from server.contract.terms import PanelAction, PanelMake, ProblemCode, WindowId
from server.domain.errors import Refusal
from server.domain.panel import Panel, usual_actions
from server.usecases.office import AssignPanel
from server.web import guards
from server.web.office.forms import OfficeForm, shown
from server.web.office.plan import Plan, read_plan
from server.web.office.words import _, later, say
from server.web.parts import parts

panels = Blueprint("panels", __name__, url_prefix="/panels")

MAKES: Mapping[PanelMake, str] = MappingProxyType(
    {
        PanelMake.CHERHA: later("Call panel"),
        PanelMake.MODBUS_RTU: later("Modbus inputs, serial"),
        PanelMake.MODBUS_TCP: later("Modbus inputs, network"),
        PanelMake.NUMPAD: later("Number pad"),
        PanelMake.QSYSTEM: later("QSystem panel"),
        PanelMake.DISPLAY: later("Window display"),
    }
)
ACTIONS: Mapping[PanelAction, str] = MappingProxyType(
    {
        PanelAction.NEXT: later("call the next one"),
        PanelAction.RECALL: later("announce once more"),
        PanelAction.NEXT_OR_RECALL: later("call, or announce once more"),
        PanelAction.START: later("begin the visit"),
        PanelAction.FINISH: later("finish the visit"),
        PanelAction.START_OR_FINISH: later("begin, then finish the visit"),
        PanelAction.MISSED: later("has not come"),
        PanelAction.MISSED_OR_FINISH: later("has not come, or finish the visit"),
    }
)
KEYS: Mapping[str, str] = MappingProxyType(
    {
        "call": later("“Call”"),
        "recall": later("“Again”"),
        "start": later("“Begin”"),
        "finish": later("“Finish”"),
        "missed": later("“Has not come”"),
        "redirect": later("“Redirect”"),
    }
)
"""Keys that bear a word; others are called as on the pad: 1, enter, plus."""
_FIELD = "does."
_MOST_NAMED = 6


class PanelForm(OfficeForm):
    window = StringField()

    def validate_window(self, field: Any) -> None:
        """Only what the page has offered."""
        if field.data and field.data not in {window.id for window in read_plan().windows if not window.is_archived}:
            raise ValidationError(_("Not a valid choice."))


@panels.get("/")
def show() -> str:
    """All panels, those without a window first."""
    found = sorted(every_panel(), key=lambda panel: (panel.window_id is not None, panel.wire, _order_of(panel.address)))
    plan = read_plan()
    rows = [(panel, key_of(panel), _box_name(plan, panel), _window_name(plan, panel)) for panel in found]
    standing = {panel.box_id: _standing_by_name(plan, panel) for panel in found if panel.window_id is None}
    return render_template("office/panels.html", rows=rows, makes=MAKES, plan=plan, standing=standing)


@panels.get("/<box_id>/<key>")
def edit(box_id: str, key: str) -> Response:
    """The form of one panel; a new one is offered what its keys usually mean."""
    panel = _panel(box_id, key)
    form = PanelForm(data={"window": panel.window_id or ""})
    actions = panel.actions if panel.window_id else usual_actions(panel.make, panel.controls)
    return _page(form, panel, {control: action.value for control, action in actions.items()})


@panels.post("/<box_id>/<key>")
def change(box_id: str, key: str) -> Response:
    """The office decides; the box learns of it at once."""
    form, panel = PanelForm(), _panel(box_id, key)
    typed = {control: request.form.get(f"{_FIELD}{control}", "") for control in panel.controls}
    if not form.validate() or form.give(lambda: _command(form, panel, typed)) is None:
        return _page(form, panel, typed)
    say("Saved: {name}", name=_("panel {address}", address=panel.address))
    return make_response(redirect(url_for("office.panels.show"), 303))


def key_of(panel: Panel) -> str:
    """Its place in an address: wires have names such as ``/dev/serial/…``."""
    return hashlib.sha256(f"{panel.wire}\n{panel.address}".encode()).hexdigest()[:16]


def control_name(control: str) -> str:
    """A key in words: «call, held down»."""
    name, _dot, press = control.partition(".")
    key = _(KEYS[name]) if name in KEYS else name
    match press:
        case "long":
            return _("{key}, held down", key=key)
        case "second":
            return _("{key}, second button", key=key)
        case _:
            return key


def _command(form: PanelForm, panel: Panel, typed: Mapping[str, str]) -> AssignPanel:
    chosen = {control: PanelAction(action) for control, action in typed.items() if action in set(PanelAction)}
    window = form.text("window")
    return AssignPanel(
        request_id=form.request,
        box_id=panel.box_id,
        wire=panel.wire,
        address=panel.address,
        window_id=WindowId(window) if window else None,
        actions=chosen if window else {},
    )


def every_panel() -> tuple[Panel, ...]:
    """Those of the hall, of whatever box."""
    return parts().store.read(guards.hall_of_page(), lambda records: tuple(records.panels.all()))


def _panel(box_id: str, key: str) -> Panel:
    for panel in every_panel():
        if panel.box_id == box_id and key_of(panel) == key:
            return panel
    raise Refusal(ProblemCode.NOT_FOUND)


def _page(form: PanelForm, panel: Panel, does: Mapping[str, str]) -> Response:
    plan = read_plan()
    return shown(
        "office/panel.html",
        form,
        panel=panel,
        plan=plan,
        box_name=_box_name(plan, panel),
        does=does,
        makes=MAKES,
        actions=ACTIONS,
        named=control_name,
        standing=_standing(plan, panel),
    )


def _standing_by_name(plan: Plan, but: Panel) -> str:
    standing = _standing(plan, but)
    every = [f"{window.name} ({standing[window.id]})" for window in plan.windows if window.id in standing]
    return ", ".join([*every[:_MOST_NAMED], "…"] if len(every) > _MOST_NAMED else every)


def _standing(plan: Plan, but: Panel) -> dict[WindowId, str]:
    """At which windows another box's panels stand: what this one's settings say of such a window does not count."""
    others = [each for each in every_panel() if each.box_id != but.box_id and each.controls]
    found: dict[WindowId, list[str]] = {}
    for each in others:
        if each.window_id is not None:
            said = _("panel {address}, {box}", address=each.address, box=_box_name(plan, each))
            found.setdefault(each.window_id, []).append(said)
    return {window_id: "; ".join(every) for window_id, every in found.items()}


def _box_name(plan: Plan, panel: Panel) -> str:
    return next((box.name for box in plan.boxes if box.id == panel.box_id), "…")


def _window_name(plan: Plan, panel: Panel) -> str | None:
    return next((window.name for window in plan.windows if window.id == panel.window_id), None)


def _order_of(address: str) -> tuple[int, ...]:
    """Panel 2 before panel 10, input 1-2 before 1-10."""
    return tuple(int(part) if part.isdecimal() else 0 for part in address.split("-"))
