"""``contract.d.ts``: the same shapes for our pages' JavaScript, checked by tsc and gone at run time."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

from server.contract.answers import ANSWERS
from server.contract.commands import Command
from server.contract.wire import choices, is_union, kind_of, may_be_null, members, plain
from server.contract.writing.inventory import UNIONS, Shape, closed_sets, ids, remarks, shapes

_HEAD = """\
// Written by `python -m server.contract` from the dataclasses beside this file; change those.
// In a page:  /** @import { BoardSnapshot } from "/contract/v1/contract.js" */
"""
_SCALARS = {str: "string", bool: "boolean", int: "number", float: "number", datetime: "Time", date: "string"}
_WIDTH = 120


def declarations() -> str:
    """The whole file."""
    parts = [
        *(_alias(name, "string") for name in ids()),
        "/** An instant with its zone, such as `2026-01-31T09:30:00.000+02:00`. */\nexport type Time = string;\n",
        *(_closed_set(each) for each in closed_sets()),
        *(_interface(shape) for shape in shapes()),
        *(_alias(name, _choice([each.__name__ for each in choices(union)])) for name, union in UNIONS.items()),
        _commands(),
    ]
    return _HEAD + "\n" + "\n".join(parts)


def _alias(name: str, means: str) -> str:
    gap = "" if means.startswith("\n") else " "
    return f"{_remark(name)}export type {name} ={gap}{means};\n"


def _closed_set(words: type[StrEnum]) -> str:
    return _alias(words.__name__, _choice([f'"{word.value}"' for word in words]))


def _choice(options: list[str]) -> str:
    line = " | ".join(options)
    return line if len(line) < 80 else "".join(f"\n  | {option}" for option in options)


def _interface(shape: Shape) -> str:
    name = shape.of.__name__
    lines = [f"{_remark(name)}export interface {name} {{"]
    if shape.is_tagged:
        lines.append(f'  kind: "{kind_of(shape.of)}";')
    for member, hint, is_needed in members(shape.of):
        mark = "" if shape.must_have(is_needed=is_needed) else "?"
        lines.append(f"{_remark(f'{name}.{member}', '  ')}  {member}{mark}: {_type(hint)};")
    return "\n".join([*lines, "}\n"])


def _type(hint: Any) -> str:
    for name, union in UNIONS.items():
        if hint == union:
            return name
    if hasattr(hint, "__supertype__"):
        return str(hint.__name__)
    hint = plain(hint)
    if is_union(hint):
        written = " | ".join(_type(option) for option in choices(hint))
        return f"{written} | null" if may_be_null(hint) else written
    if get_origin(hint) is tuple:
        item = _type(get_args(hint)[0])
        return f"({item})[]" if " " in item else f"{item}[]"
    if get_origin(hint) is dict:
        return f"Record<string, {_type(get_args(hint)[1])}>"
    return _SCALARS[hint] if hint in _SCALARS else str(hint.__name__)


def _commands() -> str:
    """Each command's name with what is sent and what is answered, so that a call is checked whole."""
    lines = ["/** Commands by their name in `POST /v1/commands/<name>`. */", "export interface Commands {"]
    for command in get_args(Command):
        answers = " | ".join(answer.__name__ for answer in ANSWERS[command])
        lines.append(f'  "{kind_of(command)}": {{ asked: {command.__name__}; answered: {answers} }};')
    return "\n".join([*lines, "}\n"])


def _remark(name: str, indent: str = "") -> str:
    text = remarks().get(name)
    if text is None:
        return ""
    lines = [line for paragraph in text.replace("*/", "* /").split("\n\n") for line in (*_wrapped(paragraph), "")][:-1]
    if len(lines) == 1 and len(lines[0]) + len(indent) + 7 <= _WIDTH:
        return f"{indent}/** {lines[0]} */\n"
    starred = "\n".join(f"{indent} * {line}".rstrip() for line in lines)
    return f"{indent}/**\n{starred}\n{indent} */\n"


def _wrapped(paragraph: str) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        if line and len(line) + len(word) > _WIDTH - 8:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
