"""Presses on window-call panels: the desk's own commands, for one's own window, and for what was there to be seen."""

from __future__ import annotations

from typing import Any

import pytest

from server.contract.answers import Done, NobodyWaiting, TicketCalledHere, TicketGiven, TicketInHand
from server.contract.commands import CallNext
from server.contract.panel_commands import PressCallButton
from server.contract.terms import PanelMake, PressKind, ProblemCode, RequestId, TicketState
from server.domain.errors import Refusal
from server.domain.panel import CLOCK_SECONDS, MEANT_TWICE_SECONDS
from server.usecases.office import LetTimePass
from server.usecases.turn import Turn
from tests.builders import SampleHall
from tests.fakes import FakeWording
from tests.usecases.alerts import refused, suspend


@pytest.fixture
def pressed(staffed: SampleHall) -> SampleHall:
    """Panel 1 at window 1, where Olena sits."""
    staffed.panel(staffed.buttons, staffed.one)
    return staffed


def waiting(hall: SampleHall) -> TicketGiven:
    return hall.take(hall.kiosk, hall.passport)


def state(hall: SampleHall, given: TicketGiven) -> TicketState:
    return hall.ticket(given.ticket_id).state


def pass_time(hall: SampleHall, **passed: float) -> None:
    hall.clock.go_on(**passed)
    hall.give(hall.server, LetTimePass)


def test_each_key_does_what_the_desk_does(pressed: SampleHall) -> None:
    given = waiting(pressed)

    called = pressed.press(pressed.buttons, "call")
    again = pressed.press(pressed.buttons, "recall")
    started = pressed.press(pressed.buttons, "start")
    finished = pressed.press(pressed.buttons, "finish")

    assert isinstance(called, TicketCalledHere)
    assert isinstance(again, TicketCalledHere)
    assert (called.ticket_id, again.ticket_id) == (given.ticket_id, given.ticket_id)
    assert again.call_id != called.call_id
    assert started == TicketInHand(ticket_id=given.ticket_id, label=given.label, state=TicketState.SERVING)
    assert finished == Done()
    assert pressed.press(pressed.buttons, "call") == NobodyWaiting(finished=None)


def test_a_citizen_who_has_not_come_is_given_up(pressed: SampleHall) -> None:
    given = waiting(pressed)
    pressed.press(pressed.buttons, "call")
    pressed.clock.go_on(minutes=3)

    pressed.press(pressed.buttons, "missed")

    assert state(pressed, given) is TicketState.MISSED


def test_a_press_is_written_down_as_the_boxs_and_counts_for_the_person(pressed: SampleHall) -> None:
    given = waiting(pressed)

    pressed.press(pressed.buttons, "call")

    last = pressed.read(lambda records: records.journal.entries(after=0, limit=10_000))[-1]
    assert last.actor == f"box:{pressed.buttons.box_id}"
    assert pressed.ticket(given.ticket_id).person_id == pressed.olena.person_id


def test_the_same_press_said_again_calls_once(pressed: SampleHall) -> None:
    given, later = waiting(pressed), waiting(pressed)
    request_id = RequestId(pressed.chance.new_id())

    first = pressed.press(pressed.buttons, "call", request_id=request_id)
    pressed.press(pressed.buttons, "start")
    again = pressed.press(pressed.buttons, "call", request_id=request_id)

    assert again == first
    assert (state(pressed, given), state(pressed, later)) == (TicketState.SERVING, TicketState.WAITING)


@pytest.mark.parametrize(("make", "keys"), [(PanelMake.QSYSTEM, ("call", "call")), (PanelMake.CHERHA, ("call", None))])
def test_a_key_of_two_meanings_recalls_whoever_is_called(
    staffed: SampleHall, make: PanelMake, keys: tuple[str, str | None]
) -> None:
    staffed.panel(staffed.buttons, staffed.one, make=make)
    given = waiting(staffed)
    staffed.press(staffed.buttons, "call")
    first = staffed.ticket(given.ticket_id).call_id

    if keys[1] is None:
        staffed.press(staffed.buttons, "call", press=PressKind.LONG)
    else:
        staffed.press(staffed.buttons, keys[1])

    assert staffed.ticket(given.ticket_id).announced == 2
    assert staffed.ticket(given.ticket_id).call_id != first


def test_the_second_button_starts_and_then_finishes(pressed: SampleHall) -> None:
    given = waiting(pressed)
    pressed.press(pressed.buttons, "call")

    pressed.press(pressed.buttons, "call", press=PressKind.SECOND)
    started = state(pressed, given)
    pressed.clock.go_on(seconds=MEANT_TWICE_SECONDS)
    pressed.press(pressed.buttons, "call", press=PressKind.SECOND)

    assert (started, state(pressed, given)) == (TicketState.SERVING, TicketState.DONE)


def test_who_presses_it_twice_starts_the_visit_and_does_not_end_it(pressed: SampleHall) -> None:
    given = waiting(pressed)
    pressed.press(pressed.buttons, "call")
    pressed.press(pressed.buttons, "call", press=PressKind.SECOND)
    pressed.clock.go_on(seconds=0.5)

    code = refused(lambda: pressed.press(pressed.buttons, "call", press=PressKind.SECOND))

    assert code is ProblemCode.JUST_STARTED
    assert state(pressed, given) is TicketState.SERVING


