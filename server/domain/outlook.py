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

    def ticket(self, ticket: Ticket) -> Wait | Unknown | None:
        """The wait of somebody who waits; one who came after the forecast is told what a newcomer is."""
        return self.tickets.get(ticket.id) or self.newcomer(ticket.service_id, ticket.standing.line_class)


def shown(wait: Wait | Unknown) -> WaitRange | None:
    """As people see it; None: nobody can say."""
    return wait.shown() if isinstance(wait, Wait) else None
