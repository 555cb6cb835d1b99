"""Boxes: kiosks, displays, buttons, printers; each comes in with a one-time code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from flask import Blueprint, Response, make_response, redirect, render_template, session, url_for
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from server.contract.faults import words_of
from server.contract.terms import BoxId, BoxKind, DeviceState, PrintFault
from server.domain.hall import Box
from server.identity import hashed, tidy_code
from server.usecases.office import SaveBox, Saved
from server.usecases.ports import Records
from server.usecases.snapshots import boxes as boxes_now
from server.usecases.views import look
from server.web import guards
from server.web.languages import page_language
from server.web.office.box_uses import sharing, uses_of
from server.web.office.buttons import ARCHIVED, press, request_of_page
from server.web.office.choices import one_of
from server.web.office.enrolling import PROGRAMS
from server.web.office.forms import OfficeForm, name_field, shown
from server.web.office.names import Names
from server.web.office.panels import every_panel
from server.web.office.plan import read_plan
from server.web.office.repeats import code_for
from server.web.office.rolls import printers
from server.web.office.sentences import device_name
from server.web.office.words import _, later, say
from server.web.parts import parts

boxes = Blueprint("boxes", __name__, url_prefix="/boxes")

KINDS: Mapping[BoxKind, tuple[str, str]] = MappingProxyType(
    {
        BoxKind.KIOSK: (later("Kiosk"), later("visitors take tickets here")),
        BoxKind.DISPLAY: (later("Display"), later("shows and says who is called")),
        BoxKind.BUTTONS: (later("Window buttons"), later("call from the window without a computer")),
        BoxKind.PRINTER: (later("Printer"), later("prints slips for others")),
    }
)
"""Each kind's name, and what it is for."""
STATES: Mapping[DeviceState, str] = MappingProxyType(
    {
        DeviceState.READY: later("in order"),
        DeviceState.WARNING: later("needs attention"),
        DeviceState.FAULT: later("fault"),
        DeviceState.UNKNOWN: later("not known"),
    }
)
_BACK = later("In use again. It needs a new code: press “New code” and type it on the box.")
_PENDING = "office-code"
"""In the page's cookie: the box whose code is to be shown, and the request that the code follows from."""


class BoxForm(OfficeForm):
    taken_at: ClassVar[str] = "name"

    name = name_field(is_needed=True, longest=60)
    kind = one_of(BoxKind)
    has_printer = BooleanField()
    prints_at = StringField()

    def validate_prints_at(self, field: Any) -> None:
        """Only what the page has offered."""
        if field.data and field.data not in {box.id for box in read_plan().boxes if box.is_printing}:
            raise ValidationError(_("Not a valid choice."))


@boxes.get("/")
def show() -> str:
    """All boxes and how they are."""
    plan = read_plan()
    names = Names(language=page_language(), by_id={})
    told = {"words_of": words_of, "language": names.language, "well": PrintFault.NONE}
    told["name_of"] = lambda device: device_name(device, names)
    told["printers"] = printers(plan)
    # A box of any kind may have panels; one that is there for them leads to their page from the start.
    told["states"] = STATES
    told["has_panels"] = any(box.kind is BoxKind.BUTTONS for box in plan.boxes) or bool(every_panel())
    return render_template("office/boxes.html", plan=plan, kinds=KINDS, here_now=_alive(), **told)


@boxes.get("/new")
def add() -> Response:
    """An empty form, for a kiosk."""
    return _page(BoxForm(data={"kind": BoxKind.KIOSK.value, "has_printer": True}), None)


@boxes.post("/new")
def create() -> Response:
    """A new box; its code comes next."""
    form = BoxForm()
    answer = form.give(lambda: _command(form, None, code_for(form.request))) if form.validate() else None
    if not isinstance(answer, Saved):
        return _page(form, None)
    return _show_code(answer.id, form.request)


@boxes.get("/<box_id>")
def edit(box_id: str) -> Response:
    """The form of one box."""
    box = read_plan().box(box_id)
    data = {"name": box.name, "kind": box.kind.value, "has_printer": box.has_printer, "prints_at": box.prints_at or ""}
    return _page(BoxForm(data=data), box)


