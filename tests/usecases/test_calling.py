"""Calling: who is next, announced again, and who did not come."""

from __future__ import annotations

import pytest

from server.contract.answers import Done, NobodyWaiting, TicketCalledHere
from server.contract.commands import CallTicket, MarkMissed, RecallTicket
from server.contract.terms import CallId, OutOfOrder, PriorityClass, ProblemCode, TicketId, TicketState
from server.domain.errors import Refusal
from server.domain.events import TicketCalled, TicketFinished, TicketMissed, TicketRecalled, TurnOvertaken
from tests.builders import SampleHall


def test_the_first_to_come_is_called_first(staffed: SampleHall) -> None:
    first = staffed.take(staffed.kiosk, staffed.residence)
    staffed.take(staffed.kiosk, staffed.passport)

    called = staffed.call(staffed.olena, staffed.one)

    assert called == TicketCalledHere(
        ticket_id=first.ticket_id,
        call_id=CallId(f"{first.ticket_id}/1"),
        label=first.label,
        service_id=staffed.residence,
    )


def test_out_of_turn_goes_before_all_others(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    lawful = staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == lawful.ticket_id


def test_a_window_calls_only_for_what_it_serves(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.business)
    residence = staffed.take(staffed.kiosk, staffed.residence)

    assert staffed.call(staffed.olena, staffed.one).ticket_id == residence.ticket_id


def test_nobody_waiting_is_an_answer(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.business)

    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()


def test_two_windows_never_call_the_same_ticket(staffed: SampleHall) -> None:
    taken = {staffed.take(staffed.kiosk, staffed.passport).ticket_id for _ in range(2)}

    called = {staffed.call(staffed.olena, staffed.one).ticket_id, staffed.call(staffed.taras, staffed.two).ticket_id}

    assert called == taken


def test_calling_ends_the_visit_under_way(staffed: SampleHall) -> None:
    first = served(staffed)
    second = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=7)

    called = staffed.call(staffed.olena, staffed.one)

    assert (called.ticket_id, called.finished) == (second.ticket_id, first)
    assert staffed.ticket(first).state is TicketState.DONE
    assert [event.served_ms for event in staffed.events() if isinstance(event, TicketFinished)] == [7 * 60_000]


def test_calling_when_nobody_waits_ends_the_visit_all_the_same(staffed: SampleHall) -> None:
    first = served(staffed)

    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting(finished=first)
    assert staffed.ticket(first).state is TicketState.DONE


def test_the_office_may_want_visits_ended_by_hand(staffed: SampleHall) -> None:
    staffed.decide(is_call_finishing=False)
    first = served(staffed)

    with pytest.raises(Refusal) as refused:
        staffed.call(staffed.olena, staffed.one)

    assert refused.value.code is ProblemCode.TICKET_IN_HAND
    assert staffed.ticket(first).state is TicketState.SERVING


def test_the_journal_says_who_called_whom_where_and_after_how_long(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.clock.go_on(minutes=3)

    staffed.call(staffed.olena, staffed.one)

    assert staffed.events()[-1] == TicketCalled(
        ticket_id=given.ticket_id,
        label=given.label,
        call_id=staffed.ticket(given.ticket_id).call_id,
        window_id=staffed.one,
        window_name="1",
        person_id=staffed.olena.person_id,
        service_id=staffed.passport,
        waited_ms=180_000,
    )


def test_the_button_calls_for_the_person_at_the_window(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)

    staffed.panel(staffed.buttons, staffed.one)
    staffed.press(staffed.buttons, "call")

    assert staffed.ticket(given.ticket_id).person_id == staffed.olena.person_id


def test_somebody_is_called_before_their_turn_for_a_reason_in_the_journal(staffed: SampleHall) -> None:
    visit = served(staffed)
    staffed.take(staffed.kiosk, staffed.passport, priority=PriorityClass.LAWFUL)
    picked = staffed.take(staffed.kiosk, staffed.business)

    called = staffed.give(
        staffed.olena,
        CallTicket,
        window_id=staffed.one,
        ticket_id=picked.ticket_id,
        reason=OutOfOrder.PAPERS_BROUGHT,
    )

    assert (called.ticket_id, called.finished) == (picked.ticket_id, visit)
    assert staffed.ticket(picked.ticket_id).window_id == staffed.one
    overtaken, _, announced = staffed.events()[-3:]
    assert overtaken == TurnOvertaken(
        ticket_id=picked.ticket_id, window_id=staffed.one, reason=OutOfOrder.PAPERS_BROUGHT
    )
    assert isinstance(announced, TicketCalled)


def test_a_recall_sounds_again_under_a_new_id(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    first = staffed.call(staffed.olena, staffed.one)

    again = staffed.give(staffed.olena, RecallTicket, window_id=staffed.one, ticket_id=given.ticket_id)

    assert again.call_id != first.call_id
    assert isinstance(staffed.events()[-1], TicketRecalled)


def test_three_announcements_are_the_limit_until_the_office_decides_otherwise(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    for _ in range(2):
        staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)

    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)

    assert refused.value.code is ProblemCode.ANNOUNCEMENTS_USED_UP
    staffed.decide(announcements=4)
    assert staffed.give(staffed.olena, RecallTicket, window_id=staffed.one)


def test_after_two_minutes_of_hall_time_a_called_citizen_may_be_missed(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.clock.go_on(seconds=119)
    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)
    assert refused.value.fields["seconds"] == "1"
    staffed.clock.go_on(seconds=1)

    missed = staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)

    assert missed == Done()
    assert staffed.ticket(given.ticket_id).state is TicketState.MISSED
    assert staffed.events()[-1] == TicketMissed(ticket_id=given.ticket_id, window_id=staffed.one)


def test_after_a_missed_ticket_the_window_is_free(staffed: SampleHall) -> None:
    staffed.decide(missed_after_seconds=0)
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)
    staffed.give(staffed.olena, MarkMissed, window_id=staffed.one)

    assert staffed.call(staffed.olena, staffed.one) == NobodyWaiting()


def served(hall: SampleHall) -> TicketId:
    """Somebody is being served at window 1."""
    given = hall.take(hall.kiosk, hall.passport)
    hall.call(hall.olena, hall.one)
    hall.start(hall.olena, hall.one)
    return given.ticket_id
