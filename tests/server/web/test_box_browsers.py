"""A display's browser is let in by its box, or by the code typed into a TV."""

from __future__ import annotations

import pytest

from server.contract.terms import BoxKind
from tests.server.web.door import Door, code_of, token_of


def test_the_path_of_a_box_works_once(door: Door) -> None:
    answer = door.browser().post("/v1/boxes/browser", headers=door.enrolled(BoxKind.DISPLAY)).json
    assert answer is not None
    browser, stranger = door.browser(), door.browser()

    browser.get(answer["path"])
    second = stranger.get(answer["path"])

    assert browser.get("/v1/boxes/me").status_code == 200
    assert second.status_code == 404
    assert stranger.get("/v1/boxes/me").status_code == 401


def test_a_made_up_path_lets_nobody_in(door: Door) -> None:
    browser = door.browser()

    assert browser.get("/display/enter/made-up").status_code == 404
    assert browser.get_cookie("cherha_box") is None


@pytest.mark.parametrize("kind", [BoxKind.KIOSK, BoxKind.BUTTONS])
def test_only_a_display_gets_such_a_path(kind: BoxKind, door: Door) -> None:
    assert code_of(door.browser().post("/v1/boxes/browser", headers=door.enrolled(kind))) == "not-allowed"


def test_a_tv_is_enrolled_by_its_code(door: Door) -> None:
    tv = door.browser()
    assert "Цей екран ще не зареєстровано" in tv.get("/display").text

    code = door.codes[BoxKind.DISPLAY].lower().replace("-", " ")
    reply = tv.post("/display", data={"code": code, "csrf_token": token_of(tv, "/display")})

    assert reply.location == "/display"
    assert tv.get("/v1/boxes/me").status_code == 200


def test_a_wrong_code_is_said(door: Door) -> None:
    tv = door.browser()

    reply = tv.post("/display", data={"code": "AAAA-AAAA", "csrf_token": token_of(tv, "/display")})

    assert reply.status_code == 404
    assert "Код не підходить" in reply.text


def test_a_display_s_cookie_opens_no_page_of_people(door: Door) -> None:
    tv = door.browser()
    tv.post("/display", data={"code": door.codes[BoxKind.DISPLAY], "csrf_token": token_of(tv, "/display")})

    assert tv.get("/desk", headers={"Accept": "text/html"}).location == "/sign-in?then=/desk"


def test_a_tv_does_not_use_up_the_code_of_a_kiosk(door: Door) -> None:
    tv = door.browser()

    reply = tv.post("/display", data={"code": door.codes[BoxKind.KIOSK], "csrf_token": token_of(tv, "/display")})

    assert reply.status_code == 403
    assert tv.get_cookie("cherha_box") is None
    assert door.enrolled(BoxKind.KIOSK)["Authorization"]
