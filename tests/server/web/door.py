"""The server's pages and commands over HTTP, without a network: one app on one database, and who comes to it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.bootstrap import Core
from server.contract.terms import BoxKind, HallId, RequestId
from server.demo import sample
from server.demo.seed import HALL_ID
from server.usecases.actor import SystemActor
from server.usecases.office import FoundHall, Saved, SaveWindow


@dataclass(slots=True, kw_only=True)
class Door:
    """The app, and what is behind it."""

    app: Flask
    core: Core
    folder: Path
    codes: dict[BoxKind, str] = field(default_factory=dict)

    def browser(self) -> FlaskClient:
        """A browser without any cookie."""
        return self.app.test_client()

    def signed_in(self, login: str) -> FlaskClient:
        """The browser of somebody who has signed in."""
        browser = self.browser()
        reply = sign_in(browser, login, sample.PASSWORD)
        assert reply.status_code == 303, reply.text
        return browser

    def enrolled(self, kind: BoxKind) -> dict[str, str]:
        """The header of the sample box of this kind, once enrolled."""
        reply = self.browser().post("/v1/boxes/enrol", json={"code": self.codes[kind]})
        assert reply.json is not None
        return {"Authorization": f"Box {reply.json['device_key']}"}

    def second_hall(self) -> str:
        """One more hall in the same database; the id of its only window."""
        actor = SystemActor(hall_id=HallId("second"), name="test")
        founding = FoundHall(
            request_id=new_request(),
            name={"uk": "Другий зал"},
            time_zone="Europe/Kyiv",
            hours=sample.ALWAYS_OPEN,
            login="second",
            person_name="Друга людина",
            password_hash="",
        )
        self.core.bus.handle(actor, founding)
        window = SaveWindow(request_id=new_request(), name="1", position=0, service_ids=())
        saved = self.core.bus.handle(actor, window)
        assert isinstance(saved, Saved)
        return saved.id

    def sequence(self) -> int:
        """The end of the journal: what it was, when nothing has changed."""
        return self.core.store.read(HALL_ID, lambda records: records.journal.sequence())

    def window_id(self, name: str) -> str:
        """Of a sample window."""
        return self.core.store.read(
            HALL_ID, lambda records: next(window.id for window in records.windows.all() if window.name == name)
        )

    def service_id(self) -> str:
        """Some service that is served at a staffed window."""
        return self.core.store.read(
            HALL_ID, lambda records: next(window.service_ids[0] for window in records.windows.all() if window.person_id)
        )


def new_request() -> RequestId:
    return RequestId(str(uuid.uuid4()))


def sign_in(browser: FlaskClient, login: str, password: str, path: str = "/sign-in") -> TestResponse:
    """As the page does it."""
    form = {"login": login, "password": password, "csrf_token": token_of(browser)}
    return browser.post(path, data=form, headers={"Accept": "text/html"})


def token_of(browser: FlaskClient, path: str = "/sign-in") -> str:
    """The token that a page gives to this browser."""
    found = re.search(r'name="csrf" content="([^"]+)"', browser.get(path).text)
    assert found
    return found[1]


def command(
    browser: FlaskClient, name: str, members: dict[str, Any] | None = None, headers: dict[str, str] | None = None
) -> TestResponse:
    """A command with a fresh request id; credentials are in the browser's cookies or the headers."""
    body = {"request_id": str(uuid.uuid4()), **(members or {})}
    return browser.post(f"/v1/commands/{name}", json=body, headers=headers)


def code_of(reply: TestResponse) -> str:
    """The stable code of a refusal, which must be a problem of the contract in full."""
    assert reply.content_type == "application/problem+json", reply.text
    said = reply.json
    assert isinstance(said, dict)
    assert said["status"] == reply.status_code
    assert set(said["titles"]) == {"uk", "en"}
    code: str = said["code"]
    return code
