"""The server is killed at random moments under load: what was answered is there afterwards, once."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
import requests
import socketio

from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from server.domain.events import TicketTaken
from tests.browser.hall import Hall, wait_until
from tests.server.crowd import LETTER, Kiosk, crowd, keyed_boxes

KILLS = 20
TAKERS = 4

pytestmark = pytest.mark.slow


@dataclass
class Board:
    """A display that stays through every cut, as in the hall."""

    url: str
    key: str
    revisions: list[list[tuple[int, int]]] = field(default_factory=list)
    """Those of each connection."""
    announcements: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    client: socketio.Client = field(default_factory=lambda: socketio.Client(reconnection_delay_max=1))

    @property
    def connections(self) -> int:
        """In how many it was told what to show."""
        return sum(1 for told in self.revisions if told)

    def watch(self) -> None:
        self.client.on("connect", self._join)
        self.client.on("snapshot", self._take)
        self.client.on("announcement", lambda announcement: self.announcements.append(announcement["id"]))
        self.client.connect(self.url, auth={"device_key": self.key}, transports=["websocket"])

    def _join(self) -> None:
        self.revisions.append([])
        self.client.emit("join", {"topic": f"halls/{HALL_ID}/board"}, callback=self._take)

    def _take(self, published: dict[str, object]) -> None:
        revision, snapshot = published["revision"], published["snapshot"]
        assert isinstance(revision, dict)
        assert isinstance(snapshot, dict)
        self.revisions[-1].append((revision["sequence"], revision["refresh"]))
        self.calls = [call["call_id"] for call in snapshot["calls"]]


@pytest.mark.timeout(300)
def test_twenty_kills_lose_nothing_double_nothing_and_the_board_comes_back_silent(
    hall: Hall, request: pytest.FixtureRequest
) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")
    chance = random.Random(seed)
    with hall.core() as core:
        people = crowd(core)
        keys = keyed_boxes(core, TAKERS)
    board = Board(hall.url, hall.enrol(BoxKind.DISPLAY))
    board.watch()
    request.addfinalizer(board.client.disconnect)
    wait_until(lambda: bool(board.revisions and board.revisions[0]), "the board has its first snapshot")
    with Kiosk(hall.url, keys[0]) as first:
        answered = [first.take(people.service_id)["label"]]
    login = next(iter(people.windows))
    call_id = hall.command(login, "call-next", {"window_id": people.windows[login]})["call_id"]
    wait_until(lambda: board.announcements == [call_id], "the call is announced")
    ended = threading.Event()
    takers = [
        threading.Thread(target=take_until, args=(hall.url, key, people.service_id, answered, ended)) for key in keys
    ]
    for taker in takers:
        taker.start()

    for _ in range(KILLS):
        taken = len(answered)
        wait_until(lambda taken=taken: len(answered) > taken, "tickets are taken")  # type: ignore[misc]
        cut_power(hall, board, after_seconds=chance.uniform(0, 0.25))
    ended.set()
    for taker in takers:
        taker.join()
    hall.stop(signal.SIGKILL)
    hall.start()

    assert_all_there(hall, answered)
    assert_right_and_silent(board, call_id)


def cut_power(hall: Hall, board: Board, *, after_seconds: float) -> None:
    """At a moment that chance has picked; returns when server and board are back."""
    time.sleep(after_seconds)
    seen = board.connections
    hall.stop(signal.SIGKILL)
    hall.start()
    wait_until(lambda: board.connections > seen, "the board has come back")


def take_until(url: str, key: str, service_id: str, answered: list[str], ended: threading.Event) -> None:
    with Kiosk(url, key) as kiosk:
        while not ended.is_set():
            try:
                reply = kiosk.command("take-ticket", {"service_id": service_id, "purpose": "hand-in"})
            except requests.RequestException:
                ended.wait(0.02)
                continue
            if reply.status_code == 200:
                answered.append(reply.json()["label"])


def assert_all_there(hall: Hall, answered: list[str]) -> None:
    with hall.core() as core:
        entries = core.store.read(HALL_ID, lambda records: records.journal.entries(after=0, limit=100_000))
        taken = (entry.event for entry in entries if isinstance(entry.event, TicketTaken))
        kept = [event.label for event in taken if event.label[0] == LETTER]
        check = core.store.verify_journal(HALL_ID)
    assert check.first_broken is None
    assert Counter(kept).most_common(1)[0][1] == 1, "a number was given twice"
    assert not Counter(answered) - Counter(kept), "an answered ticket is gone"
    assert sorted(kept) == sorted(f"{LETTER}\u00a0{number:03d}" for number in range(1, len(kept) + 1)), "numbers skip"


def assert_right_and_silent(board: Board, call_id: str) -> None:
    board.calls.clear()
    wait_until(lambda: board.calls == [call_id], "the board is back and shows the call")
    board.client.disconnect()
    # Within a connection the answer to a join may be overtaken by newer news; the board then drops it.
    spans = [(min(each), max(each)) for each in board.revisions if each]
    assert len(spans) > KILLS
    assert all(before[1] < after[0] for before, after in pairwise(spans)), f"a revision fell: {spans}"
    assert board.announcements == [call_id], "a call was announced again"
