"""What each topic is told of a hall: board, kiosks, phones and boxes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from server.contract.catalogue import (
    CategoryCard,
    DatedDay,
    DayHours,
    KioskLease,
    PanelWindow,
    ServiceCard,
    SpanHours,
    SphereCard,
)
from server.contract.faults import words_of
from server.contract.messages import (
    BoardCall,
    BoardSnapshot,
    BoardWaiting,
    BoxesSnapshot,
    BoxNow,
    BoxSnapshot,
    DeviceNow,
    GoesOn,
    KioskSnapshot,
    PaperLeft,
    PhoneSnapshot,
    ServiceNow,
    TicketPaper,
)
from server.contract.terms import BoxId, PaperState, PrintFault, TicketState
from server.domain.calendar import DatedHours, OpenDay, clock_of
from server.domain.hall import Category, Service
from server.domain.place import at_service
from server.domain.ticket import Step, Ticket
from server.usecases.continuing import latest_of
from server.usecases.ports import Records
from server.usecases.presence import LOST_AFTER_SECONDS
from server.usecases.rolls import paper_left, with_paper
from server.usecases.views import HallView

LEASE_FOR = timedelta(hours=24)
"""How long a kiosk may go on with what it holds."""
_SILENT_AFTER = timedelta(seconds=LOST_AFTER_SECONDS)
_PAPERS_SHOWN = 20
_AT_WINDOW = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.PARKED})
"""A phone names the window; that of a parked ticket is where one comes back to."""


def board(view: HallView) -> BoardSnapshot:
    """Called and served tickets, newest call first; a call stays for its time even when its visit was shorter."""
    shown = [*view.called, *_just_ended(view)]
    shown.sort(key=lambda ticket: (ticket.called.hall_ms if ticket.called else 0, ticket.id), reverse=True)
    return BoardSnapshot(
        hall_name=view.hall.name,
        time_zone=view.hall.time_zone,
        now=view.now.wall,
        calls=tuple(_board_call(view, ticket) for ticket in shown),
        waiting=_waiting_by_sphere(view),
        waiting_total=view.waiting_total,
        notice=view.hall.settings.out_of_turn_notice,
        intake=view.intake_of_all,
        opens_at=view.opens_for_all_at,
        suspension=view.suspension,
    )


def kiosk(view: HallView) -> KioskSnapshot:
    """What a newcomer to each service would meet."""
    services = []
    for service in view.services:
        people = view.before_newcomer(service.id)
        wait = view.wait(service.id, people)
        intake = view.intake_of(service, wait)
        services.append(
            ServiceNow(
                service_id=service.id,
                intake=intake,
                people_before=people,
                wait=wait,
                opens_at=view.opens_at_of(service, intake),
            )
        )
    return KioskSnapshot(
        lease_version=view.hall.catalogue_version,
        intake=view.intake,
        now=view.now.wall,
        services=tuple(services),
        opens_at=view.opens_at,
        suspension=view.suspension,
    )


def phone(view: HallView, ticket: Ticket) -> PhoneSnapshot:
    """One ticket for its holder."""
    is_to_come = ticket.day > view.day
    is_waiting = ticket.state is TicketState.WAITING and not is_to_come
    people = view.before(ticket) if is_waiting else None
    is_at_window = ticket.window_id is not None and ticket.state in _AT_WINDOW
    return PhoneSnapshot(
        label=ticket.label,
        hall_name=view.hall.name,
        service_name=view.all_services[ticket.service_id].name,
        purpose=ticket.purpose,
        state=ticket.state,
        people_before=people,
        wait=None if people is None else view.wait_of(ticket, people),
        window_name=view.window_names[ticket.window_id] if is_at_window and ticket.window_id else None,
        calls=ticket.calls,
        taken_at=ticket.taken.wall,
        now=view.now.wall,
        time_zone=view.hall.time_zone,
        may_cancel=ticket.can(Step.CANCEL),
        further=tuple(view.all_services[each].name for each in ticket.route) if ticket.is_living else (),
        is_any_order=not ticket.is_route_ordered,
        suspension=None if is_to_come else view.suspension,
        valid_on=ticket.day if is_to_come else None,
        goes_on=_goes_on(view, ticket),
    )


def boxes(view: HallView, is_here: Callable[[BoxId], bool]) -> BoxesSnapshot:
    """Every box in use; ``is_here`` tells whether one is connected this moment."""
    health = {report.box_id: report for report in view.records.boxes.health()}
    papers = papers_of(view)
    open_jobs = view.records.print_jobs.open_jobs()
    rows = []
    for box in view.records.boxes.all():
        if box.is_archived:
            continue
        report = health.get(box.id)
        # A word from later than now was said before the clock was set back, nobody knows when.
        is_recent = report is not None and abs(view.now.wall - report.seen_at) < _SILENT_AFTER
        # Where a cable is pulled nobody hangs up, and the connection seems to be there for a while.
        is_lost = report is not None and report.lost_at is not None
        rows.append(
            BoxNow(
                box_id=box.id,
                name=box.name,
                kind=box.kind,
                is_alive=is_recent or (is_here(box.id) and not is_lost),
                seen_at=None if report is None else report.seen_at,
                version="" if report is None else report.version,
                devices=() if report is None else tuple(_told(each, papers, box.id) for each in report.devices),
                jobs_waiting=sum(1 for job in open_jobs if job.box_id == box.id),
                has_printer=box.has_printer,
                lost_since=None if report is None else report.lost_at,
            )
        )
    return BoxesSnapshot(now=view.now.wall, boxes=tuple(rows))


def papers_of(view: HallView) -> dict[tuple[BoxId, str], PaperLeft]:
    """What is left on each roll that is counted, by box and printer."""
    suspension, now = view.day_state.suspension, view.now.wall
    gone = {box.id for box in view.records.boxes.all() if box.is_archived}
    rolls = [roll for roll in view.records.rolls.all() if roll.box_id not in gone]
    return {(roll.box_id, roll.device): paper_left(view.hall, roll, now, suspension) for roll in rolls}


def _told(device: DeviceNow, papers: Mapping[tuple[BoxId, str], PaperLeft], box_id: BoxId) -> DeviceNow:
    if device.fault is not PrintFault.NONE:
        device = replace(device, remedy=words_of(device.fault).remedy)
    return with_paper(device, papers.get((box_id, device.name)))


def box(view: HallView, box_id: BoxId) -> BoxSnapshot:
    """How many slips wait for a box, and what became of its recent ones."""
    open_jobs = view.records.print_jobs.open_jobs()
    waiting = sum(1 for job in open_jobs if job.box_id == box_id and job.state is PaperState.WAITING)
    taken_here = sorted(
        (ticket for ticket in view.living if ticket.box_id == box_id), key=lambda each: each.place, reverse=True
    )
    papers = []
    for ticket in taken_here[:_PAPERS_SHOWN]:
        paper, fault = view.paper(view.jobs.get(ticket.id))
        papers.append(TicketPaper(ticket_id=ticket.id, paper=paper, fault=fault))
    return BoxSnapshot(jobs_waiting=waiting, papers=tuple(papers), panels=panels_of(view.records, box_id))


def panels_of(records: Records, box_id: BoxId) -> tuple[PanelWindow, ...]:
    """The box's panels that stand at a window in use."""
    windows = {window.id: window.name for window in records.windows.all() if not window.is_archived}
    return tuple(
        PanelWindow(wire=panel.wire, address=panel.address, window_id=panel.window_id, window_name=name)
        for panel in records.panels.all()
        if panel.box_id == box_id and panel.window_id is not None and (name := windows.get(panel.window_id)) is not None
    )


