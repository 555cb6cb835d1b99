"""What is still missing until the first ticket can be given."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from server.contract.terms import BoxKind, Role
from server.usecases.office import SaveBox, SaveHall
from server.usecases.permissions import is_allowed
from server.web import guards
from server.web.office.plan import Plan, read_plan
from server.web.office.words import later

overview = Blueprint("overview", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that a hall needs; ``endpoint`` is where it is done."""

    name: str
    why: str
    endpoint: str
    is_done: bool
    is_for_it: bool = False
    """Only the IT role can do it."""


@overview.get("/")
def show() -> Response:
    """The check list, and what stands; who may change nothing is led to what they may read."""
    person = guards.person()
    if not is_allowed(person, SaveHall):
        room = "office.journal.show" if Role.AUDITOR in person.roles else "office.password.edit"
        return make_response(redirect(url_for(room), 303))
    plan = read_plan()
    steps = tuple(steps_of(plan))
    page = render_template(
        "office/overview.html",
        plan=plan,
        steps=steps,
        is_ready=all(step.is_done for step in steps),
        never_enrolled=[box for box in plan.boxes if not box.is_archived and box.key_hash is None],
        is_it=is_allowed(person, SaveBox),
    )
    return make_response(page)


def steps_of(plan: Plan) -> Iterator[Step]:
    """In the order in which a hall is set up."""
    yield Step(
        name=later("Opening hours"),
        why=later("Outside them the kiosk gives no tickets."),
        endpoint="office.hall.edit",
        is_done=bool(plan.hall.hours),
    )
    yield Step(
        name=later("A sphere"),
        why=later("The first choice on the kiosk: “Passports”, “Business”."),
        endpoint="office.spheres.add",
        is_done=bool(plan.tree),
    )
    yield Step(
        name=later("A service"),
        why=later("What a visitor takes a ticket for."),
        endpoint="office.services.add",
        is_done=any(services for _, services in plan.tree),
    )
    yield from _steps_to_serve(plan)


def _steps_to_serve(plan: Plan) -> Iterator[Step]:
    is_served = any(plan.serving[service.id] for _, services in plan.tree for service in services)
    windows = [window for window in plan.windows if not window.is_archived]
    people = [person for person in plan.people if not person.is_archived and person.password_hash]
    kiosks = [box for box in plan.boxes if box.kind is BoxKind.KIOSK and not box.is_archived]
    yield Step(
        name=later("A window that serves it"),
        why=later("No ticket is given for what no window serves."),
        endpoint="office.windows.show" if windows else "office.windows.add",
        is_done=is_served,
    )
    yield Step(
        name=later("An administrator"),
        why=later("Somebody who sits at the window and calls."),
        endpoint="office.people.add",
        is_done=any(Role.ADMINISTRATOR in person.roles for person in people),
        is_for_it=True,
    )
    yield Step(
        name=later("A kiosk, enrolled with its code"),
        why=later("Where visitors take their tickets."),
        endpoint="office.boxes.show" if kiosks else "office.boxes.add",
        is_done=any(kiosk.key_hash is not None for kiosk in kiosks),
        is_for_it=True,
    )
