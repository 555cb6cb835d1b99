"""Dataclass to JSON and back, strictly: an unknown, missing or mistyped member is refused with its path."""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from math import isfinite
from typing import Any, Union, get_args, get_origin, get_type_hints

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class WireError(ValueError):
    """The JSON is not of the expected shape; ``path`` says where (``$.devices[0].state``), ``reason`` what."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def kind_of(shape: type) -> str:
    """A class's name on the wire: ``TakeTicket`` is ``take-ticket``."""
    return "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in shape.__name__).lstrip("-")


def to_json(value: object, shape: Any = None) -> Json:
    """JSON of a contract value; a dataclass that is one of a union (``shape``) carries its ``kind``."""
    writer: _Writer = _writer(typing.cast(Any, type(value) if shape is None else shape))
    return writer(value)


def dumps(value: object, shape: Any = None) -> str:
    """The compact JSON text of a contract value."""
    return _COMPACT.encode(to_json(value, shape))


def canonical(value: object) -> str:
    """One text for one meaning of any frozen dataclass, the member ``request_id`` left out; for digests only."""
    return _SORTED.encode(_canonical(value))


def _canonical(value: object) -> Json:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value) if field.name != "request_id")
        return {name: _canonical(getattr(value, name)) for name in names}
    match value:
        case dict():
            return {str(key): _canonical(each) for key, each in value.items()}
        case list() | tuple():
            return [_canonical(each) for each in value]
        case set() | frozenset():
            return sorted((_canonical(each) for each in value), key=str)
        case date():  # a time too
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")


def from_json(shape: Any, value: Json) -> Any:
    """A contract value of ``shape`` (a dataclass or a union of them) from parsed JSON.

    Raises ``WireError``; numbers are not taken for strings, nor strings for numbers, and times must say their zone.
    """
    return _reader(shape)(value, "$")


def loads(shape: Any, text: str | bytes) -> Any:
    """``from_json`` of a JSON text; text that is no JSON is a ``WireError`` too."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WireError("$", "is not JSON") from error
    return from_json(shape, value)


def members(shape: type) -> tuple[tuple[str, Any, bool], ...]:
    """Name, type and whether it must be given, of each member of a dataclass."""
    hints = get_type_hints(shape)
    return tuple(
        (
            field.name,
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(shape)
    )


def plain(shape: Any) -> Any:
    """The type behind a ``NewType``."""
    while hasattr(shape, "__supertype__"):
        shape = shape.__supertype__
    return shape


def is_union(shape: Any) -> bool:
    """Whether the type is ``A | B``."""
    return get_origin(shape) in (Union, types.UnionType)


def choices(shape: Any) -> tuple[Any, ...]:
    """The members of a union other than None."""
    return tuple(choice for choice in get_args(shape) if choice is not type(None))


def may_be_null(shape: Any) -> bool:
    """Whether None is one of the union."""
    return is_union(shape) and type(None) in get_args(shape)


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: ``json.dumps`` makes a new one for each text unless it is asked for its defaults."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_LARGEST_WHOLE = 2**53
"""Beyond it a browser's numbers lose digits."""
_Writer = Callable[[Any], Json]
_Reader = Callable[[Json, str], Any]


@cache
def _writer(shape: Any) -> _Writer:
    shape = plain(shape)
    if is_union(shape):
        return _union_writer(shape)
    if dataclasses.is_dataclass(shape):
        return _dataclass_writer(typing.cast(type, shape))
    if get_origin(shape) is tuple:
        item = _writer(get_args(shape)[0])
        return lambda value: [item(each) for each in value]
    if get_origin(shape) is dict:
        item = _writer(get_args(shape)[1])
        return lambda value: {str(key): item(each) for key, each in value.items()}
    if shape is datetime:
        return lambda value: value.isoformat(timespec="milliseconds")
    if shape is date:
        return lambda value: value.isoformat()
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return lambda value: value.value
    if shape in (str, int, float, bool):
        return lambda value: value
    raise TypeError(f"{shape!r} has no form on the wire")


def _dataclass_writer(shape: type) -> _Writer:
    written = [(name, _writer(hint)) for name, hint, _ in members(shape)]
    return lambda value: {name: write(getattr(value, name)) for name, write in written}


