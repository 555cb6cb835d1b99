"""Reception: the whole hall at a glance, and tickets for those who cannot take one themselves."""

from flask import Blueprint, render_template

from server.contract.commands import CancelTicket, ReturnTicket, TakeTicket
from server.usecases.permissions import is_allowed
from server.usecases.ports import Records
from server.web import guards
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
        },
        "spheres": parts().store.read(person.hall_id, _spheres),
    }
    return render_template("reception.html", page=page)


def _spheres(records: Records) -> list[dict[str, object]]:
    """Spheres and their services, as far as they are in use."""
    services: dict[str, list[dict[str, object]]] = {}
    for service in records.catalogue.services():
        if not service.is_archived:
            services.setdefault(service.sphere_id, []).append(
                {"id": service.id, "name": service.name, "letter": service.letter, "purposes": service.purposes}
            )
    return [
        {"id": sphere.id, "name": sphere.name, "services": services[sphere.id]}
        for sphere in records.catalogue.spheres()
        if not sphere.is_archived and sphere.id in services
    ]
