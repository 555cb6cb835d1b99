"""What goes on another day, and what the old ticket becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.contract.terms import (
    BoxId,
    Language,
    PersonId,
    PhoneSecret,
    PriorityClass,
    ProblemCode,
    Purpose,
    ServiceId,
    TicketId,
    TicketState,
    WindowId,
)
from server.domain.continuation import Fresh, continued, given_way
from server.domain.errors import Refusal
from server.domain.place import at_person, at_service
from server.domain.ticket import Ticket
from tests.domain.values import MONDAY, at, ticket

WINDOW, PERSON = WindowId("window-1"), PersonId("olena")
TUESDAY = MONDAY + timedelta(days=1)
FRESH = Fresh(
    id=TicketId("new"), phone_secret=PhoneSecret("new secret"), day=TUESDAY, letter="Д", number=7, opens=at(72_000_000)
)


def called(old: Ticket) -> Ticket:
    return old.call(WINDOW, PERSON, at(50))


def test_all_that_the_visit_was_goes_on() -> None:
    old = replace(
        ticket(arrived_ms=10, priority=PriorityClass.LAWFUL),
        purpose=Purpose.COLLECT,
        language=Language.ENGLISH,
        box_id=BoxId("kiosk"),
        route=(ServiceId("other"),),
        is_route_ordered=False,
        is_confirmed=True,
    )

    assert continued(old, FRESH) == replace(
        old,
        id=FRESH.id,
        phone_secret=FRESH.phone_secret,
        day=FRESH.day,
        letter=FRESH.letter,
        number=FRESH.number,
        taken=FRESH.opens,
        continues=old.id,
    )


def test_the_new_ticket_stands_where_the_old_one_did_and_counts_from_its_own_day() -> None:
    old = ticket(arrived_ms=10, priority=PriorityClass.LOCAL)

    new = continued(old, FRESH)

    assert (new.day, new.label, new.continues) == (TUESDAY, "Д\u00a0007", old.id)
    assert (new.place, new.priority, new.taken) == (old.place, PriorityClass.LOCAL, FRESH.opens)
    assert (new.state, new.calls) == (TicketState.WAITING, 0)


def test_it_goes_on_along_its_route_and_waits_for_nobody_in_person() -> None:
    old = replace(ticket(), route=(ServiceId("residence"),), targets=(at_person(PERSON),), back_to=at_person(PERSON))

    new = continued(old, FRESH)

    assert (new.route, new.stands_at, new.back_to) == (old.route, (at_service(old.service_id),), None)


@pytest.mark.parametrize("step", ["waiting", "called", "parked"])
def test_the_old_one_expires(step: str) -> None:
    old = ticket() if step == "waiting" else called(ticket())
    old = old.park(at(60), until_ms=None) if step == "parked" else old

    over = given_way(old, continued(old, FRESH), at(100))

    assert (over.state, over.continued_as, over.ended) == (TicketState.EXPIRED, FRESH.id, at(100))


def test_one_that_has_expired_stays_as_it_ended() -> None:
    old = ticket().expire(at(90))

    over = given_way(old, continued(old, FRESH), at(100))

    assert over == replace(old, continued_as=FRESH.id)


def test_one_that_is_being_served_has_no_need_of_another_day() -> None:
    old = called(ticket()).start(at(60))

    with pytest.raises(Refusal) as refused:
        given_way(old, continued(old, FRESH), at(100))

    assert refused.value.code is ProblemCode.STEP_REFUSED
