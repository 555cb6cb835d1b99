"""The latest forecast of a hall, as pages and commands ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.contract.slip import WaitRange
from server.contract.terms import ServiceId, TicketId
from server.domain.forecast import Unknown, Wait
from server.domain.place import LineClass
from server.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Outlook:
    """How long newcomers of each class would wait for each service, and those who wait already; from now on."""

    newcomers: Mapping[LineClass, Mapping[ServiceId, Wait | Unknown]]
    tickets: Mapping[TicketId, Wait | Unknown]

    def newcomer(self, service_id: ServiceId, line_class: LineClass = LineClass.ORDINARY) -> Wait | Unknown | None:
        """The wait of somebody who takes a ticket now; None: the forecast is older than the service."""
        asked = self.newcomers.get(line_class, {})
        return asked.get(service_id) or self.newcomers.get(LineClass.ORDINARY, {}).get(service_id)

    def moved(
        self, ticket: Ticket, service_id: ServiceId, *, people_before: int, is_called_as_soon: bool
    ) -> Wait | Unknown | None:
        """The wait of somebody in line who asks for another service of the same windows, and is not before themselves.

        ``people_before`` others are before a newcomer to it. ``is_called_as_soon``: every window that may call the
        ticket now calls for that service too, so it waits no longer there.
        """
        told = self.newcomer(service_id, ticket.standing.line_class)
        own = self.tickets.get(ticket.id)
        if own is None or not isinstance(told, Wait):
            return told
        # One visit fewer of all that must end before a newcomer is called, the one under way among them.
        told = told.shortened((people_before + 1) / (people_before + 2))
        if is_called_as_soon and isinstance(own, Wait):
            return min(own, told, key=lambda wait: wait.p50_ms)
        return told

    def ticket(self, ticket: Ticket) -> Wait | Unknown | None:
        """The wait of somebody who waits; one who came after the forecast is told what a newcomer is."""
        return self.tickets.get(ticket.id) or self.newcomer(ticket.service_id, ticket.standing.line_class)


def shown(wait: Wait | Unknown) -> WaitRange | None:
    """As people see it; None: nobody can say."""
    return wait.shown() if isinstance(wait, Wait) else None
