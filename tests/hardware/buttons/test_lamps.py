"""Lamps tell the truth about the ticket in hand, and for a moment what became of a press."""

from __future__ import annotations

import pytest

from hardware.buttons.lamps import NOBODY_SECONDS, REFUSED_SECONDS, UNASSIGNED, Lamps
from hardware.buttons.protocol import Lamp
from server.contract.answers import Answer, Done, NobodyWaiting, TicketCalledHere, TicketInHand
from server.contract.terms import CallId, ServiceId, TicketId, TicketState

TICKET = TicketId("ticket-1")
CALLED = TicketCalledHere(
    ticket_id=TICKET, call_id=CallId("ticket-1/1"), label="А\u00a0042", service_id=ServiceId("service-1")
)


def lamps() -> Lamps:
    """Of one window, with the server in reach."""
    made = Lamps(["3"])
    made.link(is_up=True)
    return made


@pytest.mark.parametrize(
    ("answer", "lamp"),
    [
        (CALLED, Lamp.STEADY),
        (TicketInHand(ticket_id=TICKET, label="А\u00a0042", state=TicketState.SERVING), Lamp.OFF),
        (Done(), Lamp.OFF),
        (NobodyWaiting(), Lamp.SLOW),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_answer_is_seen_on_the_lamp(answer: Answer, lamp: Lamp) -> None:
    shown = lamps()

    shown.answered("3", answer, 10.0)

    assert shown.shown("3", 10.0) is lamp


def test_nobody_waiting_is_said_for_a_while_only() -> None:
    shown = lamps()
    shown.answered("3", NobodyWaiting(), 10.0)

    assert shown.shown("3", 10.0 + NOBODY_SECONDS) is Lamp.OFF


def test_a_refusal_blinks_for_two_seconds_and_leaves_the_called_ticket_lit() -> None:
    shown = lamps()
    shown.answered("3", CALLED, 10.0)

    shown.refused("3", 20.0)

    assert shown.shown("3", 20.0) is Lamp.FAST
    assert shown.shown("3", 20.0 + REFUSED_SECONDS) is Lamp.STEADY


def test_what_the_desk_page_does_is_seen_too() -> None:
    shown = lamps()
    shown.in_hand("3", TicketState.CALLED)
    before = shown.shown("3", 10.0)

    shown.in_hand("3", TicketState.SERVING)

    assert before is Lamp.STEADY
    assert shown.shown("3", 10.0) is Lamp.OFF


def test_without_the_server_every_lamp_says_so() -> None:
    shown = lamps()
    shown.answered("3", CALLED, 10.0)

    shown.link(is_up=False)

    assert shown.shown("3", 10.0) is Lamp.DOUBLE
    assert shown.shown(UNASSIGNED, 10.0) is Lamp.DOUBLE


def test_a_press_that_was_not_heard_says_so_before_the_news_do() -> None:
    shown = lamps()

    shown.not_heard("3", 10.0)

    assert shown.shown("3", 10.0) is Lamp.DOUBLE
