"""What leads to each refusal: the scenes' book. A scene arranges all and gives the command that is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.contract.terms import ProblemCode as Code
from server.usecases.actor import Actor
from tests.builders import SampleHall

Given = tuple[Actor, Callable[..., Any], dict[str, Any]]
Scene = Callable[[SampleHall], Given]

SCENES: list[tuple[Code, str, Scene]] = []
UNKNOWN = "no such id"


def scene(code: Code) -> Callable[[Scene], Scene]:
    """A command that is refused with this code, once all that leads to it has happened."""

    def note(arrange: Scene) -> Scene:
        SCENES.append((code, arrange.__name__, arrange))
        return arrange

    return note
