"""The life of a ticket: what may follow what, and what each step leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.contract.terms import PersonId, PriorityClass, ProblemCode, Purpose, ServiceId, TicketState, WindowId
from server.domain.errors import Refusal
from server.domain.place import LineClass, Place, Standing
from server.domain.ticket import IN_HAND, LIVING, Step, Ticket
from tests.domain.values import at, ticket

WINDOW, PERSON = WindowId("window-4"), PersonId("olena")
OTHER, THIRD = ServiceId("other"), ServiceId("third")

# Drawn by hand from the life of a visit. Columns: where a ticket is. Rows: what may happen to it. «.» is refused.
LIFE = """
              waiting   called    serving parked    done missed  expired cancelled
call          called    .         .       .         .    .       .       .
recall        .         called    .       .         .    .       .       .
start         .         serving   .       .         .    .       .       .
finish        .         .         done    .         .    .       .       .
miss          .         missed    .       .         .    .       .       .
expire        expired   expired   .       expired   .    .       .       .
return        .         .         .       .         .    waiting .       .
cancel        cancelled cancelled .       cancelled .    .       .       .
park          .         parked    parked  .         .    .       .       .
unpark        .         .         .       waiting   .    .       .       .
transfer      waiting   waiting   waiting .         .    .       .       .
go-on         .         .         waiting .         .    .       .       .
step-back     .         waiting   .       .         .    .       .       .
lose-priority .         waiting   waiting .         .    .       .       .
"""
STEPS: dict[Step, Callable[[Ticket], Ticket]] = {
    Step.CALL: lambda each: each.call(WINDOW, PERSON, at(1)),
    Step.RECALL: lambda each: each.recall(at(1), limit=99),
    Step.START: lambda each: each.start(at(1)),
    Step.FINISH: lambda each: each.finish(at(1)),
    Step.MISS: lambda each: each.miss(at(1), after_seconds=0),
    Step.EXPIRE: lambda each: each.expire(at(1)),
    Step.RETURN: lambda each: each.return_to(each.place, at(1)),
    Step.CANCEL: lambda each: each.cancel(at(1)),
    Step.PARK: lambda each: each.park(at(1), until_ms=9),
    Step.UNPARK: lambda each: each.unpark(at(1)),
    Step.TRANSFER: lambda each: each.transfer(at(1), service_id=OTHER, purpose=Purpose.COLLECT),
    Step.GO_ON: lambda each: replace(each, route=(OTHER,)).finish(at(1)),
    Step.STEP_BACK: lambda each: each.step_back(at(1)),
    Step.LOSE_PRIORITY: lambda each: replace(each, priority=PriorityClass.LAWFUL).lose_priority(at(1)),
}


def drawn() -> list[tuple[TicketState, Step, str]]:
    head, *rows = LIFE.strip().splitlines()
    return [
        (TicketState(state), Step(step), after)
        for step, *cells in map(str.split, rows)
        for state, after in zip(head.split(), cells, strict=True)
    ]


def test_the_drawing_has_every_state_and_every_step() -> None:
    assert {(state, step) for state, step, _ in drawn()} == {(state, step) for state in TicketState for step in Step}


@pytest.mark.parametrize(("state", "step", "after"), drawn())
def test_a_ticket_goes_where_the_drawing_says(state: TicketState, step: Step, after: str) -> None:
    before = IN_STATE[state]()

    if after == ".":
        with pytest.raises(Refusal) as refused:
            STEPS[step](before)
        assert refused.value.code is ProblemCode.STEP_REFUSED
        assert refused.value.fields == {"label": before.label, "state": state, "step": step}
    else:
        assert STEPS[step](before).state is TicketState(after)
    assert before.can(step) == (after != ".")


def test_a_ticket_lives_until_its_end() -> None:
    assert {state for state in TicketState if IN_STATE[state]().is_living} == LIVING
    assert LIVING.isdisjoint(
        state for state, _, _ in drawn() if all(cell == "." for s, _, cell in drawn() if s is state)
    )


def test_only_a_called_or_served_ticket_occupies_its_window() -> None:
    assert {TicketState.CALLED, TicketState.SERVING} == IN_HAND


def test_a_call_names_window_and_person_and_the_moment() -> None:
    called = ticket().call(WINDOW, PERSON, at(5))

    assert (called.window_id, called.person_id, called.calls) == (WINDOW, PERSON, 1)
    assert called.first_called == called.called == at(5)


def test_a_recall_has_a_new_call_id_and_keeps_the_moment_of_the_first() -> None:
    called = ticket().call(WINDOW, PERSON, at(5))

    recalled = called.recall(at(60_000), limit=3)

    assert recalled.call_id == "ticket-1/2"
    assert recalled.call_id != called.call_id
    assert (recalled.first_called, recalled.called) == (at(5), at(60_000))


def test_the_third_announcement_of_three_is_the_last() -> None:
    announced = ticket().call(WINDOW, PERSON, at(0)).recall(at(1), limit=3).recall(at(2), limit=3)

    with pytest.raises(Refusal) as refused:
        announced.recall(at(3), limit=3)

    assert refused.value.code is ProblemCode.ANNOUNCEMENTS_USED_UP
    assert refused.value.fields == {"label": "Ж\u00a0001", "calls": "3"}


@pytest.mark.parametrize(
    ("passed_ms", "left"),
    [(0, "120"), (1, "120"), (1_000, "119"), (19_000, "101"), (118_999, "2"), (119_001, "1"), (119_999, "1")],
)
def test_it_is_too_early_to_miss_somebody_within_two_minutes(passed_ms: int, left: str) -> None:
    called = ticket().call(WINDOW, PERSON, at(7))

    with pytest.raises(Refusal) as refused:
        called.miss(at(7 + passed_ms), after_seconds=120)

    assert refused.value.code is ProblemCode.TOO_EARLY
    assert refused.value.fields == {"label": called.label, "seconds": left}


def test_with_no_time_to_wait_somebody_may_be_missed_from_the_call_on() -> None:
    assert ticket().call(WINDOW, PERSON, at(0)).missed_allowed_ms(0) == 0


def test_two_minutes_after_the_call_somebody_may_be_missed() -> None:
    called = ticket().call(WINDOW, PERSON, at(7))

    missed = called.miss(at(120_007), after_seconds=120)

    assert (missed.state, missed.ended) == (TicketState.MISSED, at(120_007))


def test_a_recall_does_not_give_two_minutes_more() -> None:
    recalled = ticket().call(WINDOW, PERSON, at(0)).recall(at(119_000), limit=3)

    assert recalled.miss(at(120_000), after_seconds=120).state is TicketState.MISSED


def test_whoever_was_missed_stands_in_line_as_if_never_called() -> None:
    missed = ticket().call(WINDOW, PERSON, at(0)).recall(at(1), limit=3).miss(at(2), after_seconds=0)

    returned = missed.return_to(Place(9, 9), at(3))

    assert (returned.place, returned.window_id, returned.person_id) == (Place(9, 9), None, None)
    assert (returned.first_called, returned.called, returned.ended) == (None, None, None)


@pytest.mark.parametrize("priority", PriorityClass)
def test_only_an_appointment_is_lost_by_being_missed(priority: PriorityClass) -> None:
    missed = ticket(priority=priority).call(WINDOW, PERSON, at(0)).miss(at(2), after_seconds=0)

    returned = missed.return_to(missed.place, at(3)).priority

    assert returned is (PriorityClass.ORDINARY if priority is PriorityClass.BOOKED else priority)


def test_a_ticket_is_returned_once() -> None:
    missed = ticket().call(WINDOW, PERSON, at(0)).miss(at(0), after_seconds=0)
    assert missed.may_return

    missed_again = missed.return_to(missed.place, at(1)).call(WINDOW, PERSON, at(1)).miss(at(1), after_seconds=0)

    assert not missed_again.may_return
    with pytest.raises(Refusal) as refused:
        missed_again.return_to(missed.place, at(2))
    assert refused.value.code is ProblemCode.ALREADY_RETURNED
    assert refused.value.fields == {"label": missed.label}


def test_a_second_turn_has_new_call_ids_and_all_its_announcements() -> None:
    missed = ticket().call(WINDOW, PERSON, at(0)).recall(at(1), limit=2).miss(at(2), after_seconds=0)

    called = missed.return_to(missed.place, at(1)).call(WINDOW, PERSON, at(3))

    assert called.call_id == "ticket-1/3"
    assert called.announced == 1
    assert called.recall(at(4), limit=2).call_id == "ticket-1/4"


def test_a_parked_ticket_names_its_window_and_keeps_its_place() -> None:
    serving = ticket(arrived_ms=3).call(WINDOW, PERSON, at(5)).start(at(6))

    parked = serving.park(at(7), until_ms=60_000)

    assert (parked.window_id, parked.started, parked.parked_until_ms) == (WINDOW, None, 60_000)
    back = parked.unpark(at(8))
    assert (back.place, back.window_id, back.called, back.parked_until_ms) == (serving.place, None, None, None)


def test_whoever_a_suspension_sent_back_stands_at_the_head_until_called_again() -> None:
    called = ticket(arrived_ms=3).call(WINDOW, PERSON, at(50)).recall(at(60), limit=3)

    back = called.step_back(at(70))

    assert (back.state, back.window_id, back.called) == (TicketState.WAITING, None, None)
    assert back.standing == Standing(LineClass.HEAD, Place(50 - 24 * 3_600_000, back.place.sequence))
    again = back.call(WINDOW, PERSON, at(80))
    assert (again.is_at_head, again.announced, again.first_called) == (False, 1, at(80))
    assert again.miss(at(90), after_seconds=0).return_to(again.place, at(91)).standing.line_class is LineClass.ORDINARY


def test_without_the_document_one_waits_as_an_ordinary_visitor_by_the_first_arrival() -> None:
    lawful = ticket(arrived_ms=3, priority=PriorityClass.LAWFUL)
    called = lawful.call(WINDOW, PERSON, at(5))

    ordinary = called.confirm_priority().lose_priority(at(6))

    assert (ordinary.priority, ordinary.place, ordinary.window_id) == (PriorityClass.ORDINARY, lawful.place, None)
    assert ordinary.is_confirmed is False
    assert called.confirm_priority().is_confirmed


@pytest.mark.parametrize("priority", [PriorityClass.ORDINARY, PriorityClass.BOOKED])
def test_nobody_asks_for_a_document_who_is_not_out_of_turn(priority: PriorityClass) -> None:
    called = ticket(priority=priority).call(WINDOW, PERSON, at(5))

    with pytest.raises(Refusal) as losing:
        called.lose_priority(at(6))
    with pytest.raises(Refusal) as confirming:
        called.confirm_priority()

    assert losing.value.code is confirming.value.code is ProblemCode.NOT_OUT_OF_TURN
    assert losing.value.fields == confirming.value.fields == {"label": called.label}


def test_the_document_is_shown_at_a_window() -> None:
    with pytest.raises(Refusal) as refused:
        ticket(priority=PriorityClass.LOCAL).confirm_priority()

    assert refused.value.code is ProblemCode.STEP_REFUSED


def test_nobody_is_missed_before_the_last_announcement_nor_within_the_time_of_grace() -> None:
    called = ticket().call(WINDOW, PERSON, at(0))

    with pytest.raises(Refusal) as refused:
        called.miss(at(120_000), after_seconds=120, least=2)
    assert refused.value.code is ProblemCode.ANNOUNCE_AGAIN
    assert refused.value.fields == {"label": called.label, "least": "2"}

    with pytest.raises(Refusal) as refused:
        called.miss(at(120_000), after_seconds=120, not_before_ms=150_000)
    assert (refused.value.code, refused.value.fields["seconds"]) == (ProblemCode.TOO_EARLY, "30")

    assert called.recall(at(1), limit=3).miss(at(120_000), after_seconds=120, least=2).state is TicketState.MISSED


def test_the_present_state_began_with_its_step_and_a_recall_is_none() -> None:
    waiting = ticket(arrived_ms=3)
    called = waiting.call(WINDOW, PERSON, at(5))

    assert waiting.began == at(3)
    assert called.recall(at(6), limit=3).began == called.began == at(5)
    parked = called.park(at(8), until_ms=None)
    missed = called.miss(at(8), after_seconds=0)
    lawful = replace(called, priority=PriorityClass.LAWFUL)
    for changed in (
        called.start(at(8)),
        called.start(at(7)).finish(at(8)),
        parked,
        missed,
        called.cancel(at(8)),
        waiting.expire(at(8)),
        replace(parked, since=at(7)).unpark(at(8)),
        missed.return_to(waiting.place, at(8)),
        called.transfer(at(8), service_id=OTHER, purpose=Purpose.COLLECT),
        called.step_back(at(8)),
        lawful.lose_priority(at(8)),
    ):
        assert changed.began == at(8), changed.state


def test_start_finish_and_expiry_leave_their_moments() -> None:
    started = ticket().call(WINDOW, PERSON, at(1)).start(at(2))

    assert started.started == at(2)
    assert started.finish(at(3)).ended == at(3)
    assert ticket().expire(at(4)).ended == at(4)
    assert ticket().cancel(at(5)).ended == at(5)


def test_a_step_leaves_the_former_value_alone() -> None:
    waiting = ticket()

    waiting.call(WINDOW, PERSON, at(1))

    assert waiting.state is TicketState.WAITING


IN_STATE: dict[TicketState, Callable[[], Ticket]] = {
    TicketState.WAITING: ticket,
    TicketState.CALLED: lambda: STEPS[Step.CALL](ticket()),
    TicketState.SERVING: lambda: STEPS[Step.START](IN_STATE[TicketState.CALLED]()),
    TicketState.DONE: lambda: STEPS[Step.FINISH](IN_STATE[TicketState.SERVING]()),
    TicketState.MISSED: lambda: STEPS[Step.MISS](IN_STATE[TicketState.CALLED]()),
    TicketState.EXPIRED: lambda: STEPS[Step.EXPIRE](ticket()),
    TicketState.PARKED: lambda: STEPS[Step.PARK](IN_STATE[TicketState.SERVING]()),
    TicketState.CANCELLED: lambda: STEPS[Step.CANCEL](ticket()),
}