@boxes.post("/<box_id>")
def change(box_id: str) -> Response:
    """Name, kind and printer; it stays enrolled."""
    form, box = BoxForm(), read_plan().box(box_id)
    if not form.validate() or form.give(lambda: _command(form, box, None)) is None:
        return _page(form, box)
    parts().identity.changed()
    say("Saved: {name}", name=form.text("name"))
    return _list()


@boxes.post("/<box_id>/code")
def renew(box_id: str) -> Response:
    """Another one-time code: what the box knew so far is worth nothing from now on."""
    box, request_id = read_plan().box(box_id), request_of_page()
    code_hash = hashed(tidy_code(code_for(request_id)))
    command = SaveBox(
        request_id=request_id,
        box_id=box.id,
        name=box.name,
        kind=box.kind,
        has_printer=box.has_printer,
        prints_at=box.prints_at,
        code_hash=code_hash,
    )
    if not press(command, later("A new code is made.")):
        return _list()
    parts().identity.changed()
    return _show_code(box.id, request_id)


@boxes.get("/<box_id>/code")
def code(box_id: str) -> Response:
    """The code, large and once: only its hash is kept."""
    box = read_plan().box(box_id)
    pending = session.pop(_PENDING, None)
    shown_code = code_for(pending[1]) if pending and pending[0] == box.id else None
    program = PROGRAMS[box.kind]
    return make_response(
        render_template("office/code.html", box=box, code=shown_code, program=program, base_url=parts().base_url)
    )


@boxes.get("/<box_id>/archive")
def ask(box_id: str) -> str:
    """Whether it shall go: one press would cut off a box at work."""
    plan = read_plan()
    box = plan.box(box_id)
    told = {"uses": tuple(uses_of(plan, every_panel(), box)), "sharing": sharing(plan, box)}
    return render_template("office/box_archive.html", box=box, is_here=box.id in _alive(), **told)


@boxes.post("/<box_id>/<any(archive, restore):change>")
def archive(box_id: str, change: str) -> Response:
    """Out of use, and locked out at once; or back, to be enrolled again."""
    box = read_plan().box(box_id)
    command = SaveBox(
        request_id=request_of_page(),
        box_id=box.id,
        name=box.name,
        kind=box.kind,
        has_printer=box.has_printer,
        prints_at=box.prints_at,
        is_archived=change == "archive",
    )
    if press(command, ARCHIVED[change] if change == "archive" else _BACK):
        parts().identity.changed()
    return _list()


def _alive() -> frozenset[BoxId]:
    """The boxes that reception too calls connected."""
    # Asked here: the store works on threads of its own, which know no page.
    reading, is_here = parts().clock.read(), parts().is_here

    def work(records: Records) -> frozenset[BoxId]:
        view = look(records, reading)
        every = () if view is None else boxes_now(view, is_here).boxes
        return frozenset(box.box_id for box in every if box.is_alive)

    return parts().store.read(guards.hall_of_page(), work)


def _command(form: BoxForm, box: Box | None, code: str | None) -> SaveBox:
    kind = BoxKind(form.text("kind"))
    return SaveBox(
        request_id=form.request,
        box_id=None if box is None else BoxId(box.id),
        name=form.text("name"),
        kind=kind,
        has_printer=kind is BoxKind.PRINTER or (kind is BoxKind.KIOSK and form.has_printer.data),
        prints_at=BoxId(form.text("prints_at")) if form.text("prints_at") else None,
        code_hash=None if code is None else hashed(tidy_code(code)),
        is_archived=box is not None and box.is_archived,
    )


def _show_code(box_id: str, request_id: str) -> Response:
    session[_PENDING] = (box_id, request_id)
    return make_response(redirect(url_for("office.boxes.code", box_id=box_id), 303))


def _page(form: BoxForm, box: Box | None) -> Response:
    printing = tuple(each for each in read_plan().boxes if each.is_printing and (box is None or each.id != box.id))
    return shown("office/box.html", form, box=box, kinds=KINDS, printing=printing)


def _list() -> Response:
    return make_response(redirect(url_for("office.boxes.show"), 303))
