"""Who may hear what, over real sockets: a topic is joined only by whom it is for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import socketio

from server.contract.terms import BoxKind
from tests.browser.hall import DEADLINE_SECONDS, Hall

pytestmark = pytest.mark.slow

FOREIGN = "foreign-topic"


@contextmanager
def socket(hall: Hall, *, login: str = "", key: str = "") -> Iterator[socketio.Client]:
    """A client with somebody's session, a box's key, or nothing."""
    client = socketio.Client(reconnection=False)
    cookies = hall.session(login).cookies.get_dict() if login else {}
    client.connect(
        hall.url,
        transports=["websocket"],
        headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
        auth={"device_key": key} if key else None,
    )
    yield client
    client.disconnect()


def join(client: socketio.Client, topic: Any) -> str:
    """The kind of the first snapshot, or the code of the refusal."""
    answer = client.call("join", {"topic": topic}, timeout=DEADLINE_SECONDS)
    found: str = answer["problem"]["code"] if "problem" in answer else answer["snapshot"]["kind"]
    return found


def test_an_administrator_hears_of_desks_the_line_and_the_board_but_not_of_boxes(still_hall: Hall) -> None:
    with socket(still_hall, login="olena") as client:
        assert join(client, f"halls/{still_hall.hall_id}/queue") == "queue-snapshot"
        assert join(client, f"halls/{still_hall.hall_id}/windows/{still_hall.window_ids()['5']}") == "desk-snapshot"
        assert join(client, f"halls/{still_hall.hall_id}/board") == "board-snapshot"
        assert join(client, f"halls/{still_hall.hall_id}/boxes") == FOREIGN
        assert join(client, f"halls/{still_hall.hall_id}/kiosk") == FOREIGN


def test_reception_hears_of_boxes(still_hall: Hall) -> None:
    with socket(still_hall, login="oksana") as client:
        assert join(client, f"halls/{still_hall.hall_id}/boxes") == "boxes-snapshot"


@pytest.mark.parametrize("topic", ["board", "queue", "kiosk", "boxes"])
def test_another_hall_is_closed_to_everybody(topic: str, still_hall: Hall) -> None:
    with socket(still_hall, login="it") as client:
        assert join(client, f"halls/another/{topic}") == FOREIGN


def test_somebody_without_credentials_hears_of_nothing_but_a_ticket_whose_secret_they_know(hall: Hall) -> None:
    taken = hall.box_command(
        hall.enrol(BoxKind.KIOSK),
        "take-ticket",
        {"service_id": hall.service_ids()["Паспорт для виїзду за кордон"], "purpose": "hand-in"},
    )

    with socket(hall) as client:
        assert join(client, f"tickets/{taken['phone_secret']}") == "phone-snapshot"
        assert join(client, f"tickets/{taken['ticket_id']}") == "not-found"
        for topic in ("board", "queue", "kiosk", "boxes"):
            assert join(client, f"halls/{hall.hall_id}/{topic}") == FOREIGN


def test_a_display_hears_of_the_board_alone(hall: Hall) -> None:
    with socket(hall, key=hall.enrol(BoxKind.DISPLAY)) as client:
        assert join(client, f"halls/{hall.hall_id}/board") == "board-snapshot"
        for topic in ("queue", "kiosk", "boxes"):
            assert join(client, f"halls/{hall.hall_id}/{topic}") == FOREIGN


def test_a_kiosk_does_not_hear_of_another_box(hall: Hall) -> None:
    with socket(hall, key=hall.enrol(BoxKind.KIOSK)) as client:
        assert join(client, f"halls/{hall.hall_id}/kiosk") == "kiosk-snapshot"
        assert join(client, f"halls/{hall.hall_id}/boxes/another") == FOREIGN


@pytest.mark.parametrize("topic", ["", "halls", "halls//board", "nonsense/topic", 5, None, ["a"]])
def test_what_is_no_topic_is_not_found(topic: Any, still_hall: Hall) -> None:
    with socket(still_hall, login="olena") as client:
        assert join(client, topic) == "not-found"


def test_a_foreign_device_key_does_not_even_connect(still_hall: Hall) -> None:
    client = socketio.Client(reconnection=False)
    said: list[Any] = []
    client.on("connect_error", said.append)

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(still_hall.url, transports=["websocket"], auth={"device_key": "made-up"})

    assert [refusal["data"]["problem"]["code"] for refusal in said] == ["unknown-device-key"]
