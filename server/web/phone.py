"""The ticket on its holder's phone: plain, large, live, without an app."""

import io
from zoneinfo import ZoneInfo

import segno
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from server.contract import wire
from server.contract.commands import CancelTicket
from server.contract.messages import PhoneSnapshot
from server.contract.terms import HallId, PhoneSecret, ProblemCode, RequestId
from server.domain.errors import Refusal
from server.usecases import snapshots
from server.usecases.actor import CitizenActor
from server.usecases.ports import House, Records
from server.usecases.views import look
from server.web.languages import page_language
from server.web.office.forms import is_uuid
from server.web.parts import parts
from server.web.phone_words import words_of

phone = Blueprint("phone", __name__)

_QUIET_MODULES = 4


@phone.get("/t/<secret>")
def ticket(secret: str) -> Response:
    """The page already holds the present state, so that it says something even where scripts do not run."""
    snapshot = _present(PhoneSecret(secret))
    if snapshot is None:
        return make_response(render_template("phone_unknown.html"), 404)
    page = render_template(
        "phone.html",
        secret=secret,
        ticket=snapshot,
        words=words_of(snapshot, page_language()),
        taken_at=snapshot.taken_at.astimezone(ZoneInfo(snapshot.time_zone)),
        request_id=parts().chance.new_id(),
        written={"secret": secret, "ticket": wire.to_json(snapshot)},
    )
    return make_response(page)


@phone.post("/t/<secret>/cancel")
def cancel(secret: str) -> Response:
    """Gives the ticket up. The secret is the whole right to it, and the page's token shows that its holder wants it."""
    actor = _holder(PhoneSecret(secret))
    asked = request.form.get("request_id", "")
    request_id = RequestId(asked if is_uuid(asked) else parts().chance.new_id())
    parts().bus.handle(actor, CancelTicket(request_id=request_id, ticket_id=actor.ticket_id))
    return make_response(redirect(url_for("phone.ticket", secret=secret), 303))


@phone.get("/t/<secret>/qr.svg")
def qr(secret: str) -> Response:
    """The address of the ticket's page, for the camera of its holder's phone; level M: a screen may be smudged."""
    address = f"{_base_url(PhoneSecret(secret))}/t/{secret}"
    drawing = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", border=_QUIET_MODULES, svgclass=None, lineclass=None, omitsize=True, light="#fff")
    return Response(drawing.getvalue(), content_type="image/svg+xml")


def _holder(secret: PhoneSecret) -> CitizenActor:
    hall_id = _hall_of(secret)
    found = None if hall_id is None else parts().store.read(hall_id, lambda records: records.tickets.by_secret(secret))
    if found is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    return CitizenActor(ticket_id=found.id, hall_id=found.hall_id)


def _present(secret: PhoneSecret) -> PhoneSnapshot | None:
    reading, prospects = parts().clock.read(), parts().prospects

    def tell(records: Records) -> PhoneSnapshot | None:
        view = look(records, reading, prospects)
        found = records.tickets.by_secret(secret)
        return None if view is None or found is None else snapshots.phone(view, found)

    hall_id = _hall_of(secret)
    return None if hall_id is None else parts().store.read(hall_id, tell)


def _base_url(secret: PhoneSecret) -> str:
    hall_id = _hall_of(secret)
    hall = None if hall_id is None else parts().store.read(hall_id, lambda records: records.halls.get())
    if hall is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    return hall.settings.phone_base_url or parts().base_url


def _hall_of(secret: PhoneSecret) -> HallId | None:
    def hall_of(house: House) -> HallId | None:
        return house.hall_of_secret(secret)

    return parts().store.read_house(hall_of)
