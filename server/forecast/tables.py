"""Scenes as tables, by slot: the slots of all scenes in one numbering, those of tickets first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from server.domain.forecast import NEVER_MS
from server.domain.scene import NOBODY, Scene, Slot

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the slots of each scene stand; the last number of all is nobody's."""

    scenes: Sequence[Scene]

    @property
    def tickets(self) -> int:
        return sum(len(scene.tickets) for scene in self.scenes)

    @property
    def nobody(self) -> int:
        return sum(len(scene.slots) for scene in self.scenes)

    def of_scene(self) -> list[list[int]]:
        """The number of each slot, by scene."""
        tickets = accumulate((len(scene.tickets) for scene in self.scenes), initial=0)
        others = accumulate((len(scene.slots) - len(scene.tickets) for scene in self.scenes), initial=self.tickets)
        return [
            [*range(at, at + (waiting := len(scene.tickets))), *range(then, then + len(scene.slots) - waiting)]
            for scene, at, then in zip(self.scenes, tickets, others, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class SlotTables:
    """What a step looks up of whoever is called, and of whoever then heads the line."""

    following: Ints
    came: Ints
    """Of tickets; 0 of those to come, whose gaps add up."""
    order: Ints
    """What a head's score has besides its points: lawfulness, place and line."""
    is_inflow: Ints
    mean_ms: Floats
    """Slot by window, flat."""
    keeps_row: Ints
    adds_to_row: Ints


@dataclass(frozen=True, slots=True)
class Bits:
    """How a score is put together: points, then place, then line; the highest is called."""

    lines: int
    """Of the scene that has most."""
    line: int
    place: int
    points: int

    @property
    def shift(self) -> int:
        return self.line + self.place

    @property
    def lawful(self) -> int:
        return 1 << (self.points + self.shift + 1)

    def order_of(self, *, is_lawful: bool, sequence: int, line: int) -> int:
        """The earlier place and the earlier line count for more; no place is 0, so that -1 point stays below 0."""
        return self.lawful * is_lawful - ((sequence + 1) << self.line) + self.lines - line


def bits_of(scenes: Sequence[Scene]) -> Bits:
    """As few as these scenes need; ``OverflowError`` when 62 are not enough (rates beyond a thousand)."""
    lines = max(len(scene.lines) for scene in scenes)
    places = max(len(scene.tickets) + len(scene.lines) for scene in scenes) + 3
    rates = max((max(each.levels) * each.rate.points for scene in scenes for each in scene.lines), default=1)
    bits = Bits(lines, lines.bit_length(), places.bit_length(), (rates * NEVER_MS).bit_length())
    if bits.points + bits.shift + 2 > 62:
        raise OverflowError(f"points of {bits.points} bits and places of {bits.shift} do not fit a score")
    return bits


def slot_tables(scenes: Sequence[Scene], numbering: Numbering, bits: Bits, width: int) -> SlotTables:
    """``width``: windows of the widest scene."""
    size = numbering.nobody + 1
    tables = SlotTables(
        following=np.full(size, numbering.nobody),
        came=np.full(size, NEVER_MS),
        order=np.zeros(size, np.int64),
        is_inflow=np.zeros(size, np.int64),
        mean_ms=np.zeros(size * width),
        keeps_row=np.zeros(size, np.int64),
        adds_to_row=np.zeros(size, np.int64),
    )
    tables.keeps_row[-1] = 1  # to call nobody leaves the guard's count as it was
    for scene, numbers in zip(scenes, numbering.of_scene(), strict=True):
        _fill(tables, scene, numbers, bits)
        means: dict[int, list[float]] = {}
        for number, slot in zip(numbers, scene.slots, strict=True):
            known = means.get(id(slot.visits))
            if known is None:
                known = means[id(slot.visits)] = [visit.mean_ms for visit in slot.visits]
            tables.mean_ms[number * width : number * width + len(known)] = known
    return tables


def _fill(tables: SlotTables, scene: Scene, numbers: Sequence[int], bits: Bits) -> None:
    if not numbers:
        return
    slots = scene.slots
    rates = [scene.lines[slot.line].rate for slot in slots]
    tables.following[numbers] = [
        tables.following[-1] if slot.following == NOBODY else numbers[slot.following] for slot in slots
    ]
    tables.came[numbers] = [0 if slot.is_inflow else slot.place.arrived_ms for slot in slots]
    tables.order[numbers] = [
        _order(slot, bits, is_lawful=rate.is_lawful) for slot, rate in zip(slots, rates, strict=True)
    ]
    tables.is_inflow[numbers] = [slot.is_inflow for slot in slots]
    tables.keeps_row[numbers] = [rate.is_lawful or rate.is_guarded for rate in rates]
    tables.adds_to_row[numbers] = [rate.is_guarded and not rate.is_lawful for rate in rates]


def _order(slot: Slot, bits: Bits, *, is_lawful: bool) -> int:
    return bits.order_of(is_lawful=is_lawful, sequence=slot.place.sequence, line=slot.line)
