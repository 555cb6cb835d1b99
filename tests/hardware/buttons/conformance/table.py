"""The table of adapters and behaviours as docs/buttons.md shows it."""

from __future__ import annotations

from tests.hardware import trouble_table
from tests.hardware.buttons.conformance.behaviours import BEHAVIOURS, HEADINGS
from tests.hardware.trouble_table import END as END
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "buttons.md"
BEGIN = "<!-- conformance: written by `make devices-table` from tests/hardware/buttons/conformance -->"


def page_with_table(page: str) -> str:
    """The page, with what stands between its two marks written anew."""
    return trouble_table.page_with_table(page, BEGIN, HEADINGS, BEHAVIOURS.values())


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text("utf-8")), "utf-8")
