"""What the machine needs to start: a TOML file and environment, read strictly into one frozen value."""

import ipaddress
import json
import os
import re
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

_PREFIX = "CHERHA_"
_SAID = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
"""Yes and no in the environment, which has texts alone."""
_SECRET = frozenset({"database", "public_url"})
"""An address may hold a password, and a refusal goes to the journal: what was given is not repeated."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class BadSetting(Exception):
    """A setting cannot be understood; the message names the file, the line, the key and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each may stand in the file as written here, or in the environment as ``CHERHA_<NAME>``, which wins."""

    host: str = "127.0.0.1"
    """Address to listen on; behind nginx on the same machine the default is right."""
    port: int = 8080
    folder: Path = Path("var")
    """Where the database, its backups, sounds and the server's own secret live."""
    database: str = ""
    """``sqlite:///…`` or ``postgresql://…``; empty: ``cherha.sqlite`` in the folder."""
    public_url: str = ""
    """The address that citizens' phones reach; empty: what host and port say."""
    is_https: bool = False
    """Whether people come by https (nginx in front): cookies are then sent over https only."""
    proxies: int = 0
    """How many proxies of ours stand in front (nginx: 1); whom they speak for is believed, and counted as."""
    voice: str = "espeak"
    """``espeak``, ``clips:<folder>``, ``command:<program and arguments>`` or ``none``."""
    forecast: bool = True
    """Whether waits are foreseen, by a process of its own; else simple ranges are told."""
    log_level: str = "info"

    @property
    def database_url(self) -> str:
        """The database, whether named or not."""
        return self.database or f"sqlite:///{(self.folder / 'cherha.sqlite').absolute()}"

    @property
    def base_url(self) -> str:
        """The public address without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def read_settings(file: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a file (None: none) and the environment; refuses with ``BadSetting``, naming what is known.

    What the file says must be right even where the environment goes before it: else it would stop a later start.
    """
    shapes = get_type_hints(Settings)
    given = ({} if file is None else _in_file(file, shapes)) | _in_environment(environment, shapes)
    values: dict[str, Any] = {name: Path(value) if shapes[name] is Path else value for name, value in given.items()}
    return Settings(**values)


def _in_file(file: Path, shapes: Mapping[str, type]) -> dict[str, Any]:
    text = _text_of(file)
    given = _parsed(file, text)
    for name, value in given.items():
        if name not in shapes:
            known = ", ".join(sorted(shapes))
            raise BadSetting(f"{file}:{_line_of(text, name)}: «{name}» is unknown; known are {known}")
        need = _NEEDS[name]
        if not need.is_met_by(value, shapes[name]):
            why = need.complaint(value, is_shown=name not in _SECRET)
            raise BadSetting(f"{file}:{_line_of(text, name)}: {name} {why}: {name} = {json.dumps(need.example)}")
    return given


def _in_environment(environment: Mapping[str, str], shapes: Mapping[str, type]) -> dict[str, Any]:
    given = {}
    for name, shape in shapes.items():
        variable = f"{_PREFIX}{name.upper()}"
        if variable not in environment:
            continue
        given[name], need = _meant(environment[variable], shape), _NEEDS[name]
        if not need.is_met_by(given[name], shape):
            why = need.complaint(environment[variable], is_shown=name not in _SECRET)
            example = need.example if isinstance(need.example, str) else json.dumps(need.example)
            raise BadSetting(f"the environment: {variable} {why}: {variable}={example}")
    return given


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise BadSetting(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise BadSetting(f"{file}:{line}: is not UTF-8; save the file in that encoding") from error


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = text.rstrip("\n").count("\n") + 1 if found is None else int(found[1])
        raise BadSetting(f"{file}:{line}: is not TOML: {error}") from error


def _line_of(text: str, name: str) -> int:
    """The line, from 1, where a key or table of the file begins.

    TOML's reader tells no lines, so it is asked itself: a key stands where the file's beginning first holds it. A
    statement over many lines cannot be read before its last one.
    """
    begins = 1
    lines = text.split("\n")
    for count in range(1, len(lines) + 1):
        try:
            is_held = name in tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if is_held:
            break
        begins = count + 1
    return begins


def _meant(text: str, shape: type) -> Any:
    """What a text of the environment stands for where TOML has more than texts; itself, where it means nothing."""
    if shape is bool:
        return _SAID.get(text.lower(), text)
    return int(text) if shape is int and re.fullmatch(r"[0-9]{1,9}", text) else text


@dataclass(frozen=True, slots=True)
class _Need:
    """What a setting must be; ``is_met`` is asked of values of its type alone, of a path as a text."""

    words: str
    example: str | int | bool
    is_met: Callable[[Any], bool] = lambda value: True

    def is_met_by(self, value: object, shape: type) -> bool:
        is_text = shape in (str, Path)
        if type(value) is not (str if is_text else shape):
            return False
        return not (is_text and _CONTROL.search(str(value))) and self.is_met(value)

    def complaint(self, value: object, *, is_shown: bool) -> str:
        """Why a value is refused, without its name; what would be taken is for the caller to add."""
        instead = f", not {json.dumps(value, ensure_ascii=False, default=str)}" if is_shown else ""
        return f"needs {self.words}{instead}; write for example"


def _is_host(host: str) -> bool:
    label = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return re.fullmatch(rf"{label}(\.{label})*", host) is not None
    return True


def _is_public_url(url: str) -> bool:
    """What a phone opens and more can be added to; nothing is right, too."""
    try:
        has_port = urlsplit(url).port != 0
    except ValueError:
        return False
    return not url or (has_port and re.fullmatch(r"https?://[^\s/?#@:][^\s?#@]*", url) is not None)


def _is_voice(voice: str) -> bool:
    """``bootstrap.voice_of`` takes it."""
    name, _, rest = voice.partition(":")
    if name != "command":
        return voice in ("espeak", "none") or (name == "clips" and bool(rest))
    try:
        return bool(shlex.split(rest))
    except ValueError:  # a quotation mark without its other one
        return False


_YES_OR_NO = "true or false"
_NEEDS: Mapping[str, _Need] = {
    "host": _Need("an address or a name, without http:// and port", "127.0.0.1", _is_host),
    "port": _Need("a whole number from 1 to 65535", 8080, lambda port: 1 <= port <= 65535),
    "folder": _Need("a path", "/var/lib/cherha", bool),
    "database": _Need(
        "an address that begins with sqlite:/// or postgresql://, or nothing",
        "sqlite:////var/lib/cherha/cherha.sqlite",
        lambda url: not url or re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", url) is not None,
    ),
    "public_url": _Need(
        "an address with https:// or http:// before it, or nothing", "https://cherha.example.gov.ua", _is_public_url
    ),
    "is_https": _Need(_YES_OR_NO, True),
    "proxies": _Need("a whole number from 0 to 10", 1, lambda proxies: 0 <= proxies <= 10),
    "voice": _Need("espeak, clips:<folder>, command:<program and arguments> or none", "espeak", _is_voice),
    "forecast": _Need(_YES_OR_NO, True),
    "log_level": _Need(
        "debug, info, warning or error", "info", lambda level: level in ("debug", "info", "warning", "error")
    ),
}
