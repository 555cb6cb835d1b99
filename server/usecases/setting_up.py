"""The office sets up a hall: its card, spheres, services and windows."""

import re
import unicodedata
from dataclasses import replace
from zoneinfo import ZoneInfo

from server.contract.terms import BoxId, ProblemCode, ServiceId, SphereId, TicketState, WindowId
from server.domain.errors import Refusal
from server.domain.hall import Category, HallSettings, LocalText, Service, Sphere, Window
from server.domain.numbering import LETTERS, checked_letter
from server.domain.office_events import CategoriesSaved, HallSaved, ServiceSaved, SphereSaved, WindowSaved
from server.domain.opening import next_open_day
from server.domain.roll import LONGEST_MM, SHORTEST_MM
from server.domain.setting_changes import category_changes, changes_of, service_changes
from server.domain.suspension import LONGEST_TEXT
from server.usecases.checked_hours import (
    checked_daily_limit,
    checked_exceptions,
    checked_month_days,
    checked_service_exceptions,
)
from server.usecases.office import SaveCategories, Saved, SaveHall, SaveService, SaveSphere, SaveWindow
from server.usecases.turn import Turn

_LONGEST_NAME = 200
_LONGEST_DETAIL = 2000
_MOST_CATEGORIES = 40
"""Five screens of the kiosk."""
_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f/?#@]+(/[^\x00-\x20\x7f?#]*)?")
_WITHIN = {
    "missed_after_seconds": (0, 3600),
    "announcements": (1, 10),
    "slip_lease_seconds": (5, 600),
    # Who reads slowly or comes from the far end needs the call in sight for half a minute at least (EN 301 549).
    "call_shown_seconds": (30, 600),
    "least_announcements": (1, 10),
    "call_after_finish_seconds": (0, 600),
    "local_points": (1, 30),
    "guard": (1, 10),
    "booked_tolerance_minutes": (0, 60),
    "services_per_visit": (1, 20),
    "pre_holiday_minutes": (0, 240),
    "grace_seconds": (0, 3600),
    "proclaimed_every_minutes": (1, 60),
    "roll_length_mm": (SHORTEST_MM, LONGEST_MM),
    "paper_warning_slips": (0, 1000),
}


def save_hall(turn: Turn, command: SaveHall) -> Saved:
    """The hall's card."""
    hall = replace(
        turn.hall,
        name=checked_text("name", command.name),
        time_zone=checked_zone(command.time_zone),
        hours=tuple(sorted(command.hours)),
        exceptions=checked_exceptions(command.exceptions),
        settings=_checked_settings(turn, command.settings),
        catalogue_version=turn.hall.catalogue_version + 1,
    )
    turn.records.halls.save(hall)
    turn.tell(HallSaved(name=hall.name, changes=changes_of(turn.hall, hall)))
    return Saved(id=hall.id)


def save_categories(turn: Turn, command: SaveCategories) -> Saved:
    """Who may come out of turn."""
    settings = replace(turn.hall.settings, categories=_checked_categories(command.categories))
    turn.records.halls.save(replace(turn.hall, settings=settings, catalogue_version=turn.hall.catalogue_version + 1))
    changes = category_changes(turn.hall.settings.categories, settings.categories)
    turn.tell(CategoriesSaved(names=tuple(each.name for each in settings.categories), changes=changes))
    return Saved(id=turn.hall.id)


def save_sphere(turn: Turn, command: SaveSphere) -> Saved:
    """A branch of the tree; archived only when no service hangs on it."""
    known = {sphere.id for sphere in turn.records.catalogue.spheres()}
    if command.sphere_id is not None and command.sphere_id not in known:
        raise Refusal(ProblemCode.BAD_VALUE, field="sphere", reason="unknown")
    sphere = Sphere(
        id=SphereId(turn.chance.new_id()) if command.sphere_id is None else command.sphere_id,
        hall_id=turn.hall.id,
        name=checked_text("name", command.name),
        position=command.position,
        is_archived=command.is_archived,
    )
    hanging = [
        each for each in turn.records.catalogue.services() if each.sphere_id == sphere.id and not each.is_archived
    ]
    if sphere.is_archived and hanging:
        raise Refusal(ProblemCode.IN_USE, name=sphere.name["uk"], by=hanging[0].name["uk"])
    turn.records.catalogue.save_sphere(sphere)
    _grow_catalogue(turn)
    turn.tell(SphereSaved(sphere_id=sphere.id, name=sphere.name, is_archived=sphere.is_archived))
    return Saved(id=sphere.id)


