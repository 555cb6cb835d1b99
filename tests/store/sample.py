"""Small halls with everything in them, for tests of the store."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from server.contract.slip import Slip, WaitRange
from server.contract.terms import (
    BoxId,
    BoxKind,
    HallId,
    Language,
    PersonId,
    PhoneSecret,
    PrintJobId,
    PriorityClass,
    Purpose,
    Role,
    ServiceId,
    SphereId,
    TicketId,
    WindowId,
)
from server.domain.calendar import OpenDay
from server.domain.events import TicketCalled, TicketTaken
from server.domain.hall import Box, Hall, HallSettings, Person, Service, Sphere, Window
from server.domain.moment import HallClock, Moment, Reading
from server.domain.place import Place
from server.domain.print_job import PrintJob
from server.domain.ticket import Ticket
from server.domain.turn import next_of
from server.usecases.ports import Records, Store

NORTH = HallId("north")
SOUTH = HallId("south")
DAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 6, 0, 0, 123456, tzinfo=UTC)
SERVICES = tuple(ServiceId(f"service-{number}") for number in range(4))
WINDOWS = tuple(WindowId(f"window-{number}") for number in range(8))
PEOPLE = tuple(PersonId(f"person-{number}") for number in range(8))
KIOSK = BoxId("kiosk")

_letters = "БГДЄ"
_unique = count(1)


def moment(seconds: float = 0) -> Moment:
    """An instant of the morning."""
    return Moment(round(seconds * 1000), MORNING + timedelta(seconds=seconds))


def clock(seconds: float = 0) -> HallClock:
    """The hall's clock at that instant."""
    return HallClock(round(seconds * 1000), Reading(moment(seconds).wall, round(seconds * 1000), "boot"))


def hall(hall_id: HallId = NORTH) -> Hall:
    """An office open on Mondays."""
    return Hall(
        id=hall_id,
        name={"uk": "Прозорий офіс", "en": "Transparent office"},
        time_zone="Europe/Kyiv",
        hours=(OpenDay(0, 480, 960, 1020),),
        settings=HallSettings(out_of_turn_notice={"uk": "Позачергово"}),
    )


def sphere(hall_id: HallId = NORTH) -> Sphere:
    """The only sphere."""
    return Sphere(id=SphereId("sphere"), hall_id=hall_id, name={"uk": "Паспорти"}, position=1)


def service(number: int = 0, hall_id: HallId = NORTH) -> Service:
    """One of four services."""
    return Service(
        id=SERVICES[number],
        hall_id=hall_id,
        sphere_id=SphereId("sphere"),
        name={"uk": f"Послуга {number}"},
        letter=_letters[number],
        purposes=(Purpose.HAND_IN, Purpose.COLLECT),
        position=number,
        hours=(OpenDay(1, 540, 600, 660),),
        documents={"uk": "паспорт"},
    )


def window(number: int = 0, hall_id: HallId = NORTH) -> Window:
    """One of eight windows; each serves everything."""
    return Window(id=WINDOWS[number], hall_id=hall_id, name=str(number + 1), position=number, service_ids=SERVICES)


def person(number: int = 0) -> Person:
    """One of eight people."""
    return Person(
        id=PEOPLE[number],
        login=f"Олена{number}",
        name=f"Олена {number}",
        password_hash="$argon2",
        roles=frozenset({Role.ADMINISTRATOR, Role.IT}),
    )


def kiosk(hall_id: HallId = NORTH) -> Box:
    """The hall's only box."""
    return Box(
        id=KIOSK,
        hall_id=hall_id,
        name="Кіоск 1",
        kind=BoxKind.KIOSK,
        code_hash=f"code-{hall_id}",
        key_hash=f"key-{hall_id}",
        has_printer=True,
    )


def ticket(
    *,
    hall_id: HallId = NORTH,
    service_number: int = 0,
    priority: PriorityClass = PriorityClass.ORDINARY,
    arrived: float = 0,
    day: date = DAY,
    **more: Any,
) -> Ticket:
    """A waiting ticket with an id, a number and a place of its own."""
    unique = next(_unique)
    return Ticket(
        id=TicketId(f"{hall_id}-{unique}"),
        hall_id=hall_id,
        day=day,
        letter=_letters[service_number],
        number=unique,
        service_id=SERVICES[service_number],
        purpose=Purpose.HAND_IN,
        language=Language.UKRAINIAN,
        priority=priority,
        phone_secret=PhoneSecret(f"secret-{hall_id}-{unique}"),
        place=Place(round(arrived * 1000), unique),
        taken=moment(arrived),
        box_id=KIOSK,
        **more,
    )


