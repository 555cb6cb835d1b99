"""What counts towards the daily limits of services: each service of a visit on the visit's day, once it enters it."""

from dataclasses import dataclass

from server.contract.terms import ServiceId, TicketState
from server.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Moved:
    """The services that one step of a ticket brought into its visit, or took out of it before they were begun."""

    entered: frozenset[ServiceId]
    left: frozenset[ServiceId]


def moved(before: Ticket | None, after: Ticket, *, is_to_come: bool = False) -> Moved:
    """``before``: None for a new ticket; ``is_to_come``: its day has not come yet.

    What is over or under way stays counted, whatever becomes of the visit; so does one who was missed or whose day
    ended, since they were expected. A service that was begun earlier, and then waited for again, is not told apart
    from one that never was: whoever asks knows of that.
    """
    had = frozenset[ServiceId]() if before is None else _counted(before, is_to_come=is_to_come)
    has = _counted(after, is_to_come=is_to_come)
    under_way = {before.service_id} if before is not None and before.state is TicketState.SERVING else set()
    return Moved(entered=has - had, left=had - has - under_way)


def _counted(ticket: Ticket, *, is_to_come: bool) -> frozenset[ServiceId]:
    # A visit that is granted another day before its own has come takes nothing of its own.
    is_off = ticket.state is TicketState.CANCELLED or (is_to_come and ticket.state is TicketState.EXPIRED)
    return frozenset() if is_off else frozenset((ticket.service_id, *ticket.route))
