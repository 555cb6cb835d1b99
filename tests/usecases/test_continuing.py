"""Continuation: who could not be served goes on when the hall opens next, before all who come then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.contract.answers import ContinuationGranted, ContinuedTicket, NobodyWaiting
from server.contract.commands import CallTicket, ParkTicket
from server.contract.line_commands import GrantContinuation
from server.contract.terms import (
    Language,
    OutOfOrder,
    PaperState,
    PriorityClass,
    ProblemCode,
    Purpose,
    TicketId,
    TicketState,
)
from server.domain.errors import Refusal
from server.domain.events import TicketCalled, TicketContinued
from server.domain.interval import IntervalKind
from server.usecases.actor import PersonActor
from server.usecases.office import LetTimePass
from server.usecases.staff_snapshots import queue
from tests.builders import SampleHall
from tests.usecases.test_paper import enter, paper

TUESDAY = date(2026, 3, 3)
MONDAY_AFTER = date(2026, 3, 9)
TUESDAY_OPENS = datetime(2026, 3, 3, 6, tzinfo=UTC)


def grant(hall: SampleHall, *tickets: TicketId) -> list[ContinuedTicket]:
    answer = hall.give(hall.founder, GrantContinuation, ticket_ids=tickets)
    assert isinstance(answer, ContinuationGranted)
    return list(answer.tickets)


def until_tuesday(hall: SampleHall, **later: float) -> None:
    """Tuesday, eight o'clock in the hall."""
    hall.clock.go_on(seconds=(TUESDAY_OPENS - hall.clock.wall).total_seconds())
    hall.clock.go_on(**later)


def refusal_of(hall: SampleHall, *tickets: TicketId) -> Refusal:
    with pytest.raises(Refusal) as refused:
        grant(hall, *tickets)
    return refused.value


def test_it_gets_a_new_label_on_the_next_open_day_and_ends_today(hall: SampleHall) -> None:
    hall.take(hall.kiosk, hall.passport)
    former = hall.take(hall.kiosk, hall.passport)

    (continued,) = grant(hall, former.ticket_id)

    assert (continued.former_label, continued.label, continued.day) == ("Ж\u00a0002", "Ж\u00a0001", TUESDAY)
    old, new = hall.ticket(former.ticket_id), hall.ticket(continued.ticket_id)
    assert (old.state, old.continued_as) == (TicketState.EXPIRED, new.id)
    assert (new.state, new.day, new.continues) == (TicketState.WAITING, TUESDAY, old.id)
    assert hall.events()[-2] == TicketContinued(
        ticket_id=old.id, continued_as=new.id, label="Ж\u00a0001", day="2026-03-03"
    )


def test_it_keeps_what_its_citizen_came_for(hall: SampleHall) -> None:
    former = hall.take(
        hall.kiosk, hall.passport, purpose=Purpose.COLLECT, language=Language.ENGLISH, priority=PriorityClass.LAWFUL
    )

    (continued,) = grant(hall, former.ticket_id)

    old, new = hall.ticket(former.ticket_id), hall.ticket(continued.ticket_id)
    kept = ("service_id", "purpose", "language", "priority", "route", "is_route_ordered", "place", "box_id")
    assert {name: getattr(new, name) for name in kept} == {name: getattr(old, name) for name in kept}
    assert new.phone_secret != old.phone_secret


def test_on_its_day_it_comes_before_all_who_come_then(staffed: SampleHall) -> None:
    first, second = (staffed.take(staffed.kiosk, staffed.passport).ticket_id for _ in range(2))
    continued = grant(staffed, second, first)
    until_tuesday(staffed)
    new = staffed.take(staffed.kiosk, staffed.passport)

    called = [staffed.call(staffed.sit(person, window), window).ticket_id for person, window in desks(staffed)]
    staffed.start(staffed.olena, staffed.one)
    called.append(staffed.call(staffed.olena, staffed.one).ticket_id)

    assert [each.former_id for each in continued] == [first, second]
    assert called == [*(each.ticket_id for each in continued), new.ticket_id]
    assert new.label == "Ж\u00a0003"


