"""Guessing a password or a code is slowed down; working is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from server.contract.terms import BoxKind
from server.demo import sample
from tests.server.web.door import Door, code_of, command, sign_in, token_of

TRIES = 10


def test_the_eleventh_wrong_password_must_wait(door: Door) -> None:
    browser = door.browser()
    statuses = [sign_in(browser, "olena", f"guess {number}").status_code for number in range(TRIES)]

    reply = sign_in(browser, "olena", sample.PASSWORD)

    assert statuses == [401] * TRIES
    assert reply.status_code == 429
    assert 0 < int(reply.headers["Retry-After"]) <= 3600
    assert "Забагато спроб" in reply.text


def test_guesses_sent_all_at_once_are_counted_like_any_others(door: Door) -> None:
    browsers = [door.browser() for _ in range(3 * TRIES)]
    forms = [{"login": "olena", "password": "a guess", "csrf_token": token_of(browser)} for browser in browsers]

    with ThreadPoolExecutor(len(browsers)) as crowd:
        replies = list(crowd.map(lambda browser, form: browser.post("/sign-in", data=form), browsers, forms))

    assert Counter(reply.status_code for reply in replies) == {401: TRIES, 429: 2 * TRIES}


def test_right_passwords_are_not_counted(door: Door) -> None:
    statuses = {sign_in(door.browser(), "olena", sample.PASSWORD).status_code for _ in range(TRIES + 2)}

    assert statuses == {303}


def test_codes_cannot_be_tried_out(door: Door) -> None:
    browser = door.browser()
    codes = [code_of(browser.post("/v1/boxes/enrol", json={"code": f"AAAA-{number:04}"})) for number in range(TRIES)]

    reply = browser.post("/v1/boxes/enrol", json={"code": door.codes[BoxKind.KIOSK]})

    assert codes == ["unknown-code"] * TRIES
    assert code_of(reply) == "too-many-tries"
    assert int(reply.headers["Retry-After"]) > 0


def test_every_door_counts_together(door: Door) -> None:
    browser = door.browser()
    for number in range(TRIES // 2):
        sign_in(browser, "olena", f"guess {number}")
        browser.post("/v1/boxes/enrol", json={"code": f"AAAA-{number:04}"})

    reply = browser.post("/display", data={"code": "AAAA-9999", "csrf_token": token_of(browser)})

    assert reply.status_code == 429


def test_work_goes_on_while_somebody_guesses(door: Door) -> None:
    browser = door.signed_in("olena")
    headers = {"X-CSRFToken": token_of(browser)}
    for number in range(TRIES + 1):
        sign_in(door.browser(), "olena", f"guess {number}")

    reply = command(browser, "call-next", {"window_id": door.window_id("3")}, headers)

    assert reply.status_code == 200


def test_behind_a_proxy_of_ours_a_guesser_shuts_out_nobody_else(open_door: Callable[..., Door], door: Door) -> None:
    behind = open_door(door.folder, proxies=1)
    guesser, neighbour = behind.browser(), behind.browser()
    guesser.environ_base["HTTP_X_FORWARDED_FOR"] = "10.0.0.66"
    neighbour.environ_base["HTTP_X_FORWARDED_FOR"] = "10.0.0.7"
    for number in range(TRIES):
        sign_in(guesser, "olena", f"guess {number}")

    assert sign_in(guesser, "olena", sample.PASSWORD).status_code == 429
    assert sign_in(neighbour, "olena", sample.PASSWORD).status_code == 303


def test_without_a_proxy_nobody_chooses_whom_they_are_counted_as(door: Door) -> None:
    for number in range(TRIES):
        browser = door.browser()
        browser.environ_base["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}"
        sign_in(browser, "olena", f"guess {number}")

    assert sign_in(door.browser(), "olena", sample.PASSWORD).status_code == 429
