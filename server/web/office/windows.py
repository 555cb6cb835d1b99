"""Windows and what each of them serves."""

import re
from typing import Any, ClassVar

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from server.contract.terms import RequestId, ServiceId
from server.domain.hall import Window
from server.usecases.office import SaveWindow
from server.web.office.buttons import ARCHIVED, press, request_of_page
from server.web.office.forms import OfficeForm, name_field, position_field, shown
from server.web.office.order import Place, end_of, move
from server.web.office.plan import Plan, read_plan
from server.web.office.words import _, say

windows = Blueprint("windows", __name__, url_prefix="/windows")

_SAYABLE = re.compile("[0-9A-Za-zА-ЩЬЮЯЄІЇҐа-щьюяєіїґ]")
_LONGEST_NAME = 60
"""More does not fit on the board."""


class WindowForm(OfficeForm):
    taken_at: ClassVar[str] = "name"

    name = name_field(is_needed=True, longest=_LONGEST_NAME)
    position = position_field()
    services = SelectMultipleField(validate_choice=False)
    helpers = SelectMultipleField(validate_choice=False)

    def validate_name(self, field: Any) -> None:
        """The voice calls people to the window by its name."""
        if not _SAYABLE.search(field.data):
            raise ValidationError(_("The voice cannot say this name: it needs a number or a letter."))


@windows.get("/")
def show() -> str:
    """All windows."""
    return render_template("office/windows.html", plan=read_plan())


@windows.get("/new")
def add() -> Response:
    """An empty form."""
    plan = read_plan()
    return _page(WindowForm(data={"services": [], "position": end_of(plan.windows)}), plan, None)


@windows.post("/new")
def create() -> Response:
    """A new window, last of all."""
    return _save(read_plan(), None)


@windows.get("/<window_id>")
def edit(window_id: str) -> Response:
    """The form of one window."""
    plan = read_plan()
    window = plan.window(window_id)
    data = {"name": window.name, "services": list(window.service_ids), "helpers": list(window.helper_ids)}
    return _page(WindowForm(data=data), plan, window)


@windows.post("/<window_id>")
def change(window_id: str) -> Response:
    """Its name and its services."""
    plan = read_plan()
    return _save(plan, plan.window(window_id))


@windows.post("/<window_id>/move")
def reorder(window_id: str) -> Response:
    """Up or down among those in use."""
    move([window for window in read_plan().windows if not window.is_archived], window_id, _placed)
    return _list(window_id)


@windows.post("/<window_id>/<any(archive, restore):change>")
def archive(window_id: str, change: str) -> Response:
    """Out of use, or back; refused while somebody is there."""
    window = read_plan().window(window_id)
    command = _same_as(window, request_of_page(), position=window.position, is_archived=change == "archive")
    press(command, ARCHIVED[change])
    return _list()


def _save(plan: Plan, window: Window | None) -> Response:
    form = WindowForm()
    if not form.validate():
        return _page(form, plan, window)
    answer = form.give(
        lambda: SaveWindow(
            request_id=form.request,
            window_id=None if window is None else window.id,
            name=form.text("name"),
            position=form.number("position") if window is None else window.position,
            service_ids=_chosen(form, plan, window, "services"),
            helper_ids=frozenset(_chosen(form, plan, window, "helpers")),
            is_archived=window is not None and window.is_archived,
        )
    )
    if answer is None:
        return _page(form, plan, window)
    say("Saved: {name}", name=_("window {name}", name=form.text("name")))
    return _list(getattr(answer, "id", None))


def _chosen(form: WindowForm, plan: Plan, window: Window | None, name: str) -> tuple[ServiceId, ...]:
    """What was ticked, and what is in the archive: restored, it is served here as before."""
    ticked = set(form.chosen(name))
    archived = {service.id for service in plan.services if service.is_archived}
    standing = {} if window is None else {"services": window.service_ids, "helpers": window.helper_ids}
    kept = archived.intersection(standing.get(name, ()))
    return tuple(service.id for service in plan.services if service.id in ticked | kept)


def _placed(window: Window, place: Place) -> SaveWindow:
    return _same_as(window, place.request_id, position=place.position, is_archived=window.is_archived)


def _same_as(window: Window, request_id: RequestId, *, position: int, is_archived: bool) -> SaveWindow:
    return SaveWindow(
        request_id=request_id,
        window_id=window.id,
        name=window.name,
        position=position,
        service_ids=window.service_ids,
        helper_ids=window.helper_ids,
        is_archived=is_archived,
    )


def _page(form: WindowForm, plan: Plan, window: Window | None) -> Response:
    return shown("office/window.html", form, plan=plan, window=window)


def _list(window_id: str | None = None) -> Response:
    anchor = None if window_id is None else f"window-{window_id}"
    return make_response(redirect(url_for("office.windows.show", _anchor=anchor), 303))
