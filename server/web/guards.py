"""Before every request: who is it, is the page its own, is it small enough; after it: what the browser may do."""

from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache, wraps
from threading import Lock
from time import monotonic
from typing import Any

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError, CSRFProtect, validate_csrf  # type: ignore[import-untyped]
from itsdangerous import BadSignature
from wtforms.validators import ValidationError

from server.contract.terms import HallId, ProblemCode, Role
from server.domain.errors import Refusal
from server.identity import Identity
from server.usecases.actor import BoxActor, PersonActor
from server.web.parts import parts

Client = PersonActor | BoxActor | None
SESSION_COOKIE = "cherha_session"
BOX_COOKIE = "cherha_box"
MOST_BYTES = 64 * 1024
_CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class _DoorLimiter(Limiter):
    """Looks only where a door has a limit: looking before every request as well took a tenth of a command's time."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:  # noqa: FBT001, FBT002 - as flask-limiter calls it
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


class _PageCookie(SecureCookieSessionInterface):
    """Flask's own, which would prepare its keys and check the signature anew for every request.

    A desk sends the same cookie with each of its commands; what a cookie holds is kept for an hour at most.
    """

    def __init__(self) -> None:
        self._signer: Any = None
        self._kept = lru_cache(maxsize=_PAGES_KEPT)(self._members)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        cookie = request.cookies.get(self.get_cookie_name(app))
        try:
            # A copy: whoever adds a message to the list in it must not change what others read.
            return self.session_class(deepcopy(self._kept(app, cookie, monotonic() // 3600)) if cookie else None)
        except BadSignature:
            return self.session_class()

    def _members(self, app: Flask, cookie: str, _hour: float) -> dict[str, Any]:
        max_age = int(app.permanent_session_lifetime.total_seconds())
        members: dict[str, Any] = self.get_signing_serializer(app).loads(cookie, max_age=max_age)
        return members

    def get_signing_serializer(self, app: Flask) -> Any:
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


csrf = CSRFProtect()
limiter = _DoorLimiter(get_remote_address, storage_uri="memory://", strategy="moving-window")
_wrong_tries = limiter.shared_limit(
    "10 per minute; 60 per hour", scope="ways-in", deduct_when=lambda reply: reply.status_code >= 400
)
_PAGES_KEPT = 1024
"""More than there are browsers of staff; a stranger's cookie is not kept, since its signature is wrong."""
_TURNS = tuple(Lock() for _ in range(64))
"""Of the addresses that guesses come from; two of them seldom share one."""


def tries(view: Callable[..., Response]) -> Callable[..., Response]:
    """On every door that takes a password or a code: only wrong tries count.

    One address tries once at a time: of guesses sent all at once each would be let in before the first is counted.
    """
    limited = _wrong_tries(view)

    @wraps(view)
    def in_turn(**given: str) -> Response:
        request.get_data()  # before: whoever sends it slowly must not hold the others up
        turn = _TURNS[hash(get_remote_address()) % len(_TURNS)]
        turn.acquire()
        g.turn = turn
        return limited(**given)

    return in_turn


def _end_turn(_error: BaseException | None = None) -> None:
    """Only now: the limiter counts when the reply is made."""
    turn = g.pop("turn", None)
    if turn is not None:
        turn.release()


class Doorkeeper:
    """Tells who a client is; the realtime hub asks it too."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    def client(self, asking: Request) -> Client:
        """None without credentials, for an unknown device key, and for a session that has ended."""
        return self._who(asking, None, self._identity.person_of)()

    def recheck(self, asking: Request, device_key: str | None = None) -> Callable[[], Client]:
        """Tells, now and later, who this client is: a socket outlives the session that it was opened with."""
        return self._who(asking, device_key, self._identity.person_still)

    def _who(
        self, asking: Request, device_key: str | None, person_of: Callable[[str], PersonActor | None]
    ) -> Callable[[], Client]:
        header = asking.headers.get("Authorization", "")
        key = device_key or (header[4:] if header.startswith("Box ") else None)
        session, box_cookie = asking.cookies.get(SESSION_COOKIE), asking.cookies.get(BOX_COOKIE)

        def who() -> Client:
            if key is not None:
                return self._identity.box_of(key)
            person = None if session is None else person_of(session)
            if person is not None:
                return person
            return None if box_cookie is None else self._identity.box_of(box_cookie)

        return who


def guard(app: Flask) -> None:
    """Puts limits, CSRF protection and headers in place."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a desk stays open for a whole shift
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants a Referer over https, which our own policy keeps back
    app.config["RATELIMIT_HEADERS_ENABLED"] = True
    app.session_interface = _PageCookie()
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(_check_page)
    app.after_request(_headers)
    app.teardown_request(_end_turn)


def actor() -> PersonActor | BoxActor:
    """Who asks; refused with ``unknown-device-key`` or ``sign-in-needed``."""
    client = Doorkeeper(parts().identity).client(request)
    if client is None:
        is_box = "Authorization" in request.headers
        raise Refusal(ProblemCode.UNKNOWN_DEVICE_KEY if is_box else ProblemCode.SIGN_IN_NEEDED)
    return client


def person(*roles: Role) -> PersonActor:
    """The person who asks, with at least one of the roles (none named: any); else a refusal."""
    client = actor()
    if not isinstance(client, PersonActor):
        raise Refusal(ProblemCode.SIGN_IN_NEEDED)
    if roles and client.roles.isdisjoint(roles):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    return client


def box() -> BoxActor:
    """The box that asks."""
    client = actor()
    if not isinstance(client, BoxActor):
        raise Refusal(ProblemCode.UNKNOWN_DEVICE_KEY)
    return client


def hall_of_page() -> HallId:
    """The hall of whoever is signed in."""
    return actor().hall_id


def _check_page() -> None:
    """Whoever comes with a cookie must show that the page was ours; a key or a code proves itself."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.headers.get("Authorization", "").startswith("Box "):
        return
    if request.path.startswith("/v1/") and not {SESSION_COOKIE, BOX_COOKIE} & request.cookies.keys():
        return
    token = request.headers.get("X-CSRFToken")
    try:
        if token is None:
            csrf.protect()
        else:
            _check_token(token, session.get("csrf_token"), current_app.secret_key)
    except (CSRFError, ValidationError) as error:
        raise Refusal(ProblemCode.CSRF) from error


@lru_cache(maxsize=_PAGES_KEPT)
def _check_token(token: str, _of_session: str | None, _secret: str | bytes | None) -> None:
    """Looked at once for each page that a browser has open; a wrong token raises, so that it is not kept."""
    validate_csrf(token)


def _headers(reply: Response) -> Response:
    reply.headers.setdefault("Content-Security-Policy", _CONTENT_POLICY)
    reply.headers["X-Content-Type-Options"] = "nosniff"
    reply.headers["Referrer-Policy"] = "no-referrer"
    reply.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    reply.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if "Cache-Control" not in reply.headers:
        reply.headers["Cache-Control"] = "no-store"
    return reply
