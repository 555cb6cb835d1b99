"""``cherha-hardware`` at a terminal: what it prints, and what it ends with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hardware.cli import main
from hardware.command_line import CANNOT_START
from hardware.files import alone_in
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.virtual.misbehaviour import Mode
from hardware.trials.slip_trial import LABEL


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def box_toml(tmp_path: Path, printer: VirtualPrinter) -> Path:
    path = tmp_path / "box.toml"
    path.write_text(
        f'server_url = "http://127.0.0.1:1"\nstate_folder = "{tmp_path}/state"\n'
        f'[printer]\ndriver = "escpos-tcp"\nhost = "127.0.0.1"\nport = {printer.port}\n',
        "utf-8",
    )
    return path


def test_a_specimen_is_printed_and_said_to_be(box_toml: Path, printer: VirtualPrinter) -> None:
    done = ran("test", "print", "--config", str(box_toml))

    assert done.exit_code == 0, done.output
    assert "Надруковано." in done.output
    assert "evidence a, the best" in done.output
    assert len(printer.slips) == 1


def test_a_specimen_that_cannot_be_printed_is_said_with_what_to_do(box_toml: Path, printer: VirtualPrinter) -> None:
    printer.misbehave(Mode.PAPER_OUT)

    done = ran("test", "print", "--config", str(box_toml))

    assert done.exit_code == 1
    assert "Не надруковано." in done.output
    assert "Put in a new roll" in done.output
    assert not printer.slips


def test_the_configured_printer_is_probed_and_the_named_address_too(box_toml: Path, printer: VirtualPrinter) -> None:
    done = ran("probe", f"127.0.0.1:{printer.port}", "--config", str(box_toml))

    assert done.exit_code == 0, done.output
    assert done.output.count("[printer]") == 2
    assert not printer.slips


def test_the_spare_printer_is_tried_and_probed_by_its_own_table(
    box_toml: Path, printer: VirtualPrinter, tmp_path: Path
) -> None:
    with VirtualPrinter(tmp_path / "spare", 0) as spare:
        assert "no [spare_printer]" in ran("test", "print", "--spare", "--config", str(box_toml)).output
        table = f'[spare_printer]\ndriver = "escpos-tcp"\nhost = "127.0.0.1"\nport = {spare.port}\n'
        box_toml.write_text(box_toml.read_text("utf-8") + table, "utf-8")

        tried = ran("test", "print", "--spare", "--config", str(box_toml))
        probed = ran("probe", "--config", str(box_toml))

    assert tried.exit_code == 0, tried.output
    assert (len(spare.slips), printer.slips) == (1, [])
    assert "[spare_printer]" in probed.output
    assert f"port = {spare.port}" in probed.output


def test_what_the_settings_say_of_the_printer_is_said_again_whole(box_toml: Path) -> None:
    box_toml.write_text(box_toml.read_text("utf-8") + "print_seconds = 12.5\nhold = false\n", "utf-8")

    done = ran("probe", "--config", str(box_toml))

    assert done.exit_code == 0, done.output
    assert "print_seconds = 12.5" in done.output
    assert "hold = false" in done.output


def test_devices_of_a_box_at_work_are_left_alone(box_toml: Path, printer: VirtualPrinter) -> None:
    folder = box_toml.parent / "state"
    folder.mkdir()

    with alone_in(folder):
        done = ran("test", "print", "--config", str(box_toml))

    assert done.exit_code == CANNOT_START
    assert "stop it first" in done.output
    assert not printer.slips


def test_a_trial_before_the_box_is_enrolled_makes_no_folder(box_toml: Path, printer: VirtualPrinter) -> None:
    assert ran("test", "print", "--config", str(box_toml)).exit_code == 0

    assert len(printer.slips) == 1
    assert not (box_toml.parent / "state").exists()


def test_settings_named_before_the_command_are_those_of_the_trial(box_toml: Path, printer: VirtualPrinter) -> None:
    done = ran("--config", str(box_toml), "test", "print")

    assert done.exit_code == 0, done.output
    assert len(printer.slips) == 1
    for trial in ("button", "lamp"):
        assert "no [[buttons]]" in ran("--config", str(box_toml), "test", trial).output


def test_settings_that_are_not_understood_are_refused_on_their_line(box_toml: Path) -> None:
    box_toml.write_text(box_toml.read_text("utf-8") + "portt = 1\n", "utf-8")

    done = ran("test", "print", "--config", str(box_toml))

    assert done.exit_code == CANNOT_START
    assert f"{box_toml}:7: [printer] portt is unknown" in done.output


def test_a_trial_without_its_device_in_the_settings_says_so(tmp_path: Path) -> None:
    path = tmp_path / "box.toml"
    path.write_text(f'server_url = "http://127.0.0.1:1"\nstate_folder = "{tmp_path}"\n', "utf-8")

    assert "no [printer]" in ran("test", "print", "--config", str(path)).output
    assert "no [[buttons]]" in ran("test", "button", "--config", str(path)).output


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:1", "Check the port"),
        ("127.0.0.1:99999", "no such port"),
    ],
)
def test_an_address_where_no_printer_answers_is_a_failure_with_advice(address: str, said: str) -> None:
    done = ran("probe", address)

    assert done.exit_code == 1
    assert said in done.output
    assert "Connection refused" not in done.output


def test_a_printer_that_says_nothing_is_a_failure(box_toml: Path, printer: VirtualPrinter) -> None:
    printer.misbehave(Mode.SILENT)

    assert ran("probe", "--config", str(box_toml)).exit_code == 1


@pytest.mark.parametrize("trial", ["button", "lamp"])
def test_a_wire_that_cannot_be_opened_ends_a_trial_of_panels_at_once(box_toml: Path, trial: str) -> None:
    wire = box_toml.parent / "nowhere"
    box_toml.write_text(f'{box_toml.read_text("utf-8")}[[buttons]]\nwire = "{wire}"\n', "utf-8")

    done = ran("test", trial, "--seconds", "60", "--config", str(box_toml))

    assert done.exit_code == 1
    assert "такого пристрою немає" in done.output
    assert "did not open" in done.output
    assert "steady" not in done.output
    assert len(set(done.output.splitlines())) == len(done.output.splitlines())


def test_without_a_command_the_box_runs_and_says_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "box.toml"
    path.write_text(f'server_url = "http://127.0.0.1:1"\nstate_folder = "{tmp_path}"\n', "utf-8")

    for words in (["--config", str(path)], ["run", "--config", str(path)], ["--config", str(path), "run"]):
        done = ran(*words)

        assert done.exit_code == CANNOT_START
        assert "--enrol CODE" in done.output


def test_the_specimen_carries_no_number_of_the_hall() -> None:
    assert not any(sign.isdecimal() for sign in LABEL)
