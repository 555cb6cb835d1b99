"""Whether the page on a screen is alive and the right one, asked through Chromium's debugging pipe.

A crashed or hung page does not answer; an error page of the browser answers, but lacks the landmark. Other than a
debugging port, the pipe is open to nobody but the process that started the browser. The protocol: JSON messages, each
ended by a NUL (Chrome DevTools Protocol, ``--remote-debugging-pipe``).
"""

import json
import os
import select
import threading
import time
from typing import Any

START_SECONDS = 0.2
READ_BYTES = 64 * 1024


class PageWatch:
    """Asks from its making on, in a thread of its own, until the browser closes the pipe or ``close``."""

    def __init__(self, heard: int, told: int, landmark: str, *, every_seconds: float) -> None:
        self._heard = heard
        self._told = told
        self._every_seconds = every_seconds
        self._question = f"document.querySelector({json.dumps(landmark)}) !== null"
        self._session: str | None = None
        self._number = 0
        self._unread = b""
        self._right_at: float | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="page-watch", daemon=True)
        self._thread.start()

    def silence_seconds(self) -> float | None:
        """Since the page was last itself, at first since the browser let itself be asked; None when it never did."""
        return None if self._right_at is None else time.monotonic() - self._right_at

    def close(self) -> None:
        """Stop asking; the browser must have ended."""
        self._closing.set()
        self._thread.join()
        os.close(self._heard)
        os.close(self._told)

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._look()
                self._closing.wait(self._every_seconds if self._session else START_SECONDS)
        except (OSError, EOFError):
            return  # the browser is gone, which its keeper sees by itself

    def _look(self) -> None:
        if self._session is None:
            self._session = self._attach()
            if self._session is None:
                return
        answer = self._ask("Runtime.evaluate", {"expression": self._question, "returnByValue": True}, self._session)
        if answer is not None and "error" in answer:
            self._session = None
        elif answer is not None and answer["result"].get("result", {}).get("value") is True:
            self._right_at = time.monotonic()

    def _attach(self) -> str | None:
        """A session with the browser's page; None while there is none."""
        answer = self._ask("Target.getTargets", {})
        if answer is None or "result" not in answer:
            return None
        if self._right_at is None:
            self._right_at = time.monotonic()
        pages = [target["targetId"] for target in answer["result"]["targetInfos"] if target["type"] == "page"]
        if not pages:
            return None
        attached = self._ask("Target.attachToTarget", {"targetId": pages[0], "flatten": True})
        session: str | None = (attached or {}).get("result", {}).get("sessionId")
        return session

    def _ask(self, method: str, params: dict[str, Any], session: str | None = None) -> dict[str, Any] | None:
        """The answer to one question; None when there is none in time."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        os.write(self._told, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + self._every_seconds
        while not self._closing.is_set():
            said = self._next_message(deadline)
            if said is None:
                return None
            if said.get("id") == self._number:
                return said
        return None

    def _next_message(self, deadline: float) -> dict[str, Any] | None:
        while b"\0" not in self._unread:
            if not select.select([self._heard], [], [], max(0.0, deadline - time.monotonic()))[0]:
                return None
            piece = os.read(self._heard, READ_BYTES)
            if not piece:
                raise EOFError
            self._unread += piece
        line, _, self._unread = self._unread.partition(b"\0")
        said: dict[str, Any] = json.loads(line)
        return said
