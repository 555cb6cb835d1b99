"""What the browser is told it may do, on every route that there is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from server.contract.terms import BoxKind
from tests.server.web.door import Door

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*(?:\ssrc=|application/json))", re.IGNORECASE)
PEOPLE = ("", "olena", "oksana", "it")


@pytest.mark.parametrize("login", PEOPLE)
def test_every_route_has_its_headers_and_no_page_has_inline_code(login: str, door: Door) -> None:
    browser = door.signed_in(login) if login else door.browser()
    paths = get_paths(door)

    for path in paths:
        reply = browser.get(path, headers={"Accept": "text/html"})

        policy = reply.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';"), path
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert {name: reply.headers.get(name) for name in WANTED} == WANTED, path
        assert reply.headers.get("Cache-Control"), path
        if reply.mimetype == "text/html" and reply.status_code != 405:
            assert not INLINE.findall(reply.text), path
        reply.close()
    assert {"/sign-in", "/desk", "/reception", "/display", "/v1/health"} <= set(paths)


def test_a_page_with_a_person_s_name_is_never_kept(door: Door) -> None:
    for path in ("/desk", "/sign-in"):
        assert door.signed_in("olena").get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("is_https", [False, True])
def test_cookies_are_closed_to_scripts_and_to_other_sites(
    *, is_https: bool, open_door: Callable[..., Door], door: Door
) -> None:
    opened = open_door(door.folder, is_https=is_https)
    opened.codes = door.codes
    browser = opened.signed_in("olena")
    path = browser.post("/v1/boxes/browser", headers=opened.enrolled(BoxKind.DISPLAY)).json
    assert path is not None
    browser.get(path["path"])

    for name in ("cherha_session", "cherha_box", "cherha_page"):
        cookie = browser.get_cookie(name)
        assert cookie is not None
        assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Strict", is_https), name


def get_paths(door: Door) -> list[str]:
    """Every route that is asked by GET, with something in the place of each variable."""
    rules = [rule for rule in door.app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    filled = [re.sub(r"<[^>]*\bfolder>", "js", rule.rule) for rule in rules]
    return sorted(re.sub(r"<[^>]+>", "1", path) for path in filled)