def desks(hall: SampleHall) -> list[tuple[PersonActor, Any]]:
    return [(hall.olena, hall.one), (hall.taras, hall.two)]


def test_before_its_day_nobody_calls_it(staffed: SampleHall) -> None:
    (continued,) = grant(staffed, staffed.take(staffed.kiosk, staffed.passport).ticket_id)

    with pytest.raises(Refusal) as refused:
        staffed.give(
            staffed.olena,
            CallTicket,
            window_id=staffed.one,
            ticket_id=continued.ticket_id,
            reason=OutOfOrder.AGREED_BEFORE,
        )

    assert refused.value.code is ProblemCode.UNKNOWN_TICKET
    assert isinstance(staffed.call(staffed.olena, staffed.one), NobodyWaiting)
    assert staffed.see(queue).tickets == ()


def test_the_night_is_no_waiting(staffed: SampleHall) -> None:
    (continued,) = grant(staffed, staffed.take(staffed.kiosk, staffed.passport).ticket_id)
    until_tuesday(staffed, minutes=20)
    waited = staffed.see(queue).tickets[0].waited_seconds

    staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one)

    called = next(event for event in reversed(staffed.events()) if isinstance(event, TicketCalled))
    assert waited == 20 * 60
    assert (called.ticket_id, called.waited_ms) == (continued.ticket_id, 20 * 60_000)
    intervals = staffed.read(lambda records: records.intervals.of_days(TUESDAY, TUESDAY, [IntervalKind.WAITING]))
    assert [each.ended.since(each.began) for each in intervals] == [timedelta(minutes=20)]


def test_called_and_parked_ones_go_on_too_and_leave_the_window_free(staffed: SampleHall) -> None:
    called, parked = (staffed.take(staffed.kiosk, staffed.passport).ticket_id for _ in range(2))
    staffed.call(staffed.olena, staffed.one)
    staffed.call(staffed.taras, staffed.two)
    staffed.give(staffed.taras, ParkTicket, window_id=staffed.two, minutes=None)

    continued = grant(staffed, called, parked)

    assert [each.former_id for each in continued] == [called, parked]
    assert staffed.read(lambda records: records.tickets.in_hand(staffed.one)) is None


def test_whoever_waited_for_one_window_goes_on_to_the_service(staffed: SampleHall) -> None:
    former = staffed.take(staffed.kiosk, staffed.passport).ticket_id
    staffed.call(staffed.olena, staffed.one)

    (continued,) = grant(staffed, former)

    new = staffed.ticket(continued.ticket_id)
    assert (new.window_id, new.person_id, new.calls, new.targets) == (None, None, 0, ())


def test_on_friday_it_goes_on_on_monday(hall: SampleHall) -> None:
    hall.clock.go_on(days=4)

    (continued,) = grant(hall, hall.take(hall.kiosk, hall.passport).ticket_id)

    assert continued.day == MONDAY_AFTER


def test_one_that_expired_in_the_night_goes_on_today(staffed: SampleHall) -> None:
    former = staffed.take(staffed.kiosk, staffed.passport).ticket_id
    until_tuesday(staffed, minutes=30)
    staffed.give(staffed.server, LetTimePass)
    assert staffed.ticket(former).state is TicketState.EXPIRED

    (continued,) = grant(staffed, former)

    assert continued.day == TUESDAY
    assert staffed.call(staffed.sit(staffed.olena, staffed.one), staffed.one).ticket_id == continued.ticket_id


def test_after_closing_one_that_expired_before_goes_on_the_day_after(hall: SampleHall) -> None:
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    until_tuesday(hall, hours=9)

    (continued,) = grant(hall, former)

    assert continued.day == date(2026, 3, 4)


def test_over_a_weekend_the_last_open_day_is_friday(hall: SampleHall) -> None:
    hall.clock.go_on(days=4)
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    hall.clock.go_on(days=2)

    (continued,) = grant(hall, former)

    assert continued.day == MONDAY_AFTER


