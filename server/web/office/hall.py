"""The Center's own card: its names, hours and decisions."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from flask import Blueprint, Response, make_response, redirect, url_for
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from server.contract.terms import BoxId, SuspensionReason
from server.domain.hall import Box, Hall
from server.domain.suspension import LONGEST_TEXT
from server.usecases.office import SaveHall
from server.web.office.dates import DatesField
from server.web.office.decisions import Decisions, decided, decisions_of
from server.web.office.forms import OfficeForm, by_language, local_of, name_field, shown, text_field
from server.web.office.hours import DAYS, HoursField
from server.web.office.plan import Plan, read_plan
from server.web.office.words import _, say

hall = Blueprint("hall", __name__)


class HallForm(Decisions, OfficeForm):
    places: ClassVar[Mapping[str, str]] = {
        "name": "name_uk",
        "shelter_text": "shelter_uk",
        "outage_text": "outage_uk",
        "slip_text": "slip_uk",
        "reception_box_id": "reception_box",
        "roll_length_mm": "roll_metres",
    }

    name_uk = name_field(is_needed=True)
    name_en = name_field()
    time_zone = StringField(validators=[InputRequired()])
    hours = HoursField()
    exceptions = DatesField()
    missed_after_seconds = IntegerField(validators=[InputRequired(), NumberRange(0, 3600)])
    announcements = IntegerField(validators=[InputRequired(), NumberRange(1, 10)])
    call_shown_seconds = IntegerField(validators=[InputRequired(), NumberRange(30, 600)])
    is_call_finishing = BooleanField()
    is_returned_to_end = BooleanField()
    paper_letter = name_field(longest=1)
    phone_base_url = name_field()
    notice_uk = text_field()
    notice_en = text_field()
    shelter_uk = text_field(LONGEST_TEXT)
    shelter_en = text_field(LONGEST_TEXT)
    outage_uk = text_field(LONGEST_TEXT)
    outage_en = text_field(LONGEST_TEXT)
    slip_uk = text_field(LONGEST_TEXT)
    slip_en = text_field(LONGEST_TEXT)
    reception_box = StringField()

    def validate_reception_box(self, field: Any) -> None:
        """Only what the page has offered."""
        if field.data and field.data not in {box.id for box in _printing(read_plan())}:
            raise ValidationError(_("Not a valid choice."))


@hall.get("/hall")
def edit() -> Response:
    """The card as it stands."""
    standing = read_plan().hall
    return _page(HallForm(data=_data_of(standing)))


@hall.post("/hall")
def save() -> Response:
    """Changes it."""
    standing = read_plan().hall
    form = HallForm(data=_data_of(standing))
    if form.hours.is_reshaped or form.exceptions.is_reshaped or not form.validate():
        return _page(form)
    if form.give(lambda: _command(form, standing)) is None:
        return _page(form)
    say("Saved.")
    return make_response(redirect(url_for("office.hall.edit"), 303))


def _command(form: HallForm, standing: Hall) -> SaveHall:
    settings = replace(
        decided(form, standing.settings),
        missed_after_seconds=form.number("missed_after_seconds"),
        announcements=form.number("announcements"),
        call_shown_seconds=form.number("call_shown_seconds"),
        is_call_finishing=form.is_call_finishing.data,
        is_returned_to_end=form.is_returned_to_end.data,
        paper_letter=form.text("paper_letter") or standing.settings.paper_letter,
        phone_base_url=form.text("phone_base_url"),
        out_of_turn_notice=local_of(form, "notice"),
        shelter_text=local_of(form, "shelter"),
        outage_text=local_of(form, "outage"),
        slip_text=local_of(form, "slip"),
        reception_box_id=BoxId(form.text("reception_box")) if form.text("reception_box") else None,
    )
    return SaveHall(
        request_id=form.request,
        name=local_of(form, "name"),
        time_zone=form.text("time_zone").strip(),
        hours=form.hours.data,
        exceptions=form.exceptions.data,
        settings=settings,
    )


def _data_of(standing: Hall) -> dict[str, Any]:
    settings = standing.settings
    return {
        **by_language("name", standing.name),
        **by_language("notice", settings.out_of_turn_notice),
        **by_language("shelter", settings.suspension_text(SuspensionReason.ALERT)),
        **by_language("outage", settings.suspension_text(SuspensionReason.OUTAGE)),
        **by_language("slip", settings.slip_text),
        "time_zone": standing.time_zone,
        **decisions_of(settings),
        "hours": standing.hours,
        "exceptions": standing.exceptions,
        "missed_after_seconds": settings.missed_after_seconds,
        "announcements": settings.announcements,
        "call_shown_seconds": settings.call_shown_seconds,
        "is_call_finishing": settings.is_call_finishing,
        "is_returned_to_end": settings.is_returned_to_end,
        "paper_letter": settings.paper_letter,
        "phone_base_url": settings.phone_base_url,
        "reception_box": settings.reception_box_id or "",
    }


def _page(form: HallForm) -> Response:
    return shown("office/hall.html", form, zones=_zones(), days=DAYS, printing=_printing(read_plan()))


def _printing(plan: Plan) -> tuple[Box, ...]:
    return tuple(box for box in plan.boxes if box.has_printer and not box.is_archived)


@cache
def _zones() -> tuple[str, ...]:
    """Those of Europe first: the list is long."""
    return tuple(sorted((name for name in available_timezones() if name.startswith("Europe/")), key=_kyiv_first))


def _kyiv_first(name: str) -> tuple[bool, str]:
    return name != "Europe/Kyiv", name
