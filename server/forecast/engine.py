"""All runs of all scenes, one call a step each: a lane is one run of one scene.

Rows are windows, lines or probes, columns are lanes. Each step finds for every lane the window that is free first and
whom it calls: what ``server.domain.play`` does for one lane, and with the same answers. A step is some fifty short
operations on all lanes, so it is their number that costs: what can be said of a slot in a run is looked up in one go.
"""

from collections.abc import Sequence

import numpy as np

from server.domain.forecast import NEVER_MS
from server.domain.scene import Scene
from server.forecast.chance import Chances
from server.forecast.lanes import Lanes
from server.forecast.seats import seats_of
from server.forecast.tables import Bits, Bools, Ints, Numbering, bits_of, slot_tables

_NOT_HERE = -(1 << 62)
_LOOK_ROUND = 8
"""Steps between two looks at which lanes are done."""
_FEW = 5
"""When one lane in so many of a scene's is left, it is asked whether the rest of them can matter."""


def play_all(
    scenes: Sequence[Scene], numbering: Numbering, chances: Chances, *, rank: int | None = None
) -> tuple[Ints, list[Ints]]:
    """When each was called, counted from now: by ticket number and run, and by scene, probe and run.

    With a ``rank`` it ends as soon as the values of each row up to that rank are certain; later ones may be NEVER_MS.
    """
    bits = bits_of(scenes)
    engine = _Engine(scenes, numbering, chances, bits)
    engine.play(rank)
    called, probed = engine.called[: numbering.tickets], []
    for at, (scene, numbers) in enumerate(zip(scenes, numbering.of_scene(), strict=True)):
        probed.append(engine.probed[at][: len(scene.probes)])
        # Lanes play on beyond the horizon until they are dropped; nobody is called then.
        tickets = slice(numbers[0], numbers[0] + len(scene.tickets)) if scene.tickets else slice(0)
        for told in (called[tickets], probed[at]):
            told[told >= scene.horizon_ms] = NEVER_MS
    return called, probed