def add(store: Store, *tickets: Ticket) -> None:
    """Adds tickets, each in its hall."""
    for each in tickets:
        _add(store, each)


def _add(store: Store, ticket: Ticket) -> None:
    store.write(ticket.hall_id, lambda records: records.tickets.add(ticket))


def save(store: Store, ticket: Ticket) -> None:
    """Saves a changed ticket in its hall."""
    store.write(ticket.hall_id, lambda records: records.tickets.save(ticket))


def slip(label: str) -> Slip:
    """A slip as it is printed."""
    return Slip(
        hall_name="Прозорий офіс",
        label=label,
        service_name="Паспорт",
        purpose_name="Подати документи",
        taken_at=MORNING.replace(microsecond=0),
        people_before=3,
        wait=WaitRange(10, 20),
        phone_url="https://example.org/t/1",
        language=Language.UKRAINIAN,
        is_copy=False,
        texts={"your_number": "Ваш номер"},
    )


def print_job(of: Ticket, *, sequence: int = 1) -> PrintJob:
    """The slip of a ticket."""
    return PrintJob(
        id=PrintJobId(f"job-{of.id}-{sequence}"),
        hall_id=of.hall_id,
        ticket_id=of.id,
        box_id=KIOSK,
        slip=slip(of.label),
        sequence=sequence,
    )


def found(store: Store, *hall_ids: HallId) -> None:
    """Halls with a sphere, four services, eight windows with their people, and a kiosk."""
    for hall_id in hall_ids or (NORTH, SOUTH):
        store.write(hall_id, _found)


def _found(records: Records) -> None:
    hall_id = records.hall_id
    records.halls.save(hall(hall_id))
    records.catalogue.save_sphere(sphere(hall_id))
    for number in range(len(SERVICES)):
        records.catalogue.save_service(service(number, hall_id))
    for number in range(len(WINDOWS)):
        records.people.save(person(number))
        records.windows.save(window(number, hall_id))
    records.boxes.save(kiosk(hall_id))


@dataclass(frozen=True, slots=True)
class Take:
    """Work like ``TakeTicket``: a number, a place, a ticket and its event in one transaction."""

    name: str
    service_number: int = 0

    def __call__(self, records: Records) -> Ticket:
        letter = _letters[self.service_number]
        taken = Ticket(
            id=TicketId(self.name),
            hall_id=records.hall_id,
            day=DAY,
            letter=letter,
            number=records.halls.next_number(DAY, letter),
            service_id=SERVICES[self.service_number],
            purpose=Purpose.HAND_IN,
            language=Language.UKRAINIAN,
            priority=PriorityClass.ORDINARY,
            phone_secret=PhoneSecret(f"secret-{records.hall_id}-{self.name}"),
            place=Place(0, records.halls.next_place()),
            taken=moment(),
            box_id=KIOSK,
        )
        records.tickets.add(taken)
        event = TicketTaken(
            ticket_id=taken.id,
            label=taken.label,
            service_id=taken.service_id,
            purpose=taken.purpose,
            priority=taken.priority,
            box_id=KIOSK,
        )
        records.journal.append([event], "box:kiosk", clock(), self.name)
        return taken


@dataclass(frozen=True, slots=True)
class CallNext:
    """Work like ``CallNext``: finishes what is in hand and calls the next, or None."""

    window_number: int

    def __call__(self, records: Records) -> Ticket | None:
        window_id = WINDOWS[self.window_number]
        before = records.tickets.in_hand(window_id)
        if before is not None:
            records.tickets.save(before.start(moment(1)).finish(moment(2)))
        at = records.windows.get(window_id)
        assert at is not None
        chosen = next_of(records.lines.heads(DAY, at.levels), at.levels, 3000)
        if chosen is None:
            return None
        waiting = chosen.who
        called = waiting.call(window_id, PEOPLE[self.window_number], moment(3))
        records.tickets.save(called)
        event = TicketCalled(
            ticket_id=called.id,
            label=called.label,
            call_id=called.call_id,
            window_id=window_id,
            window_name=at.name,
            person_id=PEOPLE[self.window_number],
            service_id=called.service_id,
            waited_ms=3000,
        )
        records.journal.append([event], f"person:{self.window_number}", clock(3), called.call_id)
        return called
