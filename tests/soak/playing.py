"""Plays a plan of faults: each place by itself, one fault after another, each until whoever must be told has been."""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.soak.crew import Crew
from tests.soak.plan import Device, Fault, Kind, Place, Told, told_to
from tests.soak.rig import Rig
from tests.soak.striking import is_well, struck

LOOK_SECONDS = 0.02
TOLD_SECONDS = 120.0
WELL_SECONDS = 240.0
"""Far more than it takes on any machine: a fault that is not told by then never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What became of a fault; moments are of the monotonic clock."""

    fault: Fault
    began: float
    ended: float
    """When it was taken away."""
    told_seconds: float | None
    """From its beginning; None: nobody was told."""
    healed_seconds: float | None
    """From when it was taken away until all was known to be well; None: never."""

    @property
    def over(self) -> float:
        """When all was known to be well again."""
        return math.inf if self.healed_seconds is None else self.ended + self.healed_seconds

    @property
    def is_untold(self) -> bool:
        """Somebody ought to have been told."""
        return told_to(self.fault.kind) is not Told.NOBODY and self.told_seconds is None


class Playing:
    """``seconds_an_hour`` is how long an hour of the plan takes here, at least."""

    def __init__(self, rig: Rig, *, seconds_an_hour: float, seed: int) -> None:
        self._rig = rig
        self._seconds_an_hour = seconds_an_hour
        self._seed = seed

    def play(self, faults: Sequence[Fault]) -> list[Played]:
        """All of them; returns when the last one is healed."""
        began = time.monotonic()
        first = min((fault.hour for fault in faults), default=0.0)
        played: list[Played] = []

        def at(place: Place) -> Callable[[threading.Event], None]:
            mine = [fault for fault in faults if fault.place is place]
            return lambda _: played.extend(self._place(mine, began, first))

        with Crew() as crew:
            for place in Place:
                crew.begin(place, at(place))
        return sorted(played, key=lambda each: each.began)

    def _place(self, faults: Iterable[Fault], began: float, first: float) -> Iterable[Played]:
        for fault in faults:
            due = began + (fault.hour - first) * self._seconds_an_hour
            _pause(due - time.monotonic())
            yield self._one(fault)

    def _one(self, fault: Fault) -> Played:
        chance = random.Random(f"{self._seed} {fault}")
        assert _when(lambda: is_well(self._rig, fault), WELL_SECONDS), f"{fault.place} is not well before {fault}"
        began = time.monotonic()
        with struck(self._rig, fault, chance):
            _pause(fault.minutes / 60 * self._seconds_an_hour)
            if told_to(fault.kind) is not Told.NOBODY:
                _when(lambda: self._told(fault, began) is not None, TOLD_SECONDS)
        ended = time.monotonic()
        told = self._told(fault, began)
        is_healed = _when(lambda: is_well(self._rig, fault), WELL_SECONDS)
        return Played(
            fault=fault,
            began=began,
            ended=ended,
            told_seconds=None if told is None else told - began,
            healed_seconds=time.monotonic() - ended if is_healed else None,
        )

    def _told(self, fault: Fault, since: float) -> float | None:
        box = self._rig.boxes[fault.box]
        match told_to(fault.kind):
            case Told.PAGE:
                return None if box.page is None else box.page.told_of_loss(since)
            case Told.BOX:
                return self._rig.office.told_of_box(box.name, since)
            case Told.DEVICE:
                return self._rig.office.told_of_device(box.name, _device(fault), since)
            case Told.NOBODY:
                return None


def _device(fault: Fault) -> Device:
    if fault.kind is Kind.DISK_FULL:
        return Device.DISK
    is_panels = fault.place in (Place.KIOSK_PANELS, Place.RECEPTION_PANELS)
    return Device.BUTTONS if is_panels else Device.PRINTER


def _pause(seconds: float) -> None:
    """As long as the plan says."""
    threading.Event().wait(max(0.0, seconds))


def _when(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether it came to be so in time; returns as soon as it is."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_SECONDS)
    return True
