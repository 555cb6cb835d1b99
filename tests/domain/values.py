"""Values of the domain for its tests: one service, one ticket, one hall, with only what a test cares about said."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.contract.terms import (
    HallId,
    Language,
    PersonId,
    PhoneSecret,
    PriorityClass,
    Purpose,
    ServiceId,
    SphereId,
    TicketId,
    WindowId,
)
from server.domain.calendar import DatedHours, OpenDay
from server.domain.hall import Hall, HallSettings, Service, Window
from server.domain.moment import Moment
from server.domain.place import Place
from server.domain.ticket import Ticket

HALL = HallId("hall")
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""Monday noon in Kyiv, where winter time is two hours ahead."""
WORKDAY = tuple(OpenDay(weekday, 8 * 60, 16 * 60, 17 * 60) for weekday in range(5))


def at(hall_ms: int) -> Moment:
    """An instant of hall time."""
    return Moment(hall_ms, NOON)


def ticket(
    *, number: int = 1, priority: PriorityClass = PriorityClass.ORDINARY, arrived_ms: int = 0, service: str = "passport"
) -> Ticket:
    """A waiting ticket."""
    return Ticket(
        id=TicketId(f"ticket-{number}"),
        hall_id=HALL,
        day=MONDAY,
        letter="Ж",
        number=number,
        service_id=ServiceId(service),
        purpose=Purpose.HAND_IN,
        language=Language.UKRAINIAN,
        priority=priority,
        phone_secret=PhoneSecret(f"secret-{number}"),
        place=Place(arrived_ms, number),
        taken=at(arrived_ms),
        box_id=None,
    )


def service(
    name: str = "passport",
    *,
    hours: tuple[OpenDay, ...] = (),
    exceptions: tuple[DatedHours, ...] = (),
    month_days: tuple[int, ...] = (),
    daily_limit: int | None = None,
) -> Service:
    """A service for handing in."""
    return Service(
        id=ServiceId(name),
        hall_id=HALL,
        sphere_id=SphereId("sphere"),
        name={"uk": name},
        letter="Ж",
        purposes=(Purpose.HAND_IN,),
        position=1,
        hours=hours,
        exceptions=exceptions,
        month_days=month_days,
        daily_limit=daily_limit,
    )


def window(name: str = "1", *services: str, person: str | None = None, is_archived: bool = False) -> Window:
    """A window that serves these services."""
    return Window(
        id=WindowId(f"window-{name}"),
        hall_id=HALL,
        name=name,
        position=1,
        service_ids=tuple(ServiceId(each) for each in services or ("passport",)),
        person_id=None if person is None else PersonId(person),
        is_archived=is_archived,
    )


def hall(
    *,
    hours: tuple[OpenDay, ...] = WORKDAY,
    exceptions: tuple[DatedHours, ...] = (),
    settings: HallSettings | None = None,
) -> Hall:
    """A hall in Kyiv, open on weekdays from 8 to 17 with intake until 16."""
    return Hall(
        id=HALL,
        name={"uk": "Зал"},
        time_zone="Europe/Kyiv",
        hours=hours,
        exceptions=exceptions,
        settings=settings or HallSettings(),
    )
