"""Asks the kiosk's small server as its page does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from tests.kiosk.running import DEADLINE_SECONDS, wait_until

TAKE = {"request_id": "r-1", "service_id": "service-0-0", "purpose": "hand-in", "language": "uk"}


class Page:
    """A browser's manners without a browser."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.headers = {"Origin": self.url, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.url + path, headers=headers, timeout=DEADLINE_SECONDS)

    def post(self, path: str, body: Any = TAKE, **headers: str) -> requests.Response:
        data = body if isinstance(body, str) else json.dumps(body)
        return requests.post(self.url + path, data=data, headers={**self.headers, **headers}, timeout=DEADLINE_SECONDS)

    @contextmanager
    def listening(self) -> Iterator[Stream]:
        """The news, read by a thread."""
        with requests.get(f"{self.url}/v1/events", stream=True, timeout=DEADLINE_SECONDS) as reply:
            yield Stream(reply)


class Stream:
    """What has been heard of each kind."""

    def __init__(self, reply: requests.Response) -> None:
        self.mimetype = reply.headers["Content-Type"].partition(";")[0]
        self.heard: dict[str, list[Any]] = {}
        self.has_ended = threading.Event()
        threading.Thread(target=self._read, args=(reply,), daemon=True).start()

    def latest(self, kind: str) -> Any:
        return self.heard.get(kind, [None])[-1]

    def wait_for(self, kind: str, value: Any) -> None:
        wait_until(lambda: bool(self.latest(kind) == value), f"{kind} to be {value}, not {self.latest(kind)}")

    def _read(self, reply: requests.Response) -> None:
        kind = ""
        try:
            for line in reply.iter_lines(decode_unicode=True):
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    self.heard.setdefault(kind, []).append(json.loads(value))
        except (requests.RequestException, AttributeError, ValueError):
            pass
        self.has_ended.set()
