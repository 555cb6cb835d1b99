"""``make soak``: 48 hours of faults in minutes, with everything real; its table goes into docs/devices.md.

The last line is one JSON object. The exit status is 1 when a ticket or a press was lost, a slip was doubled without a
mark or told of untruly, a slip was not printed though nothing was wrong, a fault was not told, the kiosk's page failed
once, nothing happened at a place, or a box grew beyond its bounds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time

from tests.bench.tables import show
from tests.soak.plan import planned
from tests.soak.soak import Soaked, soaked
from tests.soak.table import COLUMNS, PAGE, page_with_table, rows, sums
from tests.soak.verdict import failings

MOST_RSS_GROWTH_MB = 10.0
MOST_THREAD_GROWTH = 0
WARM_UP_SHARE = 6
"""The first sixth of the hours: by then the boxes have met most kinds of faults."""


def main() -> int:
    """All of it; the exit status."""
    given = _parser().parse_args()
    plan = planned(seed=given.seed, hours=given.hours)
    title = f"{given.hours:g} simulated hours, seed {given.seed}, {len(plan)} faults"
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start; {title}\n")
    began = time.monotonic()
    soak = soaked(
        plan,
        warm_up_hours=given.hours / WARM_UP_SHARE,
        seconds_an_hour=given.minutes * 60 / given.hours,
        seed=given.seed,
    )
    minutes = (time.monotonic() - began) / 60
    show(f"{title}, in {minutes:.1f} minutes", COLUMNS, [row.cells for row in rows(soak)])
    print("\n".join(sums(soak)))
    for failing in failings(soak):
        print(f"! {failing}")
    if given.write:
        when = f"{time.strftime('%Y-%m-%d')}: {title}, in {minutes:.1f} minutes."
        PAGE.write_text(page_with_table(PAGE.read_text("utf-8"), soak, when), "utf-8")
    print(json.dumps(_figures(soak)))
    return 0 if _is_good(soak) else 1


def _figures(soak: Soaked) -> dict[str, float]:
    told = [each.told_seconds for each in soak.played if each.told_seconds is not None]
    return {
        "faults": len(soak.played),
        "calm_slips": soak.found.calm_slips,
        "excused_slips": soak.found.excused_slips,
        "lost": len(soak.found.lost),
        "unmarked_doubles": len(soak.found.unmarked_doubles),
        "rss_growth_mb": round(soak.rss_growth_mb, 1),
        "thread_growth": soak.thread_growth,
        "untrue": len(soak.found.untrue),
        "untold": len(soak.untold),
        "told_seconds_max": round(max(told, default=0.0), 1),
        "page_failures": len(soak.page_failures),
        "page_ms_max": round(max(soak.page_ms.values(), default=0.0)),
    }


def _is_good(soak: Soaked) -> bool:
    is_flat = soak.rss_growth_mb <= MOST_RSS_GROWTH_MB and soak.thread_growth <= MOST_THREAD_GROWTH
    return is_flat and not failings(soak)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Faults everywhere at once.")
    parser.add_argument("--hours", type=float, default=48.0, help="simulated hours (48)")
    parser.add_argument("--minutes", type=float, default=6.0, help="how long they take here, at least (6)")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="of the plan (by chance)")
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/devices.md as it is")
    return parser


if __name__ == "__main__":
    sys.exit(main())
