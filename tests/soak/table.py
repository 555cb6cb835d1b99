"""The table of a soak: shown, and kept in docs/devices.md."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.hardware import trouble_table
from tests.house.sources import ROOT
from tests.soak.plan import Kind, Told, told_to
from tests.soak.playing import Played
from tests.soak.soak import Soaked

PAGE = ROOT / "docs" / "devices.md"
BEGIN = "<!-- soak: written by `make soak` from tests/soak -->"
END = "<!-- soak ends -->"
COLUMNS = (
    "what goes wrong",
    "times",
    "who is told",
    "told",
    "told within, s (half of them / all)",
    "well again after, s (half / all)",
    "the page's longest answer meanwhile, ms",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of fault."""

    cells: tuple[str, ...]


def rows(soak: Soaked) -> list[Row]:
    """In the order of the kinds; those that did not come up are left out."""
    return [
        _row(kind, mine, soak) for kind in Kind if (mine := [each for each in soak.played if each.fault.kind is kind])
    ]


def sums(soak: Soaked) -> list[str]:
    """What the table does not tell: lines of text."""
    costs = (
        f"{name}: {soak.before[name].rss_mb:.1f} → {soak.after[name].rss_mb:.1f} MB, "
        f"{soak.before[name].threads} → {soak.after[name].threads} threads"
        for name in soak.before
    )
    return [
        f"{soak.tickets} tickets taken, {soak.papers.count} papers out, {soak.copies} marked copies, "
        f"{sum(soak.presses.values())} calls by panels, {soak.page_answers} answers of the living kiosk's page; "
        f"{soak.found.calm_slips} slips were ordered and told of while nothing was wrong, "
        f"and {soak.found.excused_slips} more were not printed for want of an answer.",
        f"Lost {len(soak.found.lost)}, unmarked doubles {len(soak.found.unmarked_doubles)}, "
        f"slips told untruly {len(soak.found.untrue)}, faults untold {len(soak.untold)}.",
        f"Boxes that lived through it, from the warm-up to the end: {'; '.join(costs)}.",
    ]


def page_with_table(page: str, soak: Soaked, title: str) -> str:
    """The page, with what stands between the two marks written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = trouble_table.as_markdown([COLUMNS, *(row.cells for row in rows(soak))])
    text = "\n".join(sums(soak))
    return f"{before}{BEGIN}\n\n{title}\n\n{table}\n\n{text}\n\n{END}{after}"


def _row(kind: Kind, played: Sequence[Played], soak: Soaked) -> Row:
    told = [each.told_seconds for each in played if each.told_seconds is not None]
    is_told = told_to(kind) is not Told.NOBODY
    return Row(
        (
            kind.value,
            str(len(played)),
            told_to(kind).value,
            f"{len(told)} of {len(played)}" if is_told else "—",
            _half_and_all(told),
            _half_and_all(each.healed_seconds for each in played if each.healed_seconds is not None),
            f"{soak.page_ms[kind]:.0f}",
        )
    )


def _half_and_all(seconds: Iterable[float]) -> str:
    values = list(seconds)
    return f"{statistics.median(values):.1f} / {max(values):.1f}" if values else "—"
