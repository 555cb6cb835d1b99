"""Coming in, going out, and where one is led."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.demo import sample
from server.identity import SESSION_IDLE, hashed
from tests.server.web.door import Door, code_of, command, sign_in, token_of

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("login", "home"), [("olena", "/desk"), ("oksana", "/reception"), ("it", "/reception"), ("mykola", "/desk")]
)
def test_each_is_led_to_the_page_of_their_work(login: str, home: str, door: Door) -> None:
    browser = door.browser()

    reply = sign_in(browser, login, sample.PASSWORD)

    assert reply.location == home
    assert browser.get("/").location == home


def test_whoever_was_on_the_way_somewhere_arrives_there(door: Door) -> None:
    browser = door.browser()
    asked = browser.get("/reception", headers=PAGE)
    assert asked.location == "/sign-in?then=/reception"

    assert sign_in(browser, "mykola", sample.PASSWORD, asked.location).location == "/reception"


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "evil",
        "/%5cevil\\..",
        "/\t/evil.example",
    ],
)
def test_nobody_is_led_away_after_signing_in(then: str, door: Door) -> None:
    browser = door.browser()
    form = {"login": "olena", "password": sample.PASSWORD, "csrf_token": token_of(browser)}

    reply = browser.post("/sign-in", query_string={"then": then}, data=form)

    assert_within(reply.location)


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example", "\t//evil.example"]
)
def test_nobody_is_led_away_by_a_choice_of_language(back: str, door: Door) -> None:
    assert_within(door.browser().get("/language/en", query_string={"back": back}).location)


def assert_within(location: str) -> None:
    """The browser stays here whatever it makes of slashes, backslashes and the blanks that it drops."""
    seen = location.replace("\t", "").replace("\n", "").replace("\r", "").replace("\\", "/")
    assert seen.startswith("/")
    assert not seen.startswith("//")


def test_signing_out_ends_the_session_at_once(door: Door) -> None:
    browser = door.signed_in("olena")
    cookie = browser.get_cookie("cherha_session")
    assert cookie is not None

    browser.post("/sign-out", data={"csrf_token": token_of(browser)}, headers=PAGE)

    thief = door.browser()
    thief.set_cookie("cherha_session", cookie.value)
    assert thief.get("/desk", headers=PAGE).location == "/sign-in?then=/desk"


def test_a_session_left_alone_for_longer_than_a_shift_has_ended(door: Door) -> None:
    browser = door.signed_in("olena")
    cookie = browser.get_cookie("cherha_session")
    assert cookie is not None
    secret_hash = hashed(cookie.value)
    found = door.core.store.sessions(lambda sessions: sessions.find(secret_hash))
    assert found is not None
    long_ago = found.seen_at - SESSION_IDLE - timedelta(minutes=1)

    door.core.store.sessions(lambda sessions: sessions.touch(secret_hash, long_ago))
    door.core.identity.changed()

    reply = command(browser, "call-next", {"window_id": door.window_id("3")}, {"X-CSRFToken": token_of(browser)})
    assert code_of(reply) == "sign-in-needed"


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(door: Door) -> None:
    answers = [sign_in(door.browser(), login, "wrong password") for login in ("olena", "nobody")]

    assert {answer.status_code for answer in answers} == {401}
    assert all("Ім’я або пароль не підходять." in answer.text for answer in answers)


def test_a_made_up_session_is_nobody(door: Door) -> None:
    browser = door.browser()
    browser.set_cookie("cherha_session", "made-up")

    assert browser.get("/desk", headers=PAGE).location == "/sign-in?then=/desk"


@pytest.mark.parametrize(("login", "path"), [("oksana", "/desk"), ("olena", "/reception"), ("audyt", "/reception")])
def test_a_page_of_another_role_says_so(login: str, path: str, door: Door) -> None:
    reply = door.signed_in(login).get(path, headers=PAGE)

    assert reply.status_code == 403
    assert "Ваша роль цього не дозволяє." in reply.text
