"""The shipped server, gevent and all, on PostgreSQL: take, call, board, and a database that goes away for a while."""

from __future__ import annotations

import signal
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from server.contract.terms import BoxKind
from server.demo.seed import HALL_ID
from tests.browser.hall import DEADLINE_SECONDS, Hall, running_hall, seeded_folder, wait_until
from tests.postgresql import cluster
from tests.server.crowd import Kiosk, all_at_once, crowd, keyed_boxes

pytestmark = pytest.mark.slow


class Board:
    """A display that looks on."""

    def __init__(self, hall: Hall) -> None:
        self.shown: list[str] = []
        self.announced: list[str] = []
        self.client = socketio.Client(reconnection_delay_max=1)
        self.client.on("connect", self._join)
        self.client.on("snapshot", self._take)
        self.client.on("announcement", lambda announcement: self.announced.append(announcement["id"]))
        self.client.connect(hall.url, auth={"device_key": hall.enrol(BoxKind.DISPLAY)}, transports=["websocket"])

    def _join(self) -> None:
        self.client.emit("join", {"topic": f"halls/{HALL_ID}/board"}, callback=self._take)

    def _take(self, published: dict[str, Any]) -> None:
        self.shown = [call["call_id"] for call in published["snapshot"]["calls"]]


def test_a_ticket_is_taken_called_and_shown_also_after_the_server_was_killed(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    with hall.core() as core:
        people = crowd(core)
        (key,) = keyed_boxes(core, 1, has_printer=True)
    login = next(iter(people.windows))
    board = Board(hall)

    with Kiosk(hall.url, key) as kiosk:
        label = kiosk.take(people.service_id)["label"]
    called = hall.command(login, "call-next", {"window_id": people.windows[login]})
    wait_until(lambda: board.shown == [called["call_id"]], "the board shows the call")
    wait_until(lambda: board.announced == [called["call_id"]], "the call is announced")
    board.shown = []
    hall.stop(signal.SIGKILL)
    hall.start()

    wait_until(lambda: board.shown == [called["call_id"]], "the board is back and shows the call")
    board.client.disconnect()
    assert called["label"] == label
    assert board.announced == [called["call_id"]], "a call was announced again"
    hall.command(login, "start-serving", {"window_id": people.windows[login]})
    assert "Traceback" not in hall.log()


def test_many_kiosks_at_once_get_every_number_once(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    with hall.core() as core:
        people = crowd(core)
        keys = keyed_boxes(core, 8)

    def take_all(key: str) -> list[str]:
        with Kiosk(hall.url, key) as kiosk:
            return [kiosk.take(people.service_id)["label"] for _ in range(30)]

    labels = [label for given in all_at_once([partial(take_all, key) for key in keys]) for label in given]

    assert Counter(labels) == Counter(f"Я\u00a0{number:03d}" for number in range(1, 241))
    with hall.core() as core:
        assert core.store.verify_journal(HALL_ID).first_broken is None


def test_a_database_that_is_restarted_is_found_again_by_the_running_server(tmp_path: Path) -> None:
    with cluster(is_durable=True) as running:
        url = running.url(running.create())
        codes = seeded_folder(tmp_path / "hall", url)
        with running_hall(tmp_path / "hall", codes, CHERHA_DATABASE=url) as hall:
            with hall.core() as core:
                people = crowd(core)
                (key,) = keyed_boxes(core, 1)
            with Kiosk(hall.url, key) as kiosk:
                before = kiosk.take(people.service_id)["label"]
                running.stop("immediate")
                away = kiosk.command("take-ticket", {"service_id": people.service_id, "purpose": "hand-in"})
                health = requests.get(f"{hall.url}/v1/health", timeout=DEADLINE_SECONDS)
                running.start()
                after = kiosk.take(people.service_id)["label"]

    assert (before, after) == ("Я\u00a0001", "Я\u00a0002")
    assert away.status_code >= 500, away.text
    assert health.status_code >= 500, health.text