def _union_writer(shape: Any) -> _Writer:
    options = choices(shape)
    if len(options) == 1:
        only = _writer(options[0])
        return lambda value: None if value is None else only(value)
    by_type = {option: (kind, _writer(option)) for kind, option in _by_kind(options).items()}

    def write(value: Any) -> Json:
        if value is None:
            return None
        kind, writer = by_type[type(value)]
        return {"kind": kind, **typing.cast(dict[str, Json], writer(value))}

    return write


@cache
def _reader(shape: Any) -> _Reader:
    shape = plain(shape)
    if is_union(shape):
        return _union_reader(shape)
    if dataclasses.is_dataclass(shape):
        return _dataclass_reader(typing.cast(type, shape))
    if get_origin(shape) is tuple:
        return _list_reader(_reader(get_args(shape)[0]))
    if get_origin(shape) is dict:
        return _mapping_reader(_reader(get_args(shape)[1]))
    if shape is datetime:
        return _time
    if shape is date:
        return _date
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return _enum_reader(shape)
    return _scalar_reader(shape)


def _scalar_reader(shape: Any) -> _Reader:
    names = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}

    def read(value: Json, path: str) -> Any:
        if shape is float and type(value) is int and abs(value) <= _LARGEST_WHOLE:
            return float(value)
        if type(value) is not shape:
            raise WireError(path, f"must be {names[shape]}")
        if shape is str and _NO_TEXT.search(typing.cast(str, value)):
            raise WireError(path, "has characters that are no text")
        if shape is int and abs(typing.cast(int, value)) > _LARGEST_WHOLE:
            raise WireError(path, "is out of range")
        if shape is float and not isfinite(typing.cast(float, value)):
            raise WireError(path, "is not a finite number")
        return value

    return read


def _enum_reader(shape: type[StrEnum]) -> _Reader:
    known = {member.value: member for member in shape}

    def read(value: Json, path: str) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            raise WireError(path, f"must be one of {', '.join(known)}")
        return known[value]

    return read


def _time(value: Json, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(typing.cast(str, value))
    except (TypeError, ValueError) as error:
        raise WireError(path, "must be a time such as 2026-01-31T09:30:00+02:00") from error
    if moment.tzinfo is None:
        raise WireError(path, "must say its time zone")
    return moment


def _date(value: Json, path: str) -> date:
    try:
        return date.fromisoformat(typing.cast(str, value))
    except (TypeError, ValueError) as error:
        raise WireError(path, "must be a date such as 2026-01-31") from error


def _list_reader(item: _Reader) -> _Reader:
    def read(value: Json, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise WireError(path, "must be a list")
        return tuple(item(each, f"{path}[{index}]") for index, each in enumerate(value))

    return read


def _mapping_reader(item: _Reader) -> _Reader:
    def read(value: Json, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise WireError(path, "must be an object")
        return {key: item(each, f"{path}.{key}") for key, each in value.items()}

    return read


def _dataclass_reader(shape: type) -> _Reader:
    known = {name: (_reader(hint), is_needed) for name, hint, is_needed in members(shape)}

    def read(value: Json, path: str) -> Any:
        if not isinstance(value, dict):
            raise WireError(path, "must be an object")
        for name in value:
            if name not in known:
                raise WireError(f"{path}.{name}", f"is unknown; known are {', '.join(known)}")
        for name, (_, is_needed) in known.items():
            if is_needed and name not in value:
                raise WireError(f"{path}.{name}", "is missing")
        return shape(**{name: known[name][0](each, f"{path}.{name}") for name, each in value.items()})

    return read


def _union_reader(shape: Any) -> _Reader:
    options = choices(shape)
    can_be_null = may_be_null(shape)
    by_kind = _by_kind(options) if len(options) > 1 else {}

    def read(value: Json, path: str) -> Any:
        if value is None and can_be_null:
            return None
        if not by_kind:
            return _reader(options[0])(value, path)
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(kind, str) or kind not in by_kind:
            raise WireError(f"{path}.kind", f"must be one of {', '.join(by_kind)}")
        return _reader(by_kind[kind])({name: each for name, each in value.items() if name != "kind"}, path)

    return read


def _by_kind(options: tuple[type, ...]) -> dict[str, type]:
    """The classes of a union by their name on the wire, beside which none may have a ``kind`` of its own."""
    for option in options:
        if any(name == "kind" for name, _, _ in members(option)):
            raise TypeError(f"{option.__name__} is one of a union and has a member named kind")
    return {kind_of(option): option for option in options}
