"""Fills an empty database with the sample hall, through the same commands that the office gives."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.bootstrap import Core
from server.contract.commands import TakeTicket, TakeWindow
from server.contract.terms import (
    BoxKind,
    HallId,
    Language,
    PersonId,
    PriorityClass,
    RequestId,
    Role,
    ServiceId,
    SphereId,
    WindowId,
)
from server.demo import sample
from server.demo.categories import CATEGORIES
from server.domain.hall import HallSettings
from server.identity import hashed, new_code, tidy_code
from server.machine import SystemChance
from server.usecases.actor import PersonActor, SystemActor
from server.usecases.bus import AnyAnswer
from server.usecases.office import (
    FoundHall,
    OfficeCommand,
    SaveBox,
    Saved,
    SaveHall,
    SavePerson,
    SaveService,
    SaveSphere,
    SaveWindow,
)

HALL_ID = HallId("prozoryi-ofis")
_FOUNDER = next(person for person in sample.PEOPLE if Role.IT in person.roles)
_WAITING_NOW = (2, 8, 0, 8, 22, 25, 8, 11, 3, 13, 26, 6)
"""Services (rows of the sample) of those who already wait; more for passports, as every morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """What the demo needs to know: the one-time code of each box, by kind."""

    codes: dict[BoxKind, str]


def is_seeded(core: Core) -> bool:
    """Whether the sample hall is there."""
    return any(hall.id == HALL_ID for hall in core.store.read_house(lambda house: house.halls()))


def seed(core: Core, *, time_zone: str = "Europe/Kyiv") -> None:
    """The sample hall with some people at windows and some tickets waiting; half done is never left: a new start of
    the demo on a hall without services removes nothing and seeds no second time."""
    password_hash = core.identity.hashed_password(sample.PASSWORD)
    _give(
        core,
        FoundHall(
            request_id=_request(),
            name=sample.HALL_NAME,
            time_zone=time_zone,
            hours=sample.ALWAYS_OPEN,
            login=_FOUNDER.login,
            person_name=_FOUNDER.name,
            password_hash=password_hash,
        ),
    )
    _give(
        core,
        SaveHall(
            request_id=_request(),
            name=sample.HALL_NAME,
            time_zone=time_zone,
            hours=sample.ALWAYS_OPEN,
            settings=HallSettings(out_of_turn_notice=sample.NOTICE, categories=CATEGORIES),
        ),
    )
    services = dict(_services(core))
    windows = _windows(core, services)
    _people(core, windows, password_hash)
    _tickets(core, list(services))


def fresh_codes(core: Core) -> Seeded:
    """A new one-time code for each sample box, so that every start of the demo can enrol its boxes anew."""
    boxes = core.store.read(HALL_ID, lambda records: {box.name: box.id for box in records.boxes.all()})
    codes: dict[BoxKind, str] = {}
    for box in sample.BOXES:
        code = new_code()
        codes[box.kind] = code
        _give(
            core,
            SaveBox(
                request_id=_request(),
                box_id=boxes.get(box.name),
                name=box.name,
                kind=box.kind,
                has_printer=box.has_printer,
                code_hash=hashed(tidy_code(code)),
            ),
        )
    return Seeded(codes=codes)


def _services(core: Core) -> Iterator[tuple[ServiceId, str]]:
    sphere_ids = {}
    for position, (key, name) in enumerate(sample.SPHERES.items()):
        saved = _give(core, SaveSphere(request_id=_request(), name=name, position=position))
        sphere_ids[key] = SphereId(saved)
    for position, service in enumerate(sample.services()):
        saved = _give(
            core,
            SaveService(
                request_id=_request(),
                sphere_id=sphere_ids[service.sphere],
                name=service.name,
                letter=service.letter,
                purposes=service.purposes,
                position=position,
                minutes=service.minutes,
                documents=service.documents,
                fee=service.fee,
                term=service.term,
                provider=service.provider,
            ),
        )
        yield ServiceId(saved), service.sphere


def _windows(core: Core, services: dict[ServiceId, str]) -> dict[str, WindowId]:
    windows = {}
    for position, (name, spheres) in enumerate(sample.WINDOWS.items()):
        served = tuple(service_id for service_id, sphere in services.items() if sphere in spheres)
        saved = _give(core, SaveWindow(request_id=_request(), name=name, position=position, service_ids=served))
        windows[name] = WindowId(saved)
    return windows


def _people(core: Core, windows: dict[str, WindowId], password_hash: str) -> None:
    known = core.store.read(HALL_ID, lambda records: {person.login: person.id for person in records.people.all()})
    for person in sample.PEOPLE:
        saved = _give(
            core,
            SavePerson(
                request_id=_request(),
                person_id=known.get(person.login),
                login=person.login,
                name=person.name,
                roles=frozenset(person.roles),
                password_hash=None if person == _FOUNDER else password_hash,
            ),
        )
        if person.window is not None:
            actor = PersonActor(
                person_id=PersonId(saved), hall_id=HALL_ID, name=person.name, roles=frozenset(person.roles)
            )
            core.bus.handle(actor, TakeWindow(request_id=_request(), window_id=windows[person.window]))


def _tickets(core: Core, services: list[ServiceId]) -> None:
    purposes = [service.purposes for service in sample.services()]
    for order, index in enumerate(_WAITING_NOW):
        core.bus.handle(
            SystemActor(hall_id=HALL_ID, name="demo"),
            TakeTicket(
                request_id=_request(),
                service_id=services[index],
                purpose=purposes[index][order % 2],
                language=Language.UKRAINIAN,
                priority=PriorityClass.LAWFUL if order == 5 else PriorityClass.ORDINARY,
            ),
        )


def _give(core: Core, command: OfficeCommand) -> str:
    answer: AnyAnswer = core.bus.handle(SystemActor(hall_id=HALL_ID, name="demo"), command)
    return answer.id if isinstance(answer, Saved) else ""


def _request() -> RequestId:
    return RequestId(SystemChance().new_id())
