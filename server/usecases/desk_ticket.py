"""The ticket in hand as its desk is told of it."""

from datetime import timedelta

from server.contract.desk_news import ComesBack, DeskTicket, ParkedTicket, RouteStop
from server.domain.place import TargetId, at_person
from server.domain.ticket import Step, Ticket
from server.usecases.missing import missed_allowed_ms
from server.usecases.views import HallView


def desk_ticket(view: HallView, ticket: Ticket) -> DeskTicket:
    """Called or served."""
    settings = view.hall.settings
    paper, fault = view.paper(view.records.print_jobs.latest([ticket.id]).get(ticket.id))
    left_ms = missed_allowed_ms(view.records, settings, ticket) - view.now.hall_ms
    return DeskTicket(
        ticket_id=ticket.id,
        label=ticket.label,
        service_id=ticket.service_id,
        service_name=view.all_services[ticket.service_id].name,
        purpose=ticket.purpose,
        priority=ticket.priority,
        is_confirmed=ticket.is_confirmed,
        state=ticket.state,
        taken_at=ticket.taken.wall,
        called_at=(ticket.first_called or view.now).wall,
        served_ms=None if ticket.started is None else view.now.hall_ms - ticket.started.hall_ms,
        calls=ticket.announced,
        calls_left=max(0, settings.announcements - ticket.announced),
        calls_before_missed=max(0, settings.least_announcements - ticket.announced),
        missed_allowed_at=view.now.wall + timedelta(milliseconds=max(0, left_ms)),
        route=tuple(RouteStop(service_id=each, name=view.all_services[each].name) for each in ticket.route),
        is_route_ordered=ticket.is_route_ordered,
        services_left=max(0, settings.services_per_visit - 1 - len(ticket.route)),
        comes_back_to=None if ticket.back_to is None else _comes_back(view, ticket.back_to),
        paper=paper,
        paper_fault=fault,
        may_cancel=ticket.can(Step.CANCEL),
    )


def parked_ticket(view: HallView, ticket: Ticket) -> ParkedTicket:
    """Set aside at a window."""
    until_ms = ticket.parked_until_ms
    return ParkedTicket(
        ticket_id=ticket.id,
        label=ticket.label,
        service_name=view.all_services[ticket.service_id].name,
        back_at=None if until_ms is None else view.now.wall + timedelta(milliseconds=until_ms - view.now.hall_ms),
    )


def _comes_back(view: HallView, target: TargetId) -> ComesBack:
    """Only people are gone back to: the sender, wherever they are by then."""
    person = next(each for each in view.people.values() if at_person(each.id) == target)
    window = next((each for each in view.windows if each.person_id == person.id), None)
    return ComesBack(person_name=person.name, window_name=None if window is None else window.name)
