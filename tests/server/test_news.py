"""Who is told what: topics are joined only by whom they are for, and news ends with the right to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
import requests
import socketio

from server.contract.terms import BoxKind, RequestId
from server.demo.seed import HALL_ID
from server.identity import hashed
from server.usecases.actor import SystemActor
from server.usecases.office import SaveBox, SaveWindow
from tests.browser.hall import DEADLINE_SECONDS, Hall, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def display_key(still_hall: Hall) -> str:
    """Of the still hall's display."""
    return still_hall.enrol(BoxKind.DISPLAY)


@dataclass
class Listener:
    """A client of the news; ``replies`` by topic, ``ends`` counts lost connections."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    auth: dict[str, str] = field(default_factory=dict)
    ends: int = 0
    snapshots: list[dict[str, Any]] = field(default_factory=list)
    client: socketio.Client = field(default_factory=lambda: socketio.Client(reconnection=False))
    _websocket: Any = None

    def __enter__(self) -> Listener:
        self.client.on("disconnect", self._ended)
        self.client.on("snapshot", self.snapshots.append)
        self.client.connect(self.url, headers=self.headers, auth=self.auth, transports=["websocket"])
        self._websocket = self.client.eio.ws
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.disconnect()
        # The client lets go of a connection that the server ended without closing it.
        self._websocket.shutdown()

    def join(self, topic: object) -> dict[str, Any]:
        reply: dict[str, Any] = self.client.call("join", {"topic": topic}, timeout=DEADLINE_SECONDS)
        return reply

    def _ended(self, *_reason: object) -> None:
        self.ends += 1


def code(reply: dict[str, Any]) -> str:
    """Of the refusal; empty for a snapshot."""
    problem: dict[str, str] = reply.get("problem", {})
    return problem.get("code", "")


def cookies(hall: Hall, login: str) -> dict[str, str]:
    """Somebody's session, as a browser sends it."""
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in hall.session(login).cookies)}


def test_a_display_joins_its_board_and_nothing_else(hall: Hall) -> None:
    window = hall.window_ids()["3"]
    with Listener(hall.url, auth={"device_key": hall.enrol(BoxKind.DISPLAY)}) as display:
        assert display.join(f"halls/{HALL_ID}/board")["snapshot"]["kind"] == "board-snapshot"
        for foreign in ("queue", "kiosk", "boxes", f"windows/{window}", "boxes/another"):
            assert code(display.join(f"halls/{HALL_ID}/{foreign}")) == "foreign-topic"
        assert code(display.join("halls/another-hall/board")) == "foreign-topic"
        assert code(display.join("halls")) == "not-found"
        assert code(display.join(7)) == "not-found"


def test_a_phone_joins_its_ticket_by_the_secret_and_nothing_else(hall: Hall) -> None:
    service = next(iter(hall.service_ids().values()))
    ticket = hall.command("oksana", "take-ticket", {"service_id": service, "purpose": "hand-in"})
    with Listener(hall.url) as phone:
        assert phone.join(f"tickets/{ticket['phone_secret']}")["snapshot"]["label"] == ticket["label"]
        assert code(phone.join("tickets/guessed")) == "not-found"
        assert code(phone.join(f"halls/{HALL_ID}/board")) == "foreign-topic"


def test_an_unknown_device_key_is_told_so_at_the_door(still_hall: Hall) -> None:
    refusals: list[dict[str, Any]] = []
    websockets: list[Any] = []
    client = socketio.Client(reconnection=False)

    def refused(refusal: dict[str, Any]) -> None:
        refusals.append(refusal)
        websockets.append(client.eio.ws)

    client.on("connect_error", refused)

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(still_hall.url, auth={"device_key": "guessed"}, transports=["websocket"])

    websockets[0].shutdown()
    assert refusals[0]["data"]["problem"]["code"] == "unknown-device-key"


@pytest.mark.parametrize("said", ["connect", "disconnect", "publish", "__disconnect_final"])
def test_a_client_can_say_nothing_but_which_topic_it_joins(said: str, still_hall: Hall, display_key: str) -> None:
    with Listener(still_hall.url) as phone:
        answers: list[Any] = []
        phone.client.emit(said, {"device_key": display_key}, callback=lambda *answer: answers.append(answer))

        assert code(phone.join(f"halls/{HALL_ID}/board")) == "foreign-topic"
        assert answers == []


def test_a_box_with_the_buttons_of_a_large_hall_joins_every_desk(hall: Hall) -> None:
    with hall.core() as core:
        for number in range(40):
            window = SaveWindow(request_id=RequestId(str(uuid4())), name=f"Б{number}", position=number, service_ids=())
            core.bus.handle(SystemActor(hall_id=HALL_ID, name="test"), window)
    with Listener(hall.url, auth={"device_key": hall.enrol(BoxKind.BUTTONS)}) as buttons:
        refusals = {code(buttons.join(f"halls/{HALL_ID}/windows/{window}")) for window in hall.window_ids().values()}

    assert refusals == {""}


