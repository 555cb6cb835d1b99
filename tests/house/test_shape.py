"""Small files, small functions: a person finds the way by the tree and reads a page, not a scroll."""

from __future__ import annotations

import ast
from statistics import median

from tests.house.sources import files_of, parsed, place

LONGEST_FILE = 350
MEDIAN_FILE = 120
LONGEST_FUNCTION = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef
# A table's columns are a list, however long; a migration is never edited once it has run somewhere.
LISTS = ("server/store/migrations/versions/",)


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    sources = files_of(".py", ".js", ".mjs", ".css", ".html", ".sh")

    too_long = {place(path): count for path in sources if (count := line_count(path.read_text("utf-8"))) > LONGEST_FILE}

    assert not too_long


def test_half_of_the_files_are_short() -> None:
    lengths = [line_count(path.read_text("utf-8")) for path in files_of(".py", ".js", ".mjs")]

    middle = median(lengths)

    print(f"{len(lengths)} files, median {middle:g} lines, longest {max(lengths)}")
    assert middle <= MEDIAN_FILE


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = {}
    for path in files_of(".py"):
        if place(path).startswith(LISTS):
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, Function):
                lines = own_lines(node)
                if lines > LONGEST_FUNCTION:
                    too_long[f"{place(path, node.lineno)} {node.name}"] = lines

    assert not too_long


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without those of the functions inside it, which are held to the same length themselves: routes are a list."""
    inside = [node for node in ast.walk(function) if isinstance(node, Function) and node is not function]
    nested = {line for node in inside for line in lines_of(node)}
    return len(set(lines_of(function)) - nested)


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    return range(function.lineno, (function.end_lineno or function.lineno) + 1)


def line_count(text: str) -> int:
    return text.count("\n")