def test_a_key_for_the_end_alone_ends_a_visit_at_once(pressed: SampleHall) -> None:
    given = waiting(pressed)
    for key in ("call", "start", "finish"):
        pressed.press(pressed.buttons, key)

    assert state(pressed, given) is TicketState.DONE


def test_a_visit_that_began_just_before_an_alert_can_be_ended_by_the_same_key(pressed: SampleHall) -> None:
    given = waiting(pressed)
    pressed.press(pressed.buttons, "call")
    pressed.press(pressed.buttons, "call", press=PressKind.SECOND)
    suspend(pressed)
    pressed.clock.go_on(seconds=MEANT_TWICE_SECONDS)

    pressed.press(pressed.buttons, "call", press=PressKind.SECOND)

    assert state(pressed, given) is TicketState.DONE


def test_a_panel_gives_up_whoever_is_called_and_finishes_whoever_is_served(staffed: SampleHall) -> None:
    staffed.panel(staffed.buttons, staffed.one, make=PanelMake.QSYSTEM)
    absent, present = waiting(staffed), waiting(staffed)
    staffed.press(staffed.buttons, "call")
    staffed.clock.go_on(minutes=3)

    staffed.press(staffed.buttons, "missed")
    for key in ("call", "start", "missed"):
        staffed.press(staffed.buttons, key)
        staffed.clock.go_on(seconds=MEANT_TWICE_SECONDS)

    assert (state(staffed, absent), state(staffed, present)) == (TicketState.MISSED, TicketState.DONE)


def test_a_press_just_after_the_clock_has_called_is_refused_and_a_later_one_counts(pressed: SampleHall) -> None:
    pressed.decide(call_after_finish_seconds=0)
    waiting(pressed)
    for key in ("call", "start", "finish"):
        pressed.press(pressed.buttons, key)
    given = waiting(pressed)
    pass_time(pressed, seconds=1)
    assert state(pressed, given) is TicketState.CALLED

    pressed.clock.go_on(seconds=CLOCK_SECONDS - 0.5)
    code = refused(lambda: pressed.press(pressed.buttons, "start"))
    unchanged = state(pressed, given)
    pressed.clock.go_on(seconds=0.5)
    pressed.press(pressed.buttons, "start")

    assert code is ProblemCode.CHANGED_BY_CLOCK
    assert (unchanged, state(pressed, given)) == (TicketState.CALLED, TicketState.SERVING)


def test_a_press_just_after_the_clock_has_given_up_a_ticket_calls_nobody(pressed: SampleHall) -> None:
    pressed.decide(is_missed_automatically=True)
    absent, later = waiting(pressed), waiting(pressed)
    pressed.press(pressed.buttons, "call")
    pass_time(pressed, minutes=3)
    assert state(pressed, absent) is TicketState.MISSED

    code = refused(lambda: pressed.press(pressed.buttons, "call"))

    assert code is ProblemCode.CHANGED_BY_CLOCK
    assert state(pressed, later) is TicketState.WAITING


def test_what_the_clock_does_at_another_window_refuses_nothing_here(pressed: SampleHall) -> None:
    pressed.panel(pressed.buttons, pressed.two, address="2")
    pressed.decide(call_after_finish_seconds=0)
    waiting(pressed)
    for key in ("call", "start", "finish"):
        pressed.press(pressed.buttons, key, address="2")
    waiting(pressed)
    pass_time(pressed, seconds=1)
    given = waiting(pressed)

    pressed.press(pressed.buttons, "call")

    assert state(pressed, given) is TicketState.CALLED


def test_a_box_gives_no_command_of_the_desks(pressed: SampleHall) -> None:
    waiting(pressed)

    code = refused(lambda: pressed.give(pressed.buttons, CallNext, window_id=pressed.one))

    assert code is ProblemCode.NOT_ALLOWED


@pytest.mark.parametrize("other", ["display", "olena"])
def test_nobody_else_presses(pressed: SampleHall, other: str) -> None:
    press: dict[str, Any] = {"wire": "/dev/panels", "address": "1", "key": "call"}

    assert refused(lambda: pressed.give(getattr(pressed, other), PressCallButton, **press)) is ProblemCode.NOT_ALLOWED


def test_a_box_has_no_window_where_none_of_its_panels_stands(pressed: SampleHall) -> None:
    hall, view = pressed.hall(), pressed.see(lambda view: view)

    def at_two(records: Any) -> Any:
        turn = Turn(
            records=records,
            actor=pressed.buttons,
            hall=hall,
            now=view.now,
            day=view.day,
            chance=pressed.chance,
            wording=FakeWording(),
            public_url="",
            request_id=RequestId("r"),
        )
        return turn.own_window(pressed.two)

    with pytest.raises(Refusal) as error:
        pressed.read(at_two)

    assert error.value.code is ProblemCode.WINDOW_NOT_YOURS
