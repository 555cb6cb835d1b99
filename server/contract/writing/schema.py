"""``schema.json``: JSON Schema 2020-12, one definition for each shape, closed set and union."""

import typing
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

from server.contract.wire import Json, choices, is_union, kind_of, may_be_null, members, plain
from server.contract.writing.inventory import UNIONS, Shape, closed_sets, remarks, shapes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[type, dict[str, Json]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def schema() -> dict[str, Json]:
    """The whole file; a client picks ``#/$defs/<name>``."""
    return {
        "$schema": DIALECT,
        "title": "Cherha: commands, answers, snapshots, problems",
        "$defs": definitions("#/$defs/"),
    }


def definitions(place: str) -> dict[str, Json]:
    """A definition for each name; references point below ``place``."""
    sets: dict[str, Json] = {each.__name__: _closed_set(each) for each in closed_sets()}
    unions: dict[str, Json] = {name: _union(union, place) for name, union in UNIONS.items()}
    written: dict[str, Json] = {shape.of.__name__: _shape(shape, place) for shape in shapes()}
    return dict(sorted((sets | unions | written).items()))


def one_of(options: tuple[type, ...], place: str) -> dict[str, Json]:
    """A choice between tagged shapes."""
    by_kind: dict[str, Json] = {kind_of(option): place + option.__name__ for option in options}
    return {
        "oneOf": [{"$ref": reference} for reference in by_kind.values()],
        "discriminator": {"propertyName": "kind", "mapping": by_kind},
    }


def _shape(shape: Shape, place: str) -> dict[str, Json]:
    name = shape.of.__name__
    properties: dict[str, Json] = {"kind": {"const": kind_of(shape.of)}} if shape.is_tagged else {}
    required: list[Json] = ["kind"] if shape.is_tagged else []
    for member, hint, is_needed in members(shape.of):
        properties[member] = _member(hint, place) | _described(f"{name}.{member}")
        if shape.must_have(is_needed=is_needed):
            required.append(member)
    return {
        **_described(name),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _member(hint: Any, place: str) -> dict[str, Json]:
    for name, union in UNIONS.items():
        if hint == union:
            return {"$ref": place + name}
    hint = plain(hint)
    if is_union(hint):
        options: list[Json] = [_member(option, place) for option in choices(hint)]
        return {"anyOf": [*options, {"type": "null"}]} if may_be_null(hint) else {"anyOf": options}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _member(get_args(hint)[0], place)}
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _member(get_args(hint)[1], place)}
    return dict(_SCALARS[hint]) if hint in _SCALARS else {"$ref": place + hint.__name__}


def _union(union: Any, place: str) -> dict[str, Json]:
    return one_of(typing.cast(tuple[type, ...], choices(union)), place)


def _closed_set(words: type[StrEnum]) -> dict[str, Json]:
    return {**_described(words.__name__), "type": "string", "enum": [word.value for word in words]}


def _described(name: str) -> dict[str, Json]:
    text = remarks().get(name)
    return {} if text is None else {"description": text}
