"""A hall made for a crowd: eight windows that serve one service, each with somebody at it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from server.bootstrap import Core
from server.contract.commands import TakeTicket, TakeWindow
from server.contract.terms import (
    BoxId,
    BoxKind,
    Language,
    PersonId,
    Purpose,
    RequestId,
    Role,
    ServiceId,
    SphereId,
    WindowId,
)
from server.demo import sample
from server.demo.seed import HALL_ID
from server.identity import hashed
from server.usecases.actor import PersonActor, SystemActor
from server.usecases.bus import AnyAnswer, AnyCommand
from server.usecases.office import SaveBox, Saved, SavePerson, SaveService, SaveSphere, SaveWindow
from server.usecases.ports import Records

WINDOWS = 8
LETTER = "Я"
SYSTEM = SystemActor(hall_id=HALL_ID, name="test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The service, and the windows with their people by login."""

    service_id: ServiceId
    windows: dict[str, WindowId]
    people: dict[str, PersonActor]


def request() -> RequestId:
    """A fresh one."""
    return RequestId(str(uuid.uuid4()))


def crowd(core: Core) -> Crowd:
    """Adds to the sample hall what a crowd needs."""
    password_hash = core.identity.hashed_password(sample.PASSWORD)
    sphere = SphereId(_saved(core, SaveSphere(request_id=request(), name={"uk": "Натовп"}, position=99)))
    service_id = ServiceId(
        _saved(
            core,
            SaveService(
                request_id=request(),
                sphere_id=sphere,
                name={"uk": "Усе"},
                letter=LETTER,
                purposes=(Purpose.HAND_IN,),
                position=99,
            ),
        )
    )
    windows, people = {}, {}
    for number in range(WINDOWS):
        login = f"crowd{number}"
        window = SaveWindow(request_id=request(), name=f"9{number}", position=90 + number, service_ids=(service_id,))
        windows[login] = WindowId(_saved(core, window))
        roles = frozenset({Role.ADMINISTRATOR})
        person = SavePerson(
            request_id=request(), login=login, name=f"Людина {number}", roles=roles, password_hash=password_hash
        )
        people[login] = PersonActor(person_id=PersonId(_saved(core, person)), hall_id=HALL_ID, name=login, roles=roles)
        core.bus.handle(people[login], TakeWindow(request_id=request(), window_id=windows[login]))
    return Crowd(service_id=service_id, windows=windows, people=people)


def found_crowd(core: Core) -> Crowd:
    """What ``crowd`` has made, found by another process."""

    def find(records: Records) -> Crowd:
        (service,) = (each for each in records.catalogue.services() if each.letter == LETTER)
        staffed = {window.person_id: window.id for window in records.windows.all() if service.id in window.service_ids}
        people, windows = {}, {}
        for person in records.people.all():
            if person.id in staffed:
                windows[person.login] = staffed[person.id]
                people[person.login] = PersonActor(
                    person_id=person.id, hall_id=HALL_ID, name=person.login, roles=person.roles
                )
        return Crowd(service_id=service.id, windows=windows, people=people)

    return core.store.read(HALL_ID, find)


def take(service_id: ServiceId) -> TakeTicket:
    """One more ticket."""
    return TakeTicket(request_id=request(), service_id=service_id, purpose=Purpose.HAND_IN, language=Language.UKRAINIAN)


def keyed_boxes(core: Core, count: int, *, has_printer: bool = False, prints_at: BoxId | None = None) -> list[str]:
    """Enrolled kiosks; their device keys."""
    keys = []
    for number in range(count):
        code = f"CROWD{number}{uuid.uuid4().hex.upper()}"
        box = SaveBox(
            request_id=request(),
            name=f"Кіоск натовпу {number}",
            kind=BoxKind.KIOSK,
            has_printer=has_printer,
            prints_at=prints_at,
            code_hash=hashed(code),
        )
        _saved(core, box)
        keys.append(core.identity.enrol(code)[1])
    return keys


class Kiosk:
    """A kiosk's way to the server: one kept connection."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Box {key}"

    def __enter__(self) -> Kiosk:
        return self

    def __exit__(self, *_error: object) -> None:
        self._session.close()

    def command(self, name: str, members: dict[str, Any], request_id: str | None = None) -> requests.Response:
        """Sends it, refused or not."""
        body = {"request_id": request_id or str(uuid.uuid4()), **members}
        return self._session.post(f"{self._url}/v1/commands/{name}", json=body, timeout=60)

    def take(self, service_id: ServiceId, request_id: str | None = None) -> dict[str, Any]:
        """A ticket; the answer."""
        reply = self.command("take-ticket", {"service_id": service_id, "purpose": "hand-in"}, request_id)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        return answer


def all_at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Runs each in a thread of its own, begun together; what they gave back, in their order."""
    results: list[Any] = [None] * len(works)
    errors: list[BaseException] = []
    together = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            together.wait(60)
            results[place] = work()
        except BaseException as error:  # noqa: BLE001  it is raised again in the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def _saved(core: Core, command: AnyCommand) -> str:
    answer: AnyAnswer = core.bus.handle(SYSTEM, command)
    assert isinstance(answer, Saved)
    return answer.id
