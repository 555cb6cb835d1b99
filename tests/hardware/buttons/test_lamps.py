"""Panels show the truth about their windows, and for a moment what became of a press."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hardware.buttons.lamps import NOBODY_SECONDS, REFUSED_SECONDS, Lamps
from hardware.buttons.ports import PanelId, Shown
from hardware.buttons.protocol import Lamp
from server.contract.answers import Answer, Done, NobodyWaiting, TicketCalledHere, TicketInHand
from server.contract.catalogue import PanelWindow
from server.contract.desk_news import DeskSnapshot
from server.contract.terms import CallId, PersonId, ServiceId, TicketId, TicketState, WindowId, Work

LABEL = "А\u00a0042"
TICKET = TicketId("ticket-1")
CALLED = TicketCalledHere(ticket_id=TICKET, call_id=CallId("ticket-1/1"), label=LABEL, service_id=ServiceId("s"))
SERVED = TicketInHand(ticket_id=TICKET, label=LABEL, state=TicketState.SERVING)
HERE, THERE, STRANGER = (PanelId("wire", address) for address in ("1", "2", "9"))
WINDOW, ELSEWHERE = WindowId("window-3"), WindowId("window-4")
FREE = DeskSnapshot(
    window_id=WINDOW,
    window_name="3",
    person_id=PersonId("olena"),
    person_name="Олена",
    now=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
    service_ids=(),
    work=Work.AT_WINDOW,
    break_reason=None,
    work_since=None,
    work_until=None,
    call_due_at=None,
    in_hand=None,
    parked=(),
    waiting=0,
    served_today=0,
)


def places(*panels: PanelId, window: WindowId = WINDOW) -> list[PanelWindow]:
    return [PanelWindow(wire=each.wire, address=each.address, window_id=window, window_name="3") for each in panels]


def lamps() -> Lamps:
    """Two panels at window 3, with the server in reach."""
    made = Lamps()
    made.link(is_up=True)
    made.stand_at(places(HERE, THERE))
    return made


def answered(shown: Lamps, panel: PanelId, answer: Answer, now: float) -> None:
    """A press that is answered before anything else happens."""
    shown.answered(panel, answer, now, asked=shown.asking(panel))


def lamp(shown: Lamps, now: float = 10.0, panel: PanelId = HERE) -> Lamp:
    return shown.shown(panel, now).lamp


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (CALLED, Shown(Lamp.STEADY, LABEL, "3")),
        (SERVED, Shown(Lamp.OFF, LABEL, "3")),
        (Done(), Shown(Lamp.OFF, None, "3")),
        (NobodyWaiting(), Shown(Lamp.SLOW, None, "3")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_answer_is_seen_on_the_panel(answer: Answer, seen: Shown) -> None:
    shown = lamps()

    answered(shown, HERE, answer, 10.0)

    assert shown.shown(HERE, 10.0) == seen


def test_every_panel_of_the_window_shows_the_called_ticket() -> None:
    shown = lamps()

    answered(shown, HERE, CALLED, 10.0)

    assert shown.shown(THERE, 10.0) == Shown(Lamp.STEADY, LABEL, "3")


def test_nobody_waiting_is_said_for_a_while_only_and_where_it_was_asked() -> None:
    shown = lamps()
    answered(shown, HERE, NobodyWaiting(), 10.0)

    assert lamp(shown, panel=THERE) is Lamp.OFF
    assert lamp(shown, 10.0 + NOBODY_SECONDS) is Lamp.OFF


def test_a_refusal_blinks_for_two_seconds_and_leaves_the_called_ticket_lit() -> None:
    shown = lamps()
    answered(shown, HERE, CALLED, 10.0)

    shown.refused(HERE, 20.0)

    assert lamp(shown, 20.0) is Lamp.FAST
    assert lamp(shown, 20.0, THERE) is Lamp.STEADY
    assert lamp(shown, 20.0 + REFUSED_SECONDS) is Lamp.STEADY


@pytest.mark.parametrize(
    ("desk", "seen"),
    [
        ({"waiting": 2}, Lamp.FLASH),
        ({"waiting": 0}, Lamp.OFF),
        ({"waiting": 2, "person_id": None}, Lamp.OFF),
        ({"waiting": 2, "work": Work.BREAK}, Lamp.OFF),
    ],
)
def test_somebody_waiting_is_shown_to_whoever_could_call_them(desk: dict[str, Any], seen: Lamp) -> None:
    shown = lamps()

    shown.desk(replace(FREE, **desk))

    assert lamp(shown) is seen


def test_a_called_ticket_does_not_hide_behind_those_who_wait() -> None:
    shown = lamps()
    shown.desk(replace(FREE, waiting=2))

    answered(shown, HERE, CALLED, 10.0)
    called = lamp(shown)
    answered(shown, HERE, SERVED, 11.0)
    served = lamp(shown)
    answered(shown, HERE, Done(), 12.0)

    assert (called, served, lamp(shown)) == (Lamp.STEADY, Lamp.OFF, Lamp.FLASH)


def test_without_the_server_every_panel_says_so_and_shows_no_number() -> None:
    shown = lamps()
    answered(shown, HERE, CALLED, 10.0)

    shown.link(is_up=False)

    assert shown.shown(HERE, 10.0) == Shown(Lamp.DOUBLE, None, "3")
    assert lamp(shown, panel=STRANGER) is Lamp.DOUBLE


def test_a_press_that_was_not_heard_says_so_before_the_news_do() -> None:
    shown = lamps()

    shown.not_heard(HERE, 10.0)

    assert lamp(shown) is Lamp.DOUBLE


def test_a_refused_press_on_a_panel_without_a_window_blinks_there() -> None:
    shown = lamps()

    shown.refused(STRANGER, 10.0)

    assert shown.shown(STRANGER, 10.0) == Shown(Lamp.FAST)
    assert lamp(shown) is Lamp.OFF


def test_a_panel_that_comes_to_another_window_asks_for_its_news_and_forgets_the_former() -> None:
    shown = lamps()
    answered(shown, HERE, CALLED, 10.0)

    moved = shown.stand_at(places(HERE, THERE, window=ELSEWHERE))
    again = shown.stand_at(places(HERE, window=ELSEWHERE))

    assert (moved, again) == (True, False)
    assert lamp(shown) is Lamp.OFF
    assert shown.windows() == {"window-4"}


def test_an_answer_that_comes_after_newer_news_says_nothing() -> None:
    shown = lamps()
    asked = shown.asking(HERE)
    shown.desk(FREE)

    shown.answered(HERE, CALLED, 10.0, asked=asked)

    assert shown.shown(HERE, 10.0) == Shown(Lamp.OFF, None, "3")


def test_news_of_another_window_do_not_make_an_answer_old() -> None:
    shown = lamps()
    asked = shown.asking(HERE)
    shown.desk(replace(FREE, window_id=ELSEWHERE))

    shown.answered(HERE, CALLED, 10.0, asked=asked)

    assert lamp(shown) is Lamp.STEADY


def test_that_nobody_waits_is_said_however_late_it_comes() -> None:
    shown = lamps()
    asked = shown.asking(HERE)
    shown.desk(replace(FREE, waiting=1))

    shown.answered(HERE, NobodyWaiting(), 10.0, asked=asked)

    assert lamp(shown) is Lamp.SLOW
    assert lamp(shown, 10.0 + NOBODY_SECONDS) is Lamp.FLASH


def test_a_panel_that_comes_back_to_its_window_shows_what_is_there() -> None:
    shown = lamps()
    answered(shown, HERE, CALLED, 10.0)

    shown.stand_at(places(HERE, THERE, window=ELSEWHERE))
    shown.stand_at(places(HERE, THERE))

    assert lamp(shown) is Lamp.STEADY


def test_what_a_window_was_like_is_forgotten_when_its_news_end_and_no_panel_stands_there() -> None:
    shown = lamps()
    answered(shown, HERE, CALLED, 10.0)
    shown.stand_at(places(HERE, window=ELSEWHERE))

    shown.link(is_up=False)
    shown.link(is_up=True)
    shown.stand_at(places(HERE))

    assert lamp(shown) is Lamp.OFF
