"""When a called ticket may be marked missed: one sum for the hand, the clock and what a desk shows."""

from server.domain.hall import HallSettings
from server.domain.ticket import Ticket
from server.usecases.ports import Records


def missed_allowed_ms(records: Records, settings: HallSettings, ticket: Ticket) -> int:
    """The hall time from which on a called ticket may be marked missed."""
    return ticket.missed_allowed_ms(settings.missed_after_seconds, not_before_ms(records, settings))


def not_before_ms(records: Records, settings: HallSettings) -> int:
    """The end of the time of grace after a suspension."""
    return records.halls.day_state().missed_not_before_ms(settings.grace_seconds)
