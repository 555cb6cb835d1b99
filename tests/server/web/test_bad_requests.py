"""Bad input: a clear problem with a stable code, and nothing has changed."""

from __future__ import annotations

import json

import pytest

from server.contract.terms import BoxKind
from server.web.guards import MOST_BYTES
from tests.server.web.door import Door, code_of, command, token_of

ID = "5f0e6f3e-7d7b-4100-83c6-364d32751b21"
TAKE = {"request_id": ID, "service_id": "no-such", "purpose": "hand-in"}


@pytest.mark.parametrize(
    ("name", "body", "status", "code"),
    [
        ("take-ticket", "{", 400, "malformed"),
        ("take-ticket", "[]", 400, "malformed"),
        ("take-ticket", "\xff\xfe", 400, "malformed"),
        ("take-ticket", json.dumps({"request_id": ID}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE | {"service_id": 5}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE | {"purpose": "chat"}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE | {"surprise": 1}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE | {"request_id": "7"}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE | {"request_id": "-" * 3000 + ID}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE | {"request_id": f"urn:uuid:{ID}"}), 400, "malformed"),
        ("take-ticket", json.dumps(TAKE), 404, "unknown-service"),
        ("take-ticket", json.dumps(TAKE | {"service_id": "x" * 1_000_000}), 413, "too-large"),
        ("found-hall", "{}", 404, "unknown-command"),
        ("let-time-pass", json.dumps({"request_id": ID}), 404, "unknown-command"),
        ("drop-tables", "{}", 404, "unknown-command"),
    ],
)
def test_what_cannot_be_understood_changes_nothing(name: str, body: str, status: int, code: str, door: Door) -> None:
    browser = door.signed_in("oksana")
    before = door.sequence()

    reply = browser.post(
        f"/v1/commands/{name}",
        data=body.encode("latin-1"),
        content_type="application/json",
        headers={"X-CSRFToken": token_of(browser)},
    )

    assert (reply.status_code, code_of(reply)) == (status, code)
    assert door.sequence() == before


def test_a_body_at_the_limit_is_still_read(door: Door) -> None:
    browser = door.signed_in("oksana")
    body = json.dumps(TAKE).encode().ljust(MOST_BYTES)

    reply = browser.post("/v1/commands/take-ticket", data=body, headers={"X-CSRFToken": token_of(browser)})

    assert code_of(reply) == "unknown-service"


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"code": 5}', b"{}", b"[" * 60_000, b'{"code": "\\ud800"}'])
def test_an_enrolment_that_is_no_enrolment(body: bytes, door: Door) -> None:
    assert code_of(door.browser().post("/v1/boxes/enrol", data=body)) == "malformed"


def test_a_code_works_once(door: Door) -> None:
    door.enrolled(BoxKind.KIOSK)

    reply = door.browser().post("/v1/boxes/enrol", json={"code": door.codes[BoxKind.KIOSK]})

    assert (reply.status_code, code_of(reply)) == (404, "unknown-code")


def test_a_command_is_not_asked_by_get(door: Door) -> None:
    reply = door.signed_in("olena").get("/v1/commands/call-next")

    assert (reply.status_code, code_of(reply)) == (405, "method-not-allowed")


@pytest.mark.parametrize("path", ["/v1/boxes/me", "/v1/kiosk/lease"])
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "sign-in-needed"),
        ({"Authorization": "Box made-up"}, "unknown-device-key"),
        ({"Authorization": "Basic eA=="}, "unknown-device-key"),
    ],
)
def test_a_stranger_learns_nothing(path: str, headers: dict[str, str], code: str, door: Door) -> None:
    reply = door.browser().get(path, headers=headers)

    assert (reply.status_code, code_of(reply)) == (401, code)


def test_an_unknown_device_key_gives_no_command(door: Door) -> None:
    before = door.sequence()

    reply = command(
        door.browser(),
        "take-ticket",
        {"service_id": door.service_id(), "purpose": "hand-in"},
        {"Authorization": "Box x"},
    )

    assert (reply.status_code, code_of(reply)) == (401, "unknown-device-key")
    assert door.sequence() == before


def test_a_person_may_not_do_what_is_a_box_s(door: Door) -> None:
    browser = door.signed_in("olena")

    reply = command(browser, "claim-print-job", headers={"X-CSRFToken": token_of(browser)})

    assert (reply.status_code, code_of(reply)) == (403, "not-allowed")


def test_a_window_of_another_hall_does_not_exist_here(door: Door) -> None:
    foreign = door.second_hall()
    browser = door.signed_in("olena")
    before = door.sequence()

    reply = command(browser, "take-window", {"window_id": foreign}, {"X-CSRFToken": token_of(browser)})

    assert (reply.status_code, code_of(reply)) == (404, "unknown-window")
    assert door.sequence() == before
