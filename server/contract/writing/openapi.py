"""``openapi.json``: OpenAPI 3.1, every address that a client may ask, with what it answers and refuses."""

from collections.abc import Iterable
from typing import get_args

from server.contract.answers import ANSWERS
from server.contract.commands import Command
from server.contract.problems import SENTENCES
from server.contract.refusals import ALWAYS, REFUSALS
from server.contract.terms import ProblemCode as Code
from server.contract.wire import Json, kind_of
from server.contract.writing.inventory import remarks
from server.contract.writing.schema import definitions, one_of

_PLACE = "#/components/schemas/"
_BY_BOX: list[Json] = [{"box": []}, {"boxCookie": []}]
_ANYBODY: list[Json] = [{"session": [], "csrf": []}, *_BY_BOX]
_KEY_WRONG = (Code.UNKNOWN_DEVICE_KEY,)


def openapi() -> dict[str, Json]:
    """The whole file."""
    paths: dict[str, Json] = {f"/v1/commands/{kind_of(each)}": _command(each) for each in get_args(Command)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cherha",
            "version": "1",
            "description": "Commands go by HTTP, news comes by Socket.IO (snapshots and announcements in the schemas).",
        },
        "paths": paths | _boxes() | _health(),
        "components": {"schemas": definitions(_PLACE), "securitySchemes": _ways_in()},
    }


def _command(command: type[Command]) -> dict[str, Json]:
    answers = ANSWERS[command]
    summary, _, rest = remarks()[command.__name__].partition("\n\n")
    answer: dict[str, Json] = {"$ref": _PLACE + answers[0].__name__} if len(answers) == 1 else one_of(answers, _PLACE)
    operation: dict[str, Json] = {
        "operationId": command.__name__,
        "summary": summary,
        **({"description": rest} if rest else {}),
        "security": _ANYBODY,
        "requestBody": {"required": True, "content": _json({"$ref": _PLACE + command.__name__})},
        "responses": {"200": _ok(answer), **_problems(ALWAYS | REFUSALS[command])},
    }
    return {"post": operation}


def _boxes() -> dict[str, Json]:
    enrol: dict[str, Json] = _closed_object("code")
    enter: dict[str, Json] = _closed_object("path")
    return {
        "/v1/boxes/enrol": _asked(
            "post",
            "A box shows its one-time code and gets its key, shown once.",
            _reference("BoxEnrolled"),
            (Code.MALFORMED, Code.TOO_LARGE, Code.UNKNOWN_CODE, Code.TOO_MANY_TRIES, Code.NOT_SAVED, Code.BUSY),
            security=[],
            body=enrol,
        ),
        "/v1/boxes/me": _asked("get", "What a box is, and where.", _reference("BoxWelcome"), _KEY_WRONG),
        "/v1/boxes/browser": _asked(
            "post",
            "A path that lets the box's own browser in, once; opening it sets the cookie.",
            enter,
            _KEY_WRONG,
        ),
        "/v1/kiosk/lease": _asked(
            "get",
            "Everything a kiosk shows and may give.",
            _reference("KioskLease"),
            (*_KEY_WRONG, Code.NOT_ALLOWED),
        ),
    }


def _health() -> dict[str, Json]:
    body: dict[str, Json] = {"type": "object"}
    return {"/v1/health": _asked("get", "Whether the server works.", body, (Code.NOT_SAVED, Code.BUSY), security=[])}


def _asked(
    method: str,
    summary: str,
    answer: dict[str, Json],
    codes: Iterable[Code],
    *,
    security: list[Json] = _BY_BOX,
    body: dict[str, Json] | None = None,
) -> dict[str, Json]:
    request: dict[str, Json] = {} if body is None else {"requestBody": {"required": True, "content": _json(body)}}
    operation: dict[str, Json] = {
        "summary": summary,
        "security": security,
        **request,
        "responses": {"200": _ok(answer), **_problems(codes)},
    }
    return {method: operation}


def _problems(codes: Iterable[Code]) -> dict[str, Json]:
    """The refusals by HTTP status, each with the codes that it may carry."""
    by_status: dict[int, list[Code]] = {}
    for code in sorted(codes):
        by_status.setdefault(SENTENCES[code].status, []).append(code)
    return {str(status): _problem(by_status[status]) for status in sorted(by_status)}


def _problem(codes: list[Code]) -> dict[str, Json]:
    names: list[Json] = [code.value for code in codes]
    body: Json = {"allOf": [_reference("Problem"), {"properties": {"code": {"enum": names}}}]}
    said = " ".join(f"`{code}`: {SENTENCES[code].en}" for code in codes)
    return {"description": said, "content": {"application/problem+json": {"schema": body}}}


def _ok(answer: dict[str, Json]) -> dict[str, Json]:
    return {"description": "Accepted.", "content": _json(answer)}


def _json(schema: dict[str, Json]) -> dict[str, Json]:
    return {"application/json": {"schema": schema}}


def _reference(name: str) -> dict[str, Json]:
    return {"$ref": _PLACE + name}


def _closed_object(member: str) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": {member: {"type": "string"}},
        "required": [member],
        "additionalProperties": False,
    }


def _ways_in() -> dict[str, Json]:
    return {
        "box": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Box <device key>`, the key being what the box got when it was enrolled.",
        },
        "boxCookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": "cherha_box",
            "description": "A box's own browser.",
        },
        "session": {"type": "apiKey", "in": "cookie", "name": "cherha_session", "description": "Somebody signed in."},
        "csrf": {
            "type": "apiKey",
            "in": "header",
            "name": "X-CSRFToken",
            "description": 'The page\'s `<meta name="csrf">`; asked together with the session.',
        },
    }
