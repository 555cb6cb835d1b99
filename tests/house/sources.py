"""Where the house keeps its files, and how to read them."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PRODUCT = ("server", "kiosk", "display", "hardware")


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that is committed or would be: what git ignores is not ours."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def files_of(*suffixes: str, below: tuple[str, ...] = ()) -> list[Path]:
    """Our files with one of the suffixes, below the given top folders or anywhere."""
    return [
        path
        for path in own_files()
        if path.suffix in suffixes and (not below or path.relative_to(ROOT).parts[0] in below)
    ]


def place(path: Path, line: int = 0) -> str:
    """A path as a person would write it, with the line when there is one."""
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{line}" if line else name


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imported_modules(path: Path) -> Iterator[tuple[str, int]]:
    """Each module that a Python file imports, anywhere in it, with the line."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno


@cache
def pyproject() -> dict[str, Any]:
    """pyproject.toml as read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
