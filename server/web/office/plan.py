"""The hall as the office sees it: everything that was decided, of one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from server.contract.terms import BoxId, PersonId, ProblemCode, ServiceId, SphereId, WindowId
from server.domain.errors import Refusal
from server.domain.hall import Box, Hall, Person, Service, Sphere, Window
from server.usecases.kept import BoxHealth
from server.usecases.ports import Records
from server.web import guards
from server.web.office.words import alphabetical
from server.web.parts import parts

T = TypeVar("T", Sphere, Service, Window, Person, Box)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Archived things are in it too, each list in the office's order."""

    hall: Hall
    spheres: tuple[Sphere, ...]
    services: tuple[Service, ...]
    windows: tuple[Window, ...]
    people: tuple[Person, ...]
    boxes: tuple[Box, ...]
    health: Mapping[BoxId, BoxHealth]

    @cached_property
    def tree(self) -> tuple[tuple[Sphere, tuple[Service, ...]], ...]:
        """The spheres in use with their services in use."""
        return tuple(
            (sphere, tuple(each for each in self.services if each.sphere_id == sphere.id and not each.is_archived))
            for sphere in self.spheres
            if not sphere.is_archived
        )

    @cached_property
    def serving(self) -> dict[ServiceId, list[Window]]:
        """The windows in use that serve each service."""
        serving: dict[ServiceId, list[Window]] = {service.id: [] for service in self.services}
        for window in self.windows:
            for service_id in () if window.is_archived else window.service_ids:
                serving[service_id].append(window)
        return serving

    @cached_property
    def unserved(self) -> tuple[Service, ...]:
        """Services that the kiosk cannot give a ticket for, since no window has them."""
        return tuple(service for _, services in self.tree for service in services if not self.serving[service.id])

    @cached_property
    def windows_of(self) -> dict[PersonId, Window]:
        """Who is at which window now."""
        return {window.person_id: window for window in self.windows if window.person_id is not None}

    @cached_property
    def names(self) -> dict[PersonId, str]:
        """The names of people."""
        return {person.id: person.name for person in self.people}

    def sphere(self, sphere_id: str) -> Sphere:
        """Or there is no such page."""
        return _found(self.spheres, SphereId(sphere_id))

    def service(self, service_id: str) -> Service:
        """Or there is no such page."""
        return _found(self.services, ServiceId(service_id))

    def window(self, window_id: str) -> Window:
        """Or there is no such page."""
        return _found(self.windows, WindowId(window_id))

    def person(self, person_id: str) -> Person:
        """Or there is no such page."""
        return _found(self.people, PersonId(person_id))

    def box(self, box_id: str) -> Box:
        """Or there is no such page."""
        return _found(self.boxes, BoxId(box_id))


def read_plan() -> Plan:
    """Of the hall of whoever is signed in."""
    return parts().store.read(guards.hall_of_page(), plan_of)


def plan_of(records: Records) -> Plan:
    """Everything in one reading; a Center has some hundreds of rows."""
    hall = records.halls.get()
    if hall is None:
        raise Refusal(ProblemCode.UNKNOWN_HALL)
    return Plan(
        hall=hall,
        spheres=tuple(records.catalogue.spheres()),
        services=tuple(records.catalogue.services()),
        windows=tuple(records.windows.all()),
        people=tuple(sorted(records.people.all(), key=lambda person: alphabetical(person.name))),
        boxes=tuple(sorted(records.boxes.all(), key=lambda box: alphabetical(box.name))),
        health={health.box_id: health for health in records.boxes.health()},
    )


def _found(things: tuple[T, ...], wanted: str) -> T:
    for thing in things:
        if thing.id == wanted:
            return thing
    raise Refusal(ProblemCode.NOT_FOUND)
