"""All runs of all scenes, one call a step each: a lane is one run of one scene.

Rows are windows, lines or probes, columns are lanes. Each step finds for every lane the window that is free first and
whom it calls: what ``server.domain.play`` does for one lane, and with the same answers.
"""

from collections.abc import Sequence

import numpy as np

from server.domain.forecast import NEVER_MS
from server.domain.scene import Scene
from server.forecast.chance import Chances
from server.forecast.lanes import Lanes
from server.forecast.tables import Bits, Bools, Ints, Numbering, bits_of, slot_tables

_NOT_HERE = -(1 << 62)
_LOOK_ROUND = 12
"""Steps between two looks at which lanes are done."""


def play_all(scenes: Sequence[Scene], numbering: Numbering, chances: Chances) -> tuple[Ints, list[Ints]]:
    """When each was called, counted from now: by ticket number and run, and by scene, probe and run."""
    bits = bits_of(scenes)
    engine = _Engine(scenes, numbering, chances, bits)
    engine.play()
    return engine.called[: numbering.tickets], [
        engine.probed[at][: len(scene.probes)] for at, scene in enumerate(scenes)
    ]


class _Engine:
    def __init__(self, scenes: Sequence[Scene], numbering: Numbering, chances: Chances, bits: Bits) -> None:
        self._runs = chances.factors.shape[1]
        self._width = max(len(scene.windows) for scene in scenes)
        self._slots = slot_tables(scenes, numbering, bits, self._width)
        self._tickets = numbering.tickets
        self._factors = chances.factors.ravel()
        self._gaps = chances.gaps_ms.ravel()
        self._bits = bits
        self._lanes = Lanes.of(scenes, numbering, chances, self._slots, bits, self._width)
        self.called = np.full((numbering.nobody + 1, self._runs), NEVER_MS)
        self._called = self.called.ravel()
        self.probed = np.full((len(scenes), self._lanes.probes.shape[0], self._runs), NEVER_MS)

    def play(self) -> None:
        """Until every lane is done."""
        self._settle_pauses(self._lanes.free_ms(), self._lanes.free_ms())
        step = 0
        while self._lanes.count:
            step += 1
            if not self._step() or step % _LOOK_ROUND == 0:
                self._lanes.drop_done(self.probed)

    def _step(self) -> bool:
        lanes = self._lanes
        free = np.minimum.reduce(lanes.free)
        now = free >> lanes.window_bits
        window = free & lanes.window_mask
        is_playing = now < lanes.horizon_ms
        if not is_playing.any():
            return False
        at_window = window * lanes.count + lanes.number
        best = self._best(np.where(is_playing, now, NEVER_MS), window, at_window)
        is_call = (best > _NOT_HERE) & is_playing
        line = lanes.line_mask - (best & lanes.line_mask)
        if is_call.all():
            self._call(lanes.number, now, window, at_window, line)
        else:
            some = is_call.nonzero()[0]
            self._call(some, now[some], window[some], at_window[some], line[some])
            idle = (~is_call & is_playing).nonzero()[0]
            self._idle(idle, now[idle], window[idle], at_window[idle])
        return True

    def _best(self, now: Ints, window: Ints, at_window: Ints) -> Ints:
        """The score of whom each lane's window calls; probes that would have been called are noted."""
        lanes = self._lanes
        seen = lanes.scene_window + window
        rates = lanes.rates.take(seen, axis=1)
        score = (now - lanes.came) * rates[: lanes.lines]
        score += lanes.order
        np.copyto(score, _NOT_HERE, where=(rates[: lanes.lines] == 0) | (lanes.present_from > now))
        best: Ints = np.maximum.reduce(score)
        probe_rates = rates[lanes.lines :]
        probe = now * probe_rates
        probe += lanes.probe_order
        np.copyto(probe, _NOT_HERE, where=probe_rates == 0)
        against = best
        if lanes.has_guard:
            best, against = self._guarded(score, best, probe, at_window)
        hit = (probe > against) & (lanes.probes == NEVER_MS)
        if hit.any():
            np.copyto(lanes.probes, now, where=hit)
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
        guarded_probe, lawful_probe = lanes.is_guarded_probe[:, over], lanes.is_lawful_probe[:, over]
        outdo = np.where(guarded_probe & is_due, 1 << 62, best[over])
        against[:, over] = np.where(guarded_probe | lawful_probe, outdo, unguarded)
        return best, against

    def _call(self, some: Ints, now: Ints, window: Ints, at_window: Ints, line: Ints) -> None:
        lanes, slots = self._lanes, self._slots
        at_line = line * lanes.count + some
        slot = lanes.first.take(at_line)
        run = lanes.run if some is lanes.number else lanes.run[some]
        at_run = slot * self._runs + run
        self._called[at_run] = now
        lanes.left[some] -= slot < self._tickets
        factor = self._factors.take(at_run)
        length = (slots.mean_ms.take(slot * self._width + window) * factor).astype(np.int64)
        missed = (factor == 0.0).nonzero()[0]
        length[missed] = lanes.missed_ms[some[missed]]
        free = np.minimum(now + length, NEVER_MS)
        lanes.free.put(at_window, (free << lanes.window_bits) | window)
        if lanes.has_guard:
            row = lanes.in_a_row.take(at_window) * slots.keeps_row.take(slot) + slots.adds_to_row.take(slot)
            lanes.in_a_row.put(at_window, row)
        if lanes.has_pauses:
            self._settle_some(some, window, at_window, free, free)
        following = slots.following.take(slot)
        came = slots.came.take(following) + self._gaps.take(following * self._runs + run)
        came += lanes.came.take(at_line) * slots.is_inflow.take(slot)
        came = np.minimum(came, NEVER_MS)
        lanes.first.put(at_line, following)
        lanes.came.put(at_line, came)
        lanes.present_from.put(at_line, np.where(following < self._tickets, -NEVER_MS, came))
        lanes.order.put(at_line, slots.order.take(following))

    def _idle(self, idle: Ints, now: Ints, window: Ints, at_window: Ints) -> None:
        """Until the next one comes whom the window serves."""
        if not idle.size:
            return
        lanes = self._lanes
        rates = lanes.rates[: lanes.lines].take(lanes.scene_window[idle] + window, axis=1)
        coming = np.minimum.reduce(np.where(rates == 0, NEVER_MS, lanes.present_from[:, idle]))
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
