"""The Flask app of given parts."""

from flask import Flask, Response, make_response, redirect, render_template, request
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from server.contract.problems import Problem, problem
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.web import guards
from server.web.api import api
from server.web.browsers import browsers
from server.web.desk import desk
from server.web.frontends import frontends
from server.web.languages import languages, speak
from server.web.office.rooms import office
from server.web.parts import KEY, Parts
from server.web.phone import phone
from server.web.reception import reception
from server.web.replies import retry_later, told
from server.web.staff import show_staff
from server.web.supervisor import supervisor
from server.web.ways_in import ways_in

_CODE_OF_STATUS = {
    400: ProblemCode.MALFORMED,
    404: ProblemCode.NOT_FOUND,
    405: ProblemCode.METHOD_NOT_ALLOWED,
    413: ProblemCode.TOO_LARGE,
}


def create_app(parts: Parts, secret_key: str, *, proxies: int = 0) -> Flask:
    """An app that holds nothing but its parts; ``secret_key`` signs the cookies that guard forms.

    The addresses that so many ``proxies`` in front have noted are believed, and no others.
    """
    app = Flask(__name__)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.extensions[KEY] = parts
    app.secret_key = secret_key
    app.config["SESSION_COOKIE_NAME"] = "cherha_page"
    app.config["SESSION_COOKIE_SAMESITE"] = "Strict"
    app.config["SESSION_COOKIE_SECURE"] = parts.is_https
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # DefaultJSONProvider has it
    guards.guard(app)
    speak(app)
    show_staff(app)
    for blueprint in (api, browsers, desk, frontends, languages, office, phone, reception, supervisor, ways_in):
        app.register_blueprint(blueprint)
    app.register_error_handler(Refusal, lambda refusal: _say(problem(refusal.code, **refusal.fields)))
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(HTTPException, _other)
    return app


def _too_many(error: RateLimitExceeded) -> Response:
    seconds = str(error.limit.limit.get_expiry())
    return _say(problem(ProblemCode.TOO_MANY_TRIES, seconds=seconds))


def _other(error: HTTPException) -> Response | HTTPException:
    if (error.code or 500) < 400:
        return error
    code = _CODE_OF_STATUS.get(
        error.code or 500, ProblemCode.MALFORMED if (error.code or 500) < 500 else ProblemCode.INTERNAL
    )
    return _say(problem(code, limit=str(guards.MOST_BYTES), reason=error.name))


def _say(said: Problem) -> Response:
    """As a page to people, as a problem to programs; whoever must sign in is led there."""
    if not _is_for_a_person():
        return told(said)
    if said.code is ProblemCode.SIGN_IN_NEEDED and request.method == "GET":
        return make_response(redirect(f"/sign-in?then={request.path}", 303))
    reply = make_response(render_template("problem.html", problem=said), said.status)
    return retry_later(reply, said)


def _is_for_a_person() -> bool:
    if request.path.startswith("/v1/"):
        return False
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"