def test_a_box_of_another_kind_joins_the_desk_where_its_panel_stands_and_no_other(hall: Hall) -> None:
    windows = hall.window_ids()
    with hall.core() as core:
        box = SaveBox(
            request_id=RequestId(str(uuid4())),
            name="Принтер рецепції",
            kind=BoxKind.PRINTER,
            has_printer=True,
            code_hash=hashed("PRINTERX"),
        )
        core.bus.handle(SystemActor(hall_id=HALL_ID, name="test"), box)
    hall.codes[BoxKind.PRINTER] = "PRINTERX"
    key = hall.enrol(BoxKind.PRINTER)
    panel = {"wire": "/dev/panels", "address": "1", "make": "cherha", "controls": ["call"], "window_name": "3"}
    hall.box_command(key, "report-panels", {"panels": [panel]})

    with Listener(hall.url, auth={"device_key": key}) as printer:
        assert printer.join(f"halls/{HALL_ID}/windows/{windows['3']}")["snapshot"]["kind"] == "desk-snapshot"
        assert code(printer.join(f"halls/{HALL_ID}/windows/{windows['2']}")) == "foreign-topic"


def test_a_stranger_looks_at_few_tickets(hall: Hall) -> None:
    with Listener(hall.url) as phone:
        codes = [code(phone.join(f"tickets/guess{number}")) for number in range(17)]

    assert codes == ["not-found"] * 16 + ["busy"]


@pytest.mark.parametrize("topic", ["tickets/\ud800", {"a": 1}, ["tickets"], None, "tickets/a\0b"])
def test_a_topic_that_is_no_text_is_not_found(topic: object, still_hall: Hall) -> None:
    with Listener(still_hall.url) as phone:
        assert code(phone.join(topic)) == "not-found"

    assert "Traceback" not in still_hall.log()


def test_a_device_key_that_is_no_text_is_unknown(still_hall: Hall) -> None:
    client = socketio.Client(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(still_hall.url, auth={"device_key": "\ud800"}, transports=["websocket"])

    assert "Traceback" not in still_hall.log()


def test_news_ends_when_its_reader_is_signed_out(hall: Hall) -> None:
    with Listener(hall.url, headers=cookies(hall, "olena")) as desk:
        assert desk.join(f"halls/{HALL_ID}/queue")["snapshot"]["kind"] == "queue-snapshot"

        hall.session("olena").post(f"{hall.url}/sign-out", timeout=10)

        wait_until(lambda: desk.ends == 1, "the socket of the ended session is cut")


@pytest.mark.parametrize("how", ["archive", "code"])
def test_a_revoked_box_is_out_at_once(how: str, hall: Hall) -> None:
    key = hall.enrol(BoxKind.DISPLAY)
    box_id = asked_who_it_is(hall, key).json()["box_id"]
    it = hall.session("it")
    with Listener(hall.url, auth={"device_key": key}) as display:
        display.join(f"halls/{HALL_ID}/board")

        it.post(f"{hall.url}/office/boxes/{box_id}/{how}", {"request_id": str(uuid4())}, timeout=DEADLINE_SECONDS)
        refused = asked_who_it_is(hall, key)
        wait_until(lambda: display.ends == 1, "the socket of the revoked box is cut")

    assert (refused.status_code, refused.json()["code"]) == (401, "unknown-device-key")


def asked_who_it_is(hall: Hall, key: str) -> requests.Response:
    return requests.get(f"{hall.url}/v1/boxes/me", headers={"Authorization": f"Box {key}"}, timeout=DEADLINE_SECONDS)


def test_each_commit_tells_the_line_anew_with_a_higher_revision(hall: Hall) -> None:
    service = next(iter(hall.service_ids().values()))
    with Listener(hall.url, headers=cookies(hall, "olena")) as desk:
        first = desk.join(f"halls/{HALL_ID}/queue")
        ticket = hall.command("oksana", "take-ticket", {"service_id": service, "purpose": "hand-in"})
        wait_until(lambda: bool(desk.snapshots), "news of the ticket")

    news = desk.snapshots[0]
    assert news["revision"]["sequence"] > first["revision"]["sequence"]
    assert ticket["label"] in [entry["label"] for entry in news["snapshot"]["tickets"]]


def test_a_board_shows_a_call_before_it_is_announced(hall: Hall) -> None:
    window = hall.window_ids()["3"]
    heard: list[str] = []
    with Listener(hall.url, auth={"device_key": hall.enrol(BoxKind.DISPLAY)}) as display:
        display.join(f"halls/{HALL_ID}/board")
        display.client.on("snapshot", lambda news: heard.extend(call["call_id"] for call in news["snapshot"]["calls"]))
        display.client.on("announcement", lambda said: heard.append(f"said {said['id']}"))

        called = hall.command("olena", "call-next", {"window_id": window})
        wait_until(lambda: f"said {called['call_id']}" in heard, "the announcement")

    assert heard.index(called["call_id"]) < heard.index(f"said {called['call_id']}")
