"""Fields with a closed set of answers; their names and hints are the pages' own."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from server.web.office.words import _


class Among:
    """Refuses what the page did not offer."""

    def __init__(self, offered: Iterable[str]) -> None:
        self._offered = frozenset(map(str, offered))

    def __call__(self, form: Any, field: Field) -> None:
        chosen = field.data if isinstance(field.data, list) else [field.data]
        if not self._offered.issuperset(chosen):
            raise ValidationError(_("Not a valid choice."))


def one_of(offered: Iterable[str]) -> RadioField:
    """Exactly one."""
    return RadioField(validate_choice=False, validators=[InputRequired(), Among(offered)])


def some_of(offered: Iterable[str]) -> SelectMultipleField:
    """One or more."""
    return SelectMultipleField(validate_choice=False, validators=[_at_least_one, Among(offered)])


def _at_least_one(form: Any, field: Field) -> None:
    if not field.data:
        raise ValidationError(_("Choose at least one."))
