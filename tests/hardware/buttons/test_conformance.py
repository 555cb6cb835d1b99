"""Whatever happens to panels and their wires, the box makes of it just what the table in docs/buttons.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.buttons.fitting import ADAPTERS
from tests.hardware.buttons.conformance import contacts, streams
from tests.hardware.buttons.conformance.behaviours import ASIDE, BEHAVIOURS, HEADINGS
from tests.hardware.buttons.conformance.rigs import Trick
from tests.hardware.buttons.conformance.table import BEGIN, END, PAGE, page_with_table

RIGS = {**streams.RIGS, **contacts.RIGS}
CELLS = [
    pytest.param(adapter, trick, id=f"{adapter}-{trick}", marks=[] if adapter == "cherha" else pytest.mark.slow)
    for adapter in RIGS
    for trick, behaviour in BEHAVIOURS.items()
    if behaviour.expected(adapter) != ASIDE
]


@pytest.mark.parametrize(("adapter", "trick"), CELLS)
def test_an_adapter_makes_of_it_what_it_is(
    adapter: str, trick: Trick, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with RIGS[adapter](tmp_path) as rig:
        said = rig.play(trick)

    assert said == BEHAVIOURS[trick].expected(adapter)
    assert [record.message for record in caplog.records if "is started again" in record.message] == []


@pytest.mark.parametrize("adapter", RIGS)
def test_what_the_table_leaves_out_cannot_be_done_to_an_adapter(adapter: str, tmp_path: Path) -> None:
    with RIGS[adapter](tmp_path) as rig:
        possible = set(rig.tricks)

    assert possible == {trick for trick, behaviour in BEHAVIOURS.items() if behaviour.expected(adapter) != ASIDE}


def test_the_table_shows_every_adapter() -> None:
    assert set(HEADINGS) == set(RIGS) == {make.value for make in ADAPTERS}


def test_the_page_shows_the_table_as_it_is() -> None:
    page = PAGE.read_text("utf-8")

    assert BEGIN in page
    assert END in page
    assert page_with_table(page) == page, "docs/buttons.md is behind: make devices-table"
