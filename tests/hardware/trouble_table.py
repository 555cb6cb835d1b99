"""A table of what becomes of each trouble with each driver or adapter, written into a page of the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

END = "<!-- conformance ends -->"


class Behaviour(Protocol):
    """A row of the table."""

    @property
    def words(self) -> str:
        """What goes wrong."""
        ...

    def expected(self, column: str, /) -> str:
        """What becomes of it there."""
        ...


def page_with_table(page: str, begin: str, headings: Mapping[str, str], behaviours: Iterable[Behaviour]) -> str:
    """The page, with what stands between the mark ``begin`` and ``END`` written anew; ``headings`` by column."""
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(END)
    return f"{before}{begin}\n\n{_table(headings, behaviours)}\n\n{END}{after}"


def _table(headings: Mapping[str, str], behaviours: Iterable[Behaviour]) -> str:
    return as_markdown(
        [("", *headings.values()), *([each.words, *map(each.expected, headings)] for each in behaviours)]
    )


def as_markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is its head."""
    head, *others = rows
    ruled = [head, ["---"] * len(head), *others]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in ruled)
