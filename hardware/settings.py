"""What a box needs to start: a TOML file and the environment, read strictly into frozen values.

::

    server_url = "http://10.0.0.2:8080"
    state_folder = "/var/lib/cherha-kiosk"      # device key, slips to report, the last lease
    key_days = 90                               # an older key is changed at the next start; 0: never

    [printer]                                   # absent: no printer here
    driver = "escpos-tcp"
    host = "10.0.0.7"                           # what else may stand here is the driver's own (hardware/drivers.py)

    [spare_printer]                             # absent: there is none; prints while the other one cannot
    driver = "escpos-lp"

    [kiosk]
    host = "127.0.0.1"
    port = 8090

    [display]
    host = "127.0.0.1"
    port = 8091

    [screen]                                    # absent: nobody's browser is started here
    browser = "/usr/bin/chromium"               # absent: the Chromium there is
    scale = 0.75                                # of a display: 1 is for people 8 m from a 55-inch screen

    [[buttons]]
    kind = "cherha"                             # or modbus-rtu, modbus-tcp, numpad, qsystem
    wire = "/dev/serial/by-id/usb-panel"
    baud = 9600                                 # as the panels are set
    windows = { 32 = "1", 33 = "2" }            # address on the wire = name of the window; the office goes before

    [[window_displays]]
    wire = "/dev/serial/by-id/usb-display"
    windows = { 5 = "1" }

In the environment ``CHERHA_BOX_SERVER_URL``, ``CHERHA_BOX_STATE_FOLDER``, ``CHERHA_BOX_KEY_DAYS`` and
``CHERHA_BOX_<TABLE>_<OPTION>`` (of PRINTER, SPARE_PRINTER, KIOSK, DISPLAY and SCREEN) go before the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hardware.buttons.settings import ButtonsSettings as ButtonsSettings
from hardware.buttons.settings import WindowDisplaysSettings as WindowDisplaysSettings
from hardware.buttons.settings import read_buttons, read_window_displays, refuse_same_wires
from hardware.errors import ConfigurationRefused, DriverUnknown, OptionRefused, SettingsRefused
from hardware.settings_table import Keys, Table, Whereabouts, parsed

PREFIX = "CHERHA_BOX_"
TABLES = ("printer", "spare_printer", "kiosk", "display", "screen")
"""Whose options may stand in the environment."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """A driver's name and the options it is to judge."""

    driver: str
    options: Mapping[str, object]
    table: Table | None = field(default=None, compare=False, repr=False)

    def refused_key(self, key: str, why: str) -> ConfigurationRefused:
        """Why a value cannot stand, with its line."""
        error = OptionRefused(self.driver, key, why)
        return error if self.table is None else self.table.refused(key, why)

    def refused(self, error: ConfigurationRefused) -> ConfigurationRefused:
        """What a driver refuses, said with the line that it stands on."""
        match error:
            case OptionRefused() if self.table is not None:
                return self.table.refused(error.option, error.why)
            case DriverUnknown() if self.table is not None:
                return self.table.refused("driver", f"must be one of {', '.join(error.known)}, not {error.name!r}")
        return error


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """Where the kiosk's page is served: loopback, since nobody else has business there. Port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 8090


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """Where a display's waiting page is served, which leads on to the board; loopback and port as with the kiosk's."""

    host: str = "127.0.0.1"
    port: int = 8091


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """A browser is kept on this machine's screen: which one, and how large a display's called numbers are."""

    browser: Path | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class BoxSettings:
    """Everything of one box."""

    server_url: str
    state_folder: Path
    printer: PrinterSettings | None = None
    spare_printer: PrinterSettings | None = None
    kiosk: KioskSettings = KioskSettings()
    buttons: tuple[ButtonsSettings, ...] = field(default=())
    display: DisplaySettings = DisplaySettings()
    screen: ScreenSettings | None = None
    window_displays: tuple[WindowDisplaysSettings, ...] = field(default=())
    key_days: float = 90.0
    """A key that is older is changed at the next start; 0: never."""


def read_settings(path: Path | None, environment: Mapping[str, str]) -> BoxSettings:
    """Raises ``SettingsRefused``, naming file, line and key, and the keys there are."""
    table, text = ({}, "") if path is None else parsed(path)
    in_environment = _overlay(table, environment)
    if path is None and "server_url" not in table:
        raise SettingsRefused(
            "settings",
            "no settings file was named; name this box's own by --config /etc/cherha/kiosk.toml (display.toml, "
            f"hardware.toml) or in {PREFIX}CONFIG",
        )
    top = Table(table, Whereabouts("settings" if path is None else str(path), text, in_environment))
    settings = BoxSettings(
        server_url=_server_url(top),
        state_folder=Path(top.text("state_folder")).expanduser(),
        printer=_printer(top.table("printer")),
        spare_printer=_printer(top.table("spare_printer")),
        kiosk=_kiosk(top.table("kiosk")),
        buttons=tuple(read_buttons(each) for each in top.tables("buttons")),
        display=_display(top.table("display")),
        screen=_screen(top.table("screen")),
        window_displays=tuple(read_window_displays(each) for each in top.tables("window_displays")),
        key_days=top.number("key_days", 90.0, least=0, most=3650),
    )
    top.refuse_the_rest()
    refuse_same_wires(top.tables("buttons"), settings.buttons)
    if settings.spare_printer is not None and settings.printer is None:
        raise top.refused("spare_printer", "stands in for [printer], which is missing")
    return settings


def _overlay(table: dict[str, Any], environment: Mapping[str, str]) -> dict[Keys, str]:
    """Puts what the environment says before what the file says; which variable gave what."""
    given: dict[Keys, str] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        key = name.removeprefix(PREFIX).lower()
        section = next((table for table in TABLES if key.startswith(f"{table}_")), "")
        option = key.removeprefix(f"{section}_")
        if section and option:
            inner = table.setdefault(section, {})
            if isinstance(inner, dict):
                inner[option] = _value(value)
                given[section, option] = name
        elif key in ("server_url", "state_folder", "key_days"):
            table[key] = _value(value) if key == "key_days" else value
            given[key,] = name
        elif key not in ("config",):
            known = ", ".join(
                f"{PREFIX}{each}"
                for each in (
                    *("SERVER_URL", "STATE_FOLDER", "KEY_DAYS"),
                    *("KIOSK_…", "DISPLAY_…", "SCREEN_…", "PRINTER_…", "SPARE_PRINTER_…", "CONFIG"),
                )
            )
            raise SettingsRefused("the environment", f"{name} is unknown; known are {known}")
    return given


def _value(text: str) -> object:
    """The environment knows text alone: numbers and yes/no are read as TOML would."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except ValueError:
        return text


