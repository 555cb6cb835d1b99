"""systemd understands the units without a word, and finds them shut in as far as each program can be."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hardware.parts import STOP_SECONDS
from hardware.settings import PREFIX
from tests.house.sources import ROOT

UNITS = sorted((ROOT / "systemd").glob("*.service"))
RULES = ROOT / "systemd" / "60-cherha.rules"
# Of 10. Kiosk and display hold a browser, which needs namespaces to shut its own pages in, and a screen.
MOST_EXPOSED = {"cherha-server": 1.3, "cherha-hardware": 1.4, "cherha-kiosk": 2.7, "cherha-display": 2.7}
PROGRAMS = {"cherha-server": "cherha serve"} | {
    f"cherha-{name}": f"python -m {name}" for name in ("hardware", "kiosk", "display")
}


@pytest.fixture(scope="module")
def systemd_analyze() -> str:
    path = shutil.which("systemd-analyze")
    if path is None:
        pytest.skip("systemd-analyze is not on this machine: apt install systemd")
    return path


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_reads_a_unit_in_silence(unit: Path, systemd_analyze: str) -> None:
    said = analyzed(systemd_analyze, "verify", "--man=no", str(unit))

    assert said == ""


def test_a_word_that_systemd_does_not_know_would_be_seen(systemd_analyze: str, tmp_path: Path) -> None:
    unit = tmp_path / "cherha-server.service"
    unit.write_text(UNITS[0].read_text("utf-8").replace("ProtectHome=", "ProtectHouse="), "utf-8")

    assert "ProtectHouse" in analyzed(systemd_analyze, "verify", "--man=no", str(unit))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_shut_in(unit: Path, systemd_analyze: str) -> None:
    said = analyzed(systemd_analyze, "security", "--offline=yes", str(unit))

    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert level is not None, said
    assert float(level[1]) <= MOST_EXPOSED[unit.stem], said


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_its_program_anew_and_waits_for_its_word(unit: Path) -> None:
    values = dict(re.findall(r"(?m)^(\w+)=(.*)$", unit.read_text("utf-8")))

    assert values["Type"] == "notify"
    assert values["Restart"] == "always"
    assert values["ExecStart"].endswith(PROGRAMS[unit.stem])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_of_a_box_names_its_settings_and_is_watched(unit: Path) -> None:
    text = unit.read_text("utf-8")

    is_box = unit.stem != "cherha-server"
    assert (f"{PREFIX}CONFIG=/etc/cherha/" in text) is is_box
    assert ("WatchdogSec=" in text) is is_box


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.stem != "cherha-server"], ids=lambda unit: unit.stem)
def test_a_box_uses_the_time_that_systemd_leaves_it_for_a_slip(unit: Path) -> None:
    values = dict(re.findall(r"(?m)^(\w+)=(.*)$", unit.read_text("utf-8")))

    assert 1 <= float(values["TimeoutStopSec"]) - STOP_SECONDS <= 5


def test_the_server_may_hold_a_connection_for_every_screen_and_phone() -> None:
    assert "\nLimitNOFILE=65536\n" in (ROOT / "systemd" / "cherha-server.service").read_text("utf-8")


def test_every_unit_is_in_the_page_on_installing() -> None:
    page = (ROOT / "docs" / "installing.md").read_text("utf-8")

    assert not [path.name for path in (*UNITS, RULES) if path.name not in page]


def test_a_box_without_a_screen_reaches_every_kind_of_device_that_it_has_a_driver_for() -> None:
    unit = (ROOT / "systemd" / "cherha-hardware.service").read_text("utf-8")

    kinds = {"ttyUSB", "ttyACM", "ttyS", "usb", "usb_device", "input"}
    assert kinds <= set(re.findall(r"(?m)^DeviceAllow=char-(\w+) rw$", unit))
    assert set(re.findall(r"(?m)^SupplementaryGroups=(.*)$", unit)[0].split()) == {"dialout", "lp", "input"}
    assert "AF_NETLINK" in unit  # or libusb does not start


def test_printers_and_wires_keep_their_names_by_their_serial_numbers() -> None:
    rules = RULES.read_text("utf-8")

    assert 'SYMLINK+="cherha-printer-$attr{serial}", GROUP="lp"' in rules
    assert 'SYMLINK+="cherha-serial-$env{ID_SERIAL_SHORT}", GROUP="dialout"' in rules


def test_a_rule_for_udev_is_made_of_keys_that_udev_knows() -> None:
    key = r"(?:SUBSYSTEMS?|ENV\{\w+\}|ATTRS?\{[\w/]+\}|KERNEL|ACTION)(?:==|!=|=)|(?:SYMLINK\+|GROUP|MODE|TAG\+)="
    rules = [line for line in RULES.read_text("utf-8").splitlines() if line and not line.startswith("#")]

    broken = [rule for rule in rules if not re.fullmatch(rf'(?:(?:{key})"[^"]*"(?:, |$))+', rule)]

    assert rules
    assert not broken


def analyzed(systemd_analyze: str, *arguments: str) -> str:
    """Everything that systemd-analyze says, on either stream."""
    run = subprocess.run(
        [systemd_analyze, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=100
    )
    return run.stdout
