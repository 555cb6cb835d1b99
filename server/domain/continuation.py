"""Going on another day: the hall closed, or could not open again, before everybody was served."""

from dataclasses import dataclass, replace
from datetime import date

from server.contract.terms import PhoneSecret, TicketId, TicketState
from server.domain.moment import Moment
from server.domain.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What the new ticket does not have of the old one."""

    id: TicketId
    phone_secret: PhoneSecret
    day: date
    letter: str
    number: int
    opens: Moment
    """When its day begins for its citizen, as far as can be told."""


def continued(ticket: Ticket, fresh: Fresh) -> Ticket:
    """The ticket of the other day, at the place of the first arrival and so before all who come then.

    It counts as taken when that day opens: nobody has waited in the hall at night. Whoever it waited for may not be
    there, so it waits for its service.
    """
    return Ticket(
        id=fresh.id,
        hall_id=ticket.hall_id,
        day=fresh.day,
        letter=fresh.letter,
        number=fresh.number,
        service_id=ticket.service_id,
        purpose=ticket.purpose,
        language=ticket.language,
        priority=ticket.priority,
        phone_secret=fresh.phone_secret,
        place=ticket.place,
        taken=fresh.opens,
        box_id=ticket.box_id,
        route=ticket.route,
        is_route_ordered=ticket.is_route_ordered,
        is_confirmed=ticket.is_confirmed,
        continues=ticket.id,
    )


def given_way(ticket: Ticket, successor: Ticket, now: Moment) -> Ticket:
    """The old ticket has expired, or does now; refused with ``step-refused`` for one that ended otherwise."""
    over = ticket if ticket.state is TicketState.EXPIRED else ticket.expire(now)
    return replace(over, continued_as=successor.id)
