"""What the latest forecast says of one who comes, and of one who waits."""

from __future__ import annotations

from server.contract.slip import WaitRange
from server.contract.terms import ServiceId, TicketId
from server.domain.forecast import UNKNOWN, Wait
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


def test_people_see_a_range_or_that_nobody_can_say() -> None:
    assert shown(LONG) == WaitRange(20, 40)
    assert shown(UNKNOWN) is None
