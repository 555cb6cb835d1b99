"""What the latest forecast says of one who comes, and of one who waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.contract.slip import WaitRange
from server.contract.terms import PriorityClass, ServiceId, TicketId
from server.domain.forecast import UNKNOWN, Unknown, Wait
from server.domain.outlook import Outlook, shown
from server.domain.place import LineClass
from tests.domain.values import ticket

MINUTE_MS = 60_000
SHORT, LONG = Wait(0, MINUTE_MS), Wait(20 * MINUTE_MS, 40 * MINUTE_MS)
TICKET = ticket()
SERVICE = TICKET.service_id


def outlook(**tickets: Wait) -> Outlook:
    """Lawful ones wait shortly, ordinary ones long."""
    return Outlook(
        {LineClass.LAWFUL: {SERVICE: SHORT}, LineClass.ORDINARY: {SERVICE: LONG}},
        {TicketId(name): wait for name, wait in tickets.items()},
    )


def test_each_class_of_newcomers_has_its_own_wait() -> None:
    assert outlook().newcomer(SERVICE) == LONG
    assert outlook().newcomer(SERVICE, LineClass.LAWFUL) == SHORT


def test_a_class_that_was_not_asked_about_waits_like_an_ordinary_one() -> None:
    assert outlook().newcomer(SERVICE, LineClass.LOCAL) == LONG


def test_of_a_service_newer_than_the_forecast_nothing_is_said() -> None:
    assert outlook().newcomer(ServiceId("new")) is None
    assert Outlook({}, {}).newcomer(SERVICE) is None


def test_a_ticket_has_its_own_wait_and_until_then_that_of_a_newcomer() -> None:
    assert outlook(**{TICKET.id: SHORT}).ticket(TICKET) == SHORT
    assert outlook().ticket(TICKET) == LONG
    assert outlook().ticket(replace(TICKET, priority=PriorityClass.LAWFUL)) == SHORT


@pytest.mark.parametrize(("people_before", "left_minutes"), [(0, 10), (1, 13), (3, 16)])
def test_one_in_line_who_moves_is_not_before_themselves(people_before: int, left_minutes: int) -> None:
    """Of a newcomer's wait behind one person, at a window that serves another, one visit of two is left."""
    told = moved(outlook(**{TICKET.id: LONG}), people_before=people_before)

    assert isinstance(told, Wait)
    assert (told.p50_ms // MINUTE_MS, told.p80_ms // told.p50_ms) == (left_minutes, 2)


def test_one_who_moves_between_services_of_the_same_windows_waits_no_longer_than_before() -> None:
    foreseen = outlook(**{TICKET.id: SHORT})

    assert moved(foreseen, is_called_as_soon=True) == SHORT
    assert moved(foreseen) == Wait(10 * MINUTE_MS, 20 * MINUTE_MS)
    assert moved(outlook(**{TICKET.id: LONG}), is_called_as_soon=True) == Wait(10 * MINUTE_MS, 20 * MINUTE_MS)


def test_one_who_came_after_the_forecast_is_in_nobodys_way_there() -> None:
    assert moved(outlook(), is_called_as_soon=True) == LONG


def test_of_one_who_moves_nobody_says_more_than_the_forecast_knows() -> None:
    unknown = Outlook({LineClass.ORDINARY: {SERVICE: UNKNOWN}}, {TICKET.id: SHORT})
    own_unknown = Outlook({LineClass.ORDINARY: {SERVICE: LONG}}, {TICKET.id: UNKNOWN})

    assert moved(unknown, is_called_as_soon=True) == UNKNOWN
    assert moved(own_unknown, is_called_as_soon=True) == Wait(10 * MINUTE_MS, 20 * MINUTE_MS)
    assert (
        outlook(**{TICKET.id: SHORT}).moved(TICKET, ServiceId("new"), people_before=0, is_called_as_soon=True) is None
    )


def test_one_who_moves_keeps_the_class() -> None:
    lawful = replace(TICKET, priority=PriorityClass.LAWFUL)
    both = {LineClass.LAWFUL: {SERVICE: SHORT}, LineClass.ORDINARY: {SERVICE: LONG}}

    assert Outlook(both, {lawful.id: LONG}).moved(lawful, SERVICE, people_before=0, is_called_as_soon=False) == Wait(
        0, MINUTE_MS // 2
    )


def moved(foreseen: Outlook, *, people_before: int = 0, is_called_as_soon: bool = False) -> Wait | Unknown | None:
    return foreseen.moved(TICKET, SERVICE, people_before=people_before, is_called_as_soon=is_called_as_soon)


def test_people_see_a_range_or_that_nobody_can_say() -> None:
    assert shown(LONG) == WaitRange(20, 40)
    assert shown(UNKNOWN) is None
