"""Every adapter of panels with a wire at its end, and what can be done to it there; its clock stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from hardware.buttons.ports import KeyPress
from hardware.parts import Part
from server.contract.terms import DeviceState, PressKind, PrintFault
from tests.hardware.buttons.hearing import Hearing, running
from tests.kiosk.running import wait_until

SEED = 20260302
"""Of the rubbish, which is the same at each run."""


class Trick(StrEnum):
    """What may happen to panels and their wire."""

    PRESS = "press"
    NOISE = "noise"
    HALF = "half"
    TWO_AT_ONCE = "two-at-once"
    DAMAGED = "damaged"
    REPLUG = "replug"
    TEN_A_SECOND = "ten-a-second"
    CHATTERING_HOLD = "chattering-hold"
    STUCK = "stuck"
    DEAD = "dead"
    RUBBISH = "rubbish"


@dataclass
class Clock:
    """Seconds."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        """All at once."""
        self.now += seconds


@dataclass
class Rig:
    """An adapter at work. A trick is over when the device has done it; ``last`` presses a key that no trick touches."""

    heard: Hearing
    clock: Clock
    tricks: Mapping[Trick, Callable[[], None]]
    last: Callable[[], None]
    last_key: tuple[str, str]
    reported: list[str] = field(default_factory=list)

    def play(self, trick: Trick) -> str:
        """What the box makes of it: presses and states, in their order as far as it is certain."""
        self.tricks[trick]()
        self.last()
        wait_until(lambda: self.last_key in self.heard.keys, "the press after it all")
        until = self.heard.keys.index(self.last_key)
        return "; ".join([_told(self.heard.presses[:until]), *self.reported])

    def wait_for(self, state: DeviceState) -> None:
        """Until the wire is reported so; that belongs to what is told."""
        wait_until(lambda: self.heard.reports[-1].state is state, f"{state} reported")
        fault = self.heard.reports[-1].fault
        is_lost = state is DeviceState.FAULT or fault is PrintFault.NONE
        self.reported.append(state.value if is_lost else f"{state.value}: {fault.value}")


MakeRig = Callable[[Path], AbstractContextManager[Rig]]
"""With a folder for its wire."""


@contextmanager
def at_work(heard: Hearing, part: Part) -> Iterator[None]:
    """Once it has told how its wire is."""
    with running(part):
        wait_until(lambda: bool(heard.reports), "the wire open")
        yield


def _told(presses: Sequence[tuple[str, KeyPress]]) -> str:
    kinds = [pressed.press for _address, pressed in presses]
    words = {0: "no press", 1: "one press", 2: "two presses"}.get(len(kinds), f"{len(kinds)} presses")
    return words.replace("one", "one long") if kinds == [PressKind.LONG] else words
