"""Where somebody stands: the lines of a hall, and a place in one of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from server.contract.terms import PersonId, ServiceId, WindowId

TargetId = NewType("TargetId", str)
"""What a line waits for: ``service:<id>``, ``window:<id>`` or ``person:<id>``."""


def at_service(service_id: ServiceId) -> TargetId:
    """The line of a service."""
    return TargetId(f"service:{service_id}")


def at_window(window_id: WindowId) -> TargetId:
    """The line of one window, whoever is there."""
    return TargetId(f"window:{window_id}")


def at_person(person_id: PersonId) -> TargetId:
    """The line of one person, at whichever window."""
    return TargetId(f"person:{person_id}")


class LineClass(StrEnum):
    """Which of the lines of one target."""

    HEAD = "head"
    """Called and then sent back by a suspension: before all others."""
    LAWFUL = "lawful"
    BOOKED = "booked"
    LOCAL = "local"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in line: arrival in hall time, then the order in which the hall heard of it.

    That of a booked visitor counts from a little before the appointment.
    """

    arrived_ms: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in one class of lines."""

    line_class: LineClass
    place: Place