def save_service(turn: Turn, command: SaveService) -> Saved:
    """A service of the catalogue."""
    _check_service(turn, command)
    former = None if command.service_id is None else turn.records.catalogue.service(command.service_id)
    service = Service(
        id=command.service_id or ServiceId(turn.chance.new_id()),
        hall_id=turn.hall.id,
        sphere_id=command.sphere_id,
        name=checked_text("name", command.name),
        letter=checked_letter(command.letter),
        purposes=command.purposes,
        position=command.position,
        minutes=command.minutes,
        hours=tuple(sorted(command.hours)),
        documents=_checked_detail("documents", command.documents),
        fee=_checked_detail("fee", command.fee),
        term=_checked_detail("term", command.term),
        provider=_checked_detail("provider", command.provider),
        is_archived=command.is_archived,
        exceptions=checked_service_exceptions(command.exceptions),
        month_days=checked_month_days(command.month_days),
        daily_limit=checked_daily_limit(command.daily_limit),
    )
    if service.is_archived:
        _refuse_while_waited_for(turn, service)
    turn.records.catalogue.save_service(service)
    _grow_catalogue(turn)
    turn.tell(
        ServiceSaved(
            service_id=service.id,
            name=service.name,
            letter=service.letter,
            is_archived=service.is_archived,
            changes=service_changes(former, service),
        )
    )
    return Saved(id=service.id)


def save_window(turn: Turn, command: SaveWindow) -> Saved:
    """A window and what it serves; somebody who waits never loses the last window that would call them (``in-use``)."""
    former = None if command.window_id is None else turn.records.windows.get(command.window_id)
    if command.window_id is not None and former is None:
        raise Refusal(ProblemCode.UNKNOWN_WINDOW)
    window = replace(
        former or Window(id=WindowId(turn.chance.new_id()), hall_id=turn.hall.id, name="", position=0, service_ids=()),
        name=checked_name("name", command.name),
        position=command.position,
        service_ids=tuple(dict.fromkeys(command.service_ids)),
        helper_ids=command.helper_ids.intersection(command.service_ids),
        is_archived=command.is_archived,
    )
    _check_window(turn, window)
    if former is not None:
        _refuse_to_strand(turn, former, window)
    turn.records.windows.save(window)
    _grow_catalogue(turn)
    turn.tell(
        WindowSaved(
            window_id=window.id,
            name=window.name,
            service_ids=window.service_ids,
            is_archived=window.is_archived,
            helper_ids=tuple(each for each in window.service_ids if each in window.helper_ids),
        )
    )
    return Saved(id=window.id)


def checked_text(field: str, text: LocalText) -> LocalText:
    """A text that has its Ukrainian; empty other languages are left out."""
    kept = {language: said.strip() for language, said in text.items() if said.strip()}
    if "uk" not in kept or any(len(said) > _LONGEST_NAME for said in kept.values()):
        raise Refusal(ProblemCode.BAD_VALUE, field=field, reason=f"1–{_LONGEST_NAME}")
    return _checked_signs(field, kept)


def checked_name(field: str, name: str) -> str:
    """A name of one line."""
    kept = " ".join(name.split())
    if not 1 <= len(kept) <= _LONGEST_NAME:
        raise Refusal(ProblemCode.BAD_VALUE, field=field, reason=f"1–{_LONGEST_NAME}")
    _checked_signs(field, {"": kept})
    return kept


def checked_zone(time_zone: str) -> str:
    """A time zone that the machine knows, such as ``Europe/Kyiv``."""
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as error:
        raise Refusal(ProblemCode.BAD_VALUE, field="time_zone", reason="Europe/Kyiv") from error
    return time_zone


def _checked_settings(turn: Turn, settings: HallSettings) -> HallSettings:
    """Decisions within reason; the addresses on slips are made by adding to ``phone_base_url``."""
    for field, (least, most) in _WITHIN.items():
        decided = getattr(settings, field)
        if decided is not None and not least <= decided <= most:
            raise Refusal(ProblemCode.BAD_VALUE, field=field, reason=f"{least}–{most}")
    if settings.least_announcements > settings.announcements:
        raise Refusal(ProblemCode.BAD_VALUE, field="least_announcements", reason=f"1–{settings.announcements}")
    _check_reception_box(turn, settings.reception_box_id)
    base = settings.phone_base_url.strip().rstrip("/")
    if base and not (_ADDRESS.fullmatch(base) and len(base) <= _LONGEST_NAME):
        raise Refusal(ProblemCode.BAD_VALUE, field="phone_base_url", reason="https://…")
    notice = _checked_detail("out_of_turn_notice", settings.out_of_turn_notice)
    letter = _checked_paper_letter(turn, settings.paper_letter)
    return replace(
        settings,
        paper_letter=letter,
        phone_base_url=base,
        out_of_turn_notice=notice,
        shelter_text=_checked_proclamation("shelter_text", settings.shelter_text),
        outage_text=_checked_proclamation("outage_text", settings.outage_text),
        slip_text=_checked_proclamation("slip_text", settings.slip_text),
        categories=_checked_categories(settings.categories),
    )


def _check_reception_box(turn: Turn, box_id: BoxId | None) -> None:
    """One that is chosen now must print; one that has been archived since it was chosen stands in nobody's way."""
    if box_id is None or box_id == turn.hall.settings.reception_box_id:
        return
    box = turn.records.boxes.get(box_id)
    if box is None or box.is_archived or not box.has_printer:
        printing = [each.name for each in turn.records.boxes.all() if each.has_printer and not each.is_archived]
        raise Refusal(ProblemCode.BAD_VALUE, field="reception_box_id", reason=", ".join(printing) or "—")


