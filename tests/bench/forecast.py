"""``make bench-forecast``: how true the estimates are, and what one costs; the last line is one JSON object.

Twelve generated days of a Center of 23 windows and 800 people, each estimate made when the ticket is taken; days
before them are there to learn from. Scored before any rounding. An estimate that promises no wait at all, a window
standing free, is no range: it is left out of the share within p80 and counted apart.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from server.domain.forecast import Wait
from server.simulate.profile import MINUTE_MS, center
from tests.bench import forecast_plot, forecast_speed
from tests.bench.forecast_days import History, Scored, Upset, score
from tests.bench.tables import show

CENTER_SEED = 7
HISTORY_SEEDS = range(101, 116)
DAY_SEEDS = range(1, 13)
_QUARTER_MS = 15 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of days."""

    name: str
    key: str
    upset: Upset
    out_of_turn: float


SETTINGS = (
    Setting("as usual, 8 % out of turn", "", Upset(), 0.08),
    Setting("20 % out of turn", "_lawful20", Upset(), 0.20),
    Setting("a window closes unannounced at noon", "_closing", Upset(is_closing=True), 0.08),
    Setting("after a suspension, from 15 minutes on", "_suspension", Upset(is_halt=True), 0.08),
)
WAYS: dict[str, Callable[[Scored], float]] = {
    "mean of the last 10": lambda each: each.rolling_ms,
    "last to enter service": lambda each: each.last_ms,
    "queue × mean ÷ windows": lambda each: each.queue_ms,
    "play-forward, true parameters": lambda each: each.true.p50_ms,
    "play-forward, learned (ours)": lambda each: each.learned.p50_ms,
}


def main() -> None:
    """All settings, then the speed."""
    began = time.monotonic()
    print(f"seeds: center {CENTER_SEED}, learned from {_said(HISTORY_SEEDS)}, scored {_said(DAY_SEEDS)}\n")
    figures: dict[str, float] = {}
    drawn_day: list[Scored] = []
    for setting in SETTINGS:
        days = _played(setting)
        figures |= _measure(setting, days)
        if setting == SETTINGS[0]:
            drawn_day = days[0].scored
    print(f"one of these days as a picture: {forecast_plot.draw(drawn_day)}\n")
    figures |= forecast_speed.measure()
    print(f"{time.monotonic() - began:.0f} s")
    print(json.dumps(figures))


@dataclass(frozen=True, slots=True)
class ScoredDay:
    """One day's estimates; ``early`` are those of the first quarter of an hour after a suspension."""

    scored: list[Scored]
    early: list[Scored]


def _played(setting: Setting) -> list[ScoredDay]:
    """The days to be scored, each also learned from by the next ones."""
    profile = center(CENTER_SEED, out_of_turn=setting.out_of_turn)
    history = History(profile)
    for seed in HISTORY_SEEDS:
        day = setting.upset.day(profile, seed)
        for _ in day.arrivals():
            pass
        history.add(day)
    days = []
    for seed in DAY_SEEDS:
        everybody = score(profile, setting.upset, history, seed)
        halted = setting.upset.day(profile, seed).halt
        if halted is None:
            days.append(ScoredDay(everybody, []))
        else:
            after = [each for each in everybody if each.arrived_ms >= halted.at_ms]
            late_ms = halted.at_ms + _QUARTER_MS
            days.append(
                ScoredDay([e for e in after if e.arrived_ms >= late_ms], [e for e in after if e.arrived_ms < late_ms])
            )
    return days


def _measure(setting: Setting, days: Sequence[ScoredDay]) -> dict[str, float]:
    figures = _tell(setting, [each for day in days for each in day.scored])
    early = [each for day in days for each in day.early]
    if early:
        _tell(replace(setting, name="in the first 15 minutes after a suspension"), early)
    return figures


def _tell(setting: Setting, scored: Sequence[Scored]) -> dict[str, float]:
    groups = sorted({each.group for each in scored})
    rows: list[list[str | float]] = [
        [way, _mae(scored, say), _bias(scored, say), *_within(scored, way)] for way, say in WAYS.items()
    ]
    waits = f"{len(scored)} estimates, mean wait {fmean(each.waited_ms for each in scored) / MINUTE_MS:.1f} minutes"
    show(f"{setting.name}: {waits}", ["way", "MAE, min", "bias, min", "within p80, %", "of ranges", "no wait"], rows)
    covers = {group: _cover([e for e in scored if e.group == group], _learned)[0] for group in groups}
    print("  within p80 by group, %: " + ", ".join(f"{group} {cover:.1f}" for group, cover in covers.items()) + "\n")
    worst = max(covers.values(), key=lambda cover: abs(cover - 80))
    mae = _mae(scored, WAYS["play-forward, learned (ours)"])
    true_mae = _mae(scored, WAYS["play-forward, true parameters"])
    key = setting.key
    return {
        f"mae_ratio{key}": round(mae / true_mae, 3),
        f"p80_cover{key}": round(_cover(scored, _learned)[0], 1),
        f"p80_cover_worst_group{key}": round(worst, 1),
        f"mae_minutes{key}": round(mae, 2),
        f"mae_true_minutes{key}": round(true_mae, 2),
        f"bias_minutes{key}": round(_bias(scored, WAYS["play-forward, learned (ours)"]), 2),
    }


def _within(scored: Sequence[Scored], way: str) -> list[str | float]:
    """A way that gives one figure has no p80."""
    if not way.startswith("play-forward"):
        return ["", "", ""]
    cover, ranges = _cover(scored, _learned if "ours" in way else _true)
    return [cover, str(ranges), str(len(scored) - ranges)]


def _cover(scored: Sequence[Scored], wait_of: Callable[[Scored], Wait]) -> tuple[float, int]:
    """The share of waits within p80, in percent, and of how many estimates that are ranges."""
    ranges = [each for each in scored if wait_of(each).p80_ms > 0]
    return 100 * fmean(each.waited_ms <= wait_of(each).p80_ms for each in ranges), len(ranges)


def _learned(each: Scored) -> Wait:
    return each.learned


def _true(each: Scored) -> Wait:
    return each.true


def _mae(scored: Sequence[Scored], say: Callable[[Scored], float]) -> float:
    return fmean(abs(say(each) - each.waited_ms) for each in scored) / MINUTE_MS


def _bias(scored: Sequence[Scored], say: Callable[[Scored], float]) -> float:
    return fmean(say(each) - each.waited_ms for each in scored) / MINUTE_MS


def _said(seeds: range) -> str:
    return f"{seeds[0]}–{seeds[-1]}"


if __name__ == "__main__":
    main()
