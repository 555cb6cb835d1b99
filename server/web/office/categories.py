"""Who may come out of turn: the list that the kiosk asks from, each with the law or decision that it rests on."""

import uuid
from collections.abc import Mapping, Sequence
from typing import ClassVar

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from server.contract.terms import CategoryId, ProblemCode, RequestId
from server.domain.errors import Refusal
from server.domain.hall import Category
from server.usecases.office import SaveCategories
from server.web import guards
from server.web.office.buttons import press, request_of_page
from server.web.office.forms import OfficeForm, by_language, local_of, name_field, shown, text_field
from server.web.office.plan import read_plan
from server.web.office.words import later, say
from server.web.parts import parts

categories = Blueprint("categories", __name__, url_prefix="/out-of-turn")


class CategoryForm(OfficeForm):
    places: ClassVar[Mapping[str, str]] = {"name": "name_uk", "basis": "basis_uk"}

    name_uk = name_field(is_needed=True)
    name_en = name_field()
    basis_uk = text_field()
    basis_en = text_field()
    is_by_law = BooleanField()


@categories.get("/")
def show() -> Response:
    """The list as the kiosk shows it."""
    return make_response(render_template("office/categories.html", categories=_standing()))


@categories.get("/new")
def add() -> Response:
    """An empty form."""
    return shown("office/category.html", CategoryForm(), category=None)


@categories.post("/new")
def create() -> Response:
    """One more, last of all; the form sent twice makes one, since its id follows from the request."""
    form = CategoryForm()
    category_id = CategoryId(str(uuid.uuid5(uuid.UUID(form.request), "category")))
    return _save(form, category_id, None)


@categories.get("/<category_id>")
def edit(category_id: str) -> Response:
    """The form of one."""
    found = _found(category_id)
    data = by_language("name", found.name) | by_language("basis", found.basis) | {"is_by_law": found.is_by_law}
    return shown("office/category.html", CategoryForm(data=data), category=found)


@categories.post("/<category_id>")
def change(category_id: str) -> Response:
    """Its words and its class."""
    found = _found(category_id)
    return _save(CategoryForm(), found.id, found)


@categories.post("/<category_id>/move")
def reorder(category_id: str) -> Response:
    """Up or down; the button pressed twice moves once."""
    by = 1 if request.form.get("to") == "down" else -1
    command = SaveCategories(request_id=request_of_page(), categories=_moved(_standing(), category_id, by))
    try:
        parts().bus.handle(guards.person(), command)
    except Refusal as refusal:
        if refusal.code is not ProblemCode.REQUEST_ID_REUSED:
            raise
    return _list()


@categories.post("/<category_id>/remove")
def remove(category_id: str) -> Response:
    """No ticket names it, so nothing is lost but the words."""
    left = tuple(each for each in _standing() if each.id != category_id)
    press(SaveCategories(request_id=request_of_page(), categories=left), later("Removed."))
    return _list()


def _save(form: CategoryForm, category_id: CategoryId, standing: Category | None) -> Response:
    def command() -> SaveCategories:
        saved = Category(
            id=category_id,
            name=local_of(form, "name"),
            basis=local_of(form, "basis"),
            is_by_law=form.is_by_law.data,
        )
        return _with(saved, form.request)

    if not (form.validate() and form.give(command)):
        return shown("office/category.html", form, category=standing)
    say("Saved: {name}", name=form.text("name_uk"))
    return _list()


def _with(saved: Category, request_id: RequestId) -> SaveCategories:
    standing = _standing()
    if saved.id in {each.id for each in standing}:
        kept = tuple(saved if each.id == saved.id else each for each in standing)
    else:
        kept = (*standing, saved)
    return SaveCategories(request_id=request_id, categories=kept)


def _moved(standing: Sequence[Category], category_id: str, by: int) -> tuple[Category, ...]:
    order = list(standing)
    at = next((index for index, each in enumerate(order) if each.id == category_id), -1)
    to = at + by
    if 0 <= at < len(order) and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return tuple(order)


def _standing() -> tuple[Category, ...]:
    return read_plan().hall.settings.categories


def _found(category_id: str) -> Category:
    found = next((each for each in _standing() if each.id == category_id), None)
    if found is None:
        raise NotFound
    return found


def _list() -> Response:
    return make_response(redirect(url_for("office.categories.show"), 303))
