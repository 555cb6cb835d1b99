"""The services of one visit: each must be offered when it is asked for, and may be changed while the ticket waits."""

from collections.abc import Iterable, Mapping, Sequence

from server.contract.answers import Done
from server.contract.commands import ChangeRoute
from server.contract.slip import WaitRange
from server.contract.terms import ProblemCode, Purpose, ServiceId
from server.domain.errors import Refusal
from server.domain.events import RouteChanged
from server.domain.hall import Service, Window
from server.domain.offer import Today, check_offer, today, windows_serving
from server.domain.route import check_route, purpose_at, rerouted
from server.domain.ticket import Ticket
from server.usecases.actor import BoxActor
from server.usecases.prospects import prospects
from server.usecases.turn import Turn

_KIOSK_MAY_CHANGE_MS = 10 * 60_000
"""As long as its citizen may still stand there; later reception helps."""


class Offered:
    """What the hall offers at this instant, read once for all services of a visit."""

    def __init__(self, turn: Turn, services: Sequence[Service]) -> None:
        self._services = services
        self._now: Today = today(turn.hall, turn.now.wall, turn.records.halls.day_state())
        self.windows: Sequence[Window] = turn.records.windows.all()
        limited = [service.id for service in services if service.daily_limit is not None]
        self._given: Mapping[ServiceId, int] = turn.records.service_days.given(turn.day, limited) if limited else {}

    def check(self, service: Service, purpose: Purpose, wait: WaitRange | None = None) -> None:
        """Refuses what is not offered now as ``check_offer`` does; of several services the refused one is named."""
        try:
            check_offer(
                self._now,
                service,
                self.windows,
                purpose,
                given=self._given.get(service.id, 0),
                wait_minutes=None if wait is None else wait.low_minutes,
            )
        except Refusal as refusal:
            if len(self._services) == 1:
                raise
            raise _named(refusal, service) from refusal


def services_of(turn: Turn, service_ids: Sequence[ServiceId]) -> tuple[Service, ...]:
    """Those of a visit, in order, within the hall's limit."""
    check_route(service_ids, limit=turn.hall.settings.services_per_visit)
    found = tuple(turn.records.catalogue.service(service_id) for service_id in service_ids)
    services = tuple(service for service in found if service is not None and not service.is_archived)
    if len(services) < len(found):
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    return services


def served(turn: Turn, service_ids: Iterable[ServiceId]) -> Mapping[ServiceId, Service]:
    """Those services, each of which some window has: refused with ``unknown-service`` and ``nobody-serves`` before
    anybody waits for what nobody gives.
    """
    windows = turn.records.windows.all()
    found = {}
    for service_id in service_ids:
        service = turn.records.catalogue.service(service_id)
        if service is None:
            raise Refusal(ProblemCode.UNKNOWN_SERVICE)
        if service.is_archived:
            raise _named(Refusal(ProblemCode.UNKNOWN_SERVICE), service)
        if not windows_serving(service, windows):
            raise _named(Refusal(ProblemCode.NOBODY_SERVES), service)
        found[service_id] = service
    return found


def change_route(turn: Turn, command: ChangeRoute) -> Done:
    """Whoever was let in is served: at reception only a service that no window has is refused."""
    ticket = _changeable(turn, command)
    is_lent = ticket.service_id in ticket.route  # to another window for its own service, which is shown twice then
    service_ids = tuple(dict.fromkeys(command.service_ids)) if is_lent else command.service_ids
    services = services_of(turn, service_ids)
    offered = Offered(turn, services)
    known = {ticket.service_id, *ticket.route}
    for service in services:
        if service.id in known:
            continue
        if isinstance(turn.actor, BoxActor):
            is_soonest = command.is_any_order or service is services[0]
            _, wait = prospects(turn, ticket, service, offered.windows, is_in_line=True) if is_soonest else (0, None)
            offered.check(service, purpose_at(service, ticket.purpose), wait)
        elif not windows_serving(service, offered.windows):
            raise _named(Refusal(ProblemCode.NOBODY_SERVES), service)
    changed = rerouted(
        ticket,
        turn.now,
        service_ids,
        purpose=purpose_at(services[0], ticket.purpose),
        is_any_order=command.is_any_order,
    )
    turn.change(ticket, changed)
    turn.tell(
        RouteChanged(
            ticket_id=ticket.id,
            former_ids=(ticket.service_id, *ticket.route),
            service_ids=service_ids,
            is_any_order=not changed.is_route_ordered,
        )
    )
    return Done()


def _changeable(turn: Turn, command: ChangeRoute) -> Ticket:
    """A kiosk changes only what it gave a moment ago."""
    ticket = turn.records.tickets.get(command.ticket_id)
    if ticket is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    if isinstance(turn.actor, BoxActor):
        is_recent = turn.now.hall_ms - ticket.taken.hall_ms <= _KIOSK_MAY_CHANGE_MS
        if ticket.box_id != turn.actor.box_id or not is_recent:
            raise Refusal(ProblemCode.UNKNOWN_TICKET)
    return ticket


def _named(refusal: Refusal, service: Service) -> Refusal:
    return Refusal(refusal.code, **(refusal.fields | {"service_id": service.id, "service": service.name["uk"]}))