def lease(view: HallView, *, texts: dict[str, dict[str, str]], base_url: str) -> KioskLease:
    """All that a kiosk shows; numbers for a time without the server are reserved once kiosks can use them."""
    by_sphere: dict[str, list[ServiceCard]] = {}
    for service in view.services:
        by_sphere.setdefault(service.sphere_id, []).append(_service_card(service))
    return KioskLease(
        hall_id=view.hall.id,
        hall_name=view.hall.name,
        time_zone=view.hall.time_zone,
        version=view.hall.catalogue_version,
        hours=_day_hours(view.hall.hours),
        exceptions=_dated_days(view.hall.exceptions),
        pre_holiday_minutes=view.hall.settings.pre_holiday_minutes,
        spheres=tuple(
            SphereCard(sphere_id=sphere.id, name=sphere.name, services=tuple(by_sphere[sphere.id]))
            for sphere in view.spheres
            if sphere.id in by_sphere
        ),
        out_of_turn_notice=view.hall.settings.out_of_turn_notice,
        categories=tuple(_category_card(each) for each in view.hall.settings.categories),
        services_per_visit=view.hall.settings.services_per_visit,
        texts=texts,
        sounds=(),
        reserved=(),
        phone_base_url=view.hall.settings.phone_base_url or base_url,
        issued_at=view.now.wall,
        valid_until=view.now.wall + LEASE_FOR,
    )


