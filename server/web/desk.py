"""An administrator's desk: the frame of the page; what moves on it comes by socket."""

from flask import Blueprint, render_template

from server.usecases.ports import Records
from server.web import guards
from server.web.offered import offered_spheres
from server.web.parts import parts
from server.web.staff import AT_DESKS

desk = Blueprint("desk", __name__)


@desk.get("/desk")
def show() -> str:
    """The desk of whoever is signed in, at their window if they have one."""
    person = guards.person(*AT_DESKS)

    def tell(records: Records) -> dict[str, object]:
        window = records.windows.of_person(person.person_id)
        hall = records.halls.get()
        return {
            "hallId": person.hall_id,
            "personId": person.person_id,
            "windowId": None if window is None else window.id,
            "spheres": offered_spheres(records),
            "isCallFinishing": hall is not None and hall.settings.is_call_finishing,
        }

    return render_template("desk.html", page=parts().store.read(person.hall_id, tell))
