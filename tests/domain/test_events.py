"""The journal's content: every event is known to it, and none can say who the citizen was."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import get_args

from server.domain import events, office_events, window_events
from server.domain.events import Event

OF_CITIZENS = {"name", "person_name", "phone", "email", "category", "phone_secret"}


def test_every_event_is_one_of_the_journals() -> None:
    modules = (events, office_events, window_events)
    written = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__
    }

    assert written == set(get_args(Event))


def test_no_event_of_a_ticket_can_name_its_citizen() -> None:
    telling = [
        f"{event.__name__}.{field.name}"
        for event in get_args(Event)
        if event.__name__.startswith(("Ticket", "Slip"))
        for field in fields(event)
        if field.name in OF_CITIZENS
    ]

    assert not telling


def test_events_are_named_in_the_past() -> None:
    endings = (
        *(
            "Taken",
            "Called",
            "Recalled",
            "Started",
            "Finished",
            "Missed",
            "Returned",
            "Cancelled",
            "Parked",
            "Unparked",
            "Transferred",
            "Overtaken",
            "Expired",
            "Staffed",
            "Left",
            "Ordered",
        ),
        *("Claimed", "Reported", "Dropped", "Changed", "Founded", "Saved", "Joined"),
        *("WentOn", "SteppedBack", "Released", "Continued", "Entered", "Confirmed", "Refused"),
        *("Suspended", "Resumed", "Stopped", "Reopened", "Added"),
        *("Lost", "Found", "Assigned", "RanLow"),
    )

    assert all(event.__name__.endswith(endings) for event in get_args(Event))
