"""Somebody at the office's pages: opens a page, fills its form in as it stands there, and sends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.test import TestResponse

from server.identity import Identity, hashed
from server.usecases.kept import Session
from server.web.factory import create_app
from server.web.guards import SESSION_COOKIE
from server.web.parts import Parts
from tests.builders import HallBuilder
from tests.server.office.html import Form, read_forms, read_text

BASE_URL = "http://hall.example"
_BROWSER = {"Accept": "text/html"}


@dataclass(slots=True)
class Page:
    """What came back, after redirects."""

    status: int
    path: str
    html: str

    @property
    def text(self) -> str:
        """What can be read on it."""
        return read_text(self.html)

    @property
    def form(self) -> Form:
        """The form of the page: the one that is filled in and sent to the page's own address."""
        return next(form for form in read_forms(self.html) if form.action is None and form.method == "post")

    @property
    def buttons(self) -> Form:
        """The form that the buttons of lists belong to."""
        return next(form for form in read_forms(self.html) if form.id == "acts")


class Office:
    """One person's browser on one hall."""

    def __init__(self, hall: HallBuilder) -> None:
        self.hall = hall
        self.identity = Identity(
            store=hall.store, bus=hall.bus, clock=hall.clock, chance=hall.chance, aside=lambda work: work()
        )
        self.app = create_app(self._parts(), "a key for tests")
        self.client = self.app.test_client()
        self.become("olha")

    def become(self, login: str, language: str = "uk") -> None:
        """Another person, in a fresh browser."""
        self.client = self.app.test_client()
        actor = self.hall.actor_of(login)
        secret, now = self.hall.chance.new_secret(), self.hall.clock.read().wall
        session = Session(
            secret_hash=hashed(secret), person_id=actor.person_id, hall_id=self.hall.id, opened_at=now, seen_at=now
        )
        self.hall.store.sessions(lambda sessions: sessions.open(session, idle_since=now))
        self.client.set_cookie(SESSION_COOKIE, secret)
        self.client.set_cookie("cherha_language", language)

    def open(self, path: str) -> Page:
        """The page at an address below ``/office``."""
        return self._page(self.client.get(f"/office{path}", headers=_BROWSER, follow_redirects=True))

    def send(self, page: Page, **typed: str | Sequence[str] | None) -> Page:
        """Fills the page's form in and sends it; None takes a field away."""
        filled = page.form.filled(typed)
        return self._page(self.client.post(page.path, data=filled, headers=_BROWSER, follow_redirects=True))

    def fill(self, path: str, **typed: str | Sequence[str] | None) -> Page:
        """Opens a page, fills its form in and sends it."""
        return self.send(self.open(path), **typed)

    def press(self, page: Page, path: str, **more: str) -> Page:
        """A button of a list."""
        data = page.buttons.filled(more)
        return self._page(self.client.post(f"/office{path}", data=data, headers=_BROWSER, follow_redirects=True))

    def _page(self, reply: TestResponse) -> Page:
        return Page(reply.status_code, reply.request.path, reply.text)

    def _parts(self) -> Parts:
        return Parts(
            store=self.hall.store,
            bus=self.hall.bus,
            identity=self.identity,
            clock=self.hall.clock,
            chance=self.hall.chance,
            version="0",
            base_url=BASE_URL,
            is_https=False,
            sound=lambda name: None,
            is_here=lambda box_id: False,
            welcome_code=lambda: None,
        )
