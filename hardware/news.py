"""A box's ear at the server: joins its topics by websocket, hears snapshots, drops old ones, comes back."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import socketio
from socketio.exceptions import ConnectionError as Unconnected
from socketio.exceptions import SocketIOError

from hardware.backoff import Backoff
from hardware.errors import KEY_REFUSED, LinkError, ServerRefused
from server.contract import wire
from server.contract.messages import Published, Revision
from server.contract.problems import Problem
from server.contract.terms import ProblemCode

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
TICK_SECONDS = 5.0


class News:
    """One connection with a thread of its own; the listeners are called from several, never two at a time.

    ``on_link(True)`` comes when every topic is joined and its first snapshot told, ``on_link(False)`` when the way is
    lost. ``on_refused`` comes once when the server turns out not to know the key any more; it is tried on all the same,
    since a server restored from a backup may know it again.
    """

    name = "news"

    def __init__(
        self,
        server_url: str,
        device_key: str,
        topics: Sequence[str],
        *,
        on_snapshot: Callable[[Published], None],
        on_link: Callable[[bool], None],
        more_topics: Callable[[], Sequence[str]] = tuple,
        on_refused: Callable[[], None] = lambda: None,
    ) -> None:
        """``more_topics`` is asked at each connection, for those that only the server can name."""
        self._server_url = server_url.rstrip("/")
        self._auth = {"device_key": device_key}
        self._topics = tuple(topics)
        self._more_topics = more_topics
        self._on_snapshot = on_snapshot
        self._on_link = on_link
        self._on_refused = on_refused
        self.is_refused = False
        self._held: dict[str, Revision] = {}
        self._telling = threading.RLock()
        self._over = threading.Event()
        self._is_more_wanted = threading.Event()
        self._stirred = threading.Event()
        self._joined: set[str] = set()
        self._is_up = False
        self._lost_at: float | None = None

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Stay connected until ``stop``; a lost way is said once, and once when it is back."""
        backoff = Backoff()
        while not stop.is_set():
            over = self._over = threading.Event()
            if stop.is_set():
                break
            self._stirred.clear()
            tick()
            began = time.monotonic()
            is_listening = self._listen_once(over, tick)
            if stop.is_set():
                self._lost_at = began  # our own end is no loss to tell of
            self._say(is_up=False)
            stop.wait(backoff.pause_after(time.monotonic() - began if is_listening else 0.0))

    def wake(self) -> None:
        """Let go of the connection at once."""
        self._over.set()
        self._stirred.set()

    def join_more(self) -> None:
        """There may be topics by now that were not asked for when the connection was made; may be called from a
        listener.
        """
        self._is_more_wanted.set()
        self._stirred.set()

    def _listen_once(self, over: threading.Event, tick: Callable[[], None]) -> bool:
        """One connection's life, until it is ``over``; whether it came to be."""
        refusals: list[Problem] = []
        client = self._client(over, refusals)
        # Only within one connection: a server restored from a backup counts on from there.
        self._held.clear()
        try:
            client.connect(self._server_url, auth=self._auth, transports=["websocket"], wait_timeout=ANSWER_SECONDS)
            self._joined = set()
            self._join(client, (*self._topics, *self._more_topics()))
            self._say(is_up=True)
            while not over.is_set():
                self._stirred.wait(TICK_SECONDS)
                self._stirred.clear()
                tick()
                if self._is_more_wanted.is_set() and not over.is_set():
                    self._is_more_wanted.clear()
                    self._join(client, self._more_topics())
        except (SocketIOError, LinkError, OSError, ValueError) as error:
            if refusals or (isinstance(error, ServerRefused) and _is_of_key(error.problem)):
                self._take_refusal()
            self._log_lost(error)
            return False
        finally:
            client.disconnect()
            if client.eio.ws is not None:
                # After the server has gone, or has refused, the library forgets to close its own end.
                client.eio.ws.close()
                client.eio.ws.shutdown()
        return True

    def _client(self, over: threading.Event, refusals: list[Problem]) -> Any:
        client = socketio.Client(reconnection=False, handle_sigint=False)
        client.on("snapshot", self._take)

        def gone(*_: object) -> None:
            over.set()
            self._stirred.set()

        def refused(said: object = None, *_: object) -> None:
            refusal = _problem_in(said)
            if refusal is not None and _is_of_key(refusal):
                refusals.append(refusal)

        client.on("disconnect", gone)
        client.on("connect_error", refused)
        return client

    def _join(self, client: Any, topics: Sequence[str]) -> None:
        for topic in topics:
            if topic not in self._joined:
                self._take_join(topic, client.call("join", {"topic": topic}, timeout=ANSWER_SECONDS))
                self._joined.add(topic)

    def _take_join(self, topic: str, reply: Any) -> None:
        if not isinstance(reply, dict) or "problem" in reply:
            raise Unconnected(f"topic {topic} was refused: {reply}")
        self._take(reply)

    def _take(self, message: Any) -> None:
        try:
            published: Published = wire.from_json(Published, message)
        except wire.WireError as error:
            log.warning("news in a shape this box does not know: %s", error)
            return
        with self._telling:
            held = self._held.get(published.topic)
            if held is None or published.revision > held:
                self._held[published.topic] = published.revision
                self._on_snapshot(published)

    def _say(self, *, is_up: bool) -> None:
        with self._telling:
            if is_up != self._is_up:
                self._is_up = is_up
                if is_up:
                    self._log_back()
                else:
                    self._log_lost("the connection ended")
                self._on_link(is_up)

    def _take_refusal(self) -> None:
        """Said once, however often it is tried again; also when the way was lost a moment before."""
        if not self.is_refused:
            self.is_refused = True
            self._lost_at = self._lost_at or time.monotonic()
            log.error("the server at %s %s", self._server_url, KEY_REFUSED)
            self._on_refused()

    def _log_lost(self, why: object) -> None:
        """Once, however often it is tried again."""
        if self._lost_at is None:
            self._lost_at = time.monotonic()
            log.warning("the server at %s is lost: %s", self._server_url, why)

    def _log_back(self) -> None:
        self.is_refused = False
        if self._lost_at is None:
            log.info("the server at %s is there", self._server_url)
            return
        away = timedelta(seconds=round(time.monotonic() - self._lost_at))
        self._lost_at = None
        log.warning("the server at %s is back after %s", self._server_url, away)


def _is_of_key(refusal: Problem) -> bool:
    return refusal.code is ProblemCode.UNKNOWN_DEVICE_KEY


def _problem_in(said: object) -> Problem | None:
    """What a refused connection carries: ``{"message": …, "data": {"problem": …}}``."""
    match said:
        case {"data": {"problem": dict(told)}}:
            try:
                refusal: Problem = wire.from_json(Problem, told)
            except wire.WireError:
                return None
            return refusal
    return None
