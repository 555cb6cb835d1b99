"""The first start: a one-time link, no default password, and a door that closes behind the founder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.server.web.conftest import WELCOME_CODE
from tests.server.web.door import Door, sign_in, token_of

PATH = f"/welcome/{WELCOME_CODE}"
HALL = {
    "hall_name": "Центр «Прозорий офіс»",
    "hall_name_en": "Center",
    "time_zone": "Europe/Kyiv",
    "person_name": "Андрій Лисенко",
    "login": "andrii",
    "password": "чотири звичайні слова",
}


def found(browser: FlaskClient, **changes: Any) -> TestResponse:
    form = HALL | {"csrf_token": token_of(browser, PATH)} | changes
    return browser.post(PATH, data=form, headers={"Accept": "text/html"})


def halls(door: Door) -> int:
    return door.core.store.read_house(lambda house: len(house.halls()))


def test_the_founder_is_signed_in_and_led_to_the_office(empty_door: Door) -> None:
    browser = empty_door.browser()

    reply = found(browser)

    assert (reply.status_code, reply.location) == (303, "/office/")
    assert "Андрій Лисенко" in browser.get("/desk").text
    assert sign_in(empty_door.browser(), "andrii", HALL["password"]).status_code == 303


def test_the_link_is_worth_nothing_once_there_is_a_hall(empty_door: Door) -> None:
    browser = empty_door.browser()
    token = token_of(browser, PATH)
    found(browser)

    again = browser.post(PATH, data=HALL | {"login": "second", "csrf_token": token})

    assert again.status_code == 404
    assert browser.get(PATH).status_code == 404
    assert halls(empty_door) == 1


@pytest.mark.parametrize("path", ["/welcome/guess", "/welcome/None", "/welcome/"])
def test_without_the_code_there_is_no_such_page(path: str, empty_door: Door) -> None:
    assert empty_door.browser().get(path).status_code == 404


def test_a_hall_in_use_has_no_such_page(door: Door) -> None:
    assert door.browser().get(PATH).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "коротко"}, "Пароль закороткий"),
        ({"time_zone": "Europe/Nowhere"}, "Такого часового поясу немає"),
        ({"hall_name": ""}, "Заповніть це поле"),
        ({"login": ""}, "Заповніть це поле"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_founded(changes: dict[str, str], said: str, empty_door: Door) -> None:
    reply = found(empty_door.browser(), **changes)

    assert reply.status_code == 422
    assert said in reply.text
    assert halls(empty_door) == 0


def test_a_button_pressed_twice_founds_one_hall_and_both_presses_lead_there(empty_door: Door) -> None:
    browsers = [empty_door.browser() for _ in range(2)]
    forms = [HALL | {"csrf_token": token_of(browser, PATH)} for browser in browsers]
    at_once = Barrier(len(browsers))

    def press(browser: FlaskClient, form: dict[str, Any]) -> TestResponse:
        at_once.wait(60)
        return browser.post(PATH, data=form, headers={"Accept": "text/html"})

    with ThreadPoolExecutor(len(browsers)) as crowd:
        replies = list(crowd.map(press, browsers, forms))

    assert halls(empty_door) == 1
    assert sorted((reply.status_code, reply.location) for reply in replies) == [(303, "/office/")] * 2


def test_two_people_with_one_link_found_one_hall(empty_door: Door) -> None:
    browsers = [empty_door.browser() for _ in range(2)]
    forms = [HALL | {"csrf_token": token_of(each, PATH), "login": f"p{n}"} for n, each in enumerate(browsers)]

    with ThreadPoolExecutor(len(browsers)) as crowd:
        list(crowd.map(lambda browser, form: browser.post(PATH, data=form), browsers, forms))

    assert halls(empty_door) == 1
