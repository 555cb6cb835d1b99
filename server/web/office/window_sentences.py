"""Sentences of the journal about the work at windows and where a visit goes on."""

from collections.abc import Mapping
from types import MappingProxyType

from server.contract.terms import BreakReason, Work
from server.domain import window_events
from server.domain.events import Event, TicketTransferred
from server.web.office.words import later

AT_WINDOWS: Mapping[type[Event], str] = MappingProxyType(
    {
        TicketTransferred: later("{ticket} was sent on from window {window} after {served}: {service}{back}"),
        window_events.TicketReleased: later("{ticket} waits for anybody, whoever it waited for has gone: {service}"),
        window_events.ServiceAdded: later("{ticket}: one more service was added at window {window}: {service}"),
        window_events.PriorityConfirmed: later("{ticket}: the document for a place out of turn was seen"),
        window_events.PriorityRefused: later("{ticket}: no document for a place out of turn, it waits by its arrival"),
        window_events.BreakStarted: later("{person} began a break at window {window}: {reason}"),
        window_events.BackOfficeStarted: later("{person} began work without visitors at window {window}"),
        window_events.WorkResumed: later("{person} is back at window {window} after a break of {lasted}"),
        window_events.AutomaticCallStopped: later("The automatic call to window {window} was stopped"),
    }
)
BREAKS: Mapping[BreakReason, str] = MappingProxyType(
    {
        BreakReason.LUNCH: later("lunch"),
        BreakReason.REST: later("rest"),
        BreakReason.MEETING: later("meeting"),
        BreakReason.TECHNICAL: later("technical"),
    }
)
AND_BACK = later(", and then back")


def varied(event: Event) -> str | None:
    """Those that say something else when a flag is set; None: as plainly as always."""
    match event:
        case TicketTransferred(to_window_id=str()):
            return later("{ticket} was sent on from window {window} to window {to_window} after {served}{back}")
        case TicketTransferred(to_person_id=str()):
            return later("{ticket} was sent on from window {window} to {to_person} after {served}{back}")
        case window_events.BreakStarted(minutes=int()):
            return later("{person} began a break of {minutes} min at window {window}: {reason}")
        case window_events.WorkResumed(ended=Work.BACK_OFFICE):
            return later("{person} is back at window {window} after {lasted} without visitors")
        case _:
            return None
