"""Signing in and out, and the first start."""

import hmac
import uuid

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm  # type: ignore[import-untyped]
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from server.contract.problems import Problem, problem
from server.contract.terms import HallId, ProblemCode, RequestId
from server.domain.calendar import OpenDay
from server.domain.errors import Refusal
from server.identity import PASSWORD_LENGTH, SignedIn
from server.usecases.actor import PersonActor, SystemActor
from server.usecases.office import FoundHall
from server.web import guards
from server.web.addresses import own_path
from server.web.parts import parts
from server.web.staff import home_of

ways_in = Blueprint("ways_in", __name__)

_COOKIE_SECONDS = 7 * 24 * 3600
"""Longer than any session: when that has ended is for the server to say, by when the person last did anything."""
_WORKING_DAY = (8 * 60, 16 * 60, 17 * 60)


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    login = StringField(validators=[InputRequired(), Length(max=200)])
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


class WelcomeForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    hall_name = StringField(validators=[InputRequired(), Length(max=200)])
    hall_name_en = StringField(validators=[Length(max=200)])
    time_zone = StringField(default="Europe/Kyiv", validators=[InputRequired(), Length(max=60)])
    person_name = StringField(validators=[InputRequired(), Length(max=200)])
    login = StringField(validators=[InputRequired(), Length(max=200)])
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


@ways_in.get("/")
def begin() -> Response:
    """Each to their own page."""
    client = guards.Doorkeeper(parts().identity).client(request)
    return _to(home_of(client) if isinstance(client, PersonActor) else url_for("ways_in.ask"))


@ways_in.get("/sign-in")
def ask() -> Response:
    """The sign-in page."""
    return make_response(render_template("sign_in.html", form=SignInForm(), refused=None))


@ways_in.post("/sign-in")
@guards.tries
def sign_in() -> Response:
    """A session for whoever knows the password."""
    form = SignInForm()
    if not form.validate():
        return _ask_again(form, problem(ProblemCode.SIGN_IN_FAILED))
    try:
        signed_in = parts().identity.sign_in(form.data["login"], form.data["password"])
    except Refusal as refusal:
        return _ask_again(form, problem(refusal.code, **refusal.fields))
    return _let_in(signed_in, request.args.get("then", ""))


@ways_in.post("/sign-out")
def sign_out() -> Response:
    """Ends the session; the window, if one is held, stays held, so that a colleague can see whose it is."""
    cookie = request.cookies.get(guards.SESSION_COOKIE)
    if cookie is not None:
        parts().identity.sign_out(cookie)
    reply = _to(url_for("ways_in.ask"))
    reply.delete_cookie(guards.SESSION_COOKIE)
    return reply


@ways_in.get("/welcome/<code>")
def welcome(code: str) -> Response:
    """The first start: only by the one-time link that the server printed."""
    _check_welcome(code)
    return _welcome_page(WelcomeForm(), None)


@ways_in.post("/welcome/<code>")
@guards.tries
def found(code: str) -> Response:
    """Founds the hall and signs its first person in."""
    form = WelcomeForm()
    if not _is_welcome(code):
        return _pressed_twice(form)
    if not form.validate():
        return _welcome_page(form, None, dict.fromkeys(form.errors, "Please fill this in"), status=422)
    try:
        _found_hall(form, code)
        signed_in = parts().identity.sign_in(form.data["login"], form.data["password"])
    except Refusal as refusal:
        return _welcome_again(form, refusal)
    return _let_in(signed_in, "/office/")


def keep_signed_in(reply: Response, signed_in: SignedIn) -> Response:
    """The reply, with the session for this browser alone."""
    reply.set_cookie(
        guards.SESSION_COOKIE,
        signed_in.secret,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=parts().is_https,
    )
    return reply


def _found_hall(form: WelcomeForm, code: str) -> None:
    """One link makes one hall, whoever uses it at the same time."""
    given = form.data
    password_hash = parts().identity.hashed_password(given["password"])
    names = {"uk": given["hall_name"], "en": given["hall_name_en"] or ""}
    hours = tuple(OpenDay(day, *_WORKING_DAY) for day in range(5))
    hall_id = HallId(str(uuid.uuid5(uuid.NAMESPACE_OID, code)))
    founding = FoundHall(
        request_id=RequestId(parts().chance.new_id()),
        name=names,
        time_zone=given["time_zone"],
        hours=hours,
        login=given["login"],
        person_name=given["person_name"],
        password_hash=password_hash,
    )
    parts().bus.handle(SystemActor(hall_id=hall_id, name="first-start"), founding)


def _pressed_twice(form: WelcomeForm) -> Response:
    """The hall is founded already: whoever pressed the button twice is let in, nobody else is told anything."""
    try:
        signed_in = parts().identity.sign_in(form.login.data or "", form.password.data or "")
    except Refusal as refusal:
        raise Refusal(ProblemCode.NOT_FOUND) from refusal
    return _let_in(signed_in, "/office/")


def _check_welcome(code: str) -> None:
    if not _is_welcome(code):
        raise Refusal(ProblemCode.NOT_FOUND)


def _is_welcome(code: str) -> bool:
    return hmac.compare_digest((parts().welcome_code() or "").encode(), code.encode())


def _let_in(signed_in: SignedIn, then: str) -> Response:
    return keep_signed_in(_to(own_path(then, home_of(signed_in.actor))), signed_in)


def _ask_again(form: SignInForm, refused: Problem) -> Response:
    return make_response(render_template("sign_in.html", form=form, refused=refused), refused.status)


def _welcome_page(
    form: WelcomeForm, refused: Problem | None, wrong: dict[str, str] | None = None, *, status: int = 200
) -> Response:
    page = render_template(
        "welcome.html", form=form, refused=refused, wrong=wrong or {}, password_length=PASSWORD_LENGTH
    )
    return make_response(page, status)


def _welcome_again(form: WelcomeForm, refusal: Refusal) -> Response:
    """With the refusal at the field that it is about, if it is about one."""
    said = problem(refusal.code, **refusal.fields)
    if refusal.code is ProblemCode.BAD_VALUE and refusal.fields.get("field") == "time_zone":
        return _welcome_page(form, None, {"time_zone": "There is no such time zone"}, status=said.status)
    if refusal.code is ProblemCode.WEAK_PASSWORD:
        return _welcome_page(form, said, {"password": "Choose a longer one"}, status=said.status)
    return _welcome_page(form, said, status=said.status)


def _to(path: str) -> Response:
    return make_response(redirect(path, 303))
