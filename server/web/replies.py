"""Answers and refusals as HTTP."""

from typing import Any

from flask import Response

from server.contract import wire
from server.contract.problems import Problem, problem
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal


def answered(value: object, shape: Any = None) -> Response:
    """A contract value as JSON."""
    return Response(wire.dumps(value, shape), content_type="application/json")


def refused(refusal: Refusal) -> Response:
    """A refusal as ``application/problem+json``."""
    return told(problem(refusal.code, **refusal.fields))


def told(said: Problem) -> Response:
    """A problem as the contract writes it."""
    return retry_later(Response(wire.dumps(said), status=said.status, content_type="application/problem+json"), said)


def retry_later(reply: Response, said: Problem) -> Response:
    """Whoever tried too often learns when to come back."""
    if said.code is ProblemCode.TOO_MANY_TRIES:
        reply.headers["Retry-After"] = said.fields.get("seconds", "60")
    return reply
