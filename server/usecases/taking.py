"""Taking a ticket: number, place, waiting range and print job in one transaction, before any paper."""

from collections.abc import Sequence

from server.contract.answers import TicketGiven
from server.contract.commands import TakeTicket
from server.contract.slip import WaitRange
from server.contract.terms import (
    BoxId,
    PaperState,
    PhoneSecret,
    PriorityClass,
    ProblemCode,
    TicketId,
)
from server.domain.errors import Refusal
from server.domain.estimate import waiting_range
from server.domain.events import TicketTaken
from server.domain.hall import Service, Window
from server.domain.offer import check_offer, targets_ahead, windows_serving
from server.domain.place import Place
from server.domain.policy import classes_before
from server.domain.ticket import Ticket
from server.usecases.actor import BoxActor
from server.usecases.printing import order_slip
from server.usecases.turn import Turn


def take_ticket(turn: Turn, command: TakeTicket) -> TicketGiven:
    """Gives a ticket and, where the box has a printer, orders its slip."""
    if command.priority is PriorityClass.BOOKED:
        raise Refusal(ProblemCode.BAD_VALUE, field="priority", reason="ordinary, local, lawful")
    service = turn.records.catalogue.service(command.service_id)
    if service is None or service.is_archived:
        raise Refusal(ProblemCode.UNKNOWN_SERVICE)
    windows = turn.records.windows.all()
    check_offer(turn.hall, service, windows, command.purpose, turn.now.wall)
    ticket = _new_ticket(turn, command, service)
    people, wait = prospects(turn, ticket, service, windows)
    turn.records.tickets.add(ticket)
    turn.tell(
        TicketTaken(
            ticket_id=ticket.id,
            label=ticket.label,
            service_id=service.id,
            purpose=ticket.purpose,
            priority=ticket.priority,
            box_id=ticket.box_id,
        )
    )
    job = order_slip(turn, ticket, service, people, wait)
    return TicketGiven(
        ticket_id=ticket.id,
        label=ticket.label,
        service_id=service.id,
        people_before=people,
        wait=wait,
        phone_secret=ticket.phone_secret,
        phone_url=f"{turn.public_url}/t/{ticket.phone_secret}",
        paper=PaperState.NONE if job is None else PaperState.WAITING,
        taken_at=ticket.taken.wall,
    )


def prospects(turn: Turn, ticket: Ticket, service: Service, windows: Sequence[Window]) -> tuple[int, WaitRange | None]:
    """How many are called before this ticket by the windows that serve it, and how long that takes."""
    serving = windows_serving(service, windows)
    ahead = targets_ahead(service, serving)
    people = turn.records.lines.in_lines(turn.day, ahead, classes_before(ticket.standing.line_class))
    staffed = [window for window in serving if window.person_id is not None]
    free = 0
    if people == 0:
        free = sum(1 for window in staffed if turn.records.tickets.in_hand(window.id) is None)
    return people, waiting_range(people_before=people, windows=len(staffed), free_windows=free, minutes=service.minutes)


def _new_ticket(turn: Turn, command: TakeTicket, service: Service) -> Ticket:
    return Ticket(
        id=TicketId(turn.chance.new_id()),
        hall_id=turn.hall.id,
        day=turn.day,
        letter=service.letter,
        number=turn.records.halls.next_number(turn.day, service.letter),
        service_id=service.id,
        purpose=command.purpose,
        language=command.language,
        priority=command.priority,
        phone_secret=PhoneSecret(turn.chance.new_secret()),
        place=Place(turn.now.hall_ms, turn.records.halls.next_place()),
        taken=turn.now,
        box_id=_printing_box(turn),
    )


def _printing_box(turn: Turn) -> BoxId | None:
    """Where the ticket was taken: a slip is printed, and reprinted, there."""
    return turn.actor.box_id if isinstance(turn.actor, BoxActor) else None
