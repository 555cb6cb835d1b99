"""A box's way to the server by HTTP: commands and questions, repeated under the same request id."""

import json
import random
import threading
import time
from collections.abc import Sequence
from typing import Any

import requests

from hardware.errors import ServerAway, ServerRefused
from server.contract import wire
from server.contract.answers import Answer
from server.contract.catalogue import BoxEnrolled
from server.contract.commands import Command
from server.contract.problems import Problem
from server.contract.terms import ProblemCode

_NOTHING_CHANGED_TRY_AGAIN = frozenset({ProblemCode.BUSY, ProblemCode.NOT_SAVED})


class Link:
    """May be used by many threads at once; each keeps a connection of its own."""

    def __init__(
        self,
        server_url: str,
        device_key: str,
        *,
        timeout_seconds: float = 4.0,
        pauses_seconds: Sequence[float] = (0.2, 0.6),
    ) -> None:
        """There is one more try than there are pauses."""
        self.server_url = server_url.rstrip("/")
        self._headers = {"Authorization": f"Box {device_key}"}
        self._timeout_seconds = timeout_seconds
        self._pauses_seconds = tuple(pauses_seconds)
        self._closing = threading.Event()
        self._own = threading.local()
        self._sessions: list[requests.Session] = []

    def send(self, command: Command, *, deadline: float | None = None) -> Answer:
        """The answer to a command; raises ``ServerAway`` or ``ServerRefused``. May be called again with the same.

        After ``deadline``, in seconds of ``time.monotonic``, no further try begins and no answer is waited for.
        """
        path = f"/v1/commands/{wire.kind_of(type(command))}"
        answer: Answer = self._until_answered("POST", path, wire.dumps(command), Answer, deadline=deadline)
        return answer

    def ask(self, path: str, shape: type) -> Any:
        """What the server has at ``path``, a value of ``shape``; raises ``ServerAway`` or ``ServerRefused``."""
        return self._until_answered("GET", path, None, shape)

    def hurry(self) -> None:
        """The box is about to end: no more second tries."""
        self._closing.set()

    def close(self) -> None:
        """Let go of the connections."""
        self._closing.set()
        for session in self._sessions:
            session.close()

    def _until_answered(
        self, method: str, path: str, body: str | None, shape: Any, *, deadline: float | None = None
    ) -> Any:
        for longest_pause in (*self._pauses_seconds, None):
            # Ten kiosks that lost the server together must not come back in step.
            pause = None if longest_pause is None else longest_pause * random.uniform(0.5, 1.5)
            try:
                return _read(self.server_url, self._reply(method, path, body, self._seconds_left(deadline)), shape)
            except (ServerAway, ServerRefused) as error:
                if pause is None or self._closing.is_set() or not _is_worth_another_try(error):
                    raise
                if deadline is not None and time.monotonic() + pause >= deadline:
                    raise
                self._closing.wait(pause)
        raise AssertionError("unreachable: the last try has no pause")

    def _seconds_left(self, deadline: float | None) -> float:
        left = self._timeout_seconds if deadline is None else min(self._timeout_seconds, deadline - time.monotonic())
        if left <= 0:
            raise ServerAway(self.server_url, "no time is left to ask")
        return left

    def _reply(self, method: str, path: str, body: str | None, timeout_seconds: float) -> requests.Response:
        return _exchange(
            self._session(),
            method,
            self.server_url + path,
            body,
            headers=self._headers,
            timeout_seconds=timeout_seconds,
        )

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = direct_session()
            self._sessions.append(session)
        return session


def direct_session() -> requests.Session:
    """A session that takes no proxy from the environment: the server is in the same building."""
    session = requests.Session()
    session.trust_env = False
    return session


def enrol_at(server_url: str, code: str, *, timeout_seconds: float = 10.0) -> BoxEnrolled:
    """Trade a one-time code for a device key, in one try; raises ``ServerAway`` or ``ServerRefused``."""
    address = server_url.rstrip("/")
    with direct_session() as session:
        body = json.dumps({"code": code})
        reply = _exchange(
            session, "POST", f"{address}/v1/boxes/enrol", body, headers={}, timeout_seconds=timeout_seconds
        )
        enrolled: BoxEnrolled = _read(address, reply, BoxEnrolled)
    return enrolled


def _exchange(
    session: requests.Session,
    method: str,
    address: str,
    body: str | None,
    *,
    headers: dict[str, str],
    timeout_seconds: float,
) -> requests.Response:
    if body is not None:
        headers = {**headers, "Content-Type": "application/json"}
    try:
        return session.request(
            method,
            address,
            data=None if body is None else body.encode(),
            headers=headers,
            timeout=timeout_seconds,
            allow_redirects=False,
        )
    except requests.Timeout as error:
        raise ServerAway(_server_of(address), f"nothing within {timeout_seconds:g} s") from error
    except requests.RequestException as error:
        raise ServerAway(_server_of(address), type(error).__name__) from error


def _read(server_url: str, reply: requests.Response, shape: Any) -> Any:
    try:
        if reply.ok:
            return wire.loads(shape, reply.content)
        problem = wire.loads(Problem, reply.content)
    except wire.WireError as error:
        # A proxy before a server that is down answers in HTML, a server of another version in another shape.
        raise ServerAway(server_url, f"status {reply.status_code}, {error}") from error
    raise ServerRefused(problem)


def _server_of(address: str) -> str:
    return address.partition("/v1/")[0]


def _is_worth_another_try(error: ServerAway | ServerRefused) -> bool:
    return isinstance(error, ServerAway) or error.problem.code in _NOTHING_CHANGED_TRY_AGAIN
