"""Only a turn writes tickets: what a handler saved by itself would leave no interval and count towards no limit."""

from __future__ import annotations

import re

from tests.house.sources import ROOT, files_of, place

_WRITTEN = re.compile(r"\btickets\.(?:add|save)\(")


def test_tickets_are_added_and_changed_by_the_turn_alone() -> None:
    found = [
        (path.name, place(path, number))
        for path in files_of(".py", below=("server",))
        if path.is_relative_to(ROOT / "server" / "usecases")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _WRITTEN.search(line)
    ]

    assert [where for name, where in found if name != "turn.py"] == []
    assert len(found) == 2
