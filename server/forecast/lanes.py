"""The state of all lanes: rows are windows, lines or probes, columns are lanes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from server.domain.forecast import NEVER_MS
from server.domain.scene import NOBODY, Scene
from server.forecast.chance import Chances
from server.forecast.seats import Seats
from server.forecast.tables import Bits, Bools, Ints, Numbering

_PER_LANE = ("scene", "run", "scene_window", "guard", "horizon_ms")
_PER_ROW = (
    "free", "first", "came", "present_from", "order", "probes", "probe_order", "is_open", "in_a_row", "next_pause",
    "pause_turn", "is_guarded", "is_lawful",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Lanes:
    """Changed in place, step by step; lanes that are done are dropped now and then."""

    lines: int
    window_bits: int
    line_mask: int
    has_guard: bool
    has_scenes: bool
    """More than one."""
    has_early: bool
    """Whether somebody's points count from a time to come: an appointment."""
    pause_rows: int
    rates: Ints
    """Points of lines by scene and window, already shifted into their place in the score; 0: not served there. Those
    of probes are those of the first lines."""
    pause_from: Ints
    pause_length: Ints
    number: Ints
    scene: Ints
    run: Ints
    scene_window: Ints
    """Where the windows of the lane's scene begin in the tables by scene and window."""
    last_line: Ints
    """Where the last line's value of each lane stands in a table by line and lane."""
    guard: Ints
    horizon_ms: Ints
    free: Ints
    """Moment and window in one number, so that the least of them tells both."""
    first: Ints
    """The seat at the head of each line."""
    came: Ints
    present_from: Ints
    order: Ints
    probes: Ints
    probe_order: Ints
    is_open: Bools
    """Which of the probes have not been called."""
    in_a_row: Ints
    next_pause: Ints
    pause_turn: Ints
    is_guarded: Bools
    is_lawful: Bools

    @property
    def count(self) -> int:
        return len(self.number)

    @property
    def window_mask(self) -> int:
        return (1 << self.window_bits) - 1

    @property
    def has_pauses(self) -> bool:
        return self.pause_rows > 1

    def free_ms(self) -> Ints:
        """Window by lane."""
        return self.free >> self.window_bits

    def drop_done(self, probed: Ints, first_to_come: int) -> None:
        """Writes down the probes, and drops the lanes that have nothing to play for when they are many.

        ``first_to_come``: seats before it are those of tickets.
        """
        probed[self.scene, :, self.run] = self.probes.T
        done = ~((self.first < first_to_come).any(axis=0) | self.is_open.any(axis=0))
        done |= np.minimum.reduce(self.free) >> self.window_bits >= self.horizon_ms
        if done.sum() * 4 >= self.count:
            keep = (~done).nonzero()[0]
            for name in _PER_LANE:
                setattr(self, name, getattr(self, name)[keep])
            for name in _PER_ROW:
                setattr(self, name, np.ascontiguousarray(getattr(self, name)[:, keep]))
            self.number = np.arange(len(keep))
            self.last_line = (self.lines - 1) * len(keep) + self.number

    @classmethod
    def of(
        cls,
        scenes: Sequence[Scene],
        numbering: Numbering,
        chances: Chances,
        seats: Seats,
        bits: Bits,
        width: int,
    ) -> "Lanes":
        """All lanes at the beginning."""
        return _Beginning(scenes, numbering, chances, seats, bits, width).lanes()


