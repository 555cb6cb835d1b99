"""Things in the office's order: one goes up or down, and those whose place has changed are saved anew."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from flask import request

from server.contract.terms import ProblemCode, RequestId
from server.domain.errors import Refusal
from server.usecases.bus import AnyCommand
from server.web import guards
from server.web.office.buttons import request_of_page
from server.web.parts import parts


class Placed(Protocol):
    """A sphere, a service or a window."""

    @property
    def id(self) -> str: ...

    @property
    def position(self) -> int: ...


T = TypeVar("T", bound=Placed)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one thing shall stand."""

    position: int
    request_id: RequestId


def move(things: Sequence[T], moved_id: str, save: Callable[[T, Place], AnyCommand]) -> None:
    """Moves as the pressed button says; the button pressed twice moves once."""
    page, person = request_of_page(), guards.person()
    order = moved(things, moved_id, 1 if request.form.get("to") == "down" else -1)
    for position, thing in enumerate(order):
        if thing.position == position:
            continue
        # One id for each thing of one press: a second press of the same button then changes nothing.
        place = Place(position, RequestId(str(uuid.uuid5(uuid.UUID(page), thing.id))))
        try:
            parts().bus.handle(person, save(thing, place))
        except Refusal as refusal:
            if refusal.code is not ProblemCode.REQUEST_ID_REUSED:
                raise
            return


def moved(things: Sequence[T], moved_id: str, by: int) -> list[T]:
    """The order after the move; at an end nothing moves."""
    order = list(things)
    at = next((index for index, thing in enumerate(order) if thing.id == moved_id), -1)
    to = at + by
    if 0 <= at < len(order) and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def end_of(things: Sequence[Placed]) -> int:
    """The position behind all of them."""
    return max((thing.position for thing in things), default=-1) + 1
