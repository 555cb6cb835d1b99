"""Whoever comes with a cookie must show that the page was ours; nothing changes otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.contract.terms import BoxKind
from server.demo import sample
from tests.browser.hall import csrf_in
from tests.server.web.door import Door, code_of, command, token_of


@pytest.mark.parametrize("headers", [{}, {"X-CSRFToken": "made-up"}, {"X-CSRFToken": ""}], ids=["no", "wrong", "empty"])
def test_a_command_without_the_right_token_is_refused(headers: dict[str, str], door: Door) -> None:
    browser = door.signed_in("olena")
    before = door.sequence()

    reply = command(browser, "call-next", {"window_id": door.window_id("3")}, headers)

    assert (reply.status_code, code_of(reply)) == (403, "csrf")
    assert door.sequence() == before


def test_a_token_of_another_browser_is_refused(door: Door) -> None:
    stranger = door.signed_in("taras")
    browser = door.signed_in("olena")
    token = {"X-CSRFToken": token_of(stranger)}
    asked = {"window_id": door.window_id("3")}

    own, foreign = (command(each, "call-next", asked, token) for each in (stranger, browser))

    assert (code_of(own), code_of(foreign)) == ("window-not-yours", "csrf")


def test_with_the_page_s_own_token_it_is_done(door: Door) -> None:
    browser = door.signed_in("olena")

    reply = command(
        browser, "call-next", {"window_id": door.window_id("3")}, {"X-CSRFToken": token_of(browser, "/desk")}
    )

    assert reply.status_code == 200
    assert reply.json is not None
    assert reply.json["kind"] == "ticket-called-here"


def test_a_box_proves_itself_by_its_key(door: Door) -> None:
    key = door.enrolled(BoxKind.KIOSK)

    assert command(door.browser(), "claim-print-job", headers=key).status_code == 200


def test_a_display_s_cookie_alone_gives_no_command(door: Door) -> None:
    browser = door.browser()
    path = browser.post("/v1/boxes/browser", headers=door.enrolled(BoxKind.DISPLAY)).json
    assert path is not None
    browser.get(path["path"])
    assert browser.get_cookie("cherha_box") is not None

    reply = command(browser, "report-health", {"version": "1"})

    assert code_of(reply) == "csrf"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/display"])
def test_a_form_of_a_foreign_page_is_refused(path: str, door: Door) -> None:
    browser = door.signed_in("olena")

    reply = browser.post(path, data={"login": "olena", "password": "x", "code": "x"}, headers={"Accept": "text/html"})

    assert reply.status_code == 403
    assert "Сторінка застаріла" in reply.text
    assert browser.get("/desk").status_code == 200


def test_a_form_is_taken_over_https_too(open_door: Callable[..., Door], door: Door) -> None:
    browser = open_door(door.folder, proxies=1, is_https=True).browser()
    browser.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    page = browser.get("/sign-in", base_url="https://localhost")
    form = {"login": "olena", "password": sample.PASSWORD, "csrf_token": csrf_in(page.text)}

    reply = browser.post("/sign-in", data=form, base_url="https://localhost")

    assert reply.status_code == 303, reply.text
