"""The kiosk's small server gives its page what it needs, and passes on the one command."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.errors import SettingsRefused
from hardware.settings import KioskSettings
from kiosk.page_server import PageServer
from tests.kiosk.browser_page import TAKE
from tests.kiosk.conftest import RunningKiosk
from tests.kiosk.running import PaperHall, wait_until


def test_the_page_and_its_parts_are_served_with_a_strict_policy(kiosk: RunningKiosk) -> None:
    for path in ("/", "/web/main.js", "/web/kiosk.css", "/contract/v1/js/client.js", "/contract/v1/look/tokens.css"):
        reply = kiosk.page.get(path)

        assert reply.status_code == 200, path
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert "unsafe" not in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/contract/v1/commands.py",
        "/contract/v1/js/../wire.py",
        "/contract/v1/js/%2e%2e/wire.py",
        "/web/../app.py",
        "/x",
    ],
)
def test_nothing_else_is_served(kiosk: RunningKiosk, path: str) -> None:
    reply = kiosk.page.get(path)

    assert reply.status_code == 404
    assert reply.json()["code"] == "not-found"


def test_a_ticket_is_taken_under_the_pages_request_id(hall: PaperHall, kiosk: RunningKiosk) -> None:
    first = kiosk.page.post("/v1/commands/take-ticket")
    again = kiosk.page.post("/v1/commands/take-ticket")

    assert first.status_code == 200
    assert first.json()["label"] == "А\u00a0042"
    assert again.json() == first.json()
    assert {command["request_id"] for command in hall.heard("take-ticket")} == {"r-1"}


def test_a_ticket_is_given_up_through_the_box(hall: PaperHall, kiosk: RunningKiosk) -> None:
    reply = kiosk.page.post("/v1/commands/cancel-ticket", {"request_id": "r-2", "ticket_id": "ticket-42"})

    assert (reply.status_code, reply.json()) == (200, {"kind": "done"})
    assert [command["ticket_id"] for command in hall.heard("cancel-ticket")] == ["ticket-42"]


def test_a_refusal_comes_through_with_its_sentences(hall: PaperHall, kiosk: RunningKiosk) -> None:
    hall.steer("refuse/take-ticket", ["intake-closed"])

    reply = kiosk.page.post("/v1/commands/take-ticket")

    assert reply.status_code == 409
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json()["titles"]["uk"].startswith("Зараз талони не видаються")


def test_a_server_away_is_a_problem_of_its_own(hall: PaperHall, kiosk: RunningKiosk) -> None:
    hall.process.kill()

    reply = kiosk.page.post("/v1/commands/take-ticket")

    assert reply.status_code == 503
    assert reply.json()["code"] == "server-away"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example:80"},
    ],
)
def test_no_other_page_may_act(hall: PaperHall, kiosk: RunningKiosk, headers: dict[str, str]) -> None:
    reply = kiosk.page.post("/v1/commands/take-ticket", **headers)

    assert reply.status_code == 403
    assert reply.json()["code"] == "csrf"
    assert hall.heard("take-ticket") == []


def test_a_form_is_not_taken_for_json(hall: PaperHall, kiosk: RunningKiosk) -> None:
    reply = kiosk.page.post("/v1/commands/take-ticket", **{"Content-Type": "text/plain"})

    assert reply.status_code == 400
    assert hall.heard("take-ticket") == []


def test_a_foreign_name_for_loopback_sees_nothing(kiosk: RunningKiosk) -> None:
    reply = kiosk.page.get("/v1/lease", Host="rebound.example")

    assert reply.status_code == 403


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "malformed"),
        ({**TAKE, "window_id": "1"}, 400, "malformed"),
        ({**TAKE, "purpose": "dance"}, 400, "malformed"),
        ("x" * 20_000, 413, "too-large"),
    ],
)
def test_a_bad_body_is_refused_here(hall: PaperHall, kiosk: RunningKiosk, body: object, status: int, code: str) -> None:
    reply = kiosk.page.post("/v1/commands/take-ticket", body)

    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert hall.heard("take-ticket") == []


@pytest.mark.parametrize("name", ["call-next", "claim-print-job", "report-health"])
def test_no_other_command_is_passed_on(hall: PaperHall, kiosk: RunningKiosk, name: str) -> None:
    reply = kiosk.page.post(f"/v1/commands/{name}")

    assert reply.status_code == 404
    assert [heard for heard in hall.heard(name) if heard["request_id"] == "r-1"] == []


def test_a_qr_is_drawn_of_web_addresses_alone(kiosk: RunningKiosk) -> None:
    drawn = kiosk.page.get("/v1/qr.svg?address=http://10.0.0.2/t/secret")
    other = kiosk.page.get("/v1/qr.svg?address=javascript:alert(1)")

    assert drawn.headers["Content-Type"].startswith("image/svg+xml")
    assert drawn.text.startswith("<svg")
    assert other.status_code == 400


def test_the_page_is_a_device_that_can_fall_silent(hall: PaperHall, kiosk: RunningKiosk) -> None:
    kiosk.page.post("/v1/beat", {})

    wait_until(lambda: _page_state(hall) == "ready", "the beat reported")
    assert kiosk.page.get("/v1/health").json()["page_silence_seconds"] < 20


def test_a_kiosk_that_the_server_does_not_know_tells_it_of_itself(hall: PaperHall, tmp_path: Path) -> None:
    stranger = RunningKiosk(hall.url, tmp_path, key="replaced")

    wait_until(lambda: not stranger.page.get("/v1/health").json()["is_known"], "the refusal")

    assert stranger.stop() == ()


def test_a_kiosk_that_the_server_knows_tells_that(hall: PaperHall, kiosk: RunningKiosk) -> None:
    kiosk.page.post("/v1/beat", {})

    wait_until(lambda: _page_state(hall) == "ready", "the server heard of the kiosk")

    assert kiosk.page.get("/v1/health").json()["is_known"]


def _page_state(hall: PaperHall) -> str | None:
    devices = [device for report in hall.heard("report-health") for device in report["devices"]]
    return next((device["state"] for device in reversed(devices) if device["name"] == "page"), None)


def test_a_busy_port_is_said_in_one_line(kiosk: RunningKiosk, tmp_path: Path) -> None:
    port = int(kiosk.url.rstrip("/").rpartition(":")[2])

    with pytest.raises(SettingsRefused, match=f"127.0.0.1:{port}: the port cannot be taken"):
        PageServer(KioskSettings(port=port), on_stop=lambda: None)