def _goes_on(view: HallView, ticket: Ticket) -> GoesOn | None:
    latest = latest_of(view.records, ticket)
    return None if latest is ticket else GoesOn(label=latest.label, day=latest.day, phone_secret=latest.phone_secret)


def _category_card(category: Category) -> CategoryCard:
    return CategoryCard(name=category.name, basis=category.basis, is_by_law=category.is_by_law)


def _just_ended(view: HallView) -> Sequence[Ticket]:
    shown_ms = view.hall.settings.call_shown_seconds * 1000
    return view.records.lines.ended_after_call(view.day, view.now.hall_ms - shown_ms + 1)


def _board_call(view: HallView, ticket: Ticket) -> BoardCall:
    return BoardCall(
        ticket_id=ticket.id,
        call_id=ticket.call_id,
        label=ticket.label,
        window_name=view.window_names[ticket.window_id] if ticket.window_id else "",
        state=ticket.state,
        called_at=ticket.called.wall if ticket.called else view.now.wall,
    )


def _waiting_by_sphere(view: HallView) -> tuple[BoardWaiting, ...]:
    rows = []
    for sphere in view.spheres:
        services = {service.id: service for service in view.services if service.sphere_id == sphere.id}
        people = view.waiting_for([at_service(each) for each in services])
        letters = tuple(sorted({service.letter for service in services.values()}))
        rows.append(BoardWaiting(name=sphere.name, letters=letters, people=people))
    return tuple(rows)


def _service_card(service: Service) -> ServiceCard:
    return ServiceCard(
        service_id=service.id,
        name=service.name,
        letter=service.letter,
        purposes=service.purposes,
        documents=service.documents,
        fee=service.fee,
        term=service.term,
        provider=service.provider,
        hours=_day_hours(service.hours),
        exceptions=_dated_days(service.exceptions),
        month_days=service.month_days,
    )


def _day_hours(hours: tuple[OpenDay, ...]) -> tuple[DayHours, ...]:
    return tuple(
        DayHours(
            weekday=day.weekday,
            opens=clock_of(day.opens),
            intake_ends=clock_of(day.intake_ends),
            closes=clock_of(day.closes),
        )
        for day in hours
    )


def _dated_days(exceptions: tuple[DatedHours, ...]) -> tuple[DatedDay, ...]:
    return tuple(
        DatedDay(
            day=dated.day,
            spans=tuple(
                SpanHours(
                    opens=clock_of(span.opens), intake_ends=clock_of(span.intake_ends), closes=clock_of(span.closes)
                )
                for span in dated.spans
            ),
            is_holiday=dated.is_holiday,
        )
        for dated in exceptions
    )
