"""The virtual printer on a pseudo-terminal, and the real serial driver at its other end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.drivers import open_printer
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.virtual import Mode, VirtualPrinter
from hardware.printers.virtual.doors import SerialDoor
from hardware.printers.wires.serial_line import SerialSettings, open_serial
from hardware.serial_port import Flow
from server.contract.terms import PrintFault, PrintOutcome
from tests.hardware.printers.conftest import SHORT, StartPrinter
from tests.hardware.printers.papers import whole
from tests.hardware.printers.slips import ENGLISH, UKRAINIAN

WAIT_SECONDS = 60.0


@pytest.fixture
def virtual(start: StartPrinter, tmp_path: Path) -> VirtualPrinter:
    return start(door=SerialDoor(tmp_path / "ttyUSB0"), slow_bytes_per_second=60_000)


@pytest.fixture
def driver(virtual: VirtualPrinter) -> Iterator[ThermalPrinter]:
    line = SerialSettings(virtual.address, baud=115200, flow=Flow.HARDWARE)
    opened = ThermalPrinter(lambda: open_serial(line), ThermalSettings(width_dots=576, patience=SHORT))
    yield opened
    opened.close()


def test_slips_come_out_one_after_another(virtual: VirtualPrinter, driver: ThermalPrinter) -> None:
    outcomes = [driver.print(slip).outcome for slip in (UKRAINIAN, ENGLISH)]

    assert outcomes == [PrintOutcome.PRINTED] * 2
    assert whole(virtual.slips) == 2


@pytest.mark.parametrize(
    ("mode", "outcome", "fault"),
    [
        (Mode.PAPER_OUT, PrintOutcome.FAILED, PrintFault.PAPER_OUT),
        (Mode.COVER_OPEN_HALFWAY, PrintOutcome.FAILED, PrintFault.COVER_OPEN),
        (Mode.SILENT, PrintOutcome.FAILED, PrintFault.NO_ANSWER),
        (Mode.CLOSES_HALFWAY, PrintOutcome.UNKNOWN, PrintFault.NO_ANSWER),
        (Mode.SLOW, PrintOutcome.PRINTED, PrintFault.NONE),
    ],
)
def test_it_misbehaves_on_the_line_too_and_prints_again_afterwards(
    mode: Mode, outcome: PrintOutcome, fault: PrintFault, virtual: VirtualPrinter, driver: ThermalPrinter
) -> None:
    virtual.misbehave(mode)

    struck = driver.print(UKRAINIAN)
    virtual.misbehave(Mode.NORMAL)
    after = driver.print(ENGLISH)

    assert (struck.outcome, struck.fault) == (outcome, fault)
    assert after.outcome is PrintOutcome.PRINTED


def test_the_link_goes_with_the_printer(tmp_path: Path) -> None:
    with VirtualPrinter(tmp_path / "paper", door=SerialDoor(tmp_path / "line")) as printer:
        assert printer.address == str(tmp_path / "line")
        assert (tmp_path / "line").is_symlink()

    assert not (tmp_path / "line").is_symlink()


@pytest.mark.parametrize("link", ["line", None])
def test_the_program_says_where_its_line_is(link: str | None, tmp_path: Path) -> None:
    pty = ["--pty"] if link is None else ["--pty", str(tmp_path / link)]
    command = [sys.executable, "-m", "hardware.printers.virtual", *pty, "--control-port", "0", "--folder"]
    with subprocess.Popen([*command, str(tmp_path / "paper")], stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            wire = program.stdout.readline().split(" at ")[1].split(",")[0]
            printer = open_printer("escpos-serial", {"wire": wire, "baud": 115200})
            outcome = printer.print(UKRAINIAN).outcome
            printer.close()
        finally:
            program.terminate()
            status = program.wait(WAIT_SECONDS)

    assert wire.startswith("/dev/pts/") if link is None else wire == str(tmp_path / link)
    assert outcome is PrintOutcome.PRINTED
    assert status == 0


def test_a_link_whose_place_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "line").write_text("somebody’s file", "utf-8")
    command = [sys.executable, "-m", "hardware.printers.virtual", "--folder", str(tmp_path / "paper")]

    ended = subprocess.run(
        [*command, "--pty", str(tmp_path / "line")], capture_output=True, text=True, timeout=WAIT_SECONDS, check=False
    )

    assert ended.returncode == 1
    assert "choose another place" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
