"""The rooms of the office, who may enter each, and the blueprint that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Blueprint, request

from server.contract.terms import ProblemCode, Role
from server.domain.errors import Refusal
from server.usecases import office as commands
from server.usecases.actor import PersonActor
from server.usecases.office import OfficeCommand
from server.usecases.permissions import is_allowed
from server.web import guards
from server.web.office.boxes import boxes
from server.web.office.categories import categories
from server.web.office.hall import hall
from server.web.office.journal import journal
from server.web.office.overview import overview
from server.web.office.panels import panels
from server.web.office.password import password
from server.web.office.people import people
from server.web.office.rolls import rolls
from server.web.office.services import services
from server.web.office.spheres import spheres
from server.web.office.windows import windows
from server.web.office.words import later
from server.web.parts import parts


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the office's tabs; ``change`` is what one must be allowed to do to enter, else ``readers`` may."""

    endpoint: str
    name: str
    change: type[OfficeCommand] | None = None
    readers: frozenset[Role] = frozenset(Role)


ROOMS: Mapping[str, Room] = MappingProxyType(
    {
        "overview": Room("office.overview.show", later("Overview"), commands.SaveHall),
        "hall": Room("office.hall.edit", later("Center"), commands.SaveHall),
        "services": Room("office.services.show", later("Services"), commands.SaveService),
        "categories": Room("office.categories.show", later("Out of turn"), commands.SaveCategories),
        "windows": Room("office.windows.show", later("Windows"), commands.SaveWindow),
        "people": Room("office.people.show", later("People"), commands.SavePerson),
        "boxes": Room("office.boxes.show", later("Boxes"), commands.SaveBox),
        "journal": Room(
            "office.journal.show",
            later("Journal"),
            readers=frozenset({Role.SUPERVISOR, Role.IT, Role.AUDITOR}),
        ),
        "password": Room("office.password.edit", later("My password"), commands.ChangeOwnPassword),
    }
)
_INSIDE = MappingProxyType({"spheres": "services", "panels": "boxes", "rolls": "boxes"})
"""Rooms without a tab of their own."""

office = Blueprint("office", __name__, url_prefix="/office")
for _room in (overview, hall, spheres, services, categories, windows, people, boxes, panels, rolls, journal, password):
    office.register_blueprint(_room)


@office.before_request
def check() -> None:
    """Nobody enters a room where they may do nothing."""
    person = guards.person()
    room = _room_of_page()
    # The overview leads on whoever has nothing to do in it.
    if room != "overview" and not may_enter(ROOMS[room], person):
        raise Refusal(ProblemCode.NOT_ALLOWED)


@office.context_processor
def words() -> dict[str, object]:
    """Gives the office's templates their tabs, and a fresh ``request_id`` for the buttons of lists."""
    client = guards.Doorkeeper(parts().identity).client(request)
    # The page that says «sign in first» is made here as well.
    person = client if isinstance(client, PersonActor) else None
    open_rooms = {key: room for key, room in ROOMS.items() if person is not None and may_enter(room, person)}
    return {"rooms": open_rooms, "here": _room_of_page(), "new_request_id": parts().chance.new_id}


def may_enter(room: Room, person: PersonActor) -> bool:
    """Whether a person has anything to do there."""
    if room.change is not None:
        return is_allowed(person, room.change)
    return not room.readers.isdisjoint(person.roles)


def _room_of_page() -> str:
    name = (request.blueprint or "").rpartition(".")[2]
    return _INSIDE.get(name, name)
