"""Who could not be served today goes on when the hall opens next, before all who come then."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from server.contract.answers import ContinuationGranted, ContinuedTicket
from server.contract.line_commands import GrantContinuation
from server.contract.terms import PaperState, PhoneSecret, ProblemCode, TicketId, TicketState
from server.domain.calendar import instant_of
from server.domain.continuation import Fresh, continued, given_way
from server.domain.errors import Refusal
from server.domain.events import TicketContinued
from server.domain.hall import Hall, Service
from server.domain.moment import Moment
from server.domain.opening import closes_at, hours_on, last_open_day, next_open_day
from server.domain.ticket import Ticket
from server.usecases.ports import Records
from server.usecases.printing import order_slip
from server.usecases.prospects import before_on_its_day
from server.usecases.route import served
from server.usecases.turn import Turn

_MOST = 500
"""More than ever wait at closing time."""


def grant_continuation(turn: Turn, command: GrantContinuation) -> ContinuationGranted:
    """All of them or none, by their places, so that the new numbers follow the line."""
    if not 1 <= len(command.ticket_ids) <= _MOST:
        raise Refusal(ProblemCode.BAD_VALUE, field="ticket_ids", reason=f"1–{_MOST}")
    found = {ticket.id: ticket for ticket in (_ticket(turn, each) for each in command.ticket_ids)}
    former = sorted(found.values(), key=lambda each: each.place)
    services = served(turn, dict.fromkeys(each for ticket in former for each in (ticket.service_id, *ticket.route)))
    lines: dict[date, list[Ticket]] = {}
    return ContinuationGranted(
        tickets=tuple(_continue(turn, each, services[each.service_id], lines) for each in former)
    )


def latest_of(records: Records, ticket: Ticket) -> Ticket:
    """The last of the tickets with which this one goes on, from day to day; most go on with none."""
    while ticket.continued_as is not None and (successor := records.tickets.get(ticket.continued_as)) is not None:
        ticket = successor
    return ticket


def has_closed_day(hall: Hall, service: Service | None, ticket: Ticket) -> bool:
    """Whether nobody is served on the ticket's day, as the office has decided, maybe after it was given; ``service``:
    the ticket's.
    """
    return not hours_on(hall, service, ticket.day)


def keep_openings(turn: Turn, since: datetime) -> None:
    """At the end of a suspension: the days on which somebody goes on open sooner in hall time, by the whole of it."""
    lines = turn.records.lines
    stood_still_ms = max(0, (turn.now.wall - since) // timedelta(milliseconds=1))
    for ticket in (*lines.living(turn.day), *lines.to_come(turn.day)):
        if ticket.continues is not None and ticket.taken.hall_ms > turn.now.hall_ms:
            opens_ms = max(turn.now.hall_ms, ticket.taken.hall_ms - stood_still_ms)
            turn.change(ticket, replace(ticket, taken=Moment(opens_ms, ticket.taken.wall)))


def _continue(turn: Turn, ticket: Ticket, service: Service, lines: dict[date, list[Ticket]]) -> ContinuedTicket:
    """``lines``: who waits on each day, as far as it was looked up already."""
    successor = continued(ticket, _fresh(turn, ticket, service))
    turn.change(ticket, given_way(ticket, successor, turn.now))
    day = successor.day
    if day not in lines:
        lines[day] = [each for each in turn.records.lines.living(day) if each.day == day]
    people = before_on_its_day(turn, successor, service, lines[day])
    lines[day].append(successor)
    turn.add(successor)
    turn.tell(
        TicketContinued(
            ticket_id=ticket.id, continued_as=successor.id, label=successor.label, day=successor.day.isoformat()
        )
    )
    job = order_slip(turn, successor, service, people, None, windows=turn.records.windows.all())
    return ContinuedTicket(
        former_id=ticket.id,
        former_label=ticket.label,
        ticket_id=successor.id,
        label=successor.label,
        day=day,
        paper=PaperState.NONE if job is None else PaperState.WAITING,
    )


def _ticket(turn: Turn, ticket_id: TicketId) -> Ticket:
    """One of today or of the last open day, or one whose day is closed; by a former number of it too.

    Refused with ``unknown-ticket``, ``already-continued``, ``ticket-over``.
    """
    ticket = turn.records.tickets.get(ticket_id)
    if ticket is None:
        raise Refusal(ProblemCode.UNKNOWN_TICKET)
    latest = latest_of(turn.records, ticket)
    last = last_open_day(turn.hall, turn.day)
    service = turn.records.catalogue.service(latest.service_id)
    if latest.day >= (last or turn.day) and has_closed_day(turn.hall, service, latest):
        return latest
    if latest is not ticket or latest.day > turn.day:
        raise Refusal(ProblemCode.ALREADY_CONTINUED, label=ticket.label, day=f"{latest.day:%d.%m.%Y}")
    if ticket.day not in (turn.day, last):
        raise Refusal(ProblemCode.TICKET_OVER, label=ticket.label)
    return ticket


def _fresh(turn: Turn, ticket: Ticket, service: Service) -> Fresh:
    day = _day_for(turn, ticket, service)
    if day is None:
        raise Refusal(ProblemCode.INTAKE_CLOSED, hours="—")
    return Fresh(
        id=TicketId(turn.chance.new_id()),
        phone_secret=PhoneSecret(turn.chance.new_secret()),
        day=day,
        letter=service.letter,
        number=turn.records.halls.next_number(day, service.letter),
        opens=_opening(turn, service, day),
    )


def _day_for(turn: Turn, ticket: Ticket, service: Service) -> date | None:
    """The next open day; for one that expired on the last one, today while the service is served today."""
    if ticket.state is TicketState.EXPIRED:
        closes = closes_at(turn.hall, service, turn.now.wall)
        if closes is not None and turn.now.wall < closes:
            return turn.day
    return next_open_day(turn.hall, service, turn.day)


def _opening(turn: Turn, service: Service, day: date) -> Moment:
    """When the day begins; how long hall time stands still until then is known at the end of each suspension."""
    opens = instant_of(day, hours_on(turn.hall, service, day)[0].opens, turn.hall.zone)
    if opens <= turn.now.wall:
        return turn.now
    suspension = turn.records.halls.day_state().suspension
    stands_since = turn.now.wall if suspension is None else suspension.since
    return Moment(turn.now.hall_ms + (opens - stands_since) // timedelta(milliseconds=1), opens)
