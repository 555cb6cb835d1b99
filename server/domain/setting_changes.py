"""What a change of the office's decisions has changed, decision by decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from server.contract.terms import CategoryId
from server.domain.calendar import DatedHours, OpenDay, Span, clock_of
from server.domain.hall import Box, Category, Hall, Service

_NO_DECISIONS = frozenset({"id", "hall_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One decision, of a text that of one language (``name.uk``), of a category one of its two (``by_law.Veterans``,
    ``basis.Veterans``); its values as text, empty where there was none."""

    setting: str
    former: str
    present: str


def changes_of(former: Hall, present: Hall) -> tuple[SettingChange, ...]:
    """In the order in which the decisions are written down."""
    return _differences(_values(_of_hall(former)), _values(_of_hall(present)))


def service_changes(former: Service | None, present: Service) -> tuple[SettingChange, ...]:
    """Of a new service: what it has beyond its name, letter and purposes."""
    return _differences(_values(_of_service(former or _plain(present))), _values(_of_service(present)))


def box_changes(former: Box | None, present: Box) -> tuple[SettingChange, ...]:
    """Of a new box: where its slips come out."""
    return _differences(_values(_of_box(former)), _values(_of_box(present)))


def category_changes(former: Iterable[Category], present: Iterable[Category]) -> tuple[SettingChange, ...]:
    """Of each category its class and its basis; one that was renamed goes by its present name."""
    present = tuple(present)
    names = {each.id: each.name["uk"] for each in (*former, *present)}
    return _differences(_of_categories(former, names), _of_categories(present, names))


def _differences(former: Iterable[tuple[str, str]], present: Iterable[tuple[str, str]]) -> tuple[SettingChange, ...]:
    was, now = dict(former), dict(present)
    names = [*was, *(name for name in now if name not in was)]
    return tuple(
        SettingChange(setting=name, former=was.get(name, ""), present=now.get(name, ""))
        for name in names
        if was.get(name, "") != now.get(name, "")
    )


def _of_hall(hall: Hall) -> Mapping[str, object]:
    decided = {"name": hall.name, "time_zone": hall.time_zone, "hours": hall.hours, "exceptions": hall.exceptions}
    return decided | {field.name: getattr(hall.settings, field.name) for field in fields(hall.settings)}


def _of_service(service: Service) -> Mapping[str, object]:
    told = (field.name for field in fields(service) if field.name not in _NO_DECISIONS)
    return {name: getattr(service, name) for name in told}


def _of_box(box: Box | None) -> Mapping[str, object]:
    if box is None:
        return {"has_printer": False, "prints_at": None}
    return {"has_printer": box.has_printer, "prints_at": box.prints_at}


def _plain(service: Service) -> Service:
    """As a form that nobody has filled in would leave it."""
    return Service(
        id=service.id,
        hall_id=service.hall_id,
        sphere_id=service.sphere_id,
        name=service.name,
        letter=service.letter,
        purposes=service.purposes,
        position=service.position,
    )


def _of_categories(categories: Iterable[Category], names: Mapping[CategoryId, str]) -> Iterable[tuple[str, str]]:
    for each in categories:
        yield f"by_law.{names[each.id]}", _said(each.is_by_law)
        yield f"basis.{names[each.id]}", " / ".join(each.basis.values())


def _values(decided: Mapping[str, object]) -> Iterable[tuple[str, str]]:
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
            return f"{value.name['uk']}{' (by law)' if value.is_by_law else ''}"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _span(hours: OpenDay | Span) -> str:
    """Opening, end of intake and closing."""
    return "-".join(map(clock_of, (hours.opens, hours.intake_ends, hours.closes)))
