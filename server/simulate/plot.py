"""The waits by hour as a picture; matplotlib is the optional extra ``plots``."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from server.domain.calendar import clock_of
from server.simulate.profile import HOUR_MS, MINUTE_MS
from server.simulate.telling import Told, names_of
from server.simulate.waits import LIKELY, SAFE, Waits, percentile

_BLUE, _WHEAT, _PAPER, _INK = "#1d3f72", "#c98a00", "#fbf9f4", "#22262d"
_MIDDLE = 0.5
"""Of an hour: where its point stands."""


class CannotPlot(Exception):
    """The picture cannot be drawn; the message says what to do."""


def check() -> None:
    """Refuses with ``CannotPlot``, before minutes are spent on what could not be drawn."""
    if find_spec("matplotlib") is None:
        raise CannotPlot("для малюнка потрібен matplotlib / a plot needs matplotlib: pip install 'cherha[plots]'")


def draw(told: Told, path: Path) -> None:
    """Writes a picture of the kind that the file's name ends with: png, svg or pdf."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4.8), dpi=150, facecolor=_PAPER, layout="constrained")
    axes = figure.add_subplot(facecolor=_PAPER)
    is_asked = told.with_more is not None
    _lines(axes, told.without, _BLUE, "зараз / now" if is_asked else "")
    if told.more is not None and told.with_more is not None:
        _lines(axes, told.with_more, _WHEAT, f"+{told.more.count}")
        axes.axvspan(told.more.from_ms / HOUR_MS, told.more.until_ms / HOUR_MS, color=_WHEAT, alpha=0.12, lw=0)
        begins, ends = (clock_of(ms // MINUTE_MS) for ms in (told.more.from_ms, told.more.until_ms))
        axes.set_title(
            f"Вікна / windows +{told.more.count}, {begins}–{ends}: {names_of(told.plan, told.more)}", color=_INK
        )
    else:
        axes.set_title("Очікування за годиною приходу / Waiting by hour of arrival", color=_INK)
    axes.set_ylabel("хвилин / minutes", color=_INK)
    axes.set_xlabel("година приходу / hour of arrival", color=_INK)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=_INK, alpha=0.12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, labelcolor=_INK)
    try:
        figure.savefig(path, facecolor=_PAPER)
    except (OSError, ValueError) as error:
        raise CannotPlot(f"{path}: {error}") from error


def _lines(axes: Any, waits: Waits, colour: str, name: str) -> None:
    """``axes`` is matplotlib's, whose own types leave most of it open."""
    hours = waits.by_hour()
    places = [hour + _MIDDLE for hour in hours]
    for percent, style in ((LIKELY, "--"), (SAFE, "-")):
        values = [percentile(minutes, percent) for minutes in hours.values()]
        axes.plot(places, values, style, color=colour, marker="o", markersize=4, label=f"p{percent} {name}".strip())
    axes.set_xticks([*hours, max(hours, default=0) + 1])
    axes.set_xlim(min(hours, default=0), max(hours, default=0) + 1)
