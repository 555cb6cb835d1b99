"""Takes values out of a TOML file strictly; each refusal names the file, the line and the key.

TOML's reader of the standard library tells no lines, and the libraries that keep a file's shape (tomlkit) tell none
either. So the reader itself is asked: a key stands where the file's beginning first holds it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hardware.errors import SettingsRefused

Keys = tuple[str | int, ...]
"""The way to a value: names of tables, places in a list from 0, at last the key."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where each value of a box's settings was given."""

    source: str
    text: str = ""
    in_environment: Mapping[Keys, str] = field(default_factory=dict)
    """Which variable gave what."""

    def refused(self, keys: Keys, why: str) -> SettingsRefused:
        """The refusal of a key, or of the table that lacks it."""
        variable = self.in_environment.get(keys)
        if variable is not None:
            return SettingsRefused("the environment", f"{variable} {why}")
        words = " ".join(word for word in (_heading(keys[:-1]), str(keys[-1]), why) if word)
        line = line_of(self.text, keys) or line_of(self.text, keys[:-1])
        return SettingsRefused(self.source if line is None else f"{self.source}:{line}", words)


def parsed(path: Path) -> tuple[dict[str, Any], str]:
    """What the file says, and its text; raises ``SettingsRefused``."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SettingsRefused(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SettingsRefused(f"{path}:{line}", "is not UTF-8; save the file in that encoding") from error
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = text.rstrip("\n").count("\n") + 1 if found is None else int(found[1])
        raise SettingsRefused(f"{path}:{line}", f"is not TOML: {error}") from error


def line_of(text: str, keys: Keys) -> int | None:
    """The line, from 1, where the statement or heading begins that gives ``keys`` a value; None: nowhere.

    For TOML that can be read. A statement over many lines cannot be read before its last one.
    """
    if not keys:
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    read_lines = 0
    for count in range(1, len(lines) + 1):
        try:
            table = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if _holds(table, keys):
            return read_lines + 1
        read_lines = count
    return None


class Table:
    """Takes values out of a TOML table; what nobody asked for is refused, naming what there is."""

    def __init__(self, values: dict[str, Any], where: Whereabouts, keys: Keys = ()) -> None:
        self._values = values
        self._where = where
        self._keys = keys
        self._known: list[str] = []

    def refused(self, key: str, why: str) -> SettingsRefused:
        """The refusal to raise for a key of this table."""
        return self._where.refused((*self._keys, key), why)

    def text(self, key: str, default: str | None = None) -> str:
        """A text with something in it; without a default it has to be there."""
        value = self._take(key, default)
        if value is None:
            raise self.refused(key, "is missing" if self._keys else "is missing; write it above the first [table]")
        if not isinstance(value, str) or not value.strip():
            raise self.refused(key, f"must be a text, not {value!r}")
        return value

    def path(self, key: str) -> Path | None:
        """A place in the file system, if it is given."""
        if key in self._values:
            return Path(self.text(key)).expanduser()
        self._known.append(key)
        return None

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number within bounds."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.refused(key, f"must be a number from {least:g} to {most:g}, not {value!r}")
        return float(value)

    def port(self, key: str, default: int) -> int:
        """A TCP port; 0 stands for a free one."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 65535:
            raise self.refused(key, f"must be a port number, not {value!r}")
        return value

    def one_of(self, key: str, known: tuple[int, ...], default: int) -> int:
        """One of a few numbers."""
        value = self._take(key, default)
        if isinstance(value, bool) or value not in known:
            raise self.refused(key, f"must be one of {', '.join(map(str, known))}, not {value!r}")
        return int(value)

    def whole_numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers, empty where it is not given."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(type(each) is int for each in value):
            raise self.refused(key, f"must be a list of whole numbers, such as [1, 2], not {value!r}")
        return tuple(value)

    def choice(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words; without a default it has to be there."""
        value = self.text(key, default)
        if value not in known:
            raise self.refused(key, f"must be one of {', '.join(known)}, not {value!r}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.refused(key, f"must be true or false, not {value!r}")
        return value

    def table(self, key: str) -> "Table | None":
        """A table within this one, if it is given."""
        value = self._take(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refused(key, f"must be a table [{key}]")
        return Table(value, self._where, (*self._keys, key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """Every table of a list of them."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.refused(key, f"must be tables [[{key}]]")
        return tuple(Table(each, self._where, (*self._keys, key, place)) for place, each in enumerate(value))

    def rest(self) -> dict[str, object]:
        """What was not asked for by name, for somebody else to judge."""
        return {key: value for key, value in self._values.items() if key not in self._known}

    def refuse_the_rest(self) -> None:
        """Raises for the first key that nobody knows."""
        for key in self.rest():
            raise self.refused(key, f"is unknown; known are {', '.join(self._known)}")

    def _take(self, key: str, default: object) -> Any:
        self._known.append(key)
        return self._values.get(key, default)


def _heading(keys: Keys) -> str:
    """As it stands in the file: «[printer]», «[[buttons]] 2»."""
    match keys:
        case ():
            return ""
        case (str(name), int(place), *further):
            return " ".join([f"[[{name}]]", str(place + 1), *map(str, further)])
        case _:
            return f"[{'.'.join(map(str, keys))}]"


def _holds(value: Any, keys: Keys) -> bool:
    for key in keys:
        match value, key:
            case dict(), str() if key in value:
                value = value[key]
            case list(), int() if key < len(value):
                value = value[key]
            case _:
                return False
    return True
