"""The table of drivers and behaviours as docs/devices.md shows it."""

from __future__ import annotations

from tests.hardware import trouble_table
from tests.hardware.printers.conformance.behaviours import BEHAVIOURS
from tests.hardware.printers.conformance.rigs import HEADINGS
from tests.hardware.trouble_table import END as END
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "devices.md"
BEGIN = "<!-- conformance: written by `make devices-table` from tests/hardware/printers/conformance -->"


def page_with_table(page: str) -> str:
    """The page, with what stands between its two marks written anew."""
    return trouble_table.page_with_table(page, BEGIN, HEADINGS, BEHAVIOURS.values())


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text("utf-8")), "utf-8")
