"""The one door for commands, and what boxes ask of themselves."""

import uuid
from dataclasses import dataclass
from typing import TypeVar, get_args

from flask import Blueprint, Response, request

from server.contract import wire
from server.contract.answers import Answer
from server.contract.catalogue import BoxEnrolled, BoxWelcome, KioskLease, WindowName
from server.contract.commands import Command
from server.contract.terms import BoxKind, Language, ProblemCode
from server.domain.errors import Refusal
from server.domain.hall import Hall
from server.i18n.catalogue import texts
from server.usecases import snapshots
from server.usecases.ports import Records
from server.usecases.views import look
from server.web import guards
from server.web.browsers import browser_path
from server.web.parts import parts
from server.web.replies import answered

COMMANDS: dict[str, type[Command]] = {wire.kind_of(command): command for command in get_args(Command)}

T = TypeVar("T")

api = Blueprint("api", __name__, url_prefix="/v1")


@dataclass(frozen=True, slots=True)
class _Enrolment:
    code: str


@api.post("/commands/<name>")
def give_command(name: str) -> Response:
    """Any command of the contract, by a person with a session or a box with its key."""
    shape = COMMANDS.get(name)
    if shape is None:
        raise Refusal(ProblemCode.UNKNOWN_COMMAND, name=name[:60])
    actor = guards.actor()
    command = _read(shape)
    if not _is_request_id(command.request_id):
        raise Refusal(ProblemCode.MALFORMED, reason="$.request_id: must be a UUID")
    return answered(parts().bus.handle(actor, command), Answer)


@api.post("/boxes/enrol")
@guards.tries
def enrol() -> Response:
    """A one-time code for a device key; the code is the only credential, so no page has to be ours."""
    box, key = parts().identity.enrol(_read(_Enrolment).code)
    return answered(BoxEnrolled(box_id=box.box_id, device_key=key, kind=box.kind, hall_id=box.hall_id))


@api.get("/boxes/me")
def welcome() -> Response:
    """What a box is, and the windows of its hall."""
    box = guards.box()

    def tell(records: Records) -> BoxWelcome:
        hall = _hall(records)
        windows = (window for window in records.windows.all() if not window.is_archived)
        return BoxWelcome(
            box_id=box.box_id,
            name=box.name,
            kind=box.kind,
            hall_id=box.hall_id,
            hall_name=hall.name,
            windows=tuple(WindowName(window_id=window.id, name=window.name) for window in windows),
            panels=snapshots.panels_of(records, box.box_id),
        )

    return answered(parts().store.read(box.hall_id, tell))


@api.post("/boxes/browser")
def let_browser_in() -> Response:
    """A path that lets the browser of a display box in, once, within a minute."""
    key = request.headers.get("Authorization", "")[4:]
    box = guards.box()
    if box.kind is not BoxKind.DISPLAY:
        raise Refusal(ProblemCode.NOT_ALLOWED)
    return Response(wire.dumps({"path": browser_path(key)}, dict[str, str]), content_type="application/json")


@api.get("/kiosk/lease")
def lease() -> Response:
    """All that a kiosk shows."""
    box = guards.box()
    if box.kind is not BoxKind.KIOSK:
        raise Refusal(ProblemCode.NOT_ALLOWED)
    reading, base_url = parts().clock.read(), parts().base_url
    every = {language.value: texts(language) for language in Language}

    def tell(records: Records) -> KioskLease:
        view = look(records, reading)
        if view is None:
            raise Refusal(ProblemCode.UNKNOWN_HALL)
        return snapshots.lease(view, texts=every, base_url=base_url)

    return answered(parts().store.read(box.hall_id, tell))


@api.get("/health")
def health() -> Response:
    """Whether the server can read its database: for supervisors of processes."""
    halls = parts().store.read_house(lambda house: len(house.halls()))
    body = {"status": "ready", "version": parts().version, "halls": str(halls)}
    return Response(wire.dumps(body, dict[str, str]), content_type="application/json")


def _read(shape: type[T]) -> T:
    try:
        asked: T = wire.loads(shape, request.get_data())
    except wire.WireError as error:
        raise Refusal(ProblemCode.MALFORMED, reason=str(error)) from error
    return asked


def _is_request_id(given: str) -> bool:
    """As everybody writes a UUID; Python would also take «urn:uuid:», braces and any number of hyphens."""
    try:
        return str(uuid.UUID(given)) == given.lower()
    except ValueError:
        return False


def _hall(records: Records) -> Hall:
    hall = records.halls.get()
    if hall is None:
        raise Refusal(ProblemCode.UNKNOWN_HALL)
    return hall
