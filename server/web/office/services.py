"""The service tree: what a visitor takes a ticket for."""

from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from server.contract.terms import ServiceId, SphereId
from server.domain.hall import Service
from server.usecases.office import SaveService
from server.web.office.buttons import ARCHIVED, press, request_of_page
from server.web.office.forms import shown
from server.web.office.hours import DAYS
from server.web.office.letters import letters_of, suggested
from server.web.office.order import Place, end_of, move
from server.web.office.plan import Plan, read_plan
from server.web.office.service_form import NEW, PURPOSES, ServiceForm, command_of, data_of, same_as
from server.web.office.words import say

services = Blueprint("services", __name__, url_prefix="/services")


@services.get("/")
def show() -> str:
    """The whole tree."""
    plan = read_plan()
    return render_template("office/services.html", plan=plan)


@services.get("/new")
def add() -> Response:
    """An empty form; ``?sphere=`` chooses the branch."""
    plan = read_plan()
    chosen = next((sphere for sphere, _ in plan.tree if sphere.id == request.args.get("sphere")), None)
    sphere_id = chosen.id if chosen else next((sphere.id for sphere, _ in plan.tree), None)
    place = {"sphere": sphere_id or "", "letter": suggested(plan, sphere_id), "position": end_of(plan.services)}
    form = ServiceForm(_spheres(plan), data={**NEW, **place})
    return _page(form, plan, None)


@services.post("/new")
def create() -> Response:
    """A new service, last of its sphere."""
    return _save(read_plan(), None)


@services.get("/<service_id>")
def edit(service_id: str) -> Response:
    """The form of one service."""
    plan = read_plan()
    service = plan.service(service_id)
    return _page(ServiceForm(_spheres(plan), data=data_of(service)), plan, service)


@services.post("/<service_id>")
def change(service_id: str) -> Response:
    """Everything about it but its place."""
    plan = read_plan()
    return _save(plan, plan.service(service_id))


@services.post("/<service_id>/move")
def reorder(service_id: str) -> Response:
    """Up or down within its sphere."""
    plan = read_plan()
    sphere_id = plan.service(service_id).sphere_id
    siblings = next((services for sphere, services in plan.tree if sphere.id == sphere_id), ())
    move(siblings, service_id, _placed)
    return _list(service_id)


@services.post("/<service_id>/<any(archive, restore):change>")
def archive(service_id: str, change: str) -> Response:
    """Out of use, or back; refused while somebody waits for it."""
    service = replace(read_plan().service(service_id), is_archived=change == "archive")
    press(same_as(service, request_of_page()), ARCHIVED[change])
    return _list()


def _save(plan: Plan, service: Service | None) -> Response:
    form = ServiceForm(_spheres(plan))
    if form.hours.is_reshaped or form.exceptions.is_reshaped or not form.validate():
        return _page(form, plan, service)
    answer = form.give(lambda: command_of(form, service))
    if answer is None:
        return _page(form, plan, service)
    say("Saved: {name}", name=form.text("name_uk"))
    if "another" in request.form:
        return make_response(redirect(url_for("office.services.add", sphere=form.sphere.data), 303))
    return _list(getattr(answer, "id", None))


def _page(form: ServiceForm, plan: Plan, service: Service | None) -> Response:
    return shown(
        "office/service.html", form, service=service, plan=plan, letters=letters_of(plan), purposes=PURPOSES, days=DAYS
    )


def _spheres(plan: Plan) -> list[SphereId]:
    return [sphere.id for sphere, _services in plan.tree]


def _placed(service: Service, place: Place) -> SaveService:
    return same_as(replace(service, position=place.position), place.request_id)


def _list(service_id: str | ServiceId | None = None) -> Response:
    anchor = None if service_id is None else f"service-{service_id}"
    return make_response(redirect(url_for("office.services.show", _anchor=anchor), 303))
