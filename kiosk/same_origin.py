"""Only the page that this small server gave out may make it act: no other page, machine or name for it."""

from typing import Protocol

from server.contract.problems import Problem, problem
from server.contract.terms import ProblemCode

LONGEST_BODY_BYTES = 16_384


class Headers(Protocol):
    """A request's, looked up by name in any case."""

    def get(self, key: str, default: str) -> str:
        """The header, or ``default``."""
        ...


def refusal_of(headers: Headers, hosts: frozenset[str]) -> Problem | None:
    """Why a request may not change anything; None when it may.

    ``hosts`` are the names, with port, under which this server is known: a foreign one is a page that had its own name
    resolved to loopback. A browser cannot send JSON across origins without asking first, and is never told yes.
    """
    host = headers.get("Host", "")
    if host not in hosts:
        return problem(ProblemCode.CSRF)
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return problem(ProblemCode.CSRF)
    if headers.get("Origin", f"http://{host}") != f"http://{host}":
        return problem(ProblemCode.CSRF)
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        return problem(ProblemCode.MALFORMED, reason="application/json is expected")
    return None
