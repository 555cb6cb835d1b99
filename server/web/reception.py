"""Reception: the whole hall at a glance, and tickets for those who cannot take one themselves."""

from flask import Blueprint, render_template

from server.contract.commands import CancelTicket, ChangeRoute, ReturnTicket, StopIntake, SuspendHall, TakeTicket
from server.usecases.permissions import is_allowed
from server.web import guards
from server.web.offered import offered_spheres, paper_of_page, services_per_visit
from server.web.parts import parts
from server.web.staff import AT_RECEPTION

reception = Blueprint("reception", __name__)


@reception.get("/reception")
def show() -> str:
    """The frame of the page and the services; what moves comes by socket."""
    person = guards.person(*AT_RECEPTION)
    page = {
        "hallId": person.hall_id,
        "may": {
            "issue": is_allowed(person, TakeTicket),
            "return": is_allowed(person, ReturnTicket),
            "cancel": is_allowed(person, CancelTicket),
            "change": is_allowed(person, ChangeRoute),
            "suspend": is_allowed(person, SuspendHall),
            "intake": is_allowed(person, StopIntake),
        },
        "spheres": parts().store.read(person.hall_id, offered_spheres),
        "paper": parts().store.read(person.hall_id, paper_of_page),
        "servicesPerVisit": parts().store.read(person.hall_id, services_per_visit),
    }
    return render_template("reception.html", page=page)
