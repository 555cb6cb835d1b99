"""An air-raid alert or outage: every clock stands still, and afterwards the same tickets in the same order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.contract import commands
from server.contract.answers import Done
from server.contract.terms import Intake, PriorityClass, ProblemCode, SuspensionReason, TicketState
from server.domain.calendar import OpenDay
from server.domain.errors import Refusal
from server.domain.events import (
    Event,
    HallResumed,
    HallSuspended,
    TicketCalled,
    TicketRecalled,
    TicketStarted,
    TicketSteppedBack,
)
from server.domain.interval import IntervalKind
from server.usecases.office import LetTimePass
from server.usecases.snapshots import board, kiosk, phone
from server.usecases.staff_snapshots import desk, queue
from tests.builders import SampleHall
from tests.fakes import MONDAY_NOON

AROUND_THE_CLOCK = tuple(OpenDay(weekday, 0, 24 * 60, 24 * 60) for weekday in range(7))
ALERT, OUTAGE = SuspensionReason.ALERT, SuspensionReason.OUTAGE


def suspend(hall: SampleHall, reason: SuspensionReason = ALERT) -> None:
    assert hall.give(hall.rita, commands.SuspendHall, reason=reason) == Done()


def resume(hall: SampleHall) -> None:
    assert hall.give(hall.rita, commands.ResumeHall) == Done()


def refused(give: Callable[[], object]) -> ProblemCode:
    with pytest.raises(Refusal) as error:
        give()
    return error.value.code


def hall_ms(hall: SampleHall) -> int:
    return hall.see(lambda view: view.now.hall_ms)


# The state itself


def test_it_is_journalled_with_its_reason_and_its_length_by_the_wall(hall: SampleHall) -> None:
    suspend(hall)
    hall.clock.go_on(minutes=40)
    resume(hall)

    assert hall.events()[-2:] == [HallSuspended(reason=ALERT), HallResumed(reason=ALERT, suspended_seconds=2400)]


def test_the_same_again_is_harmless_and_another_reason_replaces_the_first(hall: SampleHall) -> None:
    suspend(hall)
    before = hall.sequence()
    hall.clock.go_on(minutes=10)
    suspend(hall)
    assert hall.sequence() == before

    suspend(hall, OUTAGE)

    told = hall.see(board).suspension
    assert told is not None
    assert (told.reason, told.since) == (OUTAGE, MONDAY_NOON)
    assert hall.events()[-1] == HallSuspended(reason=OUTAGE)


def test_every_page_is_told_the_reason_since_when_and_what_to_do(staffed: SampleHall) -> None:
    ticket = staffed.ticket(staffed.take(staffed.kiosk, staffed.passport).ticket_id)
    staffed.decide(shelter_text={"uk": "Укриття в підвалі", "en": "The shelter is in the basement"})
    suspend(staffed)
    staffed.clock.go_on(minutes=5)

    told = [
        staffed.see(board).suspension,
        staffed.see(kiosk).suspension,
        staffed.see(queue).suspension,
        staffed.see(lambda view: desk(view, staffed.one).suspension),  # type: ignore[union-attr]  # it is there
        staffed.see(lambda view: phone(view, ticket).suspension),
    ]

    assert len(set(map(repr, told))) == 1
    assert told[0] is not None
    assert (told[0].reason, told[0].since) == (ALERT, MONDAY_NOON)
    assert told[0].texts == {"uk": "Укриття в підвалі", "en": "The shelter is in the basement"}
    assert told[0].titles == {"uk": "Повітряна тривога", "en": "Air-raid alert"}


def test_afterwards_no_page_speaks_of_it(staffed: SampleHall) -> None:
    suspend(staffed)
    resume(staffed)

    assert staffed.see(board).suspension is None
    assert staffed.see(kiosk).suspension is None


# Intake


def test_intake_stops_with_it_and_comes_back(hall: SampleHall) -> None:
    suspend(hall)

    assert refused(lambda: hall.take(hall.kiosk, hall.passport)) is ProblemCode.SUSPENDED
    assert hall.see(kiosk).intake is Intake.SUSPENDED
    resume(hall)
    hall.take(hall.kiosk, hall.passport)


def test_where_the_office_wants_it_tickets_are_given_all_the_same(staffed: SampleHall) -> None:
    staffed.decide(is_intake_stopped_when_suspended=False)
    suspend(staffed)
    first, second = (staffed.take(staffed.kiosk, staffed.passport) for _ in range(2))
    staffed.clock.go_on(minutes=30)
    third = staffed.take(staffed.kiosk, staffed.passport)
    resume(staffed)

    called = [staffed.call(person, at) for person, at in ((staffed.olena, staffed.one), (staffed.taras, staffed.two))]
    staffed.start(staffed.olena, staffed.one)
    called.append(staffed.call(staffed.olena, staffed.one))

    assert [each.label for each in called] == [first.label, second.label, third.label]


# Those who were called


def test_who_was_called_and_has_not_come_is_first_afterwards_in_the_order_of_the_calls(staffed: SampleHall) -> None:
    tickets = [staffed.take(staffed.kiosk, staffed.passport) for _ in range(3)]
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)
    lawful = staffed.call(staffed.taras, staffed.two)
    staffed.clock.go_on(seconds=1)
    first = staffed.call(staffed.olena, staffed.one)

    suspend(staffed)

    assert {each for each in staffed.events() if isinstance(each, TicketSteppedBack)} == {
        TicketSteppedBack(ticket_id=first.ticket_id, window_id=staffed.one),
        TicketSteppedBack(ticket_id=lawful.ticket_id, window_id=staffed.two),
    }
    assert {staffed.ticket(each.ticket_id).state for each in (lawful, first)} == {TicketState.WAITING}
    assert [window.label for window in staffed.see(queue).windows] == [None, None]
    resume(staffed)
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)
    again = [staffed.call(staffed.olena, staffed.one), staffed.call(staffed.taras, staffed.two)]
    assert [each.ticket_id for each in again] == [lawful.ticket_id, first.ticket_id]
    assert tickets[0].ticket_id == first.ticket_id


def test_a_visit_under_way_may_be_finished_set_aside_or_sent_on(staffed: SampleHall) -> None:
    for _ in range(2):
        staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.call(staffed.taras, staffed.two)
    staffed.start(staffed.taras, staffed.two)
    suspend(staffed)

    staffed.give(staffed.olena, commands.FinishServing, window_id=staffed.one)
    staffed.give(staffed.taras, commands.ParkTicket, window_id=staffed.two)

    assert not staffed.see(lambda view: view.in_hand)


def test_a_call_does_not_even_finish_the_visit_before_it(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    suspend(staffed)

    assert refused(lambda: staffed.call(staffed.olena, staffed.one)) is ProblemCode.SUSPENDED

    assert staffed.ticket(given.ticket_id).state is TicketState.SERVING


def test_whoever_will_not_wait_for_the_all_clear_gives_the_ticket_up(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)

    staffed.give(staffed.rita, commands.CancelTicket, ticket_id=given.ticket_id)

    assert staffed.ticket(given.ticket_id).state is TicketState.CANCELLED


# Clocks


def test_hall_time_stands_still_through_every_command_and_goes_on_from_there(staffed: SampleHall) -> None:
    staffed.clock.go_on(minutes=3)
    before = hall_ms(staffed)
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    staffed.give(staffed.server, LetTimePass)
    assert hall_ms(staffed) == before
    resume(staffed)
    assert hall_ms(staffed) == before

    staffed.clock.go_on(seconds=9)

    assert hall_ms(staffed) == before + 9_000


def test_waiting_times_do_not_grow(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=10)
    suspend(staffed)
    staffed.clock.go_on(hours=2)

    assert staffed.see(queue).tickets[0].waited_seconds == 600
    resume(staffed)
    staffed.clock.go_on(minutes=1)
    staffed.call(staffed.olena, staffed.one)

    called = next(event for event in reversed(staffed.events()) if isinstance(event, TicketCalled))
    assert called.waited_ms == 660_000
    days = [staffed.see(lambda view: view.day)] * 2
    waiting = staffed.read(lambda records: records.intervals.of_days(days[0], days[1], [IntervalKind.WAITING]))
    assert [each.ended.hall_ms - each.began.hall_ms for each in waiting] == [660_000]


def test_a_called_one_sent_back_has_waited_since_the_arrival(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=10)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(minutes=1)
    suspend(staffed)

    assert staffed.see(queue).tickets[0].waited_seconds == 660


def test_a_parked_ticket_comes_back_by_the_hall_s_time(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, commands.ParkTicket, window_id=staffed.one, minutes=10)
    suspend(staffed)
    staffed.clock.go_on(hours=1)
    staffed.give(staffed.server, LetTimePass)
    assert staffed.ticket(given.ticket_id).state is TicketState.PARKED
    resume(staffed)

    staffed.clock.go_on(minutes=10)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(given.ticket_id).state is TicketState.WAITING


def test_nobody_is_missed_before_the_time_of_grace_is_over(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)
    resume(staffed)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=299)

    def miss() -> object:
        return staffed.give(staffed.olena, commands.MarkMissed, window_id=staffed.one)

    assert refused(miss) is ProblemCode.TOO_EARLY
    in_hand = staffed.see(lambda view: desk(view, staffed.one)).in_hand  # type: ignore[union-attr]  # it is there
    assert in_hand is not None
    assert in_hand.missed_allowed_at == staffed.clock.wall + timedelta(seconds=1)
    staffed.clock.go_on(seconds=1)
    assert miss() == Done()


def test_later_calls_have_their_usual_time(staffed: SampleHall) -> None:
    staffed.decide(grace_seconds=60)
    staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)
    resume(staffed)
    staffed.clock.go_on(seconds=50)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=119)

    def miss() -> object:
        return staffed.give(staffed.olena, commands.MarkMissed, window_id=staffed.one)

    assert refused(miss) is ProblemCode.TOO_EARLY
    staffed.clock.go_on(seconds=1)
    assert miss() == Done()


def test_an_automatic_call_that_was_due_waits_for_the_all_clear(staffed: SampleHall) -> None:
    staffed.decide(call_after_finish_seconds=30)
    for _ in range(2):
        staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.start(staffed.olena, staffed.one)
    staffed.give(staffed.olena, commands.FinishServing, window_id=staffed.one)
    staffed.clock.go_on(seconds=40)
    suspend(staffed)
    staffed.clock.go_on(minutes=40)
    staffed.give(staffed.server, LetTimePass)
    assert not staffed.see(lambda view: view.in_hand)
    resume(staffed)

    staffed.give(staffed.server, LetTimePass)

    assert staffed.see(lambda view: view.in_hand)


# Days that go wrong in more than one way


def test_twice_in_one_day_those_called_first_stay_first(staffed: SampleHall) -> None:
    tickets = [staffed.take(staffed.kiosk, staffed.passport) for _ in range(3)]
    staffed.call(staffed.olena, staffed.one)
    suspend(staffed)
    staffed.clock.go_on(minutes=20)
    resume(staffed)
    staffed.clock.go_on(seconds=30)
    suspend(staffed, OUTAGE)  # the first one was not even called again
    staffed.clock.go_on(minutes=20)
    resume(staffed)

    first = staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=1)
    second = staffed.call(staffed.taras, staffed.two)
    suspend(staffed)
    resume(staffed)
    again = [staffed.call(staffed.taras, staffed.two), staffed.call(staffed.olena, staffed.one)]

    assert [first.ticket_id, second.ticket_id] == [each.ticket_id for each in tickets[:2]]
    assert [each.ticket_id for each in again] == [first.ticket_id, second.ticket_id]
    lengths = [event.suspended_seconds for event in staffed.events() if isinstance(event, HallResumed)]
    assert lengths == [1200, 1200, 0]


def test_over_closing_time_those_who_were_let_in_are_called_afterwards(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(hours=3)
    suspend(staffed)
    staffed.clock.go_on(hours=3)  # it is six in the evening, the hall closes at five
    resume(staffed)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == given.ticket_id
    assert refused(lambda: staffed.take(staffed.kiosk, staffed.passport)) is ProblemCode.INTAKE_CLOSED


def test_over_midnight_it_stays_and_yesterdays_line_expires_all_the_same(staffed: SampleHall) -> None:
    staffed.decide(hours=AROUND_THE_CLOCK)
    given = staffed.take(staffed.kiosk, staffed.passport)
    suspend(staffed)
    staffed.clock.go_on(hours=13)
    staffed.give(staffed.server, LetTimePass)

    assert staffed.ticket(given.ticket_id).state is TicketState.EXPIRED
    assert staffed.see(board).suspension is not None
    assert refused(lambda: staffed.take(staffed.kiosk, staffed.passport)) is ProblemCode.SUSPENDED
    resume(staffed)
    assert staffed.take(staffed.kiosk, staffed.passport).label == given.label
    assert HallResumed(reason=ALERT, suspended_seconds=13 * 3600) in staffed.events()


def test_over_a_restart_it_lasts_and_no_hall_time_passes(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=10)
    before = hall_ms(staffed)
    suspend(staffed)
    staffed.clock.restart(hours=2)
    staffed.bus = staffed.new_bus()
    assert hall_ms(staffed) == before

    assert refused(lambda: staffed.call(staffed.olena, staffed.one)) is ProblemCode.SUSPENDED
    resume(staffed)
    staffed.clock.go_on(seconds=5)

    assert hall_ms(staffed) == before + 5_000
    assert staffed.call(staffed.olena, staffed.one).label == "Ж\u00a0001"


def test_a_power_cut_that_nobody_declared_counts_as_time_as_before(staffed: SampleHall) -> None:
    suspend(staffed)
    resume(staffed)
    before = hall_ms(staffed)
    staffed.clock.restart(minutes=7)
    staffed.bus = staffed.new_bus()

    assert hall_ms(staffed) == before + 420_000


def test_a_clock_set_back_meanwhile_makes_no_negative_length(staffed: SampleHall) -> None:
    suspend(staffed)
    staffed.clock.set_wall(staffed.clock.wall - timedelta(hours=1))
    resume(staffed)

    assert staffed.events()[-1] == HallResumed(reason=ALERT, suspended_seconds=0)


# Whatever people press


PRESSES: dict[str, Callable[[SampleHall], object]] = {
    "take": lambda hall: hall.take(hall.kiosk, hall.passport),
    "call at one": lambda hall: hall.call(hall.olena, hall.one),
    "call at two": lambda hall: hall.call(hall.taras, hall.two),
    "recall": lambda hall: hall.give(hall.olena, commands.RecallTicket, window_id=hall.one),
    "start at one": lambda hall: hall.start(hall.olena, hall.one),
    "start at two": lambda hall: hall.start(hall.taras, hall.two),
    "finish at one": lambda hall: hall.give(hall.olena, commands.FinishServing, window_id=hall.one),
    "finish at two": lambda hall: hall.give(hall.taras, commands.FinishServing, window_id=hall.two),
    "park": lambda hall: hall.give(hall.olena, commands.ParkTicket, window_id=hall.one, minutes=1),
    "take up": lambda hall: _take_up(hall),
    "miss": lambda hall: hall.give(hall.taras, commands.MarkMissed, window_id=hall.two),
    "press a button": lambda hall: hall.give(hall.buttons, commands.CallNext, window_id=hall.one),
    "tick": lambda hall: hall.give(hall.server, LetTimePass),
    "a minute passes": lambda hall: hall.clock.go_on(minutes=1),
    "power cut": lambda hall: _power_cut(hall),
    "alert": lambda hall: hall.give(hall.rita, commands.SuspendHall, reason=ALERT),
    "outage": lambda hall: hall.give(hall.rita, commands.SuspendHall, reason=OUTAGE),
    "all-clear": lambda hall: hall.give(hall.rita, commands.ResumeHall),
}


@settings(max_examples=60, deadline=None)
@given(presses=st.lists(st.sampled_from(sorted(PRESSES)), min_size=5, max_size=40))
def test_a_suspended_hall_calls_nobody_whatever_people_press(presses: list[str]) -> None:
    hall = SampleHall()
    hall.decide(call_after_finish_seconds=10, is_missed_automatically=True, hours=AROUND_THE_CLOCK)
    hall.sit(hall.olena, hall.one)
    hall.sit(hall.taras, hall.two)
    for _ in range(3):
        hall.take(hall.kiosk, hall.passport)
    first, last_ms = hall.sequence(), 0

    for press in presses:
        try:
            PRESSES[press](hall)
        except Refusal:
            continue
        now_ms = hall_ms(hall)
        assert now_ms >= last_ms
        last_ms = now_ms

    stood_at: int | None = None
    for entry in hall.read(lambda records: records.journal.entries(after=first, limit=10_000)):
        if stood_at is not None:
            assert not _begins_something(entry.event)
            assert entry.moment.hall_ms == stood_at
        match entry.event:
            case HallSuspended():
                stood_at = entry.moment.hall_ms
            case HallResumed():
                stood_at = None
    hall.store.close()


def _begins_something(event: Event) -> bool:
    return isinstance(event, TicketCalled | TicketRecalled | TicketStarted)


def _take_up(hall: SampleHall) -> object:
    parked = hall.see(lambda view: view.parked)
    ticket_id = parked[0].id if parked else "none"
    return hall.give(hall.taras, commands.UnparkTicket, window_id=hall.two, ticket_id=ticket_id, is_called=True)


def _power_cut(hall: SampleHall) -> None:
    hall.clock.restart(seconds=45)
    hall.bus = hall.new_bus()