class _Beginning:
    def __init__(
        self,
        scenes: Sequence[Scene],
        numbering: Numbering,
        chances: Chances,
        seats: Seats,
        bits: Bits,
        width: int,
    ) -> None:
        self._scenes, self._numbering, self._chances = scenes, numbering, chances
        self._seats, self._bits, self._width = seats, bits, width
        # The last line is nobody's, where idle windows call.
        self._lines = bits.lines + 1
        self._probes = max(len(scene.probes) for scene in scenes)
        self._runs = chances.factors.shape[1]

    def lanes(self) -> Lanes:
        scenes, runs, width = self._scenes, self._runs, self._width
        count = len(scenes) * runs
        scene, run = np.divmod(np.arange(count), runs)
        first = self._first() * runs + run
        came = np.minimum(self._seats.came[first], NEVER_MS)
        pause_from, pause_length = self._pauses()
        return Lanes(
            lines=self._lines,
            window_bits=width.bit_length(),
            line_mask=(1 << self._bits.line) - 1,
            has_scenes=len(scenes) > 1,
            has_early=any(slot.place.arrived_ms > 0 for one in scenes for slot in one.slots),
            has_guard=any(each.rate.is_guarded for one in scenes for each in one.lines),
            pause_rows=pause_from.shape[1],
            rates=self._rates(),
            pause_from=pause_from.ravel(),
            pause_length=pause_length.ravel(),
            number=np.arange(count),
            scene=scene,
            run=run,
            scene_window=scene * width,
            last_line=(self._lines - 1) * count + np.arange(count),
            horizon_ms=np.repeat([each.horizon_ms for each in scenes], runs),
            guard=np.repeat([each.guard for each in scenes], runs),
            free=self._free(),
            first=first,
            came=came,
            present_from=np.where(first < self._numbering.tickets * runs, -NEVER_MS, came),
            order=self._seats.order[first],
            probes=np.full((self._probes, count), NEVER_MS),
            probe_order=self._rows(self._probes, (self._probe_orders(each) for each in scenes)),
            is_open=self._rows(self._probes, ([True] * len(each.probes) for each in scenes)) > 0,
            in_a_row=self._rows(width, ([window.guarded_in_a_row for window in each.windows] for each in scenes)),
            next_pause=np.repeat(pause_from[:, 0].reshape(len(scenes), width).T, runs, axis=1),
            pause_turn=np.zeros((width, count), np.int64),
            is_guarded=self._rows(self._lines, ([line.rate.is_guarded for line in each.lines] for each in scenes)) > 0,
            is_lawful=self._rows(self._lines, ([line.rate.is_lawful for line in each.lines] for each in scenes)) > 0,
        )

    def _rows(self, rows: int, by_scene: "Iterable[Sequence[int]]", *, absent: int = 0) -> Ints:
        """Values by scene, the same in all of its lanes."""
        table = np.full((len(self._scenes), rows), absent)
        for at, values in enumerate(by_scene):
            table[at, : len(values)] = values
        return np.repeat(table.T, self._runs, axis=1)

    def _first(self) -> Ints:
        nobody = self._numbering.nobody
        numbers = self._numbering.of_scene()
        firsts = (
            [nobody if line.first == NOBODY else own[line.first] for line in scene.lines]
            for scene, own in zip(self._scenes, numbers, strict=True)
        )
        return self._rows(self._lines, firsts, absent=nobody)

    def _free(self) -> Ints:
        free = np.full((self._width, len(self._scenes) * self._runs), NEVER_MS)
        for at, free_ms in enumerate(self._chances.free_ms):
            free[: len(free_ms), at * self._runs : (at + 1) * self._runs] = free_ms
        return (free << self._width.bit_length()) | np.arange(self._width)[:, np.newaxis]

    def _rates(self) -> Ints:
        rates = np.zeros((self._lines, len(self._scenes) * self._width), np.int64)
        for at, scene in enumerate(self._scenes):
            columns = slice(at * self._width, at * self._width + len(scene.windows))
            for row, line in enumerate(scene.lines):
                rates[row, columns] = np.array(line.levels) * line.rate.points << self._bits.shift
        return rates

    def _probe_orders(self, scene: Scene) -> list[int]:
        return [
            self._bits.order_of(is_lawful=probe.rate.is_lawful, sequence=probe.place.sequence, line=self._bits.lines)
            for probe in scene.probes
        ]

    def _pauses(self) -> tuple[Ints, Ints]:
        """By scene and window; the last of each is later than any moment."""
        rows = 1 + max(len(window.pauses) for scene in self._scenes for window in scene.windows)
        size = (len(self._scenes) * self._width, rows)
        begins, lengths = np.full(size, NEVER_MS + 1), np.zeros(size, np.int64)
        for at, scene in enumerate(self._scenes):
            for window, each in enumerate(scene.windows, at * self._width):
                for turn, pause in enumerate(each.pauses):
                    begins[window, turn], lengths[window, turn] = pause.from_ms, pause.length_ms
        return begins, lengths
