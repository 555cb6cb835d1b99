"""Lets a box's browser in: by a one-time path from its box, or by the code typed into a TV."""

import secrets
import time

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from server.contract.problems import problem
from server.contract.terms import BoxKind, ProblemCode
from server.domain.errors import Refusal
from server.usecases.actor import BoxActor
from server.web import guards
from server.web.frontends import display_page
from server.web.parts import parts

browsers = Blueprint("browsers", __name__)

_VALID_SECONDS = 60.0
_COOKIE_SECONDS = 400 * 24 * 3600
_paths: dict[str, tuple[float, str]] = {}


def browser_path(device_key: str) -> str:
    """A path that works once; older ones of the same minute stay valid, so that a slow browser is not shut out."""
    now = time.monotonic()
    for token, (until, _) in list(_paths.items()):
        if until < now:
            del _paths[token]
    token = secrets.token_urlsafe(16)
    _paths[token] = (now + _VALID_SECONDS, device_key)
    return url_for("browsers.enter", token=token)


@browsers.get("/display/enter/<token>")
def enter(token: str) -> Response:
    """Sets the cookie of the box whose path this is, and leads on to the board with the settings in the address."""
    until, key = _paths.pop(token, (0.0, ""))
    if until < time.monotonic():
        return _ask(ProblemCode.UNKNOWN_CODE)
    reply = make_response()
    # Not a redirect: a browser that comes from its box's waiting page, another site, would go there without the cookie.
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    reply.headers["Refresh"] = f"0; url={url_for('browsers.show')}{query}"
    return _with_cookie(reply, key)


@browsers.get("/display")
def show() -> Response:
    """The board, for a browser that is known; else a page that asks for the code."""
    client = guards.Doorkeeper(parts().identity).client(request)
    if isinstance(client, BoxActor) and client.kind is BoxKind.DISPLAY:
        return display_page()
    return _ask()


@browsers.post("/display")
@guards.tries
def enrol() -> Response:
    """A TV without a box of its own is enrolled by the code that the office gave for it."""
    try:
        _, key = parts().identity.enrol(request.form.get("code", "")[:40], only=BoxKind.DISPLAY)
    except Refusal as refusal:
        return _ask(refusal.code)
    return _let_in(key)


def _let_in(key: str) -> Response:
    return _with_cookie(make_response(redirect(url_for("browsers.show"), 303)), key)


def _with_cookie(reply: Response, key: str) -> Response:
    reply.set_cookie(
        guards.BOX_COOKIE, key, max_age=_COOKIE_SECONDS, httponly=True, samesite="Strict", secure=parts().is_https
    )
    return reply


def _ask(code: ProblemCode | None = None) -> Response:
    said = None if code is None else problem(code)
    return make_response(render_template("enrol.html", problem=said), 200 if said is None else said.status)
