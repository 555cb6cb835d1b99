"""One word for one thing: the glossary's synonyms name nothing in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import PRODUCT, files_of, parsed, place

# A synonym, and the word of the glossary. Only those that mean nothing else in a queue's code.
SYNONYMS = {
    "branch_id": "hall",
    "cashier": "administrator",
    "clerk": "administrator",
    "client_number": "label",
    "counter_id": "window",
    "counter_number": "window",
    "customer": "citizen",
    "employee": "person",
    "queue_number": "label",
    "teller": "administrator",
    "ticket_no": "label",
    "ticket_number": "label",
    "ticket_serial": "label",
    "ticket_token": "ticket",
    "visitor": "citizen",
    "window_number": "window",
}
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def test_python_names_use_the_words_of_the_glossary() -> None:
    assert not [
        f"{place(path, line)} {name}: say {word}"
        for path in files_of(".py", below=PRODUCT)
        for name, line in bound_names(path)
        if (word := synonym_in(name))
    ]


def test_javascript_names_use_the_words_of_the_glossary() -> None:
    assert not [
        f"{place(path, number)} {name}: say {word}"
        for path in files_of(".js", below=PRODUCT)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for name in re.findall(r"\b(?:const|let|function|class)\s+(\w+)", line)
        if (word := synonym_in(name))
    ]


@pytest.mark.parametrize(
    ("name", "word"), [("counterId", "window"), ("CustomerView", "citizen"), ("ticket_number", "label")]
)
def test_a_synonym_is_seen_in_any_case(name: str, word: str) -> None:
    assert synonym_in(name) == word


def test_a_word_that_only_contains_a_synonym_is_left_alone() -> None:
    assert synonym_in("storyteller_visitors_book") == ""


def synonym_in(name: str) -> str:
    """The glossary's word for the synonym in a name, or nothing when there is none."""
    spelled = "_" + "_".join(part.casefold() for part in PARTS.findall(name)) + "_"
    return next((word for synonym, word in SYNONYMS.items() if f"_{synonym}_" in spelled), "")


def bound_names(path: Path) -> Iterator[tuple[str, int]]:
    """Every name that a Python file gives to something, with its line."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
