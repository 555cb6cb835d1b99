"""What a box's settings say of wires and displays: read strictly, with the place and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.buttons.fitting import ADAPTERS, adapters
from hardware.buttons.settings import ButtonsSettings, Parity, WindowDisplaysSettings, panel_addresses
from hardware.errors import SettingsRefused
from hardware.settings import BoxSettings, read_settings
from server.contract.terms import PanelMake
from tests.hardware.buttons.hearing import Hearing

TOP = 'server_url = "http://127.0.0.1:1"\nstate_folder = "x"\n'


def read(folder: Path, lines: str) -> BoxSettings:
    file = folder / "box.toml"
    file.write_text(TOP + lines, encoding="utf-8")
    return read_settings(file, {})


@pytest.mark.parametrize(
    ("lines", "settings"),
    [
        ('wire = "w"', ButtonsSettings("w")),
        ('kind = "qsystem"\nwire = "w"', ButtonsSettings("w", baud=57600, kind=PanelMake.QSYSTEM)),
        (
            'kind = "modbus-rtu"\nwire = "w"\nmodules = [1, 7]\nkeys = 4\nparity = "even"\nwindows = { 7-2 = "3" }',
            ButtonsSettings("w", {"7-2": "3"}, kind=PanelMake.MODBUS_RTU, parity=Parity.EVEN, modules=(1, 7), keys=4),
        ),
        (
            'kind = "modbus-tcp"\nwire = "10.0.0.9:502"\nmodules = [1]',
            ButtonsSettings("10.0.0.9:502", kind=PanelMake.MODBUS_TCP, modules=(1,)),
        ),
        (
            'kind = "numpad"\nwire = "/dev/input/by-id/pad"\nwindows = { 1 = "3" }',
            ButtonsSettings("/dev/input/by-id/pad", {"1": "3"}, kind=PanelMake.NUMPAD),
        ),
    ],
    ids=["cherha", "qsystem", "modbus-rtu", "modbus-tcp", "numpad"],
)
def test_each_kind_of_wire_is_read(tmp_path: Path, lines: str, settings: ButtonsSettings) -> None:
    assert read(tmp_path, f"[[buttons]]\n{lines}\n").buttons == (settings,)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('wire = "w"\nbaud = 9601', "baud must be one of 2400"),
        ('kind = "mqtt"\nwire = "w"', "kind must be one of cherha, modbus-rtu"),
        ('wire = "w"\nwindows = { 255 = "3" }', "address '255' must be a number from 1 to 254"),
        ('wire = "w"\nwindows = { ten = "3" }', "address 'ten' must be a number from 1 to 254"),
        ('kind = "qsystem"\nwire = "w"\nwindows = { 31 = "3" }', "address '31' must be a number from 32 to 254"),
        ('kind = "numpad"\nwire = "w"\nwindows = { 2 = "3" }', "address '2' must be 1"),
        ('kind = "numpad"\nwire = "w"\nbaud = 9600', "baud is unknown"),
        ('kind = "modbus-rtu"\nwire = "w"', "modules must name 1 to 4 modules"),
        ('kind = "modbus-rtu"\nwire = "w"\nmodules = [1, 2, 3, 4, 5]', "modules must name 1 to 4 modules"),
        ('kind = "modbus-rtu"\nwire = "w"\nmodules = [1, 1]', "modules must be different numbers from 1 to 247"),
        ('kind = "modbus-rtu"\nwire = "w"\nmodules = [1]\nkeys = 3', "keys must be one of 1, 2, 4, 8"),
        ('kind = "modbus-rtu"\nwire = "w"\nmodules = [1]\nkeys = 4\nwindows = { 1-3 = "3" }', "one of 1-1, 1-2"),
        ('kind = "modbus-tcp"\nwire = "10.0.0.9"\nmodules = [1]', "wire must be such as 10.0.0.9:502"),
        ('wire = "w"\nmodules = [1]', "modules is unknown"),
        ('kind = "modbus-rtu"\nwire = "w"\nmodules = [1]\ninputs = 6', "inputs must be one of 4, 8"),
        ('kind = "modbus-rtu"\nwire = "w"\nmodules = [1]\ninputs = 4\nkeys = 8', "keys must be at most the inputs"),
        ('wire = "pigeon://roof"', "[[buttons]] 1 wire"),
        (
            'kind = "modbus-rtu"\nwire = "pigeon://roof"\nmodules = [1]',
            "it must be a device, such as /dev/serial/by-id",
        ),
    ],
)
def test_what_a_wire_cannot_be_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read(tmp_path, f"[[buttons]]\n{lines}\n")

    assert said in str(refused.value)
    assert "box.toml:" in str(refused.value)


@pytest.mark.parametrize(
    ("lines", "settings"),
    [
        ('wire = "w"\nwindows = { 5 = "3" }', WindowDisplaysSettings("w", (5,), {"5": "3"})),
        (
            "wire = 'w'\naddresses = [2]\ntemplate = '\\x02{number};{text}\\r'\nencoding = \"utf-8\"\nempty_spaces = 4",
            WindowDisplaysSettings("w", (2,), template="\x02{number};{text}\\r", encoding="utf-8", empty_spaces=4),
        ),
    ],
)
def test_displays_are_read(tmp_path: Path, lines: str, settings: WindowDisplaysSettings) -> None:
    assert read(tmp_path, f"[[window_displays]]\n{lines}\n").window_displays == (settings,)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('wire = "w"', "windows must name the displays"),
        ('wire = "w"\nwindows = { 256 = "3" }', "address '256' must be a number from 1 to 255"),
        ('wire = "w"\naddresses = [0]', "addresses must be different numbers from 1 to 255"),
        ('wire = "w"\naddresses = [1]\ntemplate = "{address}"', "template has no {text}"),
        ('wire = "w"\naddresses = [1]\ntemplate = "{text}{colour}"', "template cannot be filled in (KeyError)"),
        ('wire = "w"\naddresses = [1]\ntemplate = "{text"', "template cannot be filled in (ValueError)"),
        ('wire = "w"\naddresses = [1]\ntemplate = "{address:>2}{text}"', "template cannot be filled in (KeyError)"),
        ('wire = "w"\naddresses = [1]\ntemplate = "{text[9]}{text}"', "template cannot be filled in (IndexError)"),
        ('wire = "pigeon://roof"\naddresses = [1]', "[[window_displays]] 1 wire"),
        ('wire = "w"\naddresses = [1]\nencoding = "ascii"', "encoding must be one that has Ukrainian letters"),
        ('wire = "w"\naddresses = [1]\nquiet_seconds = 0.1', "quiet_seconds must be a number from 0.3 to 10"),
    ],
)
def test_what_a_display_cannot_be_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read(tmp_path, f"[[window_displays]]\n{lines}\n")

    assert said in str(refused.value)
    assert "box.toml:" in str(refused.value)


def test_the_panels_of_a_module_follow_from_its_keys() -> None:
    settings = ButtonsSettings("w", kind=PanelMake.MODBUS_RTU, modules=(1, 7), keys=4)

    assert panel_addresses(settings) == ("1-1", "1-2", "7-1", "7-2")


def test_modules_with_four_inputs_have_half_the_panels() -> None:
    settings = ButtonsSettings("w", kind=PanelMake.MODBUS_RTU, modules=(1, 7), keys=2, inputs=4)

    assert panel_addresses(settings) == ("1-1", "1-2", "7-1", "7-2")


def test_every_kind_has_its_adapter_and_each_wire_a_name_of_its_own() -> None:
    wires = [
        ButtonsSettings("127.0.0.1:1" if make is PanelMake.MODBUS_TCP else "/dev/w", kind=make, modules=(1,))
        for make in ADAPTERS
    ]

    parts = list(adapters(wires, Hearing()))

    assert set(ADAPTERS) == set(PanelMake) - {PanelMake.DISPLAY}
    assert [part.name for part in parts] == ["buttons", "buttons-2", "buttons-3", "buttons-4", "buttons-5"]