def _server_url(top: Table) -> str:
    text = top.text("server_url")
    try:
        parts = urlsplit(text)
        is_one = bool(parts.scheme in ("http", "https") and parts.hostname and parts.port != 0)
        is_one = is_one and parts.path in ("", "/") and not parts.query
    except ValueError:  # a bracket or a port that is none
        is_one = False
    if not is_one:
        raise top.refused("server_url", f"must be such as http://10.0.0.2:8080, not {text!r}")
    return text.rstrip("/")


def _printer(table: Table | None) -> PrinterSettings | None:
    if table is None:
        return None
    driver = table.text("driver")
    return PrinterSettings(driver, table.rest(), table)


def _kiosk(table: Table | None) -> KioskSettings:
    if table is None:
        return KioskSettings()
    settings = KioskSettings(
        host=table.text("host", KioskSettings().host), port=table.port("port", KioskSettings().port)
    )
    table.refuse_the_rest()
    return settings


def _display(table: Table | None) -> DisplaySettings:
    if table is None:
        return DisplaySettings()
    settings = DisplaySettings(
        host=table.text("host", DisplaySettings().host), port=table.port("port", DisplaySettings().port)
    )
    table.refuse_the_rest()
    return settings


def _screen(table: Table | None) -> ScreenSettings | None:
    if table is None:
        return None
    settings = ScreenSettings(browser=table.path("browser"), scale=table.number("scale", 1.0, least=0.4, most=1.6))
    table.refuse_the_rest()
    return settings
