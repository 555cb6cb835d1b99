"""The kiosk's own small server: its page, the lease, the news, and two commands that it passes on."""

import hashlib
import json
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from importlib import resources
from pathlib import Path

import flask
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

import server.contract
from hardware.errors import ServerAway, ServerRefused
from kiosk.bulletin import Bulletin
from kiosk.qr import NotAnAddress, qr_of
from kiosk.same_origin import LONGEST_BODY_BYTES, refusal_of
from server.contract import wire
from server.contract.answers import Answer
from server.contract.catalogue import KioskLease
from server.contract.commands import CancelTicket, Command, TakeTicket
from server.contract.problems import Problem, problem
from server.contract.terms import ProblemCode

WEB = Path(__file__).with_name("web")
CONTRACT = Path(str(resources.files(server.contract)))
CONTRACT_FOLDERS = ("js", "look", "vendor")
SILENCE_SECONDS = 3.0
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Backing:
    """What the page's server stands on; ``hosts`` are its own names with port."""

    send: Callable[[Command], Answer]
    lease: Callable[[], KioskLease | None]
    bulletin: Bulletin
    beat: Callable[[], None]
    health: Callable[[], dict[str, wire.Json]]
    hosts: frozenset[str]


def page_version() -> str:
    """Changes with any file that the page is made of."""
    folders = (WEB, *(CONTRACT / name for name in CONTRACT_FOLDERS))
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def kiosk_app(backing: Backing) -> flask.Flask:
    """The WSGI application."""
    app = flask.Flask("kiosk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY_BYTES
    app.before_request(lambda: _guarded(backing.hosts))
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, _as_problem)
    _add_files(app)
    _add_questions(app, backing)
    _add_deeds(app, backing)
    return app


def _add_files(app: flask.Flask) -> None:
    @app.get("/")
    def page() -> flask.Response:
        return flask.send_from_directory(WEB, "index.html")

    @app.get("/web/<path:name>")
    def of_page(name: str) -> flask.Response:
        return flask.send_from_directory(WEB, name)

    @app.get("/contract/v1/<path:name>")
    def of_contract(name: str) -> flask.Response:
        if posixpath.normpath(name).partition("/")[0] not in CONTRACT_FOLDERS:
            raise NotFound
        return flask.send_from_directory(CONTRACT, name)


def _add_questions(app: flask.Flask, backing: Backing) -> None:
    @app.get("/v1/lease")
    def lease() -> flask.Response:
        held = backing.lease()
        if held is None:
            return _refused(problem(ProblemCode.SERVER_AWAY))
        # Reserved numbers carry the secrets of tickets not yet given: they are the box's, not the page's.
        return _json(wire.to_json(replace(held, reserved=())))

    @app.get("/v1/events")
    def events() -> flask.Response:
        stream = backing.bulletin.events(silence_seconds=SILENCE_SECONDS)
        return flask.Response(stream, mimetype="text/event-stream")

    @app.get("/v1/qr.svg")
    def qr() -> flask.Response:
        try:
            drawing = qr_of(flask.request.args.get("address", ""))
        except NotAnAddress as error:
            return _refused(problem(ProblemCode.MALFORMED, reason=str(error)))
        return flask.Response(drawing, mimetype="image/svg+xml")

    @app.get("/v1/health")
    def health() -> flask.Response:
        return _json(backing.health())


def _add_deeds(app: flask.Flask, backing: Backing) -> None:
    @app.post("/v1/commands/take-ticket")
    def take_ticket() -> flask.Response:
        return _passed_on(backing, TakeTicket)

    @app.post("/v1/commands/cancel-ticket")
    def cancel_ticket() -> flask.Response:
        return _passed_on(backing, CancelTicket)

    @app.post("/v1/beat")
    def beat() -> flask.Response:
        backing.beat()
        return flask.Response(status=HTTPStatus.NO_CONTENT)


def _passed_on(backing: Backing, kind: type[TakeTicket | CancelTicket]) -> flask.Response:
    try:
        command: TakeTicket | CancelTicket = wire.loads(kind, flask.request.get_data())
    except wire.WireError as error:
        return _refused(problem(ProblemCode.MALFORMED, reason=str(error)))
    try:
        answer = backing.send(command)
    except ServerRefused as refused:
        return _refused(refused.problem)
    except ServerAway:
        return _refused(problem(ProblemCode.SERVER_AWAY))
    return _json(wire.to_json(answer, Answer))


def _guarded(hosts: frozenset[str]) -> flask.Response | None:
    if flask.request.method in ("GET", "HEAD"):
        if flask.request.headers.get("Host", "") in hosts:
            return None
        return _refused(problem(ProblemCode.CSRF))
    refusal = refusal_of(flask.request.headers, hosts)
    return None if refusal is None else _refused(refusal)


def _with_headers(response: flask.Response) -> flask.Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    # Files change only with the box's program, and then at once: the browser asks, and is told 304.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _as_problem(error: HTTPException) -> flask.Response:
    if isinstance(error, RequestEntityTooLarge):
        return _refused(problem(ProblemCode.TOO_LARGE, limit=str(LONGEST_BODY_BYTES)))
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _refused(problem(ProblemCode.METHOD_NOT_ALLOWED))
    return _refused(problem(ProblemCode.NOT_FOUND))


def _refused(refusal: Problem) -> flask.Response:
    return _json(wire.to_json(refusal), status=refusal.status, mimetype="application/problem+json")


def _json(value: wire.Json, *, status: int = 200, mimetype: str = "application/json") -> flask.Response:
    return flask.Response(json.dumps(value, ensure_ascii=False), status=status, mimetype=mimetype)
