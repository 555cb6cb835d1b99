"""Taking a ticket: number, place, waiting range and print job in one transaction, before any paper."""

from collections.abc import Sequence
from datetime import timedelta

from server.contract.answers import TicketGiven
from server.contract.commands import TakeTicket
from server.contract.slip import WaitRange
from server.contract.terms import (
    BoxId,
    PaperState,
    PhoneSecret,
    PriorityClass,
    ProblemCode,
    Purpose,
    TicketId,
)
from server.domain.calendar import clock_of, instant_of, minutes_of
from server.domain.errors import Refusal
from server.domain.events import TicketTaken
from server.domain.hall import Service
from server.domain.place import Place
from server.domain.policy import BOOKED, place_of_booked
from server.domain.route import purpose_at
from server.domain.ticket import Ticket
from server.usecases.actor import BoxActor
from server.usecases.printing import order_slip, printed_elsewhere
from server.usecases.prospects import prospects
from server.usecases.route import Offered, services_of
from server.usecases.turn import Turn


def take_ticket(turn: Turn, command: TakeTicket) -> TicketGiven:
    """Gives a ticket and, where the box has a printer, orders its slip."""
    if command.priority is PriorityClass.BOOKED:
        raise Refusal(ProblemCode.BAD_VALUE, field="priority", reason="ordinary, local, lawful")
    services = services_of(turn, (command.service_id, *command.further))
    offered = Offered(turn, services)
    _check(offered, services, command.purpose)
    ticket = _new_ticket(turn, command, services)
    people, wait = _soonest(turn, ticket, services[:1] if ticket.is_route_ordered else services, offered)
    turn.add(ticket)
    turn.tell(
        TicketTaken(
            ticket_id=ticket.id,
            label=ticket.label,
            service_id=ticket.service_id,
            purpose=ticket.purpose,
            priority=ticket.priority,
            box_id=ticket.box_id,
            further=ticket.route,
            is_any_order=not ticket.is_route_ordered,
            booked_for=None if command.booked_for is None else clock_of(minutes_of(command.booked_for)),
        )
    )
    job = order_slip(turn, ticket, services[0], people, wait, windows=offered.windows)
    return TicketGiven(
        ticket_id=ticket.id,
        label=ticket.label,
        service_id=ticket.service_id,
        people_before=people,
        wait=wait,
        phone_secret=ticket.phone_secret,
        phone_url=f"{turn.public_url}/t/{ticket.phone_secret}",
        paper=PaperState.NONE if job is None else PaperState.WAITING,
        printer_name=printed_elsewhere(turn, job),
        taken_at=ticket.taken.wall,
        priority=ticket.priority,
        further=ticket.route,
        is_any_order=not ticket.is_route_ordered,
    )


def _check(offered: Offered, services: Sequence[Service], purpose: Purpose) -> None:
    first, *further = services
    offered.check(first, purpose)
    for service in further:
        offered.check(service, purpose_at(service, purpose))


def _soonest(turn: Turn, ticket: Ticket, services: Sequence[Service], offered: Offered) -> tuple[int, WaitRange | None]:
    """Of the services that may come first; each is asked for once more, now that the wait is known.

    Only now, for somebody out of turn may be served before closing when nobody else can be.
    """
    met = []
    for service in services:
        people, wait = prospects(turn, ticket, service, offered.windows)
        offered.check(service, purpose_at(service, ticket.purpose), wait)
        met.append((people, wait))
    return min(met, key=_minutes_of)


def _minutes_of(met: tuple[int, WaitRange | None]) -> tuple[bool, int, int]:
    people, wait = met
    return wait is None, 0 if wait is None else wait.high_minutes, people


def _new_ticket(turn: Turn, command: TakeTicket, services: Sequence[Service]) -> Ticket:
    service, *further = services
    priority, place = _standing(turn, command)
    return Ticket(
        id=TicketId(turn.chance.new_id()),
        hall_id=turn.hall.id,
        day=turn.day,
        letter=service.letter,
        number=turn.records.halls.next_number(turn.day, service.letter),
        service_id=service.id,
        purpose=command.purpose,
        language=command.language,
        priority=priority,
        phone_secret=PhoneSecret(turn.chance.new_secret()),
        place=place,
        taken=turn.now,
        box_id=_printing_box(turn),
        route=tuple(each.id for each in further),
        is_route_ordered=not (further and command.is_any_order),
    )


def _standing(turn: Turn, command: TakeTicket) -> tuple[PriorityClass, Place]:
    """Class and place; an appointment gives somebody nothing who is before all others by law."""
    arrived = Place(turn.now.hall_ms, turn.records.halls.next_place())
    if command.booked_for is None:
        return command.priority, arrived
    booked_for_ms = _booked_ms(turn, command.booked_for)
    if command.priority is PriorityClass.LAWFUL:
        return command.priority, arrived
    tolerance_ms = turn.hall.settings.booked_tolerance_minutes * 60_000
    rate, place = place_of_booked(arrived=arrived, booked_for_ms=booked_for_ms, tolerance_ms=tolerance_ms)
    return (PriorityClass.BOOKED if rate == BOOKED else command.priority), place


def _booked_ms(turn: Turn, clock: str) -> int:
    """The appointment in hall time; at reception alone, for only there somebody looks into the book."""
    if isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED, command=TakeTicket.__name__)
    try:
        minutes = minutes_of(clock)
    except Refusal as refusal:
        raise Refusal(ProblemCode.BAD_VALUE, field="booked_for", reason="HH:MM") from refusal
    instant = instant_of(turn.day, minutes, turn.hall.zone)
    return turn.now.hall_ms + (instant - turn.now.wall) // timedelta(milliseconds=1)


def _printing_box(turn: Turn) -> BoxId | None:
    """Where the ticket was taken: a slip is printed, and reprinted, there."""
    return turn.actor.box_id if isinstance(turn.actor, BoxActor) else None
