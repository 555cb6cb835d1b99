"""Paper mode: numbers that were given by hand take their places in line."""

from collections.abc import Sequence
from datetime import timedelta

from server.contract.answers import PaperTicketsEntered
from server.contract.line_commands import EnterPaperTickets, PaperTicket
from server.contract.terms import Language, PhoneSecret, PriorityClass, ProblemCode, TicketId
from server.domain.arrival import arrival_at
from server.domain.calendar import MINUTES_A_DAY, clock_of, instant_of, minutes_of
from server.domain.errors import Refusal
from server.domain.events import TicketTaken
from server.domain.hall import Service
from server.domain.moment import Moment
from server.domain.place import Place
from server.domain.ticket import Ticket
from server.usecases.turn import Turn

_MOST = 200
"""A morning without power; the writer is held for a fraction of a second."""
_LARGEST_NUMBER = 9999


def enter_paper_tickets(turn: Turn, command: EnterPaperTickets) -> PaperTicketsEntered:
    """All of the batch or none; by their times, whatever the order on the sheets."""
    if not 1 <= len(command.tickets) <= _MOST:
        raise Refusal(ProblemCode.BAD_VALUE, field="tickets", reason=f"1–{_MOST}")
    _check_letter(turn)
    services = {service.id: service for service in turn.records.catalogue.services() if not service.is_archived}
    arrivals, known = turn.records.lines.arrivals(turn.day), _known(turn)
    entered: list[tuple[Ticket, PaperTicket]] = []
    for paper in sorted(command.tickets, key=lambda each: _minutes(each.taken_at)):
        wall = instant_of(turn.day, _minutes(paper.taken_at), turn.hall.zone)
        taken = arrival_at(wall, arrivals=arrivals, known=known, now=turn.now)
        service = _checked_service(paper, services.get(paper.service_id))
        entered.append((_new_ticket(turn, paper, service, taken), paper))
    for ticket, paper in entered:
        turn.add(ticket)
        # Later today the letter may become a service's, whose numbers must not meet those on paper.
        turn.records.halls.pass_number(turn.day, ticket.letter, ticket.number)
        turn.tell(
            TicketTaken(
                ticket_id=ticket.id,
                label=ticket.label,
                service_id=ticket.service_id,
                purpose=ticket.purpose,
                priority=ticket.priority,
                box_id=None,
                is_paper=True,
                given_at=clock_of(_minutes(paper.taken_at)),
            )
        )
    labels = {ticket.number: ticket.label for ticket, _ in entered}
    return PaperTicketsEntered(labels=tuple(labels[paper.number] for paper in command.tickets))


def _check_letter(turn: Turn) -> None:
    """A service may have got the letter before numbers were ever given by hand."""
    letter = turn.hall.settings.paper_letter
    for service in turn.records.catalogue.services():
        if service.letter == letter and not service.is_archived:
            raise Refusal(ProblemCode.IN_USE, name=letter, by=service.name["uk"])


def _known(turn: Turn) -> Sequence[Moment]:
    """What is known of both clocks beside arrivals: the suspension that lasts, and the end of the one before."""
    state = turn.records.halls.day_state()
    present = turn.now if state.suspension is None else Moment(turn.now.hall_ms, state.suspension.since)
    if state.resumed_ms is None:
        return (present,)
    since = timedelta(milliseconds=max(0, present.hall_ms - state.resumed_ms))
    return present, Moment(state.resumed_ms, present.wall - since)


def _minutes(clock: str) -> int:
    try:
        minutes = minutes_of(clock)
    except Refusal as refusal:
        raise Refusal(ProblemCode.BAD_VALUE, field="taken_at", reason="HH:MM") from refusal
    return min(minutes, MINUTES_A_DAY - 1)


def _checked_service(paper: PaperTicket, service: Service | None) -> Service:
    if service is None:
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    if paper.purpose not in service.purposes:
        raise Refusal(ProblemCode.PURPOSE_NOT_OFFERED, purpose=paper.purpose)
    if paper.priority is PriorityClass.BOOKED:
        raise Refusal(ProblemCode.BAD_VALUE, field="priority", reason="ordinary, local, lawful")
    if not 1 <= paper.number <= _LARGEST_NUMBER:
        raise Refusal(ProblemCode.BAD_VALUE, field="number", reason=f"1–{_LARGEST_NUMBER}")
    return service


def _new_ticket(turn: Turn, paper: PaperTicket, service: Service, taken: Moment) -> Ticket:
    return Ticket(
        id=TicketId(turn.chance.new_id()),
        hall_id=turn.hall.id,
        day=turn.day,
        letter=turn.hall.settings.paper_letter,
        number=paper.number,
        service_id=service.id,
        purpose=paper.purpose,
        language=Language.UKRAINIAN,
        priority=paper.priority,
        phone_secret=PhoneSecret(turn.chance.new_secret()),
        place=Place(taken.hall_ms, turn.records.halls.next_place()),
        taken=taken,
        box_id=None,
    )
