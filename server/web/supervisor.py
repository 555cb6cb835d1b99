"""The supervisor's page: the hall this moment, and what is decided for all of it; and the page of paper mode."""

from flask import Blueprint, render_template

from server.usecases.ports import Records
from server.usecases.views import look
from server.web import guards
from server.web.offered import offered_spheres, paper_of_page
from server.web.parts import parts
from server.web.staff import AT_SUPERVISION, ENTERING_PAPER

supervisor = Blueprint("supervisor", __name__)


@supervisor.get("/supervisor")
def show() -> str:
    """The frame of the page and the services; what moves comes by socket."""
    person = guards.person(*AT_SUPERVISION)
    page = {
        "hallId": person.hall_id,
        "spheres": parts().store.read(person.hall_id, offered_spheres),
        "paper": parts().store.read(person.hall_id, paper_of_page),
    }
    return render_template("supervisor.html", page=page)


@supervisor.get("/paper")
def paper() -> str:
    """Where numbers that were given by hand are entered; what is typed stays in the browser until it is accepted."""
    person = guards.person(*ENTERING_PAPER)
    reading = parts().clock.read()

    def tell(records: Records) -> dict[str, object]:
        view = look(records, reading)
        assert view is not None  # whoever has signed in has a hall
        return {
            "hallId": person.hall_id,
            "day": view.day.isoformat(),
            "timeZone": view.hall.time_zone,
            "letter": view.hall.settings.paper_letter,
            "spheres": offered_spheres(records),
        }

    return render_template("paper.html", page=parts().store.read(person.hall_id, tell))
