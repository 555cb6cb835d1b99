"""Coming in, going out, and where one is led."""

from __future__ import annotations

from datetime import datetime, timedelta

import flask
import pytest

from server.contract.terms import HallId, PersonId, Role
from server.demo import sample
from server.identity import SESSION_IDLE, _Trusted, hashed
from server.usecases.actor import PersonActor
from server.web.guards import Doorkeeper
from server.web.staff import home_of
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


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ({Role.SUPERVISOR}, "/supervisor"),
        ({Role.SUPERVISOR, Role.RECEPTIONIST}, "/supervisor"),
        ({Role.SUPERVISOR, Role.IT}, "/reception"),
        ({Role.SUPERVISOR, Role.ADMINISTRATOR}, "/desk"),
        ({Role.IT}, "/office/"),
    ],
)
def test_a_supervisor_is_led_to_the_shift_unless_other_work_comes_first(roles: set[Role], home: str) -> None:
    person = PersonActor(person_id=PersonId("p"), hall_id=HallId("h"), name="P", roles=frozenset(roles))

    assert home_of(person) == home


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


def test_the_browser_keeps_a_session_for_longer_than_it_may_last(door: Door) -> None:
    reply = sign_in(door.browser(), "olena", sample.PASSWORD)

    cookie = next(each for each in reply.headers.getlist("Set-Cookie") if each.startswith("cherha_session="))
    assert int(cookie.partition("Max-Age=")[2].partition(";")[0]) > SESSION_IDLE.total_seconds()


def test_a_page_that_only_listens_keeps_no_session_alive(door: Door) -> None:
    browser = door.signed_in("olena")
    cookie = browser.get_cookie("cherha_session")
    assert cookie is not None
    secret_hash = hashed(cookie.value)
    with door.app.test_request_context(headers={"Cookie": f"cherha_session={cookie.value}"}):
        still_there = Doorkeeper(door.core.identity).recheck(flask.request)
    found = door.core.store.sessions(lambda sessions: sessions.find(secret_hash))
    assert found is not None
    hours_ago = found.seen_at - timedelta(hours=3)
    door.core.store.sessions(lambda sessions: sessions.touch(secret_hash, hours_ago))
    door.core.identity.changed()

    assert isinstance(still_there(), PersonActor)
    assert seen_at(door, secret_hash) == hours_ago
    browser.get("/desk")
    assert seen_at(door, secret_hash) > hours_ago


def test_who_signs_out_is_out_for_a_request_that_is_under_way() -> None:
    """Its answer about the session, asked for before and given after, must not be believed for seconds."""
    trusted: _Trusted[str] = _Trusted()

    def slowly(secret: str) -> str:
        trusted.forget(secret)
        return "signed in"

    assert trusted.get("secret", slowly) == "signed in"
    assert trusted.get("secret", lambda _: "nobody") == "nobody"


def seen_at(door: Door, secret_hash: str) -> datetime:
    found = door.core.store.sessions(lambda sessions: sessions.find(secret_hash))
    assert found is not None
    return found.seen_at


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(door: Door) -> None:
    answers = [sign_in(door.browser(), login, "wrong password") for login in ("olena", "nobody")]

    assert {answer.status_code for answer in answers} == {401}
    assert all("Логін або пароль не підходить." in answer.text for answer in answers)


def test_a_made_up_session_is_nobody(door: Door) -> None:
    browser = door.browser()
    browser.set_cookie("cherha_session", "made-up")

    assert browser.get("/desk", headers=PAGE).location == "/sign-in?then=/desk"


@pytest.mark.parametrize(("login", "path"), [("oksana", "/desk"), ("olena", "/reception"), ("audyt", "/reception")])
def test_a_page_of_another_role_says_so(login: str, path: str, door: Door) -> None:
    reply = door.signed_in(login).get(path, headers=PAGE)

    assert reply.status_code == 403
    assert "Ваша роль цього не дозволяє." in reply.text
