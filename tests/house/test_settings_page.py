"""docs/settings.md has a line for every setting that the code reads, and none that it does not."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from hardware import settings as box
from hardware.drivers import DRIVERS
from hardware.errors import OptionRefused
from server.settings import Settings
from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
TABLES = {
    "[kiosk]": box.KioskSettings,
    "[display]": box.DisplaySettings,
    "[screen]": box.ScreenSettings,
    "[[buttons]]": box.ButtonsSettings,
    "[[window_displays]]": box.WindowDisplaysSettings,
}
ONE_WAY = {"escpos-cups", "escpos-file"}
NEEDED: dict[str, dict[str, object]] = {
    "escpos-tcp": {"host": "printer.example"},
    "escpos-serial": {"wire": "/dev/ttyS0"},
    "escpos-lp": {},
    "escpos-usb": {"vendor": 1, "product": 1},
    "escpos-cups": {"queue": "kiosk"},
    "escpos-file": {"path": "slips.bin"},
}


def test_every_setting_of_the_server_has_its_line() -> None:
    assert lines_below("## Server") == {field.name for field in dataclasses.fields(Settings)}


def test_every_default_of_the_server_is_as_told() -> None:
    told = dict(re.findall(r"(?m)^\| `(\w+)` \| `([^`]*)` \|", section("## Server")))

    for field in dataclasses.fields(Settings):
        default = str(field.default).lower() if isinstance(field.default, bool) else field.default
        assert told[field.name] == (
            f'"{default}"' if isinstance(default, str | Path) and default not in ("true", "false") else str(default)
        )


def test_every_setting_of_a_box_has_its_line() -> None:
    tables = {"printer", "spare_printer", "kiosk", "display", "screen", "buttons", "window_displays"}

    assert lines_below("## Box") | tables == {field.name for field in dataclasses.fields(box.BoxSettings)}
    assert all(f"### `[{name}]`" in PAGE or f"### `[[{name}]]`" in PAGE for name in tables)


def test_every_setting_of_a_boxes_tables_has_its_line() -> None:
    for heading, shape in TABLES.items():
        assert lines_below(f"### `{heading}`") == {field.name for field in dataclasses.fields(shape)}, heading


def test_every_option_of_every_printer_driver_has_its_line() -> None:
    told_of_all = lines_below("### `[printer]`")
    not_of_all = set(re.findall(r"(?m)^\| `(\w+)` \|.*Not of", section("### `[printer]`")))

    for name in DRIVERS:
        assert f'"{name}"' in section("### `[printer]`")
        told = told_of_all | lines_below(f"#### `{name}`")
        assert known_options(name) | {"driver"} == told - (not_of_all if name in ONE_WAY else set()), name


def known_options(name: str) -> set[str]:
    """What a driver itself says that it knows, when it is given what it cannot know."""
    try:
        DRIVERS[name](NEEDED[name] | {"no-such-option": 1})
    except OptionRefused as refused:
        return set(re.findall(r"\w+", str(refused).rpartition(":")[2]))
    raise AssertionError("an unknown option was taken")


def section(heading: str) -> str:
    """What stands below a heading, up to the next one of any depth."""
    start = PAGE.index(f"\n{heading}") + 1
    end = PAGE.find("\n#", start)
    return PAGE[start : end if end >= 0 else len(PAGE)]


def lines_below(heading: str) -> set[str]:
    return set(re.findall(r"(?m)^\| `(\w+)` \|", section(heading)))
