"""The table of adapters and behaviours as docs/buttons.md shows it."""

from __future__ import annotations

from tests.hardware.buttons.conformance.behaviours import BEHAVIOURS, HEADINGS
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "buttons.md"
BEGIN = "<!-- conformance: written by `make devices-table` from tests/hardware/buttons/conformance -->"
END = "<!-- conformance ends -->"


def table() -> str:
    """In Markdown."""
    rows = [
        ["", *HEADINGS.values()],
        ["---"] * (len(HEADINGS) + 1),
        *([each.words, *(each.expected(adapter) for adapter in HEADINGS)] for each in BEHAVIOURS.values()),
    ]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows)


def page_with_table(page: str) -> str:
    """The page, with what stands between its two marks written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text("utf-8")), "utf-8")
