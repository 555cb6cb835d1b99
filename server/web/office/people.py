"""People who sign in, and what they may do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from server.contract.terms import PersonId, ProblemCode, Role
from server.domain.errors import Refusal
from server.domain.hall import Person
from server.usecases.office import Saved, SavePerson
from server.web.office.buttons import ARCHIVED, press, request_of_page
from server.web.office.choices import some_of
from server.web.office.forms import OfficeForm, name_field, shown
from server.web.office.plan import read_plan
from server.web.office.repeats import salt_for
from server.web.office.words import _, later, say
from server.web.parts import parts

people = Blueprint("people", __name__, url_prefix="/people")

ROLES: Mapping[Role, tuple[str, str]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: (later("Administrator"), later("serves at a window and calls")),
        Role.RECEPTIONIST: (later("Receptionist"), later("gives and reprints tickets, sees the line")),
        Role.SUPERVISOR: (later("Supervisor"), later("runs the shift; changes services, windows and hours")),
        Role.IT: (later("IT"), later("sets up services, windows, people and boxes")),
        Role.AUDITOR: (later("Auditor"), later("reads the journal, changes nothing")),
    }
)
"""Each role's name, and what it is for."""


class PersonForm(OfficeForm):
    taken_at: ClassVar[str] = "login"

    name = name_field(is_needed=True)
    login = name_field(is_needed=True, longest=60)
    roles = some_of(Role)
    password = PasswordField(validators=[Length(max=1024)])

    def refuse(self, refusal: Refusal) -> None:
        """Who is at a window keeps the role for it: said at the roles, with the window."""
        if refusal.code is ProblemCode.IN_USE:
            said = {"name": refusal.fields["name"], "window": refusal.fields["by"]}
            self["roles"].errors = [_("{name} is at window {window} and must leave it first.", **said)]
            return
        super().refuse(refusal)


class NewPersonForm(PersonForm):
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


@people.get("/")
def show() -> str:
    """Everybody with a role in this hall."""
    return render_template("office/people.html", plan=read_plan(), role_names=ROLES)


@people.get("/new")
def add() -> Response:
    """An empty form."""
    return _page(NewPersonForm(data={"roles": []}), None)


@people.post("/new")
def create() -> Response:
    """A new person; the first password is told them by word of mouth."""
    form = NewPersonForm()
    if not form.validate():
        return _page(form, None)
    return _save(form, None)


@people.get("/<person_id>")
def edit(person_id: str) -> Response:
    """The form of one person."""
    person = read_plan().person(person_id)
    data = {"name": person.name, "login": person.login, "roles": [role.value for role in person.roles]}
    return _page(PersonForm(data=data), person)


@people.post("/<person_id>")
def change(person_id: str) -> Response:
    """Name, roles, and another password if one was typed."""
    form, person = PersonForm(), read_plan().person(person_id)
    if not form.validate():
        return _page(form, person)
    return _save(form, person)


@people.post("/<person_id>/<any(archive, restore):change>")
def archive(person_id: str, change: str) -> Response:
    """Out, at once and wherever they are signed in; or back, with the password they had."""
    plan = read_plan()
    person = plan.person(person_id)
    if change == "archive" and person.id in plan.windows_of:
        window = plan.windows_of[person.id].name
        flash(_("{name} is at window {window} and must leave it first.", name=person.name, window=window), "bad")
        return _list()
    command = SavePerson(
        request_id=request_of_page(),
        person_id=person.id,
        login=person.login,
        name=person.name,
        roles=person.roles,
        is_archived=change == "archive",
    )
    if press(command, ARCHIVED[change]):
        parts().identity.close_sessions_of(person.id)
    return _list()


def _save(form: PersonForm, person: Person | None) -> Response:
    is_new_password = bool(form.password.data) or person is None
    answer = form.give(
        lambda: SavePerson(
            request_id=form.request,
            person_id=None if person is None else person.id,
            login=form.text("login"),
            name=form.text("name"),
            roles=frozenset(Role(role) for role in form.chosen("roles")),
            password_hash=_hashed(form) if is_new_password else None,
            is_archived=person is not None and person.is_archived,
        )
    )
    if not isinstance(answer, Saved):
        return _page(form, person)
    parts().identity.changed()
    if is_new_password and person is not None:
        parts().identity.close_sessions_of(PersonId(answer.id))
    say("Saved: {name}", name=form.text("name"))
    return _list()


def _hashed(form: PersonForm) -> str:
    return parts().identity.hashed_password(form.text("password"), salt_for(form.request))


def _page(form: PersonForm, person: Person | None) -> Response:
    return shown("office/person.html", form, edited=person, role_names=ROLES)


def _list() -> Response:
    return make_response(redirect(url_for("office.people.show"), 303))
