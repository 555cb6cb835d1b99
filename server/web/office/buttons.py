"""Buttons of lists: one press, one change, and back to the list with a sentence about it."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import flash, request

from server.contract.problems import problem
from server.contract.terms import ProblemCode, RequestId
from server.domain.errors import Refusal
from server.usecases.bus import AnyCommand
from server.web import guards
from server.web.office.forms import is_uuid, sentence_of
from server.web.office.words import later, say
from server.web.parts import parts

ARCHIVED: Mapping[str, str] = MappingProxyType(
    {"archive": later("Put into the archive."), "restore": later("In use again.")}
)
"""What the two buttons say when they are done."""


def request_of_page() -> RequestId:
    """The id that came with the button."""
    given = request.form.get("request_id", "")
    if not is_uuid(given):
        raise Refusal(ProblemCode.MALFORMED, reason="request_id")
    return RequestId(given)


def press(command: AnyCommand, done: str) -> bool:
    """Gives the command; what came of it is said on the next page."""
    try:
        parts().bus.handle(guards.person(), command)
    except Refusal as refusal:
        flash(sentence_of(problem(refusal.code, **refusal.fields)), "bad")
        return False
    say(done)
    return True
