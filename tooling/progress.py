"""Turns what pip says into one line that counts: `pip install … | python tooling/progress.py 94`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

WIDTH = 72


def main() -> None:
    """Read standard input to its end; on a terminal the line is written over, else only the turning points are."""
    total = int(sys.argv[1])
    is_terminal = sys.stdout.isatty()
    for line in told(sys.stdin, total):
        if is_terminal:
            sys.stdout.write(f"\r  {line:<{WIDTH}.{WIDTH}}")
        elif " of " not in line:
            sys.stdout.write(f"  {line}\n")
        sys.stdout.flush()
    if is_terminal:
        sys.stdout.write(f"\r{'':<{WIDTH + 2}}\r")


def told(said: Iterator[str], total: int) -> Iterator[str]:
    """One line for each package found and one for the unpacking."""
    found = 0
    for line in said:
        if match := re.match(r"\s*(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            found = min(found + 1, total)
            yield f"{found} of {total}: {match[1]}"
        elif line.startswith("Installing collected packages"):
            yield f"unpacking {line.count(',') + 1} packages …"


if __name__ == "__main__":
    main()
