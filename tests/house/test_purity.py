"""Domain, use cases and contract stand on values alone: all that they may import is listed here."""

from __future__ import annotations

import pytest

from tests.house.sources import ROOT, files_of, imported_modules, place

VALUES = {
    "__future__",
    "abc",
    "bisect",
    "collections",
    "contextlib",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "heapq",
    "itertools",
    "math",
    "operator",
    "re",
    "statistics",
    "string",
    "types",
    "typing",
    "unicodedata",
}
# uuid only parses there: the ids themselves are handed in. hashlib chains the journal.
ALLOWED = {
    "domain": VALUES | {"uuid", "zoneinfo"},
    "usecases": VALUES | {"hashlib", "json", "uuid", "zoneinfo"},
    # The contract writes its own schemas, and is read by clients that have nothing else of ours.
    "contract": VALUES | {"ast", "inspect", "json", "pathlib", "uuid"},
}


@pytest.mark.parametrize("package", ALLOWED)
def test_a_pure_package_imports_only_what_is_listed(package: str) -> None:
    files = [path for path in files_of(".py") if path.is_relative_to(ROOT / "server" / package)]

    strangers = [
        f"{place(path, line)} {module}"
        for path in files
        for module, line in imported_modules(path)
        if (top := module.partition(".")[0]) != "server" and top not in ALLOWED[package]
    ]

    assert files
    assert not strangers
