"""The ticket's page over HTTP: for whoever knows the secret, and for nobody else."""

from __future__ import annotations

import re

import pytest

from server.contract.terms import BoxKind, PhoneSecret
from server.demo.seed import HALL_ID
from server.domain.ticket import Ticket
from server.usecases.ports import Records
from tests.server.web.door import Door, command, token_of


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


def continued(door: Door, secret: str) -> Ticket:
    """The ticket with which this one goes on, as the supervisor lets it."""

    def find(records: Records) -> Ticket:
        ticket = records.tickets.by_secret(PhoneSecret(secret))
        successor = None if ticket is None or ticket.continued_as is None else records.tickets.get(ticket.continued_as)
        found = successor or ticket
        assert found is not None
        return found

    supervisor = door.signed_in("mykola")
    former = door.core.store.read(HALL_ID, find)
    proof = {"X-CSRFToken": token_of(supervisor, "/reception")}
    reply = command(supervisor, "grant-continuation", {"ticket_ids": [former.id]}, proof)
    assert reply.status_code == 200, reply.text
    return door.core.store.read(HALL_ID, find)


def test_one_that_goes_on_says_when_and_leads_to_the_new_ticket(secret: str, door: Door) -> None:
    new = continued(door, secret)

    old_page = door.browser().get(f"/t/{secret}").text.split("<main")[1]

    assert f'href="/t/{new.phone_secret}"' in old_page
    assert f"Вас приймуть {new.day:%d.%m.%Y}" in old_page
    assert new.label in old_page


def test_the_new_ticket_says_for_which_day_it_is_before_that_day(secret: str, door: Door) -> None:
    new = continued(door, secret)

    page = door.browser().get(f"/t/{new.phone_secret}").text.split("<main")[1]

    assert f"Талон дійсний лише {new.day:%d.%m.%Y}" in page
    assert "Перед вами" not in page
    assert "Талон дійсний лише сьогодні" not in page
