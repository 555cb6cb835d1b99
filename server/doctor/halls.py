"""The halls in the database: what the office has left undone, and which boxes need a visit."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from server.contract.terms import Language, PaperState, Role
from server.doctor.devices import out_of_order
from server.doctor.machine import time_zone
from server.domain.hall import Box, Hall
from server.domain.moment import Reading
from server.store.findings import Finding, Grade, Say, fault, warning, well
from server.store.inline_store import InlineStore
from server.store.sql_store import SqlStore
from server.usecases.kept import BoxHealth
from server.usecases.ports import Clock, Records
from server.usecases.views import HallView, look

_SILENT_AFTER = timedelta(minutes=2)
_CLOCK_MAY_DIFFER = timedelta(minutes=2)
_MOST_NAMES = 8


def examined(store: SqlStore | InlineStore, clock: Clock) -> Iterator[Finding]:
    """Every hall; none at all is a finding too."""
    halls = store.read_house(lambda house: tuple(house.halls()))
    if not halls:
        yield warning(
            "hall",
            "—",
            Say("Жодного залу ще немає.", "There is no hall yet."),
            Say(
                "Запустіть сервер і відкрийте посилання, яке він надрукує (journalctl -u cherha-server).",
                "Start the server and open the link that it prints (journalctl -u cherha-server).",
            ),
        )
    for hall in halls:
        zone = time_zone(hall.time_zone)
        if zone.grade is not Grade.WELL:
            yield zone
            continue
        yield from store.read(hall.id, lambda records: tuple(_of_hall(records, clock.read())))


def _of_hall(records: Records, reading: Reading) -> Iterator[Finding]:
    view = look(records, reading)
    if view is None:
        return
    found = (
        *_clock(records, view),
        *_people(records, view.hall),
        *_services(view),
        *_boxes(records, view),
        *_jobs(view),
    )
    yield from found
    if not found:
        yield well("hall", _name(view.hall), uk="У залі все гаразд.", en="All is well in the hall.")


def _clock(records: Records, view: HallView) -> Iterator[Finding]:
    last = next(iter(records.journal.entries(after=max(0, view.sequence - 1), limit=1)), None)
    if last is None or view.now.wall >= last.moment.wall - _CLOCK_MAY_DIFFER:
        return
    yield fault(
        "clock",
        _name(view.hall),
        Say(
            f"Годинник машини ({_shown(view, view.now.wall)}) показує час до останнього запису журналу "
            f"({_shown(view, last.moment.wall)}).",
            f"The machine's clock ({_shown(view, view.now.wall)}) is before the last line of the journal "
            f"({_shown(view, last.moment.wall)}).",
        ),
        Say("Виставте годинник: timedatectl", "Set the clock: timedatectl"),
    )


def _people(records: Records, hall: Hall) -> Iterator[Finding]:
    able = [
        person
        for person in records.people.all()
        if Role.IT in person.roles and person.password_hash and not person.is_archived
    ]
    if not able:
        yield fault(
            "people",
            _name(hall),
            Say("Ніхто з роллю «ІТ» не може увійти.", "Nobody with the IT role can sign in."),
            Say("Виконайте: cherha person add ЛОГІН --role it", "Run: cherha person add LOGIN --role it"),
        )


def _services(view: HallView) -> Iterator[Finding]:
    unserved = [service.name["uk"] for service in view.services if not view.serving[service.id]]
    if unserved:
        yield warning(
            "services",
            _name(view.hall),
            Say(
                f"Послуг, яких не надає жодне вікно: {_listed(unserved)}.",
                f"Services that no window serves: {_listed(unserved)}.",
            ),
            Say(
                "Додайте їх вікнам в офісі («Вікна») або приберіть в архів.",
                "Give them to windows in the office (“Windows”), or archive them.",
            ),
        )
    if not view.services or not view.windows:
        yield warning(
            "services",
            _name(view.hall),
            Say("У залі немає послуг або вікон.", "The hall has no services or no windows."),
            Say("Додайте їх в офісі.", "Add them in the office."),
        )


def _boxes(records: Records, view: HallView) -> Iterator[Finding]:
    health = {report.box_id: report for report in records.boxes.health()}
    for box in records.boxes.all():
        if not box.is_archived:
            yield from _box(box, health.get(box.id), view)


def _box(box: Box, report: BoxHealth | None, view: HallView) -> Iterator[Finding]:
    if box.key_hash is None:
        yield warning(
            "box",
            box.name,
            Say("Пристрій ще не зареєстровано.", "The box has not been enrolled yet."),
            Say(
                "Створіть код в офісі («Пристрої») і введіть його на пристрої.",
                "Make a code in the office (“Boxes”) and type it in at the box.",
            ),
        )
    elif report is None or view.now.wall - report.seen_at > _SILENT_AFTER:
        seen = Say("ще ніколи", "never") if report is None else Say(*[_shown(view, report.seen_at)] * 2)
        yield warning(
            "box",
            box.name,
            Say(f"Пристрій мовчить; востаннє: {seen.uk}.", f"The box is silent; last heard: {seen.en}."),
            Say(
                "Чи увімкнено його, чи є мережа? На ньому: systemctl status 'cherha-*'",
                "Is it on, is it on the network? There: systemctl status 'cherha-*'",
            ),
        )
    else:
        broken = {language: tuple(out_of_order(report, language)) for language in Language}
        if broken[Language.UKRAINIAN]:
            yield warning(
                "device",
                box.name,
                Say(
                    f"Несправне обладнання: {_listed(broken[Language.UKRAINIAN])}.",
                    f"Out of order: {_listed(broken[Language.ENGLISH])}.",
                ),
                Say("Огляньте його; сторінка «Пристрої» пояснює.", "Look at it; the page of boxes explains."),
            )


def _jobs(view: HallView) -> Iterator[Finding]:
    for state, uk, en in (
        (PaperState.UNKNOWN, "Невідомо, чи вийшли талони", "Not known whether these slips came out"),
        (PaperState.FAILED, "Не надруковано талони", "These slips were not printed"),
    ):
        labels = [ticket.label for ticket in view.living if view.paper(view.jobs.get(ticket.id))[0] is state]
        if labels:
            yield warning(
                "paper",
                _name(view.hall),
                Say(f"{uk}: {_listed(labels)}.", f"{en}: {_listed(labels)}."),
                Say(
                    "Запропонуйте відвідувачам копію (рецепція); номер дійсний і без паперу.",
                    "Offer the citizens a copy (reception); the number is valid without paper.",
                ),
            )


def _name(hall: Hall) -> str:
    return hall.name["uk"]


def _shown(view: HallView, moment: datetime) -> str:
    return f"{moment.astimezone(view.hall.zone):%d.%m.%Y %H:%M}"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" … (+{rest})" if rest > 0 else "")
