"""Spheres: the branches of the service tree, the kiosk's first choice."""

from collections.abc import Mapping
from typing import ClassVar

from flask import Blueprint, Response, make_response, redirect, url_for

from server.contract.terms import SphereId
from server.domain.hall import Sphere
from server.usecases.office import SaveSphere
from server.web.office.buttons import ARCHIVED, press, request_of_page
from server.web.office.forms import OfficeForm, by_language, local_of, name_field, position_field, shown
from server.web.office.order import Place, end_of, move
from server.web.office.plan import read_plan
from server.web.office.words import say

spheres = Blueprint("spheres", __name__, url_prefix="/spheres")


class SphereForm(OfficeForm):
    places: ClassVar[Mapping[str, str]] = {"name": "name_uk"}

    name_uk = name_field(is_needed=True)
    name_en = name_field()
    position = position_field()


@spheres.get("/new")
def add() -> Response:
    """An empty form."""
    return shown("office/sphere.html", SphereForm(data={"position": end_of(read_plan().spheres)}), sphere=None)


@spheres.post("/new")
def create() -> Response:
    """A new sphere, last of all."""
    return _save(None)


@spheres.get("/<sphere_id>")
def edit(sphere_id: str) -> Response:
    """The form of one sphere."""
    sphere = read_plan().sphere(sphere_id)
    return shown("office/sphere.html", SphereForm(data=by_language("name", sphere.name)), sphere=sphere)


@spheres.post("/<sphere_id>")
def change(sphere_id: str) -> Response:
    """Its names."""
    return _save(read_plan().sphere(sphere_id))


@spheres.post("/<sphere_id>/move")
def reorder(sphere_id: str) -> Response:
    """Up or down among those in use."""
    move([sphere for sphere, _ in read_plan().tree], sphere_id, _placed)
    return _list(sphere_id)


@spheres.post("/<sphere_id>/<any(archive, restore):change>")
def archive(sphere_id: str, change: str) -> Response:
    """Out of use, or back; only a sphere without services goes."""
    sphere = read_plan().sphere(sphere_id)
    command = SaveSphere(
        request_id=request_of_page(),
        sphere_id=sphere.id,
        name=sphere.name,
        position=sphere.position,
        is_archived=change == "archive",
    )
    press(command, ARCHIVED[change])
    return _list()


def _save(sphere: Sphere | None) -> Response:
    form = SphereForm()
    is_right = form.validate() and form.give(
        lambda: SaveSphere(
            request_id=form.request,
            sphere_id=None if sphere is None else SphereId(sphere.id),
            name=local_of(form, "name"),
            position=form.number("position") if sphere is None else sphere.position,
            is_archived=sphere is not None and sphere.is_archived,
        )
    )
    if not is_right:
        return shown("office/sphere.html", form, sphere=sphere)
    say("Saved: {name}", name=form.text("name_uk"))
    return _list()


def _placed(sphere: Sphere, place: Place) -> SaveSphere:
    return SaveSphere(request_id=place.request_id, sphere_id=sphere.id, name=sphere.name, position=place.position)


def _list(sphere_id: str | None = None) -> Response:
    anchor = None if sphere_id is None else f"sphere-{sphere_id}"
    return make_response(redirect(url_for("office.services.show", _anchor=anchor), 303))
