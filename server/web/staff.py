"""The frame of every staff page: who is there, in which hall, and where their roles let them go."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Flask, request

from server.contract.terms import Role
from server.domain.hall import LocalText
from server.usecases.actor import PersonActor
from server.web import guards
from server.web.parts import parts

AT_DESKS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
AT_RECEPTION = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR, Role.IT})
AT_SUPERVISION = frozenset({Role.SUPERVISOR})
ENTERING_PAPER = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR})
IN_OFFICE = frozenset({Role.SUPERVISOR, Role.IT, Role.AUDITOR})
_WAYS: Mapping[str, tuple[str, frozenset[Role]]] = MappingProxyType(
    {
        "/desk": ("Window", AT_DESKS),
        "/reception": ("Reception", AT_RECEPTION),
        "/supervisor": ("Shift", AT_SUPERVISION),
        "/paper": ("Paper mode", ENTERING_PAPER),
        "/office/": ("Office", IN_OFFICE),
    }
)
"""Path, English name and whom it is for, in the order of the navigation."""


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation."""

    path: str
    name: str
    is_here: bool


def show_staff(app: Flask) -> None:
    """Gives every template ``person`` (None: nobody signed in), ``ways`` and ``own_hall_name``."""

    def frame() -> dict[str, object]:
        client = guards.Doorkeeper(parts().identity).client(request)
        person = client if isinstance(client, PersonActor) else None
        if person is None:
            return {"person": None, "ways": (), "own_hall_name": {}}
        return {"person": person, "ways": ways_of(person), "own_hall_name": _hall_name(person)}

    app.context_processor(frame)


def ways_of(person: PersonActor) -> tuple[Way, ...]:
    """Where a person may go."""
    return tuple(
        Way(path, name, request.path.startswith(path.rstrip("/")))
        for path, (name, roles) in _WAYS.items()
        if roles & person.roles
    )


def home_of(person: PersonActor) -> str:
    """The page of a person's daily work."""
    if Role.ADMINISTRATOR in person.roles:
        return "/desk"
    # IT begins a day with the devices, and reception shows all of them.
    if Role.SUPERVISOR in person.roles and Role.IT not in person.roles:
        return "/supervisor"
    if person.roles & {Role.RECEPTIONIST, Role.SUPERVISOR}:
        return "/reception"
    return "/office/"


def _hall_name(person: PersonActor) -> LocalText:
    hall = parts().store.read(person.hall_id, lambda records: records.halls.get())
    return {} if hall is None else hall.name
