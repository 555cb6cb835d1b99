"""Values of the domain as columns, and back."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from server.contract import wire
from server.domain.calendar import DatedHours, OpenDay
from server.domain.hall import HallSettings, LocalText
from server.domain.moment import Moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros_of(wall: datetime) -> int:
    """An aware time as whole microseconds since 1970 in UTC."""
    return (wall - _EPOCH) // _MICROSECOND


def wall_of(micros: int) -> datetime:
    """The aware time in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def moment_of(hall_ms: int | None, wall_us: int | None) -> Moment | None:
    """A moment from its two columns, which are both there or both not."""
    return None if hall_ms is None or wall_us is None else Moment(hall_ms, wall_of(wall_us))


def list_of(strings: Iterable[str]) -> str:
    """Strings as a JSON list."""
    return json.dumps(list(strings))


def text_of(value: object, shape: Any) -> str:
    """A value that is read as one piece, as JSON text."""
    return wire.dumps(value, shape)


@lru_cache(maxsize=4096)
def _loaded(shape: Any, text: str) -> Any:
    return wire.loads(shape, text)


def hours_of(text: str) -> tuple[OpenDay, ...]:
    """Opening hours; parsed once, since every command reads its hall and only the office changes it."""
    hours: tuple[OpenDay, ...] = _loaded(tuple[OpenDay, ...], text)
    return hours


def exceptions_of(text: str) -> tuple[DatedHours, ...]:
    """Dated hours."""
    exceptions: tuple[DatedHours, ...] = _loaded(tuple[DatedHours, ...], text)
    return exceptions


def settings_of(text: str) -> HallSettings:
    """The office's decisions."""
    settings: HallSettings = _loaded(HallSettings, text)
    return settings


def local_text_of(text: str) -> LocalText:
    """A text by language, of the reader's own."""
    texts: LocalText = _loaded(LocalText, text)
    return dict(texts)


def strings_of(text: str) -> tuple[str, ...]:
    """A list of strings."""
    strings: tuple[str, ...] = _loaded(tuple[str, ...], text)
    return strings
