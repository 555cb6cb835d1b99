"""What a box's settings say of the wires to panels and of displays at windows; see docs/settings.md."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from hardware.buttons.display_frame import framed
from hardware.serial_port import why_not_an_address
from hardware.settings_table import Table
from server.contract.terms import PanelMake

SERIAL_SPEEDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200)
MOST_MODULES = {PanelMake.MODBUS_RTU: 4, PanelMake.MODBUS_TCP: 16}
"""At 9600 baud a module takes 22 ms: with more of them on a line a short press would be missed."""
MOST_INPUTS = 8
"""Of a Modbus module."""
QUIET_SECONDS = 0.3
"""A LED display needs so long between two frames."""

_KINDS = tuple(make.value for make in PanelMake if make is not PanelMake.DISPLAY)
_USUAL_SPEED = {PanelMake.QSYSTEM: 57600}
_ADDRESSES = {PanelMake.CHERHA: range(1, 255), PanelMake.QSYSTEM: range(32, 255), PanelMake.NUMPAD: range(1, 2)}
_UNITS = range(1, 248)
_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")


class Parity(StrEnum):
    """Of a serial line, by the letter that the libraries take."""

    NONE = "N"
    EVEN = "E"
    ODD = "O"


@dataclass(frozen=True, slots=True)
class ButtonsSettings:
    """One wire with window-call panels.

    ``windows`` tells for simple halls which address on it belongs to the window of which name; the office's word goes
    before.
    """

    wire: str
    windows: Mapping[str, str] = field(default_factory=dict)
    baud: int = 9600
    kind: PanelMake = PanelMake.CHERHA
    parity: Parity = Parity.NONE
    modules: tuple[int, ...] = ()
    """Of a Modbus line: the modules' addresses."""
    keys: int = 1
    """Of a Modbus module: how many of its inputs belong to one panel."""
    inputs: int = MOST_INPUTS
    """Of each Modbus module."""


@dataclass(frozen=True, slots=True)
class WindowDisplaysSettings:
    """One wire with displays at windows that take template frames."""

    wire: str
    addresses: tuple[int, ...]
    windows: Mapping[str, str] = field(default_factory=dict)
    template: str = "\x01{address}{text}\x07"
    """``{address}`` is one byte, ``{number}`` the same in digits."""
    encoding: str = "cp1251"
    baud: int = 9600
    empty_spaces: int = 7
    quiet_seconds: float = QUIET_SECONDS


def read_buttons(table: Table) -> ButtonsSettings:
    """One ``[[buttons]]``; raises ``SettingsRefused``."""
    kind = PanelMake(table.choice("kind", _KINDS, PanelMake.CHERHA.value))
    is_modbus, is_serial = kind in MOST_MODULES, kind not in (PanelMake.NUMPAD, PanelMake.MODBUS_TCP)
    usual = ButtonsSettings(wire="")
    modules = _numbers(table, "modules", _UNITS) if is_modbus else ()
    if is_modbus and not 1 <= len(modules) <= MOST_MODULES[kind]:
        raise table.refused("modules", f"must name 1 to {MOST_MODULES[kind]} modules, such as [1, 2]")
    settings = ButtonsSettings(
        wire=_wire(table) if is_serial else table.text("wire"),
        windows=_windows(table),
        baud=table.one_of("baud", SERIAL_SPEEDS, _USUAL_SPEED.get(kind, usual.baud)) if is_serial else usual.baud,
        kind=kind,
        parity=Parity[table.choice("parity", ("none", "even", "odd"), "none").upper()]
        if kind is PanelMake.MODBUS_RTU
        else usual.parity,
        modules=modules,
        keys=table.one_of("keys", (1, 2, 4, 8), usual.keys) if is_modbus else usual.keys,
        inputs=table.one_of("inputs", (4, 8), usual.inputs) if is_modbus else usual.inputs,
    )
    if settings.keys > settings.inputs:
        raise table.refused("keys", f"must be at most the inputs of a module, {settings.inputs}, not {settings.keys}")
    if kind is PanelMake.MODBUS_TCP and not re.fullmatch(r"[^:\s]+:\d{1,5}", settings.wire):
        raise table.refused("wire", f"must be such as 10.0.0.9:502, not {settings.wire!r}")
    table.refuse_the_rest()
    _check_addresses(table, settings)
    return settings


