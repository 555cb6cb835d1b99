"""A request that is sent again, as the same one, until there is an answer: what pages and people do."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import requests

AGAIN_SECONDS = 0.2
PATIENCE_SECONDS = 30.0
TRIES = 3000
_NOTHING_CHANGED_TRY_AGAIN = frozenset({"server-away", "busy", "not-saved"})
Send = Callable[[Mapping[str, Any]], requests.Response]


class Refused(Exception):
    """A rule said no, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def until_answered(send: Send, members: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a command with these members, under one request id however often it is sent; raises ``Refused``."""
    body = {"request_id": str(uuid.uuid4()), **members}
    pausing = threading.Event()
    for _ in range(TRIES):
        try:
            reply = send(body)
        except requests.RequestException:
            pausing.wait(AGAIN_SECONDS)
            continue
        answer: dict[str, Any] = reply.json()
        if reply.status_code == 200:
            return answer
        if answer.get("code") not in _NOTHING_CHANGED_TRY_AGAIN:
            raise Refused(str(answer.get("code")))
        pausing.wait(AGAIN_SECONDS)
    raise AssertionError(f"no answer in {TRIES} tries: {members}")


def poster(session: requests.Session, url: str) -> Send:
    """Sends to this address."""
    return lambda body: session.post(url, json=body, timeout=PATIENCE_SECONDS)
