"""The ticket's page over HTTP: for whoever knows the secret, and for nobody else."""

from __future__ import annotations

import re

import pytest

from server.contract.terms import BoxKind
from tests.server.web.door import Door, command


@pytest.fixture
def secret(door: Door) -> str:
    """Of a ticket taken at the kiosk."""
    taken = command(
        door.browser(),
        "take-ticket",
        {"service_id": door.service_id(), "purpose": "hand-in"},
        door.enrolled(BoxKind.KIOSK),
    ).json
    assert taken is not None
    found: str = taken["phone_secret"]
    return found


def test_it_needs_no_signing_in_and_no_search_engine_keeps_it(secret: str, door: Door) -> None:
    reply = door.browser().get(f"/t/{secret}")

    assert reply.status_code == 200
    assert '<meta name="robots" content="noindex, nofollow">' in reply.text
    assert reply.headers["Referrer-Policy"] == "no-referrer"


def test_it_speaks_ukrainian_unless_asked_otherwise(secret: str, door: Door) -> None:
    browser = door.browser()
    assert "Ваш номер" in browser.get(f"/t/{secret}", headers={"Accept-Language": "en"}).text

    browser.get("/language/en")

    assert "Your number" in browser.get(f"/t/{secret}").text


def test_an_unknown_language_is_ukrainian(secret: str, door: Door) -> None:
    browser = door.browser()

    browser.get("/language/xx")

    assert '<html lang="uk">' in browser.get(f"/t/{secret}").text


@pytest.mark.parametrize("path", ["/t/made-up", "/t/made-up/qr.svg"])
def test_a_made_up_secret_is_nothing(path: str, door: Door) -> None:
    assert door.browser().get(path).status_code == 404


def test_the_qr_is_a_drawing_of_the_page_s_address(secret: str, door: Door) -> None:
    reply = door.browser().get(f"/t/{secret}/qr.svg")

    assert reply.content_type.startswith("image/svg+xml")
    assert b"<svg" in reply.data


def test_the_holder_gives_the_ticket_up_by_the_page_s_own_button(secret: str, door: Door) -> None:
    browser = door.browser()
    form = fields_of(browser.get(f"/t/{secret}").text)

    reply = browser.post(f"/t/{secret}/cancel", data=form)
    again = browser.post(f"/t/{secret}/cancel", data=form)

    assert [(each.status_code, each.headers["Location"]) for each in (reply, again)] == [(303, f"/t/{secret}")] * 2
    assert "Талон скасовано" in browser.get(f"/t/{secret}").text


def test_without_the_page_s_token_nothing_is_cancelled(secret: str, door: Door) -> None:
    before = door.sequence()

    reply = door.browser().post(f"/t/{secret}/cancel", data={"csrf_token": "made-up"})

    assert (reply.status_code, door.sequence()) == (403, before)


def test_a_made_up_secret_cancels_nothing(secret: str, door: Door) -> None:
    browser = door.browser()
    form = fields_of(browser.get(f"/t/{secret}").text)
    before = door.sequence()

    reply = browser.post("/t/made-up/cancel", data=form)

    assert (reply.status_code, door.sequence()) == (404, before)


def test_what_cannot_be_cancelled_any_more_is_said(secret: str, door: Door) -> None:
    browser = door.browser()
    form = fields_of(browser.get(f"/t/{secret}").text)
    browser.post(f"/t/{secret}/cancel", data=form)

    reply = browser.post(f"/t/{secret}/cancel", data=form | {"request_id": "another"}, headers={"Accept": "text/html"})

    assert reply.status_code == 409
    assert "це зараз неможливо" in reply.text


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the only form of the page."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', page))