def refuse_same_wires(tables: Sequence[Table], wires: Sequence[ButtonsSettings]) -> None:
    """Two owners of one wire would take each other's bytes; raises ``SettingsRefused``."""
    places: dict[str, int] = {}
    for number, (table, settings) in enumerate(zip(tables, wires, strict=True), 1):
        # /dev/serial/by-id leads to the same device as /dev/ttyUSB0.
        is_on_network = "://" in settings.wire or settings.kind is PanelMake.MODBUS_TCP
        place = settings.wire.casefold() if is_on_network else os.path.realpath(settings.wire)
        first = places.setdefault(place, number)
        if first != number:
            raise table.refused(
                "wire", f"names the same wire as [[buttons]] {first}; write all its panels there, or name another one"
            )


def read_window_displays(table: Table) -> WindowDisplaysSettings:
    """One ``[[window_displays]]``; raises ``SettingsRefused``."""
    usual = WindowDisplaysSettings(wire="", addresses=())
    windows = _windows(table)
    for address in windows:
        if not address.isdecimal() or int(address) not in range(1, 256):
            raise table.refused("windows", f"the address {address!r} must be a number from 1 to 255")
    named = _numbers(table, "addresses", range(1, 256))
    settings = WindowDisplaysSettings(
        wire=_wire(table),
        addresses=tuple(sorted({*named, *map(int, windows)})),
        windows=windows,
        template=_HEX.sub(lambda found: chr(int(found[1], 16)), table.text("template", usual.template)),
        encoding=table.text("encoding", usual.encoding),
        baud=table.one_of("baud", SERIAL_SPEEDS, usual.baud),
        empty_spaces=table.one_of("empty_spaces", tuple(range(1, 41)), usual.empty_spaces),
        quiet_seconds=table.number("quiet_seconds", usual.quiet_seconds, least=QUIET_SECONDS, most=10),
    )
    table.refuse_the_rest()
    if not settings.addresses:
        raise table.refused("windows", 'must name the displays, such as { 5 = "3" }')
    _check_template(table, settings)
    return settings


def panel_addresses(settings: ButtonsSettings) -> tuple[str, ...]:
    """Those that the settings name: of a Modbus line ``module-number``, the number being the panel's on its module."""
    if settings.modules:
        numbers = range(1, settings.inputs // settings.keys + 1)
        return tuple(f"{module}-{number}" for module in settings.modules for number in numbers)
    return ("1",) if settings.kind is PanelMake.NUMPAD else tuple(settings.windows)


def _wire(table: Table) -> str:
    wire = table.text("wire")
    why_not = why_not_an_address(wire)
    if why_not is not None:
        raise table.refused("wire", why_not)
    return wire


def _windows(table: Table) -> dict[str, str]:
    windows = table.table("windows")
    return {} if windows is None else {address: windows.text(address) for address in windows.rest()}


def _numbers(table: Table, key: str, allowed: range) -> tuple[int, ...]:
    values = table.whole_numbers(key)
    if any(value not in allowed for value in values) or len(set(values)) != len(values):
        raise table.refused(key, f"must be different numbers from {allowed[0]} to {allowed[-1]}, such as [1, 2]")
    return values


def _check_addresses(table: Table, settings: ButtonsSettings) -> None:
    allowed = _ADDRESSES.get(settings.kind)
    known = panel_addresses(settings)
    for address in settings.windows:
        if allowed is None and address not in known:
            raise table.refused("windows", f"the address {address!r} must be one of {', '.join(known)}")
        if allowed is not None and (not address.isdecimal() or int(address) not in allowed):
            numbers = f"a number from {allowed[0]} to {allowed[-1]}" if len(allowed) > 1 else str(allowed[0])
            raise table.refused("windows", f"the address {address!r} must be {numbers}")


def _check_template(table: Table, settings: WindowDisplaysSettings) -> None:
    def refuse(why: str) -> NoReturn:
        raise table.refused("template", f"{why}; it must be such as '\\x01{{address}}{{text}}\\x07'")

    try:
        "0123456789 АЯ".encode(settings.encoding)
    except (LookupError, UnicodeError):
        raise table.refused("encoding", f"must be one that has Ukrainian letters, not {settings.encoding!r}") from None
    try:
        for address in settings.addresses:
            framed(settings.template, settings.encoding, address, " " * settings.empty_spaces)
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        refuse(f"cannot be filled in ({type(error).__name__})")
    if "{text}" not in settings.template:
        refuse("has no {text}")
