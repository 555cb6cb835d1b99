"""What a box needs to start: a TOML file and the environment, read strictly into frozen values.

::

    server_url = "http://10.0.0.2:8080"
    state_folder = "/var/lib/cherha-kiosk"      # device key, slips to report, the last lease

    [printer]                                   # absent: no printer here
    driver = "escpos-tcp"
    host = "10.0.0.7"                           # what else may stand here is the driver's own (hardware/drivers.py)

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
    wire = "/dev/serial/by-id/usb-panel"
    baud = 9600                                 # as the panels are set
    windows = { 32 = "1", 33 = "2" }            # address on the wire = name of the window

In the environment ``CHERHA_BOX_SERVER_URL``, ``CHERHA_BOX_STATE_FOLDER`` and ``CHERHA_BOX_<TABLE>_<OPTION>`` (of
PRINTER, KIOSK, DISPLAY and SCREEN) go before the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hardware.errors import SettingsRefused

PREFIX = "CHERHA_BOX_"
SERIAL_SPEEDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200)


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """A driver's name and the options it is to judge."""

    driver: str
    options: Mapping[str, object]


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
class ButtonsSettings:
    """One wire with window-call buttons; ``windows`` tells which address on it belongs to the window of which name."""

    wire: str
    windows: Mapping[str, str]
    baud: int = 9600


@dataclass(frozen=True, slots=True)
class BoxSettings:
    """Everything of one box."""

    server_url: str
    state_folder: Path
    printer: PrinterSettings | None = None
    kiosk: KioskSettings = KioskSettings()
    buttons: tuple[ButtonsSettings, ...] = field(default=())
    display: DisplaySettings = DisplaySettings()
    screen: ScreenSettings | None = None


def read_settings(path: Path | None, environment: Mapping[str, str]) -> BoxSettings:
    """Raises ``SettingsRefused``, naming the key and the keys there are."""
    table = {} if path is None else _parsed(path)
    source = "settings" if path is None else str(path)
    _overlay(table, environment)
    top = _Table(source, table)
    settings = BoxSettings(
        server_url=_server_url(source, top.text("server_url")),
        state_folder=Path(top.text("state_folder")).expanduser(),
        printer=_printer(top.table("printer")),
        kiosk=_kiosk(top.table("kiosk")),
        buttons=tuple(_buttons(each) for each in top.tables("buttons")),
        display=_display(top.table("display")),
        screen=_screen(top.table("screen")),
    )
    top.refuse_the_rest()
    return settings


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsRefused(str(path), f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsRefused(str(path), f"is not TOML: {error}") from error


def _overlay(table: dict[str, Any], environment: Mapping[str, str]) -> None:
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        key = name.removeprefix(PREFIX).lower()
        section, _, option = key.partition("_")
        if section in ("printer", "kiosk", "display", "screen") and option:
            inner = table.setdefault(section, {})
            if isinstance(inner, dict):
                inner[option] = _value(value)
        elif key in ("server_url", "state_folder"):
            table[key] = value
        elif key not in ("config",):
            known = ", ".join(
                f"{PREFIX}{each}"
                for each in ("SERVER_URL", "STATE_FOLDER", "KIOSK_…", "DISPLAY_…", "SCREEN_…", "PRINTER_…", "CONFIG")
            )
            raise SettingsRefused("the environment", f"{name} is unknown; known are {known}")


def _value(text: str) -> object:
    """The environment knows text alone: numbers and yes/no are read as TOML would."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except ValueError:
        return text


def _server_url(source: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise SettingsRefused(source, f"server_url must be such as http://10.0.0.2:8080, not {text!r}")
    return text.rstrip("/")


def _printer(table: "_Table | None") -> PrinterSettings | None:
    if table is None:
        return None
    driver = table.text("driver")
    return PrinterSettings(driver, table.rest())


def _kiosk(table: "_Table | None") -> KioskSettings:
    if table is None:
        return KioskSettings()
    settings = KioskSettings(
        host=table.text("host", KioskSettings().host), port=table.port("port", KioskSettings().port)
    )
    table.refuse_the_rest()
    return settings


def _display(table: "_Table | None") -> DisplaySettings:
    if table is None:
        return DisplaySettings()
    settings = DisplaySettings(
        host=table.text("host", DisplaySettings().host), port=table.port("port", DisplaySettings().port)
    )
    table.refuse_the_rest()
    return settings


def _screen(table: "_Table | None") -> ScreenSettings | None:
    if table is None:
        return None
    settings = ScreenSettings(browser=table.path("browser"), scale=table.scale("scale", 1.0))
    table.refuse_the_rest()
    return settings


def _buttons(table: "_Table") -> ButtonsSettings:
    windows = table.table("windows")
    names = {} if windows is None else {address: windows.text(address) for address in windows.rest()}
    settings = ButtonsSettings(wire=table.text("wire"), windows=names, baud=table.one_of("baud", SERIAL_SPEEDS, 9600))
    table.refuse_the_rest()
    return settings


class _Table:
    """Takes values out of a TOML table; what nobody asked for is refused, naming what there is."""

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self._place = place
        self._values = values
        self._known: list[str] = []

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if value is None:
            raise SettingsRefused(self._place, f"{key} is missing")
        if not isinstance(value, str) or not value.strip():
            raise SettingsRefused(self._place, f"{key} must be a text, not {value!r}")
        return value

    def path(self, key: str) -> Path | None:
        if key in self._values:
            return Path(self.text(key)).expanduser()
        self._known.append(key)
        return None

    def scale(self, key: str, default: float) -> float:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0.4 <= value <= 1.6:
            raise SettingsRefused(self._place, f"{key} must be a number from 0.4 to 1.6, not {value!r}")
        return float(value)

    def port(self, key: str, default: int) -> int:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 65535:
            raise SettingsRefused(self._place, f"{key} must be a port number, not {value!r}")
        return value

    def one_of(self, key: str, known: tuple[int, ...], default: int) -> int:
        value = self._take(key, default)
        if isinstance(value, bool) or value not in known:
            raise SettingsRefused(self._place, f"{key} must be one of {', '.join(map(str, known))}, not {value!r}")
        return int(value)

    def table(self, key: str) -> "_Table | None":
        value = self._take(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise SettingsRefused(self._place, f"{key} must be a table [{key}]")
        return _Table(f"{self._place} [{key}]", value)

    def tables(self, key: str) -> tuple["_Table", ...]:
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise SettingsRefused(self._place, f"{key} must be tables [[{key}]]")
        return tuple(_Table(f"{self._place} [[{key}]] {number}", each) for number, each in enumerate(value, 1))

    def rest(self) -> dict[str, object]:
        """What was not asked for by name, for somebody else to judge."""
        return {key: value for key, value in self._values.items() if key not in self._known}

    def refuse_the_rest(self) -> None:
        for key in self.rest():
            raise SettingsRefused(self._place, f"{key} is unknown; known are {', '.join(self._known)}")

    def _take(self, key: str, default: object) -> Any:
        self._known.append(key)
        return self._values.get(key, default)
