"""Rolls of paper: what is left in each printer, and the page on which somebody says that a new one is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, Response, make_response, redirect, url_for
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from server.contract.box_commands import StartRoll
from server.contract.messages import PaperLeft
from server.contract.terms import BoxId, DeviceState, ProblemCode
from server.domain.errors import Refusal
from server.domain.hall import Box
from server.domain.roll import LONGEST_MM, SHORTEST_MM
from server.i18n.catalogue import translate_count
from server.usecases.ports import Records
from server.usecases.rolls import printers_of
from server.usecases.snapshots import papers_of
from server.usecases.views import look
from server.web import guards
from server.web.languages import page_language
from server.web.office.decisions import MM
from server.web.office.forms import OfficeForm, shown
from server.web.office.names import Names
from server.web.office.plan import Plan, read_plan
from server.web.office.sentences import device_name
from server.web.office.words import _, say
from server.web.parts import parts

rolls = Blueprint("rolls", __name__, url_prefix="/boxes/<box_id>/rolls")

Papers = Mapping[tuple[BoxId, str], PaperLeft]
_MANY, _TENS = 100, 10
"""Of so many slips only tens are told: it is a guess."""


class RollForm(OfficeForm):
    places: ClassVar[Mapping[str, str]] = {"length_mm": "metres"}

    metres = IntegerField(validators=[InputRequired(), NumberRange(SHORTEST_MM // MM, LONGEST_MM // MM)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """One of a box, as the list of boxes shows it."""

    device: str
    name: str
    paper: PaperLeft | None
    told: str
    seems_changed: bool
    """It had no paper and has some again, and nobody has said that the roll is new."""

    @property
    def share(self) -> int:
        """What is left, in hundredths of the roll."""
        return 0 if self.paper is None else min(100, 100 * self.paper.left_mm // self.paper.length_mm)


@rolls.get("/<device>")
def edit(box_id: str, device: str) -> Response:
    """Whether it is in, and how long it is."""
    plan = read_plan()
    form = RollForm(data={"metres": plan.hall.settings.roll_length_mm // MM})
    return _page(form, plan, _printer(plan, box_id, device))


@rolls.post("/<device>")
def start(box_id: str, device: str) -> Response:
    """It is in."""
    form, plan = RollForm(), read_plan()
    box, name = _printer(plan, box_id, device)

    def command() -> StartRoll:
        return StartRoll(request_id=form.request, box_id=box.id, device=device, length_mm=form.number("metres") * MM)

    if not form.validate() or form.give(command) is None:
        return _page(form, plan, (box, name))
    say("A new roll: {box}", box=box.name)
    return make_response(redirect(url_for("office.boxes.show"), 303))


def printers(plan: Plan) -> dict[BoxId, list[Printer]]:
    """Those of each box, with what is left on their rolls."""
    papers, now = _papers()
    return {box.id: [_told(plan, box, device, papers, now) for device in _devices(plan, box)] for box in plan.boxes}


def _papers() -> tuple[Papers, datetime]:
    reading = parts().clock.read()

    def work(records: Records) -> Papers:
        view = look(records, reading)
        return {} if view is None else papers_of(view)

    return parts().store.read(guards.hall_of_page(), work), reading.wall


def _devices(plan: Plan, box: Box) -> tuple[str, ...]:
    return printers_of(box, plan.health.get(box.id))


def _told(plan: Plan, box: Box, device: str, papers: Papers, now: datetime) -> Printer:
    paper, health = papers.get((box.id, device)), plan.health.get(box.id)
    report = next((each for each in (health.devices if health else ()) if each.name == device), None)
    has_paper = report is not None and report.state in (DeviceState.READY, DeviceState.WARNING)
    return Printer(
        device=device,
        name=device_name(device, Names(language=page_language(), by_id={})),
        paper=paper,
        told=_("The paper is not counted yet") if paper is None else _left(plan, paper, now),
        seems_changed=paper is not None and has_paper and report is not None and report.has_run_out,
    )


def _left(plan: Plan, paper: PaperLeft, now: datetime) -> str:
    if paper.left_mm == 0:
        return _("the roll should be used up")
    metres = round(paper.left_mm / MM)
    said = [_("≈ {metres} m are left", metres=metres) if paper.left_mm >= MM else _("less than 1 m is left")]
    if paper.slips_left:
        slips = paper.slips_left if paper.slips_left < _MANY else paper.slips_left // _TENS * _TENS
        said.append(translate_count(page_language(), "≈ {count} slip", "≈ {count} slips", slips))
    if paper.ends_at is not None:
        ends, today = paper.ends_at.astimezone(plan.hall.zone), now.astimezone(plan.hall.zone).date()
        said.append(_("until {when}", when=f"{ends:%H:%M}" if ends.date() == today else f"{ends:%d.%m}"))
    return ", ".join(said)


def _printer(plan: Plan, box_id: str, device: str) -> tuple[Box, str]:
    """Or there is no such page."""
    box = plan.box(box_id)
    if box.is_archived or device not in _devices(plan, box):
        raise Refusal(ProblemCode.NOT_FOUND)
    return box, device_name(device, Names(language=page_language(), by_id={}))


def _page(form: RollForm, plan: Plan, printer: tuple[Box, str]) -> Response:
    box, name = printer
    return shown("office/roll.html", form, box=box, printer=name)
