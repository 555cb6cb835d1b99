"""What the office decides of a day's rules: how the form of the Center asks for it."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from server.domain.hall import HallSettings
from server.domain.roll import LONGEST_MM, SHORTEST_MM
from server.web.office.forms import OfficeForm

MM = 1000
"""Of a metre: people buy rolls by the metre."""
_NAMES = (
    "least_announcements",
    "is_missed_automatically",
    "call_after_finish_seconds",
    "local_points",
    "guard",
    "booked_tolerance_minutes",
    "services_per_visit",
    "pre_holiday_minutes",
    "is_intake_closed_by_wait",
    "is_intake_stopped_when_suspended",
    "grace_seconds",
    "proclaimed_every_minutes",
    "paper_warning_slips",
)


def _within(least: int, most: int) -> IntegerField:
    return IntegerField(validators=[InputRequired(), NumberRange(least, most)])


class Decisions:
    """Fields beside those of the Center's card; the bounds are those of the rules."""

    least_announcements = _within(1, 10)
    is_missed_automatically = BooleanField()
    call_after_finish_seconds = IntegerField(validators=[Optional(), NumberRange(0, 600)])
    local_points = _within(1, 30)
    guard = _within(1, 10)
    booked_tolerance_minutes = _within(0, 60)
    services_per_visit = _within(1, 20)
    pre_holiday_minutes = _within(0, 240)
    is_intake_closed_by_wait = BooleanField()
    is_intake_stopped_when_suspended = BooleanField()
    grace_seconds = _within(0, 3600)
    proclaimed_every_minutes = IntegerField(validators=[Optional(), NumberRange(1, 60)])
    roll_metres = _within(SHORTEST_MM // MM, LONGEST_MM // MM)
    paper_warning_slips = _within(0, 1000)


def decided(form: OfficeForm, standing: HallSettings) -> HallSettings:
    """The settings as typed."""
    return replace(
        standing,
        least_announcements=form.number("least_announcements"),
        is_missed_automatically=form["is_missed_automatically"].data,
        call_after_finish_seconds=form["call_after_finish_seconds"].data,
        local_points=form.number("local_points"),
        guard=form.number("guard"),
        booked_tolerance_minutes=form.number("booked_tolerance_minutes"),
        services_per_visit=form.number("services_per_visit"),
        pre_holiday_minutes=form.number("pre_holiday_minutes"),
        is_intake_closed_by_wait=form["is_intake_closed_by_wait"].data,
        is_intake_stopped_when_suspended=form["is_intake_stopped_when_suspended"].data,
        grace_seconds=form.number("grace_seconds"),
        proclaimed_every_minutes=form["proclaimed_every_minutes"].data,
        roll_length_mm=form.number("roll_metres") * MM,
        paper_warning_slips=form.number("paper_warning_slips"),
    )


def decisions_of(settings: HallSettings) -> dict[str, Any]:
    """For the fields of the form."""
    return {name: getattr(settings, name) for name in _NAMES} | {"roll_metres": settings.roll_length_mm // MM}
