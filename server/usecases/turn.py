"""One command being handled: what its handler may see and say."""

from dataclasses import dataclass, field, replace
from datetime import date

from server.contract.terms import Language, ProblemCode, RequestId, TicketState, WindowId
from server.domain.daily import moved
from server.domain.errors import Refusal
from server.domain.events import Event
from server.domain.hall import Hall, Window
from server.domain.interval import Outcome, of_ticket
from server.domain.moment import Moment
from server.domain.outlook import Outlook
from server.domain.place import at_service
from server.domain.ticket import Ticket
from server.domain.window_events import TicketReleased
from server.usecases.actor import Actor, BoxActor, PersonActor
from server.usecases.ports import Chance, Records, Wording


@dataclass(slots=True, kw_only=True)
class Turn:
    """Handlers read and write ``records``, and ``tell`` what happened; nothing leaves before the commit."""

    records: Records
    actor: Actor
    hall: Hall
    now: Moment
    day: date
    chance: Chance
    wording: Wording
    public_url: str
    request_id: RequestId
    outlook: Outlook | None = None
    """The latest forecast; None: the simple range stands in."""
    is_machine_new: bool = False
    """Whether the machine has started anew since the hall's last event."""
    events: list[Event] = field(default_factory=list)

    def tell(self, *events: Event) -> None:
        """What happened, in order; written to the journal in this same transaction."""
        self.events.extend(events)

    def add(self, ticket: Ticket) -> None:
        """A new ticket; refused with ``number-taken``. Its services count on its day."""
        self.records.tickets.add(ticket)
        self._count(None, ticket)

    def change(self, before: Ticket, after: Ticket, *, outcome: Outcome | None = None) -> Ticket:
        """Saves a ticket's step, in or out of its lines, and the stretch of time that it ended, with its ``outcome``.

        The answer is what was saved: nobody is left waiting for a window or person that has gone meanwhile.
        """
        kept = after if self._is_waited_for(after) else after.released()
        self.records.tickets.save(kept)
        self._count(before, kept)
        waited = before
        if after.state is TicketState.CALLED and after.service_id != before.service_id:
            # Whoever goes to whichever window is free first has waited for the service that is given there.
            waited = replace(before, service_id=after.service_id)
        over = of_ticket(waited, after, self.now, outcome)
        if over is not None:
            self.records.intervals.add(over)
        if kept != after:
            self.tell(TicketReleased(ticket_id=kept.id, service_id=kept.service_id, former=after.targets))
        return kept

    def served_ms(self, ticket: Ticket) -> int:
        """How long a ticket has been in service; 0 while it is only called."""
        return 0 if ticket.started is None else self.now.hall_ms - ticket.started.hall_ms

    def text(self, language: Language, english: str) -> str:
        """A fixed text in a language."""
        return self.wording.text(language, english)

    def window(self, window_id: WindowId) -> Window:
        """A window in use; refused with ``unknown-window``."""
        window = self.records.windows.get(window_id)
        if window is None or window.is_archived:
            raise Refusal(ProblemCode.UNKNOWN_WINDOW)
        return window

    def own_window(self, window_id: WindowId) -> Window:
        """A staffed window that the actor may act for: its person, or the box whose panel stands there."""
        window = self.window(window_id)
        match self.actor:
            case PersonActor() if window.person_id != self.actor.person_id:
                code = ProblemCode.WINDOW_NOT_STAFFED if window.person_id is None else ProblemCode.WINDOW_NOT_YOURS
                raise Refusal(code, window=window.name)
            case BoxActor() if not self._has_panel_at(window.id):
                raise Refusal(ProblemCode.WINDOW_NOT_YOURS, window=window.name)
            case BoxActor() if window.person_id is None:
                raise Refusal(ProblemCode.WINDOW_NOT_STAFFED, window=window.name)
            case _:
                return window

    def ticket_in_hand(self, window: Window, expected: str | None) -> Ticket:
        """The ticket at a window; ``expected`` guards against a press that comes late."""
        ticket = self.records.tickets.in_hand(window.id)
        if ticket is None:
            raise Refusal(ProblemCode.NO_TICKET_IN_HAND, window=window.name)
        if expected is not None and ticket.id != expected:
            raise Refusal(ProblemCode.ANOTHER_TICKET, label=ticket.label)
        return ticket

    def _count(self, before: Ticket | None, after: Ticket) -> None:
        """Daily limits are held against every service that a visit gets, in whichever way it gets it."""
        counted = moved(before, after, is_to_come=after.day > self.day)
        begun = self.records.intervals.served(after) if counted.left and after.calls else frozenset()
        for service_id in sorted(counted.entered):
            self.records.service_days.enter(after.day, service_id)
        for service_id in sorted(counted.left - begun):
            self.records.service_days.leave(after.day, service_id)

    def _has_panel_at(self, window_id: WindowId) -> bool:
        panels = self.records.panels.of_window(window_id)
        return isinstance(self.actor, BoxActor) and any(panel.box_id == self.actor.box_id for panel in panels)

    def _is_waited_for(self, ticket: Ticket) -> bool:
        """Whether the one window or person that a ticket waits for is there; services are served by whoever comes."""
        if ticket.state is not TicketState.WAITING or ticket.targets in ((), (at_service(ticket.service_id),)):
            return True
        there = (window.levels for window in self.records.windows.all() if window.person_id is not None)
        return any(target in levels for levels in there for target in ticket.targets)
