"""One command being handled: what its handler may see and say."""

from dataclasses import dataclass, field
from datetime import date

from server.contract.terms import Language, ProblemCode, RequestId, WindowId
from server.domain.errors import Refusal
from server.domain.events import Event
from server.domain.hall import Hall, Window
from server.domain.interval import of_ticket
from server.domain.moment import Moment
from server.domain.ticket import Ticket
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
    events: list[Event] = field(default_factory=list)

    def tell(self, *events: Event) -> None:
        """What happened, in order; written to the journal in this same transaction."""
        self.events.extend(events)

    def change(self, before: Ticket, after: Ticket) -> None:
        """Saves a ticket's step, in or out of its lines, and the stretch of time that it ended."""
        self.records.tickets.save(after)
        if after.began != before.began:
            over = of_ticket(before, self.now)
            if over is not None:
                self.records.intervals.add(over)

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
        """A staffed window that the actor may act for: its person, or the button at its desk."""
        window = self.window(window_id)
        match self.actor:
            case PersonActor() if window.person_id != self.actor.person_id:
                code = ProblemCode.WINDOW_NOT_STAFFED if window.person_id is None else ProblemCode.WINDOW_NOT_YOURS
                raise Refusal(code, window=window.name)
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
