"""What the hall offers now: a service's intake, from hours, windows, and what was decided for the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.contract.terms import Intake, ProblemCode, Purpose
from server.domain.calendar import Span, instant_of, intake_at, said
from server.domain.errors import Refusal
from server.domain.hall import Hall, Service, Window
from server.domain.opening import hours_on, hours_within, next_open_day, opens_next
from server.domain.place import TargetId, at_service
from server.domain.suspension import DayState

_NO_MORE_TODAY = frozenset({Intake.STOPPED, Intake.LIMIT_REACHED, Intake.NO_TIME_LEFT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A hall at one instant; worked out once for all of its services."""

    hall: Hall
    at: datetime
    day: date
    spans: tuple[Span, ...]
    by_hours: Intake
    state: DayState


def today(hall: Hall, at: datetime, state: DayState) -> Today:
    """The hall at the instant ``at``."""
    day = at.astimezone(hall.zone).date()
    spans = hours_on(hall, None, day)
    return Today(hall=hall, at=at, day=day, spans=spans, by_hours=intake_at(spans, day, hall.zone, at), state=state)


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


def intake_of_hall(now: Today) -> Intake:
    """Whether the hall gives tickets at all."""
    return _decided(now, now.by_hours)


def intake_of(
    now: Today, service: Service, windows: Iterable[Window], *, given: int = 0, wait_minutes: int | None = None
) -> Intake:
    """Whether tickets for the service are given, and why not.

    A window that is given the service but empty counts: in the morning citizens come before the administrators sit
    down. ``given``: the service's tickets of the day; ``wait_minutes``: the likely wait of whoever asks, None when
    nobody can say.
    """
    spans = hours_within(now.spans, service, now.day)
    by_hours = now.by_hours if spans is now.spans else intake_at(spans, now.day, now.hall.zone, now.at)
    intake = _decided(now, by_hours)
    if intake is not Intake.OPEN:
        return intake
    if not windows_serving(service, windows):
        return Intake.NOBODY_SERVES
    if service.daily_limit is not None and given >= service.daily_limit:
        return Intake.LIMIT_REACHED
    if now.hall.settings.is_intake_closed_by_wait and wait_minutes is not None:
        closes = instant_of(now.day, max(span.closes for span in spans), now.hall.zone)
        if now.at + timedelta(minutes=wait_minutes) > closes:
            return Intake.NO_TIME_LEFT
    return Intake.OPEN


def intake_of_all(of_hall: Intake, of_services: Iterable[Intake]) -> Intake:
    """What the hall says of all its services together; no more of them are asked than it takes to find an open one.

    A service outside its own hours says nothing of the others, and one that no window has nothing of those that
    windows have.
    """
    if of_hall is not Intake.OPEN:
        return of_hall
    reasons = set()
    for intake in of_services:
        if intake is Intake.OPEN:
            return Intake.OPEN
        reasons.add(intake)
    order = (Intake.NO_TIME_LEFT, Intake.LIMIT_REACHED, Intake.NOBODY_SERVES)
    return next((reason for reason in order if reason in reasons), of_hall)


def opens_again(now: Today, service: Service | None, intake: Intake) -> datetime | None:
    """When tickets are given next, in the hall's zone; None when they are given, or nobody can say."""
    match intake:
        case Intake.NOT_YET | Intake.OVER | Intake.CLOSED_TODAY:
            return opens_next(now.hall, service, now.at)
        case _ if intake in _NO_MORE_TODAY:
            midnight = instant_of(now.day + timedelta(days=1), 0, now.hall.zone)
            return opens_next(now.hall, service, midnight - timedelta(microseconds=1))
        case _:
            return None


def check_offer(
    now: Today,
    service: Service,
    windows: Iterable[Window],
    purpose: Purpose,
    *,
    given: int = 0,
    wait_minutes: int | None = None,
) -> None:
    """Refuses what the hall does not offer now, each reason of ``intake_of`` with a code of its own."""
    if purpose not in service.purposes:
        raise Refusal(ProblemCode.PURPOSE_NOT_OFFERED, purpose=purpose)
    match intake_of(now, service, windows, given=given, wait_minutes=wait_minutes):
        case Intake.OPEN:
            return
        case Intake.NOBODY_SERVES:
            raise Refusal(ProblemCode.NOBODY_SERVES)
        case Intake.SUSPENDED:
            raise Refusal(ProblemCode.SUSPENDED)
        case Intake.STOPPED:
            raise Refusal(ProblemCode.INTAKE_STOPPED)
        case Intake.LIMIT_REACHED:
            raise Refusal(ProblemCode.LIMIT_REACHED, limit=str(service.daily_limit))
        case Intake.NO_TIME_LEFT:
            raise Refusal(ProblemCode.NO_TIME_LEFT)
        case intake:
            raise Refusal(ProblemCode.INTAKE_CLOSED, intake=intake, hours=_hours_said(now, service))


def _decided(now: Today, by_hours: Intake) -> Intake:
    """A closed day is said as such; a stop also before opening, since nothing will open then."""
    if by_hours in (Intake.CLOSED_TODAY, Intake.OVER):
        return by_hours
    if now.state.intake_stopped_on == now.day:
        return Intake.STOPPED
    if now.state.suspension is not None and now.hall.settings.is_intake_stopped_when_suspended:
        return Intake.SUSPENDED
    return by_hours


def _hours_said(now: Today, service: Service) -> str:
    """Those of today; on a closed day those of the next open one, with its date."""
    spans = hours_within(now.spans, service, now.day)
    if spans:
        return said(spans)
    day = next_open_day(now.hall, service, now.day)
    return "—" if day is None else f"{day:%d.%m}, {said(hours_on(now.hall, service, day))}"
