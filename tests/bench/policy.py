"""``make bench-policy``: who waits how long under which rule, and what a call costs; the last line is one JSON object.

Three rules play the same generated days of a Center of 23 windows and 800 people: first come first served, absolute
priority (by law, by appointment, by the office's decision, everybody else), and ours, accumulating priority. Half of
those out of turn are so by law, half by the office's decision; 10 % come by appointment.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from statistics import fmean

from server.domain.place import LineClass
from server.simulate.profile import center
from tests.bench import call_growth
from tests.bench.policy_days import RULES, Play, people_of_day
from tests.bench.tables import percentile, show

CENTER_SEED = 7
DAY_SEEDS = range(1, 13)
SHARES = (0.08, 0.20)
CLASSES = (LineClass.ORDINARY, LineClass.LOCAL, LineClass.LAWFUL, LineClass.BOOKED)
Waits = dict[LineClass, list[float]]


def main() -> None:
    """The rules, then the cost."""
    began = time.monotonic()
    print(f"seeds: center {CENTER_SEED}, days {DAY_SEEDS[0]}–{DAY_SEEDS[-1]}, calls {call_growth.SEED}\n")
    figures: dict[str, float] = {}
    for share in SHARES:
        figures |= _measure(share)
    figures |= call_growth.measure()
    print(f"{time.monotonic() - began:.0f} s")
    print(json.dumps(figures))


def _measure(share: float) -> dict[str, float]:
    profile = center(CENTER_SEED, out_of_turn=share)
    waits: dict[str, Waits] = {name: defaultdict(list) for name in RULES}
    for seed in DAY_SEEDS:
        people = people_of_day(profile, seed)
        for name, rule in RULES.items():
            for line_class, minutes in Play(profile, rule).run(people):
                waits[name][line_class].append(minutes)
    _tell(share, waits)
    return {
        f"{line_class}_{what}_{name.replace(' ', '_')}_{share:.0%}".replace("%", ""): round(value, 2)
        for name in RULES
        for line_class in CLASSES
        for what, value in zip(("mean", "p95"), _both(waits[name][line_class]), strict=True)
    }


def _tell(share: float, waits: dict[str, Waits]) -> None:
    rows: list[list[str | float]] = []
    for title, classes in (*((each.value, (each,)) for each in CLASSES), ("everybody", CLASSES)):
        told = {name: [minutes for each in classes for minutes in waits[name][each]] for name in RULES}
        first = _both(told["first come"])
        for name, minutes in told.items():
            both = _both(minutes)
            ratios = [ours / theirs for ours, theirs in zip(both, first, strict=True)]
            rows.append([title if name == "first come" else "", name, str(len(minutes)), *both, *ratios])
    columns = ["class", "rule", "people", "mean", "p95", "mean × first come", "p95 ×"]
    show(f"{share:.0%} out of turn: minutes of waiting on {len(DAY_SEEDS)} days, by class and rule", columns, rows)


def _both(minutes: list[float]) -> tuple[float, float]:
    return fmean(minutes), percentile(minutes, 95)


if __name__ == "__main__":
    main()
