"""What the pages are given by bootstrap."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

from server.contract.terms import BoxId
from server.identity import Identity
from server.usecases.bus import CommandBus
from server.usecases.ports import Chance, Clock, Prospects, Store

KEY = "cherha"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One set for the whole server."""

    store: Store
    bus: CommandBus
    identity: Identity
    clock: Clock
    chance: Chance
    version: str
    base_url: str
    is_https: bool
    sound: Callable[[str], Path | None]
    """The file of an announcement by its name; None when there is none."""
    is_here: Callable[[BoxId], bool]
    """Whether a box is connected this moment."""
    welcome_code: Callable[[], str | None]
    """The one-time code of the first start, while there is no hall yet."""
    prospects: Prospects | None = None
    """The latest forecasts."""


def parts() -> Parts:
    """Those of the app at hand."""
    return cast(Parts, current_app.extensions[KEY])
