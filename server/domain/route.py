"""The services of one visit: chosen with the ticket, or changed while it waits."""

from collections.abc import Sequence
from dataclasses import replace

from server.contract.terms import ProblemCode, Purpose, ServiceId
from server.domain.errors import Refusal
from server.domain.hall import Service
from server.domain.moment import Moment
from server.domain.ticket import Step, Ticket


def check_route(service_ids: Sequence[ServiceId], *, limit: int) -> None:
    """Refused with ``too-many-services``, and with ``bad-value`` for none at all or one named twice."""
    if len(service_ids) > limit:
        raise Refusal(ProblemCode.TOO_MANY_SERVICES, limit=str(limit))
    if not service_ids or len(set(service_ids)) < len(service_ids):
        raise Refusal(ProblemCode.BAD_VALUE, field="services", reason=f"1–{limit}, A ≠ B")


def purpose_at(service: Service, purpose: Purpose) -> Purpose:
    """The purpose of a visit at one of its services: the citizen's, or the first of those that it has."""
    return purpose if purpose in service.purposes else service.purposes[0]


def rerouted(
    ticket: Ticket, now: Moment, service_ids: Sequence[ServiceId], *, purpose: Purpose, is_any_order: bool
) -> Ticket:
    """Other services at the same place in line; only the wait for another first one is a stretch of its own.

    With the same first one it still waits for the window or person that it was sent to. It still goes back to its
    sender, before all else, while it has the sender's service. Refused with ``step-refused`` when it does not wait.
    """
    if not ticket.can(Step.CALL):  # whoever stands at a window is served there, or sent on from there
        raise Refusal(ProblemCode.STEP_REFUSED, label=ticket.label, state=ticket.state, step=Step.TRANSFER)
    first, *further = service_ids
    is_same_first = first == ticket.service_id
    moved = ticket.transfer(now, service_id=first, purpose=purpose)
    stop = _stop_of_sender(ticket, service_ids)
    route = (*stop, *(each for each in further if each not in stop))
    return replace(
        moved,
        since=ticket.since if is_same_first else now,
        first_called=ticket.first_called,  # who was called when an alert came keeps the head of the line
        targets=ticket.targets if is_same_first else (),
        back_to=ticket.back_to if stop else None,
        route=route,
        is_route_ordered=not (is_any_order and route),
    )


def _stop_of_sender(ticket: Ticket, service_ids: Sequence[ServiceId]) -> tuple[ServiceId, ...]:
    """The service for which it still goes back to who sent it on; one that comes first now is given by anybody."""
    stop = () if ticket.back_to is None else ticket.route[:1]
    is_kept = set(stop) <= set(service_ids if stop == (ticket.service_id,) else service_ids[1:])
    return stop if is_kept else ()
