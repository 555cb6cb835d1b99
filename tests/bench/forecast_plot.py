"""The picture of README: on one generated day, what each was told when taking a ticket, and how long it then was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import matplotlib as mpl
from matplotlib.figure import Figure

from server.simulate.profile import HOUR_MS, MINUTE_MS
from tests.bench.forecast_days import Scored

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "forecast.svg"
OPENS_AT = 8
_BLUE, _WHEAT, _RED, _PAPER, _INK = "#1d3f72", "#f2c230", "#a3261b", "#fbf9f4", "#22262d"


def draw(day: Sequence[Scored]) -> Path:
    """The group that waited longest that day; the same day gives the same file."""
    group = max({each.group for each in day}, key=lambda name: fmean(e.waited_ms for e in day if e.group == name))
    people = [each for each in day if each.group == group]
    mpl.rcParams["svg.hashsalt"] = "cherha"
    figure = Figure(figsize=(9, 4.2), facecolor=_PAPER, layout="constrained")
    axes = figure.add_subplot(facecolor=_PAPER)
    axes.vlines(
        [_hour(each) for each in people],
        [each.learned.p50_ms / MINUTE_MS for each in people],
        [each.learned.p80_ms / MINUTE_MS for each in people],
        color=_WHEAT,
        linewidth=4,
        label="сказано при видачі: p50–p80 / told at issue: p50–p80",
    )
    for is_within, colour, name in ((True, _BLUE, "у межах p80 / within p80"), (False, _RED, "довше / longer")):
        those = [each for each in people if (each.waited_ms <= each.learned.p80_ms) is is_within]
        share = f"{100 * len(those) / len(people):.0f} %"
        label = f"очікування, {name}: {share}"
        axes.plot([_hour(e) for e in those], [_waited(e) for e in those], "o", color=colour, ms=3.5, label=label)
    axes.set_title(f"Один день, {len(people)} людей до однієї групи вікон / One day, one group of windows", color=_INK)
    axes.set_ylabel("хвилин / minutes", color=_INK)
    axes.set_xlabel("година приходу / hour of arrival", color=_INK)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=_INK, alpha=0.12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, labelcolor=_INK)
    figure.savefig(PICTURE, facecolor=_PAPER, metadata={"Date": None})
    return PICTURE


def _hour(each: Scored) -> float:
    return OPENS_AT + each.arrived_ms / HOUR_MS


def _waited(each: Scored) -> float:
    return each.waited_ms / MINUTE_MS