def test_what_is_older_than_the_last_open_day_is_over(hall: SampleHall) -> None:
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    hall.clock.go_on(days=2)

    assert refusal_of(hall, former).code is ProblemCode.TICKET_OVER


def test_nobody_goes_on_twice(hall: SampleHall) -> None:
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    (continued,) = grant(hall, former)

    for again in (former, continued.ticket_id):
        refused = refusal_of(hall, again)
        assert refused.code is ProblemCode.ALREADY_CONTINUED
        assert refused.fields["day"] == "03.03.2026"


def test_on_its_new_day_it_may_go_on_once_more(hall: SampleHall) -> None:
    (continued,) = grant(hall, hall.take(hall.kiosk, hall.passport).ticket_id)
    until_tuesday(hall)

    (once_more,) = grant(hall, continued.ticket_id)

    assert once_more.day == date(2026, 3, 4)
    assert hall.ticket(once_more.ticket_id).place == hall.ticket(continued.ticket_id).place


def test_one_who_cannot_go_on_keeps_all_of_them_here(staffed: SampleHall) -> None:
    served = staffed.take(staffed.kiosk, staffed.passport).ticket_id
    waiting = staffed.take(staffed.kiosk, staffed.passport).ticket_id
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)

    assert refusal_of(staffed, waiting, served).code is ProblemCode.STEP_REFUSED
    assert staffed.ticket(waiting).state is TicketState.WAITING


def test_its_slip_comes_where_the_old_one_was_taken_and_says_the_day(hall: SampleHall) -> None:
    former = hall.take(hall.kiosk, hall.passport)
    second = hall.take(hall.kiosk, hall.passport)
    hall.claim(hall.kiosk)

    continued = grant(hall, former.ticket_id, second.ticket_id)

    assert [each.paper for each in continued] == [PaperState.WAITING, PaperState.WAITING]
    slip = hall.claim(hall.kiosk).slip
    assert (slip.label, slip.taken_at.date(), slip.people_before, slip.wait) == ("Ж\u00a0001", TUESDAY, 0, None)
    assert slip.texts["valid_today"] == "uk:Valid on 03.03.2026 only"
    assert hall.claim(hall.kiosk).slip.people_before == 1


def test_without_a_printer_there_it_has_no_slip(hall: SampleHall) -> None:
    (continued,) = grant(hall, hall.take(hall.bare_kiosk, hall.passport).ticket_id)

    assert continued.paper is PaperState.NONE


def test_a_number_given_by_hand_goes_on_with_a_label_of_its_service(hall: SampleHall) -> None:
    enter(hall, paper(hall, 17, "11:30"))
    former = hall.see(queue).tickets[0].ticket_id

    (continued,) = grant(hall, former)

    assert continued.label == "Ж\u00a0001"


def test_a_grant_that_is_sent_twice_is_one(hall: SampleHall) -> None:
    former = hall.take(hall.kiosk, hall.passport).ticket_id
    first = hall.give(hall.founder, GrantContinuation, request_id="grant", ticket_ids=(former,))

    again = hall.give(hall.founder, GrantContinuation, request_id="grant", ticket_ids=(former,))

    assert again == first


def test_those_who_may_still_go_on_are_told_to_the_supervisor(hall: SampleHall) -> None:
    left, gone_on = (hall.take(hall.kiosk, hall.passport).ticket_id for _ in range(2))
    grant(hall, gone_on)
    assert hall.see(queue).unfinished == ()

    until_tuesday(hall)
    hall.give(hall.server, LetTimePass)

    assert [each.ticket_id for each in hall.see(queue).unfinished] == [left]


def test_nobody_left_over_is_lost_to_the_supervisor_however_many_they_are(hall: SampleHall) -> None:
    left = [hall.take(hall.bare_kiosk, hall.passport).ticket_id for _ in range(203)]
    until_tuesday(hall)
    hall.give(hall.server, LetTimePass)

    assert [each.ticket_id for each in hall.see(queue).unfinished] == left
    grant(hall, *left[:200])
    assert [each.ticket_id for each in hall.see(queue).unfinished] == left[200:]
