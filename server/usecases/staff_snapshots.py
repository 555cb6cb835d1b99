"""What staff are told of a hall: the line and the single window."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from server.contract.desk_news import DeskSnapshot
from server.contract.messages import QueueEntry, QueueSnapshot, WindowNow
from server.contract.terms import TicketId, TicketState, WindowId
from server.domain.hall import Window
from server.domain.moment import Moment
from server.domain.opening import last_open_day
from server.domain.place import at_person, at_service, at_window
from server.domain.ticket import Step, Ticket
from server.usecases.continuing import has_closed_day
from server.usecases.desk_ticket import desk_ticket, parked_ticket
from server.usecases.parking import staffed_elsewhere
from server.usecases.views import HallView


def queue(view: HallView) -> QueueSnapshot:
    """The whole line in the order of arrival, the windows, and who was missed today."""
    missed = view.records.lines.of_day(view.day, (TicketState.MISSED,))
    turns = {ticket.id: turn for turn, ticket in enumerate(view.waiting, 1)}
    return QueueSnapshot(
        now=view.now.wall,
        intake=view.intake_of_all,
        tickets=tuple(_entry(view, ticket, turns) for ticket in view.living),
        windows=tuple(_window_now(view, window) for window in view.windows),
        missed=tuple(_entry(view, ticket, turns) for ticket in missed),
        unfinished=tuple(_entry(view, ticket, turns) for ticket in _unfinished(view)),
        suspension=view.suspension,
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
        work=window.work,
        break_reason=window.break_reason,
        work_since=_counted_from(view, window.work_since),
        work_until=_wall(view, window.work_until_ms),
        call_due_at=_wall(view, window.call_due_ms),
        in_hand=None if ticket is None else desk_ticket(view, ticket),
        parked=tuple(
            parked_ticket(view, each) for each in view.parked if not staffed_elsewhere(each, window, view.windows)
        ),
        waiting=view.waiting_for(window.levels),
        served_today=view.records.windows.served_today(window.id, view.day),
        suspension=view.suspension,
    )


def _unfinished(view: HallView) -> Iterable[Ticket]:
    """By place, as they would go on: left over from the last open day, or of a day that was closed since."""
    last = last_open_day(view.hall, view.day)
    days = [] if last is None else [last + timedelta(days=number) for number in range((view.day - last).days)]
    left = [each for day in days for each in view.records.lines.left_over(day)]
    to_come, services = view.records.lines.to_come(view.day), view.all_services
    closed = (each for each in to_come if has_closed_day(view.hall, services.get(each.service_id), each))
    return sorted((*left, *closed), key=lambda each: each.place)


def _entry(view: HallView, ticket: Ticket, turns: Mapping[TicketId, int]) -> QueueEntry:
    paper, fault = view.paper(view.jobs.get(ticket.id))
    # Who was sent back to the head by a suspension has been called, and waits all the same.
    until = view.now if ticket.state is TicketState.WAITING else ticket.first_called or view.now
    lines = frozenset(ticket.stands_at if ticket.state is TicketState.WAITING else ())
    return QueueEntry(
        ticket_id=ticket.id,
        label=ticket.label,
        service_id=ticket.service_id,
        service_name=view.all_services[ticket.service_id].name,
        purpose=ticket.purpose,
        priority=ticket.priority,
        state=ticket.state,
        taken_at=ticket.taken.wall,
        waited_seconds=max(0, (until.hall_ms - max(ticket.place.arrived_ms, ticket.taken.hall_ms)) // 1000),
        window_name=view.window_names.get(ticket.window_id) if ticket.window_id else None,
        paper=paper,
        paper_fault=fault,
        turn=turns.get(ticket.id),
        line_services=tuple(each for each in (ticket.service_id, *ticket.route) if at_service(each) in lines),
        line_window=next((each.id for each in view.windows if at_window(each.id) in lines), None),
        line_person=next((each.id for each in view.people.values() if at_person(each.id) in lines), None),
        further=ticket.route,
        is_any_order=not ticket.is_route_ordered,
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
        ticket_since=None if ticket is None else _counted_from(view, ticket.began),
        service_ids=window.service_ids,
        work=window.work,
        break_reason=window.break_reason,
        work_since=_counted_from(view, window.work_since),
        work_until=_wall(view, window.work_until_ms),
    )


def _wall(view: HallView, hall_ms: int | None) -> datetime | None:
    """The clock's time at a hall time to come."""
    return None if hall_ms is None else view.now.wall + timedelta(milliseconds=hall_ms - view.now.hall_ms)


def _person_name(view: HallView, window: Window) -> str | None:
    person = view.people.get(window.person_id) if window.person_id else None
    return None if person is None else person.name


def _counted_from(view: HallView, since: Moment | None) -> datetime | None:
    """Where a stopwatch must begin that stands still in a suspension and knows nothing of those that are over."""
    if since is None:
        return None
    until = view.now.wall if view.suspension is None else view.suspension.since
    return until - timedelta(milliseconds=view.now.hall_ms - since.hall_ms)
