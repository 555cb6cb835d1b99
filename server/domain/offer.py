"""What the hall offers now: a service's intake, from hours and windows."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from server.contract.terms import Intake, ProblemCode, Purpose
from server.domain.calendar import intake_at, spans_of
from server.domain.errors import Refusal
from server.domain.hall import Hall, Service, Window
from server.domain.place import TargetId, at_service


def windows_serving(service: Service, windows: Iterable[Window]) -> tuple[Window, ...]:
    """The windows that the office has given this service, staffed or not."""
    return tuple(window for window in windows if not window.is_archived and service.id in window.service_ids)


def callers(serving: Iterable[Window]) -> tuple[Window, ...]:
    """Of the windows serving one service, those that will call: an empty one calls nobody while another is staffed."""
    serving = tuple(serving)
    return tuple(window for window in serving if window.person_id is not None) or serving


def targets_ahead(service: Service, serving: Iterable[Window]) -> frozenset[TargetId]:
    """The targets in whose lines people may be called before a newcomer to this service."""
    return frozenset({at_service(service.id)}).union(*(window.levels for window in callers(serving)))


def intake_of(hall: Hall, service: Service, windows: Iterable[Window], at: datetime) -> Intake:
    """Whether tickets for the service are given at the instant ``at``.

    A window that is given the service but empty counts: in the morning citizens come before the administrators sit
    down.
    """
    local = at.astimezone(ZoneInfo(hall.time_zone))
    for hours in (hall.hours, service.hours or hall.hours):
        intake = intake_at(hours, local)
        if intake is not Intake.OPEN:
            return intake
    is_served = any(not window.is_archived and service.id in window.service_ids for window in windows)
    return Intake.OPEN if is_served else Intake.NOBODY_SERVES


def check_offer(hall: Hall, service: Service, windows: Iterable[Window], purpose: Purpose, at: datetime) -> None:
    """Refuses what the hall does not offer now: ``purpose-not-offered``, ``nobody-serves`` or ``intake-closed``."""
    if purpose not in service.purposes:
        raise Refusal(ProblemCode.PURPOSE_NOT_OFFERED, purpose=purpose)
    match intake_of(hall, service, windows, at):
        case Intake.OPEN:
            return
        case Intake.NOBODY_SERVES:
            raise Refusal(ProblemCode.NOBODY_SERVES)
        case intake:
            hours = service.hours or hall.hours
            weekday = at.astimezone(ZoneInfo(hall.time_zone)).weekday()
            raise Refusal(ProblemCode.INTAKE_CLOSED, intake=intake, hours=spans_of(hours, weekday))
