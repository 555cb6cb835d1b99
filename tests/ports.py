"""Ports for servers that come back at the same address after a test has cut their power.

Below those that the system gives to whoever connects: a page that tries to reach a dead server could be given the
server's own port. Test runs beside this one take other ports.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle

_FIRST, _END = 20_000, 32_000
_BLOCK = 200


@dataclass(frozen=True, slots=True)
class _Block:
    """Ports of this run alone, as long as the claim is kept."""

    claim: socket.socket
    ports: Iterator[int]


def free_port() -> int:
    """On loopback; this run gives it again only when all its others have had their turn."""
    return next(port for port in _block().ports if _is_free(port))


@cache
def _block() -> _Block:
    """The claim is a name of Linux's abstract namespace: one process's, and gone with it."""
    for first in range(_FIRST, _END, _BLOCK):
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            claim.bind(f"\0cherha-tests-ports-{first}")
        except OSError:
            claim.close()
        else:
            return _Block(claim, cycle(range(first, first + _BLOCK)))
    raise AssertionError(f"all ports from {_FIRST} to {_END} are claimed by test runs")


def _is_free(port: int) -> bool:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