class _Engine:
    def __init__(self, scenes: Sequence[Scene], numbering: Numbering, chances: Chances, bits: Bits) -> None:
        self._scenes = scenes
        self._runs = chances.factors.shape[1]
        self._width = max(len(scene.windows) for scene in scenes)
        self._slots = slot_tables(scenes, numbering, bits, self._width)
        self._seats = seats_of(scenes, numbering, chances, self._slots, self._width)
        self._bits = bits
        self._lanes = Lanes.of(scenes, numbering, chances, self._seats, bits, self._width)
        self._tickets = numbering.tickets
        self._first_to_come = numbering.tickets * self._runs
        self.called = np.full((numbering.nobody + 1, self._runs), NEVER_MS)
        self._called = self.called.ravel()
        self.probed = np.full((len(scenes), self._lanes.probes.shape[0], self._runs), NEVER_MS)

    def play(self, rank: int | None) -> None:
        """Until every lane is done, or those left can change no value up to the rank."""
        self._settle_pauses(self._lanes.free_ms(), self._lanes.free_ms())
        step = 0
        while self._lanes.count:
            self._step()
            step += 1
            if step % _LOOK_ROUND == 0:
                self._lanes.drop_done(self.probed, self._first_to_come)
                if rank is not None and self._lanes.count * _FEW < self._runs and self._is_certain(rank):
                    return

    def _is_certain(self, rank: int) -> bool:
        """Whether nobody who is still to be called can be among the first ``rank`` + 1 of their row."""
        until = int(self._lanes.free_ms().min(initial=NEVER_MS))
        probed = (rows[: len(scene.probes)] for scene, rows in zip(self._scenes, self.probed, strict=True))
        for rows in (self.called[: self._tickets], *probed):
            still_open = rows[(rows == NEVER_MS).any(axis=1)]
            if (np.partition(still_open, rank, axis=1)[:, rank] > until).any():
                return False
        return True

    def _step(self) -> None:
        lanes = self._lanes
        free = np.minimum.reduce(lanes.free)
        now = free >> lanes.window_bits
        window = free & lanes.window_mask
        at_window = window * lanes.count
        at_window += lanes.number
        best = self._best(now, window, at_window)
        idle = (best == _NOT_HERE).nonzero()[0]
        # Of equal scores the earlier line has more, so lines are counted from the last one: nobody's.
        best &= lanes.line_mask
        best *= lanes.count
        self._call(now, window, at_window, lanes.last_line - best)
        if idle.size:
            self._idle(idle, now[idle], window[idle], at_window[idle])

    def _best(self, now: Ints, window: Ints, at_window: Ints) -> Ints:
        """The score of whom each lane's window calls; probes that would have been called are noted."""
        lanes = self._lanes
        rates = lanes.rates.take(window + lanes.scene_window if lanes.has_scenes else window, axis=1)
        is_served = rates > 0
        score = now - lanes.came
        if lanes.has_early:
            is_here = lanes.present_from <= now
            score *= np.where(score < 0, 1 << self._bits.shift, rates)
        else:
            is_here = score >= 0
            score *= rates
        score += lanes.order
        is_here &= is_served
        np.putmask(score, ~is_here, _NOT_HERE)
        best: Ints = np.maximum.reduce(score)
        against: Ints | None = None
        probes = len(lanes.probes)
        probe = rates[:probes] * now
        probe += lanes.probe_order
        if lanes.has_guard:
            best, against = self._guarded(score, best, probe, at_window)
        hit = probe > (best if against is None else against)
        hit &= lanes.is_open
        hit &= is_served[:probes]
        if np.count_nonzero(hit):
            np.copyto(lanes.probes, now, where=hit)
            lanes.is_open &= ~hit
        return best

    def _guarded(self, score: Ints, best: Ints, probe: Ints, at_window: Ints) -> tuple[Ints, Ints]:
        """The guard's part: whom to call instead of ``best``, and whom each probe must outdo."""
        lanes = self._lanes
        over = (lanes.in_a_row.take(at_window) >= lanes.guard).nonzero()[0]
        against = np.broadcast_to(best, probe.shape)
        if not over.size:
            return best, against
        here = score[:, over]
        free = np.where(lanes.is_guarded[:, over], _NOT_HERE, here)
        is_due_here = ~lanes.is_guarded[:, over] & ~lanes.is_lawful[:, over] & (here >= -(1 << self._bits.shift))
        is_due: Bools = np.logical_or.reduce(is_due_here)
        unguarded = np.maximum.reduce(free)
        best, against = best.copy(), against.copy()
        best[over] = np.where(is_due, unguarded, best[over])
        guarded_probe, lawful_probe = (each[: len(probe), over] for each in (lanes.is_guarded, lanes.is_lawful))
        outdo = np.where(guarded_probe & is_due, 1 << 62, best[over])
        against[:, over] = np.where(guarded_probe | lawful_probe, outdo, unguarded)
        return best, against

    def _call(self, now: Ints, window: Ints, at_window: Ints, at_line: Ints) -> None:
        """In all lanes, in some of them nobody: that takes no time and changes nothing."""
        lanes, seats = self._lanes, self._seats
        seat = lanes.first.take(at_line)
        self._called.put(seat, now)
        at_mean = seats.at_mean.take(seat)
        at_mean += window
        length = self._slots.mean_ms.take(at_mean)
        length *= seats.factors.take(seat)
        free = length.astype(np.int64)
        free += seats.missed_ms.take(seat)
        free += now
        np.minimum(free, NEVER_MS, out=free)
        ends = free << lanes.window_bits
        ends |= window
        lanes.free.put(at_window, ends)
        if lanes.has_guard:
            slot = seat // self._runs
            row = lanes.in_a_row.take(at_window) * self._slots.keeps_row.take(slot) + self._slots.adds_to_row.take(slot)
            lanes.in_a_row.put(at_window, row)
        if lanes.has_pauses:
            self._settle_some(lanes.number, window, at_window, free, free)
        following = seats.following.take(seat)
        came = lanes.came.take(at_line)
        came *= seats.is_inflow.take(seat)
        came += seats.came.take(following)
        np.minimum(came, NEVER_MS, out=came)
        lanes.first.put(at_line, following)
        lanes.came.put(at_line, came)
        lanes.order.put(at_line, seats.order.take(following))
        if lanes.has_early:
            lanes.present_from.put(at_line, np.where(following < self._first_to_come, -NEVER_MS, came))

    def _idle(self, idle: Ints, now: Ints, window: Ints, at_window: Ints) -> None:
        """Until the next one comes whom the window serves."""
        lanes = self._lanes
        rates = lanes.rates.take(lanes.scene_window[idle] + window, axis=1)
        present_from = lanes.present_from if lanes.has_early else lanes.came
        coming = np.minimum.reduce(np.where(rates == 0, NEVER_MS, present_from[:, idle]))
        lanes.free.put(at_window, (coming << lanes.window_bits) | window)
        self._settle_some(idle, window, at_window, coming, now)

    def _settle_some(self, some: Ints, window: Ints, at_window: Ints, free: Ints, idle: Ints) -> None:
        """Takes the breaks that are due before a window calls again, each after the visit under way."""
        lanes = self._lanes
        due = (free >= lanes.next_pause.take(at_window)).nonzero()[0]
        while due.size:
            some, window, at_window, free, idle = (each[due] for each in (some, window, at_window, free, idle))
            turn = lanes.pause_turn.take(at_window)
            at_pause = (lanes.scene_window[some] + window) * lanes.pause_rows + turn
            begins = np.maximum(idle, lanes.pause_from.take(at_pause))
            idle = np.minimum(begins + lanes.pause_length.take(at_pause), NEVER_MS)
            free = np.maximum(free, idle)
            lanes.free.put(at_window, (free << lanes.window_bits) | window)
            lanes.pause_turn.put(at_window, turn + 1)
            lanes.next_pause.put(at_window, lanes.pause_from.take(at_pause + 1))
            due = (free >= lanes.next_pause.take(at_window)).nonzero()[0]

    def _settle_pauses(self, free: Ints, idle: Ints) -> None:
        """Of all windows, at the beginning."""
        lanes = self._lanes
        if lanes.has_pauses:
            for window in range(self._width):
                all_here = np.full(lanes.count, window)
                at_window = all_here * lanes.count + lanes.number
                self._settle_some(lanes.number, all_here, at_window, free[window], idle[window])
