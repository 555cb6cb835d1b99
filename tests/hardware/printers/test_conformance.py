"""Whatever happens to a printer, each driver reports just what the table in docs/devices.md says of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.printers.virtual import VirtualPrinter
from tests.hardware.printers.conformance.behaviours import ASIDE, BEHAVIOURS, broken_slip_then_another
from tests.hardware.printers.conformance.rigs import HEADINGS, ONE_WAY, RIGS, Rig
from tests.hardware.printers.conformance.table import BEGIN, END, PAGE, page_with_table
from tests.hardware.printers.papers import ends_with, whole
from tests.hardware.printers.slips import ENGLISH

CELLS = [
    pytest.param(driver, key, id=f"{driver}-{key}", marks=[] if driver == "tcp" else pytest.mark.slow)
    for driver in RIGS
    for key, behaviour in BEHAVIOURS.items()
    if behaviour.expected(driver) != ASIDE or driver == "cups"
]
HEARD = [driver for driver in RIGS if driver not in ONE_WAY]

pytestmark = pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")  # pyserial 3.5's own


@pytest.fixture
def rig(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """The driver that the test names."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with (
        VirtualPrinter(tmp_path / "paper", 0, slow_bytes_per_second=60_000) as virtual,
        RIGS[request.param](virtual, tmp_path) as rig,
    ):
        yield rig


@pytest.mark.parametrize(("rig", "key"), CELLS, indirect=["rig"])
def test_a_driver_reports_what_happened(rig: Rig, key: str, request: pytest.FixtureRequest) -> None:
    behaviour = BEHAVIOURS[key]
    printer = rig.opened(behaviour.timing)

    said = behaviour.play(rig, printer)
    printer.close()

    assert said == behaviour.expected(request.node.callspec.params["rig"])


@pytest.mark.slow
@pytest.mark.parametrize("rig", HEARD, indirect=True)
def test_nothing_of_a_broken_slip_comes_out_with_the_next(rig: Rig) -> None:
    printer = rig.opened(BEHAVIOURS["broken-slip"].timing)

    broken_slip_then_another(rig, printer)
    printer.close()

    assert whole(rig.virtual.slips) == 1
    assert ends_with(rig.virtual.slips[-1], ENGLISH)
    assert [slip.is_cut for slip in rig.virtual.slips] == [False, True]


def test_the_table_shows_every_driver() -> None:
    assert set(HEADINGS) == set(RIGS)


def test_the_page_shows_the_table_as_it_is() -> None:
    page = PAGE.read_text("utf-8")

    assert BEGIN in page
    assert END in page
    assert page_with_table(page) == page, "docs/devices.md is behind: make devices-table"
