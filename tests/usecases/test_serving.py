"""At the window: who sits where, and a visit's start and end."""

from __future__ import annotations

import pytest

from server.contract.answers import Done, TicketInHand, WindowTaken
from server.contract.commands import FinishServing, LeaveWindow, TakeWindow
from server.contract.terms import ProblemCode, TicketState
from server.domain.errors import Refusal
from server.domain.events import TicketFinished, TicketStarted, WindowLeft, WindowStaffed
from tests.builders import SampleHall


def test_an_administrator_sits_down_at_a_window(hall: SampleHall) -> None:
    taken = hall.give(hall.olena, TakeWindow, window_id=hall.one)

    assert taken == WindowTaken(window_id=hall.one, name="1")
    assert holder(hall) == hall.olena.person_id
    assert hall.events()[-1] == WindowStaffed(window_id=hall.one, person_id=hall.olena.person_id, taken_over_from=None)


def test_sitting_down_where_one_sits_changes_nothing(staffed: SampleHall) -> None:
    before = staffed.sequence()

    staffed.give(staffed.olena, TakeWindow, window_id=staffed.one)

    assert staffed.sequence() == before


def test_a_taken_window_says_who_is_there(staffed: SampleHall) -> None:
    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.taras, TakeWindow, window_id=staffed.one)

    assert refused.value.fields == {"window": "1", "person": "Olena"}


def test_a_confirmed_takeover_moves_the_newcomer_in_and_the_other_out(staffed: SampleHall) -> None:
    staffed.give(staffed.taras, TakeWindow, window_id=staffed.one, is_takeover=True)

    assert holder(staffed) == staffed.taras.person_id
    assert staffed.events()[-3:] == [
        WindowLeft(window_id=staffed.two, person_id=staffed.taras.person_id),
        WindowLeft(window_id=staffed.one, person_id=staffed.olena.person_id),
        WindowStaffed(
            window_id=staffed.one, person_id=staffed.taras.person_id, taken_over_from=staffed.olena.person_id
        ),
    ]


def test_who_was_moved_out_can_do_nothing_there_any_more(staffed: SampleHall) -> None:
    staffed.give(staffed.taras, TakeWindow, window_id=staffed.one, is_takeover=True)

    with pytest.raises(Refusal) as refused:
        staffed.call(staffed.olena, staffed.one)

    assert refused.value.code is ProblemCode.WINDOW_NOT_YOURS


def test_a_takeover_keeps_the_ticket_in_hand(staffed: SampleHall) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)

    staffed.give(staffed.taras, TakeWindow, window_id=staffed.one, is_takeover=True)
    started = staffed.start(staffed.taras, staffed.one)

    assert started == TicketInHand(ticket_id=given.ticket_id, label=given.label, state=TicketState.SERVING)


def test_nobody_moves_away_from_a_ticket_in_hand(staffed: SampleHall) -> None:
    staffed.take(staffed.kiosk, staffed.passport)
    staffed.call(staffed.olena, staffed.one)

    with pytest.raises(Refusal) as refused:
        staffed.give(staffed.olena, TakeWindow, window_id=staffed.two, is_takeover=True)

    assert refused.value.code is ProblemCode.TICKET_IN_HAND
    assert holder(staffed) == staffed.olena.person_id


def test_moving_to_another_window_leaves_the_former(hall: SampleHall) -> None:
    hall.sit(hall.olena, hall.one)

    hall.sit(hall.olena, hall.two)

    assert holder(hall) is None


def test_leaving_makes_the_window_empty(staffed: SampleHall) -> None:
    assert staffed.give(staffed.olena, LeaveWindow, window_id=staffed.one) == Done()

    assert holder(staffed) is None
    assert staffed.events()[-1] == WindowLeft(window_id=staffed.one, person_id=staffed.olena.person_id)


@pytest.mark.parametrize("is_by_button", [False, True], ids=["desk", "button"])
def test_a_visit_starts_and_ends(staffed: SampleHall, *, is_by_button: bool) -> None:
    given = staffed.take(staffed.kiosk, staffed.passport)
    if is_by_button:
        staffed.panel(staffed.buttons, staffed.one)
        staffed.press(staffed.buttons, "call")
        staffed.press(staffed.buttons, "start")
        staffed.clock.go_on(seconds=90)
        ended = staffed.press(staffed.buttons, "finish")
    else:
        staffed.call(staffed.olena, staffed.one)
        staffed.start(staffed.olena, staffed.one)
        staffed.clock.go_on(seconds=90)
        ended = staffed.give(staffed.olena, FinishServing, window_id=staffed.one, ticket_id=given.ticket_id)

    assert ended == Done()
    assert staffed.ticket(given.ticket_id).state is TicketState.DONE
    assert staffed.events()[-2:] == [
        TicketStarted(ticket_id=given.ticket_id, window_id=staffed.one),
        TicketFinished(ticket_id=given.ticket_id, window_id=staffed.one, service_id=staffed.passport, served_ms=90_000),
    ]


def holder(hall: SampleHall) -> object:
    """Who sits at window 1."""
    window = hall.read(lambda records: records.windows.get(hall.one))
    assert window is not None
    return window.person_id
