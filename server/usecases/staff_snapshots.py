"""What staff are told of a hall: the line and the single window."""

from datetime import timedelta

from server.contract.messages import DeskSnapshot, DeskTicket, ParkedTicket, QueueEntry, QueueSnapshot, WindowNow
from server.contract.terms import TicketState, WindowId
from server.domain.hall import Window
from server.domain.ticket import Step, Ticket
from server.usecases.views import HallView


def queue(view: HallView) -> QueueSnapshot:
    """The whole line in the order of arrival, the windows, and who was missed today."""
    missed = view.records.lines.of_day(view.day, (TicketState.MISSED,))
    return QueueSnapshot(
        now=view.now.wall,
        intake=view.intake,
        tickets=tuple(_entry(view, ticket) for ticket in view.living),
        windows=tuple(_window_now(view, window) for window in view.windows),
        missed=tuple(_entry(view, ticket) for ticket in missed),
    )


def desk(view: HallView, window_id: WindowId) -> DeskSnapshot | None:
    """One window; None when there is no such window."""
    window = next((window for window in view.windows if window.id == window_id), None)
    if window is None:
        return None
    ticket = view.in_hand.get(window.id)
    return DeskSnapshot(
        window_id=window.id,
        window_name=window.name,
        person_id=window.person_id,
        person_name=_person_name(view, window),
        now=view.now.wall,
        service_ids=window.service_ids,
        in_hand=None if ticket is None else _desk_ticket(view, ticket),
        parked=tuple(_parked_ticket(view, each) for each in view.parked if each.window_id == window.id),
        waiting=view.waiting_for(window.levels),
        served_today=view.records.windows.served_today(window.id, view.day),
    )


def _entry(view: HallView, ticket: Ticket) -> QueueEntry:
    paper, fault = view.paper(view.jobs.get(ticket.id))
    until = ticket.first_called or view.now
    return QueueEntry(
        ticket_id=ticket.id,
        label=ticket.label,
        service_id=ticket.service_id,
        service_name=view.all_services[ticket.service_id].name,
        purpose=ticket.purpose,
        priority=ticket.priority,
        state=ticket.state,
        taken_at=ticket.taken.wall,
        waited_seconds=max(0, (until.hall_ms - ticket.place.arrived_ms) // 1000),
        window_name=view.window_names.get(ticket.window_id) if ticket.window_id else None,
        paper=paper,
        paper_fault=fault,
        may_return=ticket.may_return,
        may_cancel=ticket.can(Step.CANCEL),
    )


def _window_now(view: HallView, window: Window) -> WindowNow:
    ticket = view.in_hand.get(window.id)
    return WindowNow(
        window_id=window.id,
        name=window.name,
        person_id=window.person_id,
        person_name=_person_name(view, window),
        label=None if ticket is None else ticket.label,
        ticket_state=None if ticket is None else ticket.state,
        service_ids=window.service_ids,
    )


def _desk_ticket(view: HallView, ticket: Ticket) -> DeskTicket:
    settings = view.hall.settings
    paper, fault = view.paper(view.records.print_jobs.latest([ticket.id]).get(ticket.id))
    first = ticket.first_called or view.now
    left_ms = settings.missed_after_seconds * 1000 - (view.now.hall_ms - first.hall_ms)
    return DeskTicket(
        ticket_id=ticket.id,
        label=ticket.label,
        service_name=view.all_services[ticket.service_id].name,
        purpose=ticket.purpose,
        priority=ticket.priority,
        state=ticket.state,
        taken_at=ticket.taken.wall,
        called_at=first.wall,
        started_at=None if ticket.started is None else ticket.started.wall,
        calls=ticket.announced,
        calls_left=max(0, settings.announcements - ticket.announced),
        missed_allowed_at=view.now.wall + timedelta(milliseconds=max(0, left_ms)),
        paper=paper,
        paper_fault=fault,
        may_cancel=ticket.can(Step.CANCEL),
    )


def _parked_ticket(view: HallView, ticket: Ticket) -> ParkedTicket:
    until_ms = ticket.parked_until_ms
    return ParkedTicket(
        ticket_id=ticket.id,
        label=ticket.label,
        service_name=view.all_services[ticket.service_id].name,
        back_at=None if until_ms is None else view.now.wall + timedelta(milliseconds=until_ms - view.now.hall_ms),
    )


def _person_name(view: HallView, window: Window) -> str | None:
    person = view.people.get(window.person_id) if window.person_id else None
    return None if person is None else person.name