def _checked_categories(categories: tuple[Category, ...]) -> tuple[Category, ...]:
    if len(categories) > _MOST_CATEGORIES:
        raise Refusal(ProblemCode.BAD_VALUE, field="categories", reason=f"0–{_MOST_CATEGORIES}")
    return tuple(
        replace(each, name=checked_text("name", each.name), basis=_checked_detail("basis", each.basis))
        for each in categories
    )


def _checked_paper_letter(turn: Turn, letter: str) -> str:
    """One that no service has: the machines count its numbers, and would meet those given by hand."""
    letter = letter.strip().upper()
    taken = {each.letter for each in turn.records.catalogue.services() if not each.is_archived}
    free = [each for each in LETTERS if each not in taken]
    if letter not in free:
        raise Refusal(ProblemCode.BAD_VALUE, field="paper_letter", reason=" ".join(free))
    return letter


def _checked_detail(field: str, text: LocalText) -> LocalText:
    """A text of some lines, which may be missing."""
    if any(len(said) > _LONGEST_DETAIL for said in text.values()):
        raise Refusal(ProblemCode.BAD_VALUE, field=field, reason=f"0–{_LONGEST_DETAIL}")
    return _checked_signs(field, text)


def _checked_proclamation(field: str, text: LocalText) -> LocalText:
    """A text that is said aloud or printed on every slip: a short one. May be missing."""
    if any(len(said) > LONGEST_TEXT for said in text.values()):
        raise Refusal(ProblemCode.BAD_VALUE, field=field, reason=f"0–{LONGEST_TEXT}")
    return _checked_signs(field, text)


def _checked_signs(field: str, text: LocalText) -> LocalText:
    """Without control characters, which the contract refuses to read back: and every command reads its hall."""
    for sign in "".join(text.values()):
        if unicodedata.category(sign) == "Cc" and sign not in "\t\r\n":
            raise Refusal(ProblemCode.BAD_VALUE, field=field, reason="А–Я, A–Z, 0–9, …")
    return text


def _check_service(turn: Turn, command: SaveService) -> None:
    if command.service_id is not None and turn.records.catalogue.service(command.service_id) is None:
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    spheres = (each for each in turn.records.catalogue.spheres() if command.is_archived or not each.is_archived)
    if all(sphere.id != command.sphere_id for sphere in spheres):
        raise Refusal(ProblemCode.BAD_VALUE, field="sphere", reason="unknown")
    if not command.is_archived and command.letter.strip().upper() == turn.hall.settings.paper_letter:
        others = (each for each in LETTERS if each != turn.hall.settings.paper_letter)
        raise Refusal(ProblemCode.BAD_VALUE, field="letter", reason=" ".join(others))
    if not command.purposes:
        raise Refusal(ProblemCode.BAD_VALUE, field="purposes", reason="≥ 1")
    if not 0.5 <= command.minutes <= 480:
        raise Refusal(ProblemCode.BAD_VALUE, field="minutes", reason="0.5–480")


def _grow_catalogue(turn: Turn) -> None:
    turn.records.halls.save(replace(turn.hall, catalogue_version=turn.hall.catalogue_version + 1))


def _check_window(turn: Turn, window: Window) -> None:
    if not any(sign.isalnum() for sign in window.name):
        raise Refusal(ProblemCode.BAD_VALUE, field="name", reason="3, 3А, Каса")  # it is said aloud
    for other in turn.records.windows.all():
        if other.id != window.id and not other.is_archived and other.name.casefold() == window.name.casefold():
            raise Refusal(ProblemCode.NAME_TAKEN, name=window.name)
    known = {service.id for service in turn.records.catalogue.services()}
    if not known.issuperset(window.service_ids):
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    if window.is_archived and window.person_id is not None:
        raise Refusal(ProblemCode.IN_USE, name=window.name, by=_person_name(turn, window))


def _refuse_to_strand(turn: Turn, former: Window, window: Window) -> None:
    others = [each for each in turn.records.windows.all() if each.id != window.id and not each.is_archived]
    served = {service_id for each in (*others, window) if not each.is_archived for service_id in each.service_ids}
    for service in turn.records.catalogue.services():
        if service.id in former.service_ids and service.id not in served:
            _refuse_while_waited_for(turn, service)


def _refuse_while_waited_for(turn: Turn, service: Service) -> None:
    next_day = next_open_day(turn.hall, service, turn.day)  # some may go on then
    days = (turn.day,) if next_day is None else (turn.day, next_day)
    for ticket in (ticket for day in days for ticket in turn.records.lines.living(day)):
        present = () if ticket.state is TicketState.SERVING else (ticket.service_id,)
        if service.id in (*present, *ticket.route):
            raise Refusal(ProblemCode.IN_USE, name=service.name["uk"], by=ticket.label)


def _person_name(turn: Turn, window: Window) -> str:
    person = None if window.person_id is None else turn.records.people.get(window.person_id)
    return "…" if person is None else person.name
