"""What the machine needs to start: a TOML file and environment, read strictly into one frozen value."""

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

_PREFIX = "CHERHA_"


class BadSetting(Exception):
    """A setting cannot be understood; the message names the file, the key and what is allowed."""


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
    """The settings of a file (None: none) and the environment; refuses with ``BadSetting``, naming what is known."""
    given: dict[str, Any] = {} if file is None else _from_file(file)
    known = {field.name for field in dataclasses.fields(Settings)}
    for name, value in environment.items():
        if name.startswith(_PREFIX) and name[len(_PREFIX) :].lower() in known:
            given[name[len(_PREFIX) :].lower()] = value
    hints = get_type_hints(Settings)
    for name in given:
        if name not in known:
            raise BadSetting(f"{file}: «{name}» is unknown; known are {', '.join(sorted(known))}")
    return Settings(**{name: _converted(name, value, hints[name]) for name, value in given.items()})


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSetting(f"{file} cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file} is not TOML: {error}") from error


def _converted(name: str, value: Any, shape: type) -> Any:
    if shape is bool and isinstance(value, str) and value.lower() in ("true", "false", "1", "0", "yes", "no"):
        return value.lower() in ("true", "1", "yes")
    if shape is int and isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    if shape is Path and isinstance(value, str):
        return Path(value)
    if type(value) is shape:
        return value
    raise BadSetting(f"{name}: {value!r} is not {'a path' if shape is Path else f'of type {shape.__name__}'}")
