"""The ticket on its holder's phone: plain, large, live, without an app."""

from flask import Blueprint, abort, render_template

from server.contract.messages import PhoneSnapshot
from server.contract.terms import HallId, PhoneSecret
from server.usecases import snapshots
from server.usecases.ports import House, Records
from server.usecases.views import look
from server.web.languages import page_language
from server.web.parts import parts

phone = Blueprint("phone", __name__)


@phone.get("/t/<secret>")
def ticket(secret: str) -> str:
    """The page already holds the present state, so that it says something even where scripts do not run."""
    snapshot = _present(PhoneSecret(secret))
    if snapshot is None:
        abort(404)
    return render_template("phone.html", secret=secret, ticket=snapshot, language=page_language())


def _present(secret: PhoneSecret) -> PhoneSnapshot | None:
    reading = parts().clock.read()

    def hall_of(house: House) -> HallId | None:
        return house.hall_of_secret(secret)

    def tell(records: Records) -> PhoneSnapshot | None:
        view = look(records, reading)
        found = records.tickets.by_secret(secret)
        return None if view is None or found is None else snapshots.phone(view, found)

    hall_id = parts().store.read_house(hall_of)
    return None if hall_id is None else parts().store.read(hall_id, tell)
