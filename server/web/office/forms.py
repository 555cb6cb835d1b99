"""What every form of the office has: a request id, so that sending it twice is one change, and room for a refusal."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from flask import Response, make_response, render_template
from flask_wtf import FlaskForm  # type: ignore[import-untyped]
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from server.contract.problems import Problem, problem
from server.contract.terms import Language, ProblemCode, RequestId
from server.domain.errors import Refusal
from server.domain.hall import LocalText
from server.usecases.bus import AnyAnswer, AnyCommand
from server.web import guards
from server.web.languages import page_language
from server.web.office.words import FormWords, _
from server.web.parts import parts

LONGEST_NAME = 200
LONGEST_TEXT = 2000
_UNPROCESSABLE = 422


class OfficeForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """``places`` says at which field of the form a refusal of a member is shown; without one it stands on top."""

    places: ClassVar[Mapping[str, str]] = {}
    taken_at: ClassVar[str] = ""
    """The field that ``name-taken`` is about."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # flask-wtf has no types
        def get_translations(self, form: Any) -> FormWords:
            """Refusals in the page's language."""
            return FormWords()

    request_id = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused: str = ""
        if not is_uuid(self.request_id.data or ""):
            self.request_id.data = parts().chance.new_id()

    @property
    def request(self) -> RequestId:
        """The id of this sending and its repeats."""
        return RequestId(self.text("request_id"))

    @property
    def first_wrong(self) -> str:
        """The name of the field to go to first."""
        return next((field.name for field in self if field.errors), "")

    @property
    def status(self) -> int:
        """Of the page that shows the form."""
        return _UNPROCESSABLE if self.errors or self.refused else 200

    def text(self, name: str) -> str:
        """What stands in a field of text."""
        return str(self[name].data or "")

    def number(self, name: str) -> int:
        """What stands in a field of numbers that has been checked."""
        return int(self[name].data or 0)

    def chosen(self, name: str) -> list[str]:
        """What is ticked."""
        return list(self[name].data or [])

    def give(self, make: Callable[[], AnyCommand]) -> AnyAnswer | None:
        """The answer to the command that ``make`` makes; None when it is refused, and then the form says why."""
        try:
            return parts().bus.handle(guards.person(), make())
        except Refusal as refusal:
            self.refuse(refusal)
            return None

    def refuse(self, refusal: Refusal) -> None:
        """Says the refusal where it belongs."""
        if refusal.code is ProblemCode.REQUEST_ID_REUSED:
            # Sent, gone back, changed, sent again: a new sending with what was typed.
            self.request_id.data = parts().chance.new_id()
        place = self._place(refusal)
        sentence = sentence_of(problem(refusal.code, **refusal.fields))
        if place not in self:
            self.refused = sentence
        elif refusal.code is ProblemCode.BAD_VALUE:
            self._wrong(place, _("Allowed here: {reason}", reason=refusal.fields.get("reason", "…")))
        else:
            self._wrong(place, sentence)

    def _place(self, refusal: Refusal) -> str:
        match refusal.code:
            case ProblemCode.NAME_TAKEN:
                return self.taken_at
            case ProblemCode.WEAK_PASSWORD:
                return "password"
            case ProblemCode.BAD_VALUE:
                field = refusal.fields.get("field", "")
                return self.places.get(field, field)
            case _:
                return ""

    def _wrong(self, place: str, sentence: str) -> None:
        self[place].errors = [*self[place].errors, sentence]


def shown(template: str, form: OfficeForm, **context: Any) -> Response:
    """The page of a form, with what was typed."""
    return make_response(render_template(template, form=form, **context), form.status)


def sentence_of(said: Problem) -> str:
    """A problem as the page says it."""
    return said.titles[page_language()]


def is_uuid(text: str) -> bool:
    """Whether a request id may be used."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def name_field(*, is_needed: bool = False, longest: int = LONGEST_NAME) -> StringField:
    """A line of text."""
    checks = [Length(max=longest), *([DataRequired()] if is_needed else [])]
    return StringField(validators=checks, filters=[_tidy])


def text_field(longest: int = LONGEST_TEXT) -> TextAreaField:
    """Some lines of text."""
    return TextAreaField(validators=[Length(max=longest)], filters=[_tidy])


def position_field() -> IntegerField:
    """The place of a new thing goes with its form: worked out at each sending, a second one would ask for another."""
    return IntegerField(widget=HiddenInput())


def local_of(form: OfficeForm, name: str) -> LocalText:
    """What was typed in each language, without the empty ones."""
    typed = {language.value: form.text(f"{name}_{language}") for language in Language}
    return {language: text for language, text in typed.items() if text}


def by_language(name: str, text: LocalText) -> dict[str, str]:
    """A text for the fields of a form."""
    return {f"{name}_{language}": text.get(language, "") for language in Language}


def _tidy(text: str | None) -> str:
    return (text or "").strip()
