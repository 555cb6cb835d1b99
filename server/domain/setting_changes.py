"""What a change of the office's decisions has changed, decision by decision."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from server.domain.calendar import DatedHours, OpenDay, Span, clock_of
from server.domain.hall import Category, Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One decision, of a text that of one language (``name.uk``); its values as text, empty where there was none."""

    setting: str
    former: str
    present: str


def changes_of(former: Hall, present: Hall) -> tuple[SettingChange, ...]:
    """In the order in which the decisions are written down."""
    was, now = dict(_values(former)), dict(_values(present))
    names = [*was, *(name for name in now if name not in was)]
    return tuple(
        SettingChange(setting=name, former=was.get(name, ""), present=now.get(name, ""))
        for name in names
        if was.get(name, "") != now.get(name, "")
    )


def _values(hall: Hall) -> Iterable[tuple[str, str]]:
    decided = {"name": hall.name, "time_zone": hall.time_zone, "hours": hall.hours, "exceptions": hall.exceptions}
    decided |= {field.name: getattr(hall.settings, field.name) for field in fields(hall.settings)}
    for name, value in decided.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{language}", text) for language, text in value.items())
        else:
            yield name, _said(value)


def _said(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(map(_said, value))
        case OpenDay():
            return f"{value.weekday} {_span(value)}"
        case DatedHours():
            spans = ", ".join(map(_span, value.spans)) or "closed"
            return f"{value.day.isoformat()} {spans}{' (holiday)' if value.is_holiday else ''}"
        case Category():
            return value.name["uk"]
        case _:
            return str(value)


def _span(hours: OpenDay | Span) -> str:
    """Opening, end of intake and closing."""
    return "-".join(map(clock_of, (hours.opens, hours.intake_ends, hours.closes)))
