"""Events in groups, as one looks for them in the journal."""

from collections.abc import Mapping
from types import MappingProxyType

from server.domain import events, office_events, window_events
from server.domain.events import Event
from server.web.office.words import later

GROUPS: Mapping[str, tuple[str, frozenset[type[Event]]]] = MappingProxyType(
    {
        "tickets": (
            later("Tickets"),
            frozenset(
                {
                    events.TicketTaken,
                    events.RouteChanged,
                    events.TicketContinued,
                    events.TicketCalled,
                    events.TurnOvertaken,
                    events.TicketRecalled,
                    events.TicketStarted,
                    events.TicketFinished,
                    events.TicketWentOn,
                    events.TicketMissed,
                    events.TicketReturned,
                    events.TicketCancelled,
                    events.TicketParked,
                    events.TicketUnparked,
                    events.TicketTransferred,
                    events.TicketSteppedBack,
                    window_events.TicketReleased,
                    window_events.ServiceAdded,
                    window_events.PriorityConfirmed,
                    window_events.PriorityRefused,
                    events.TicketExpired,
                }
            ),
        ),
        "desks": (
            later("Who is at a window"),
            frozenset(
                {
                    events.WindowStaffed,
                    events.WindowLeft,
                    window_events.BreakStarted,
                    window_events.BackOfficeStarted,
                    window_events.WorkResumed,
                    window_events.AutomaticCallStopped,
                }
            ),
        ),
        "intake": (later("Giving tickets"), frozenset({events.IntakeStopped, events.IntakeReopened})),
        "suspensions": (later("Alerts and outages"), frozenset({events.HallSuspended, events.HallResumed})),
        "slips": (
            later("Printing"),
            frozenset(
                {
                    events.SlipOrdered,
                    events.SlipClaimed,
                    events.SlipReported,
                    events.SlipDropped,
                    events.RollStarted,
                    events.RollRanLow,
                }
            ),
        ),
        "settings": (
            later("Center, services, windows"),
            frozenset(
                {
                    office_events.HallFounded,
                    office_events.HallSaved,
                    office_events.CategoriesSaved,
                    office_events.SphereSaved,
                    office_events.ServiceSaved,
                    office_events.WindowSaved,
                }
            ),
        ),
        "people": (later("People"), frozenset({office_events.PersonSaved})),
        "boxes": (
            later("Boxes"),
            frozenset(
                {
                    office_events.BoxSaved,
                    office_events.BoxJoined,
                    office_events.BoxKeyChanged,
                    office_events.PanelFound,
                    office_events.PanelAssigned,
                    events.BoxHealthChanged,
                    events.BoxLost,
                    events.BoxReturned,
                }
            ),
        ),
        "server": (later("The server"), frozenset({events.ServerStarted})),
    }
)
"""By name in the address: what it is called, and the events."""
