"""A kiosk's page as its browser has it open: hears the news, beats, asks for files, and notes how long that took."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass

import requests

ASK_SECONDS = 0.15
PATIENCE_SECONDS = 60.0
COMES_BACK_SECONDS = 0.1
ASKED = ("/", "/v1/lease", "/v1/health", "/web/main.js")


@dataclass(frozen=True, slots=True)
class Answer:
    """One, asked for at a moment of the monotonic clock."""

    at: float
    milliseconds: float


class PageWatch:
    """Of the kiosk at this address. With ``may_be_off`` the box is one that is killed now and then."""

    def __init__(self, url: str, *, may_be_off: bool) -> None:
        self.answers: list[Answer] = []
        self.failures: list[str] = []
        self._url = url
        self._may_be_off = may_be_off
        self._links: list[tuple[float, bool]] = []
        self._stop = threading.Event()

    def ask(self, stop: threading.Event) -> None:
        """Like a page that is used: until ``stop``."""
        with requests.Session() as session:
            session.trust_env = False
            number = 0
            while not stop.wait(ASK_SECONDS):
                number += 1
                self._ask_once(session, ASKED[number % len(ASKED)])

    def hear(self, stop: threading.Event) -> None:
        """Keep the stream of news open, until ``stop``; a browser comes back by itself."""
        while not stop.is_set():
            try:
                with requests.get(f"{self._url}/v1/events", stream=True, timeout=PATIENCE_SECONDS) as stream:
                    self._read(stream, stop)
            except requests.RequestException:
                if not self._may_be_off and not stop.is_set():
                    self.failures.append("the stream of news broke")
            self._note(is_up=False)
            stop.wait(COMES_BACK_SECONDS)

    @property
    def is_linked(self) -> bool:
        """The page says that the server is in reach."""
        return bool(self._links) and self._links[-1][1]

    def told_of_loss(self, since: float) -> float | None:
        """When it said first, after ``since``, that the server is away."""
        return next((at for at, is_up in list(self._links) if at >= since and not is_up), None)

    def longest_ms(self, began: float, ended: float) -> float:
        """The longest answer of those that were under way between the two moments; 0 when none was."""
        overlapping = (
            each.milliseconds
            for each in list(self.answers)
            if each.at <= ended and each.at + each.milliseconds / 1000 >= began
        )
        return max(overlapping, default=0.0)

    def _ask_once(self, session: requests.Session, path: str) -> None:
        began = time.monotonic()
        try:
            reply = session.get(self._url + path, timeout=PATIENCE_SECONDS)
            session.post(f"{self._url}/v1/beat", json={}, timeout=PATIENCE_SECONDS)
        except requests.RequestException as error:
            if not self._may_be_off:
                self.failures.append(f"{path}: {error}")
            return
        self.answers.append(Answer(began, (time.monotonic() - began) * 1000))
        if reply.status_code != 200 and not self._may_be_off:
            self.failures.append(f"{path}: {reply.status_code}")

    def _read(self, stream: requests.Response, stop: threading.Event) -> None:
        kind = ""
        for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
            if stop.is_set():
                return
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data" and kind == "link":
                self._note(is_up=json.loads(value)["is_up"])

    def _note(self, *, is_up: bool) -> None:
        if not self._links or self._links[-1][1] is not is_up:
            self._links.append((time.monotonic(), is_up))
