"""Everything that goes over the wire: which shapes a client sends, which the server says, and what is said of them."""

import ast
import inspect
import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any, get_args, get_origin

from server.contract import (
    answers,
    box_commands,
    catalogue,
    commands,
    desk_news,
    line_commands,
    messages,
    panel_commands,
    problems,
    slip,
    suspension_news,
    terms,
    window_commands,
)
from server.contract.answers import Answer
from server.contract.commands import Command
from server.contract.messages import Snapshot
from server.contract.wire import choices, is_union, members, plain

MODULES: tuple[ModuleType, ...] = (
    terms,
    slip,
    catalogue,
    window_commands,
    box_commands,
    line_commands,
    panel_commands,
    commands,
    answers,
    suspension_news,
    desk_news,
    messages,
    problems,
)
UNIONS: dict[str, Any] = {"Answer": Answer, "Snapshot": Snapshot}
"""Unions that have a name of their own in the forms; their shapes carry ``kind``."""
SENT: tuple[type, ...] = typing.cast(tuple[type, ...], get_args(Command))
SAID: tuple[type, ...] = (
    *choices(Answer),
    problems.Problem,
    messages.Published,
    messages.Announcement,
    messages.Proclamation,
    catalogue.KioskLease,
    catalogue.BoxWelcome,
    catalogue.BoxEnrolled,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One dataclass on the wire. ``is_tagged``: it is one of a union and carries ``kind``.

    ``is_sent``: a client may leave out what has a default; what the server says is always whole.
    """

    of: type
    is_tagged: bool
    is_sent: bool

    def must_have(self, *, is_needed: bool) -> bool:
        """Whether a member is always there."""
        return is_needed or not self.is_sent


@cache
def shapes() -> tuple[Shape, ...]:
    """Every dataclass on the wire, by name; the same one may not go both with and without its ``kind``."""
    sent = {each for root in SENT for each in _reachable(root)}
    said = {each for root in SAID for each in _reachable(root)}
    every = sorted(sent | said, key=lambda each: each.__name__)
    tagged = {option for union in UNIONS.values() for option in choices(union)}
    for shape in every:
        for _, hint, _ in members(shape):
            bare = [each for each in _parts(hint) if each in tagged and hint not in UNIONS.values()]
            if bare:
                raise TypeError(f"{shape.__name__} holds {bare[0].__name__} outside its union")
    if sent & said:
        raise TypeError(f"both sent and said: {sent & said}")
    return tuple(Shape(each, each in tagged, each in sent) for each in every)


@cache
def closed_sets() -> tuple[type[StrEnum], ...]:
    """Every closed set of words, by name."""
    found = (each for each in vars(terms).values() if isinstance(each, type) and issubclass(each, StrEnum))
    return tuple(sorted((each for each in found if each is not StrEnum), key=lambda each: each.__name__))


@cache
def ids() -> tuple[str, ...]:
    """The names of the ids, which are texts on the wire."""
    return tuple(sorted(name for name, each in vars(terms).items() if hasattr(each, "__supertype__")))


@cache
def remarks() -> dict[str, str]:
    """What the sources say of each name (``Slip``, ``Slip.wait``, ``CallId``), in plain sentences."""
    return {name: text for module in MODULES for name, text in _remarks_in(ast.parse(inspect.getsource(module)))}


def _remarks_in(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, str]]:
    for statement, follower in zip(tree.body, [*tree.body[1:], None], strict=True):
        name = _named_by(statement)
        if isinstance(statement, ast.ClassDef):
            text = ast.get_docstring(statement)
            yield from _remarks_in(statement, f"{statement.name}.")
        else:
            text = _string(follower)
        if name and text:
            yield prefix + name, _plain_text(text)


def _named_by(statement: ast.stmt) -> str | None:
    match statement:
        case ast.ClassDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return None


def _string(statement: ast.stmt | None) -> str | None:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
        case _:
            return None


def _plain_text(docstring: str) -> str:
    """Paragraphs kept, lines joined, double backquotes made single."""
    paragraphs = re.split(r"\n\s*\n", docstring.replace("``", "`"))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _reachable(shape: type) -> Iterator[type]:
    yield shape
    for _, hint, _ in members(shape):
        for part in _parts(hint):
            yield from _reachable(part)


def _parts(hint: Any) -> Iterator[type]:
    """The dataclasses that a member's type names."""
    hint = plain(hint)
    if is_dataclass(hint):
        yield typing.cast(type, hint)
    elif is_union(hint) or get_origin(hint) in (tuple, dict):
        for argument in get_args(hint):
            yield from _parts(argument)
