"""One look at a hall, from which every snapshot is told; built after the commit, for joined topics only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from server.contract.slip import WaitRange
from server.contract.suspension_news import SuspensionNow
from server.contract.terms import Intake, PaperState, PrintFault, ServiceId, TicketId, TicketState, WindowId
from server.domain.estimate import range_at
from server.domain.forecast import Unknown, Wait
from server.domain.hall import Hall, Person, Service, Sphere, Window
from server.domain.moment import HallClock, Moment, Reading, advance
from server.domain.offer import (
    Today,
    callers,
    intake_of,
    intake_of_all,
    intake_of_hall,
    opens_again,
    targets_ahead,
    today,
)
from server.domain.outlook import Outlook, shown
from server.domain.place import TargetId
from server.domain.print_job import PrintJob
from server.domain.suspension import TITLES, DayState
from server.domain.ticket import Ticket
from server.domain.turn import in_turn
from server.usecases.ports import Prospects, Records


@dataclass(frozen=True)
class HallView:
    """The state of a hall at one revision; what is not asked for is not worked out."""

    records: Records
    hall: Hall
    now: Moment
    day: date
    sequence: int
    """The journal's, so the snapshot's."""
    outlook: Outlook | None = None
    """The latest forecast; None: the simple range stands in."""

    @cached_property
    def living(self) -> Sequence[Ticket]:
        return self.records.lines.living(self.day)

    @cached_property
    def waiting(self) -> Sequence[Ticket]:
        """In the order of being called."""
        waiting = (each for each in self.living if each.state is TicketState.WAITING and each.day == self.day)
        return in_turn(waiting, self.now.hall_ms, local_points=self.hall.settings.local_points)

    @cached_property
    def waiting_by_target(self) -> dict[TargetId, int]:
        """Counted by the database: most topics need no more of those who wait than how many they are."""
        return self.records.lines.waiting_by_target(self.day)

    @cached_property
    def in_several(self) -> Sequence[frozenset[TargetId]]:
        """The targets of each ticket that stands in several lines at once."""
        return self.records.lines.in_several(self.day)

    @property
    def waiting_total(self) -> int:
        """How many wait in the hall."""
        return self.waiting_for(self.waiting_by_target)

    @cached_property
    def called(self) -> Sequence[Ticket]:
        """Those in hand."""
        return self.records.lines.in_hand(self.day)

    @cached_property
    def parked(self) -> Sequence[Ticket]:
        """By their places in line."""
        return self.records.lines.parked(self.day)

    @cached_property
    def in_hand(self) -> dict[WindowId, Ticket]:
        return {ticket.window_id: ticket for ticket in self.called if ticket.window_id}

    @cached_property
    def windows(self) -> Sequence[Window]:
        return [window for window in self.records.windows.all() if not window.is_archived]

    @cached_property
    def window_names(self) -> dict[WindowId, str]:
        return {window.id: window.name for window in self.records.windows.all()}

    @cached_property
    def spheres(self) -> Sequence[Sphere]:
        return [sphere for sphere in self.records.catalogue.spheres() if not sphere.is_archived]

    @cached_property
    def all_services(self) -> dict[ServiceId, Service]:
        return {service.id: service for service in self.records.catalogue.services()}

    @cached_property
    def services(self) -> Sequence[Service]:
        return [service for service in self.all_services.values() if not service.is_archived]

    @cached_property
    def people(self) -> dict[str, Person]:
        return {person.id: person for person in self.records.people.all()}

    @cached_property
    def jobs(self) -> dict[TicketId, PrintJob]:
        return self.records.print_jobs.latest([ticket.id for ticket in self.living])

    @cached_property
    def day_state(self) -> DayState:
        return self.records.halls.day_state()

    @property
    def suspension(self) -> SuspensionNow | None:
        """As every page says it."""
        suspension = self.day_state.suspension
        if suspension is None:
            return None
        return SuspensionNow(
            reason=suspension.reason,
            since=suspension.since,
            titles=dict(TITLES[suspension.reason]),
            texts=self.hall.settings.suspension_text(suspension.reason),
        )

    @cached_property
    def today(self) -> Today:
        return today(self.hall, self.now.wall, self.day_state)

    @cached_property
    def intake(self) -> Intake:
        return intake_of_hall(self.today)

    @cached_property
    def opens_at(self) -> datetime | None:
        """When the hall gives tickets next, while it gives none."""
        return opens_again(self.today, None, self.intake)

    @cached_property
    def intake_of_all(self) -> Intake:
        """As the hall itself says it: closed too when none of its services has tickets left. The wait counts where the
        forecast is at hand."""
        return intake_of_all(self.intake, (self.intake_of(each, self._foreseen(each.id)) for each in self.services))

    @property
    def opens_for_all_at(self) -> datetime | None:
        """As ``opens_at``."""
        return opens_again(self.today, None, self.intake_of_all)

    def intake_of(self, service: Service, wait: WaitRange | None) -> Intake:
        """``wait`` is a newcomer's; its likely end counts, so that nobody is turned away for a pessimistic guess."""
        return intake_of(
            self.today,
            service,
            self.serving[service.id],
            given=self.given.get(service.id, 0),
            wait_minutes=None if wait is None else wait.low_minutes,
        )

    def opens_at_of(self, service: Service, intake: Intake) -> datetime | None:
        """When tickets for the service are given next, while none are."""
        is_as_hall = intake is self.intake and not (service.hours or service.exceptions or service.month_days)
        return self.opens_at if is_as_hall else opens_again(self.today, service, intake)

    @cached_property
    def given(self) -> dict[ServiceId, int]:
        """The day's visits of the services that have a limit."""
        limited = [service.id for service in self.services if service.daily_limit is not None]
        return self.records.service_days.given(self.day, limited) if limited else {}

    def paper(self, job: PrintJob | None) -> tuple[PaperState, PrintFault]:
        return (PaperState.NONE, PrintFault.NONE) if job is None else (job.state, job.fault)

    def waiting_for(self, targets: Collection[TargetId]) -> int:
        """How many wait in any of these lines."""
        lined = sum(self.waiting_by_target.get(target, 0) for target in targets)
        return lined - sum(max(0, len(several.intersection(targets)) - 1) for several in self.in_several)

    def before_newcomer(self, service_id: ServiceId) -> int:
        """How many are called before somebody ordinary who takes a ticket for the service now."""
        serving = self.serving[service_id]
        key = tuple(window.id for window in callers(serving)) or (service_id,)
        if key not in self._before_newcomers:
            self._before_newcomers[key] = self.waiting_for(targets_ahead(self.all_services[service_id], serving))
        return self._before_newcomers[key]

    def before(self, ticket: Ticket) -> int:
        """How many are called before a waiting ticket."""
        return min(self._before_at(ticket, target) for target in ticket.stands_at)

    def wait(self, service_id: ServiceId, people_before: int) -> WaitRange | None:
        """The waiting range of a newcomer, behind so many people; None when nobody can say."""
        foreseen = None if self.outlook is None else self.outlook.newcomer(service_id)
        return self._shown(foreseen, service_id, people_before)

    def wait_of(self, ticket: Ticket, people_before: int) -> WaitRange | None:
        """The waiting range of somebody who waits, behind so many people; None when nobody can say."""
        foreseen = None if self.outlook is None else self.outlook.ticket(ticket)
        return self._shown(foreseen, ticket.service_id, people_before)

    def _foreseen(self, service_id: ServiceId) -> WaitRange | None:
        foreseen = None if self.outlook is None else self.outlook.newcomer(service_id)
        return None if foreseen is None else shown(foreseen)

    def _shown(self, foreseen: Wait | Unknown | None, service_id: ServiceId, people_before: int) -> WaitRange | None:
        if foreseen is not None:
            return shown(foreseen)
        return range_at(
            self.serving[service_id],
            people_before=people_before,
            minutes=self.all_services[service_id].minutes,
            is_busy=lambda window_id: window_id in self.in_hand,
        )

    @cached_property
    def serving(self) -> dict[ServiceId, list[Window]]:
        """The windows of each service, found in one pass: a Center has hundreds of services at dozens of windows."""
        serving: dict[ServiceId, list[Window]] = {service_id: [] for service_id in self.all_services}
        for window in self.windows:
            for service_id in window.service_ids:
                serving[service_id].append(window)
        return serving

    @cached_property
    def _before_newcomers(self) -> dict[tuple[str, ...], int]:
        """By the windows that call, for hundreds of services are called by a few sets of windows."""
        return {}

    @cached_property
    def _lines(self) -> dict[tuple[str, ...], dict[TicketId, int]]:
        """By the windows that call: those who share all of them stand in one line."""
        return {}

    def _before_at(self, ticket: Ticket, target: TargetId) -> int:
        positions = self._line_of(target)
        return positions.get(ticket.id, len(positions))

    def _line_of(self, target: TargetId) -> dict[TicketId, int]:
        """The waiting tickets that may be called before one of this target, by their place in the order of calling."""
        calling = callers(self._serving_target.get(target, ()))
        key = tuple(window.id for window in calling) or (target,)
        if key not in self._lines:
            ahead = {target}.union(*(window.levels for window in calling))
            in_line = (ticket.id for ticket in self.waiting if not ahead.isdisjoint(ticket.stands_at))
            self._lines[key] = {ticket_id: position for position, ticket_id in enumerate(in_line)}
        return self._lines[key]

    @cached_property
    def _serving_target(self) -> dict[TargetId, list[Window]]:
        serving: dict[TargetId, list[Window]] = {}
        for window in self.windows:
            for target in window.levels:
                serving.setdefault(target, []).append(window)
        return serving


def look(records: Records, reading: Reading, prospects: Prospects | None = None) -> HallView | None:
    """The hall as it is now; None when there is no such hall. ``prospects``: where its forecast is, if there is one."""
    hall = records.halls.get()
    if hall is None:
        return None
    clock = records.halls.clock() or HallClock(0, reading)
    is_suspended = records.halls.day_state().suspension is not None
    now = Moment(advance(clock, reading, is_suspended=is_suspended).hall_ms, reading.wall)
    outlook = None if prospects is None else prospects.of(hall.id)
    return HallView(records, hall, now, hall.day_of(now), records.journal.sequence(), outlook)
