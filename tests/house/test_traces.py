"""The project stands on its own: no file names a registry, a path of one machine or a folder beside the clone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import own_files, place

FOREIGN = {
    "a package registry": re.compile(r"registry\.\w+\.org|\bpypi\.org|pythonhosted\.org|npmjs\.|\bdeb\.debian\.org"),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home/\w+|opt/(?:pypi|wheels)|tmp/v0)(?![\w-])"),
    "a folder beside the clone": re.compile(r"\.\./shared\b"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_file_names(kind: str) -> None:
    pattern = FOREIGN[kind]

    traces = [
        f"{place(path, number)} {line.strip()[:80]}"
        for path in own_files()
        if path != Path(__file__)
        for number, line in enumerate(readable(path).splitlines(), 1)
        if pattern.search(line)
    ]

    assert not traces


def readable(path: Path) -> str:
    """The text of a file, or nothing when it is a picture or a sound."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""
