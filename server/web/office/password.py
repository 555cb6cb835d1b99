"""One's own password."""

from flask import Blueprint, Response, make_response, redirect, url_for
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.identity import SignedIn
from server.usecases.actor import PersonActor
from server.usecases.office import ChangeOwnPassword
from server.web import guards
from server.web.office.forms import OfficeForm, shown
from server.web.office.repeats import salt_for
from server.web.office.words import _, say
from server.web.parts import parts
from server.web.ways_in import keep_signed_in

password = Blueprint("password", __name__, url_prefix="/password")


class PasswordForm(OfficeForm):
    present = PasswordField(validators=[InputRequired(), Length(max=1024)])
    password = PasswordField(validators=[InputRequired(), Length(max=1024)])


@password.get("/")
def edit() -> Response:
    """An empty form."""
    return shown("office/password.html", PasswordForm())


@password.post("/")
@guards.tries
def change() -> Response:
    """Every other session of the person ends: a password is often changed because somebody else knows it."""
    form, person = PasswordForm(), guards.person()
    if not form.validate() or not _is_known(form, person):
        return shown("office/password.html", form)
    answer = form.give(lambda: ChangeOwnPassword(request_id=form.request, password_hash=_hashed(form)))
    if answer is None:
        return shown("office/password.html", form)
    parts().identity.close_sessions_of(person.person_id)
    say("Your password is changed.")
    reply = make_response(redirect(url_for("office.password.edit"), 303))
    return keep_signed_in(reply, _signed_in(form.text("password"), person))


def _is_known(form: PasswordForm, person: PersonActor) -> bool:
    """Somebody who finds a desk left open must not take the account over."""
    try:
        _signed_in(form.text("present"), person)
    except Refusal as refusal:
        if refusal.code is not ProblemCode.SIGN_IN_FAILED:
            raise
        form.present.errors = [_("This is not your present password.")]
        return False
    return True


def _signed_in(known: str, person: PersonActor) -> SignedIn:
    own = parts().store.read(person.hall_id, lambda records: records.people.get(person.person_id))
    if own is None:
        raise Refusal(ProblemCode.UNKNOWN_PERSON)
    return parts().identity.sign_in(own.login, known, person.hall_id)


def _hashed(form: PasswordForm) -> str:
    return parts().identity.hashed_password(form.text("password"), salt_for(form.request))
