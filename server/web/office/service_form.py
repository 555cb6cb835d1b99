"""The form of one service, and the command that it makes."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from server.contract.terms import Purpose, RequestId, SphereId
from server.domain.hall import Service
from server.domain.numbering import LETTERS
from server.usecases.office import SaveService
from server.web.office.choices import Among, one_of, some_of
from server.web.office.dates import DatesField, month_days_of, month_days_said
from server.web.office.forms import OfficeForm, by_language, local_of, name_field, position_field, text_field
from server.web.office.hours import HoursField
from server.web.office.words import _, later

PURPOSES: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.CONSULTATION: later("Consultation"),
        Purpose.HAND_IN: later("Hand in documents"),
        Purpose.COLLECT: later("Collect a document"),
    }
)
NEW: Mapping[str, Any] = MappingProxyType({"minutes": "12", "purposes": list(Purpose)})
"""How a new service begins."""
_SHORTEST, _LONGEST = 0.5, 480.0
_LARGEST_LIMIT = 10_000


class ServiceForm(OfficeForm):
    places: ClassVar[Mapping[str, str]] = {"name": "name_uk"}

    position = position_field()
    sphere = SelectField(validate_choice=False, validators=[InputRequired()])
    name_uk = name_field(is_needed=True)
    name_en = name_field()
    letter = one_of(LETTERS)
    purposes = some_of(Purpose)
    minutes = name_field(is_needed=True, longest=8)
    has_own_hours = BooleanField()
    hours = HoursField()
    exceptions = DatesField()
    month_days = name_field()
    daily_limit = IntegerField(validators=[Optional(), NumberRange(1, _LARGEST_LIMIT)])
    documents_uk, documents_en = text_field(), text_field()
    fee_uk, fee_en = text_field(), text_field()
    term_uk, term_en = text_field(), text_field()
    provider_uk, provider_en = text_field(), text_field()

    def __init__(self, spheres: Collection[SphereId], **data: Any) -> None:
        """``spheres`` are those in use."""
        super().__init__(**data)
        self._spheres = spheres

    def validate_sphere(self, field: SelectField) -> None:
        """Somebody may have put it into the archive meanwhile."""
        Among(self._spheres)(self, field)

    def validate_minutes(self, field: Any) -> None:
        """A comma is how decimals are written here."""
        if not _SHORTEST <= (minutes_of(field.data) or 0) <= _LONGEST:
            raise ValidationError(_("From half a minute to eight hours: 12 or 7.5."))

    def validate_month_days(self, field: Any) -> None:
        """Runs and single days."""
        if month_days_of(field.data) is None:
            raise ValidationError(_("Days from 1 to 31: 1–5, 20."))


def minutes_of(typed: str) -> float | None:
    """«7,5» as a number."""
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        return None


def data_of(service: Service) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "sphere": service.sphere_id,
        "letter": service.letter,
        "purposes": [purpose.value for purpose in service.purposes],
        "minutes": f"{service.minutes:g}",
        "has_own_hours": bool(service.hours),
        "hours": service.hours,
        "exceptions": service.exceptions,
        "month_days": month_days_said(service.month_days),
        "daily_limit": service.daily_limit,
        **by_language("name", service.name),
        **by_language("documents", service.documents),
        **by_language("fee", service.fee),
        **by_language("term", service.term),
        **by_language("provider", service.provider),
    }


def command_of(form: ServiceForm, service: Service | None) -> SaveService:
    """As typed."""
    return SaveService(
        request_id=form.request,
        service_id=None if service is None else service.id,
        sphere_id=SphereId(form.text("sphere")),
        name=local_of(form, "name"),
        letter=form.text("letter"),
        purposes=tuple(purpose for purpose in Purpose if purpose in form.chosen("purposes")),
        position=form.number("position") if service is None else service.position,
        minutes=minutes_of(form.text("minutes")) or 0,
        hours=form.hours.data if form.has_own_hours.data else (),
        documents=local_of(form, "documents"),
        fee=local_of(form, "fee"),
        term=local_of(form, "term"),
        provider=local_of(form, "provider"),
        is_archived=service is not None and service.is_archived,
        exceptions=form.exceptions.data,
        month_days=month_days_of(form.text("month_days")) or (),
        daily_limit=form.daily_limit.data,
    )


def same_as(service: Service, request_id: RequestId) -> SaveService:
    """The service as it is: a part of it was changed before."""
    return SaveService(
        request_id=request_id,
        service_id=service.id,
        sphere_id=service.sphere_id,
        name=service.name,
        letter=service.letter,
        purposes=service.purposes,
        position=service.position,
        minutes=service.minutes,
        hours=service.hours,
        documents=service.documents,
        fee=service.fee,
        term=service.term,
        provider=service.provider,
        is_archived=service.is_archived,
        exceptions=service.exceptions,
        month_days=service.month_days,
        daily_limit=service.daily_limit,
    )
