"""Whatever people press, a suspended hall calls nobody, and its time stands still."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from server.contract import commands
from server.domain.errors import Refusal
from server.domain.events import (
    Event,
    HallResumed,
    HallSuspended,
    TicketCalled,
    TicketRecalled,
    TicketStarted,
)
from server.usecases.office import LetTimePass
from tests.builders import SampleHall
from tests.domain.in_thousands import in_thousands
from tests.usecases.alerts import ALERT, AROUND_THE_CLOCK, OUTAGE, hall_ms

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
    "press a button": lambda hall: hall.press(hall.buttons, "call"),
    "tick": lambda hall: hall.give(hall.server, LetTimePass),
    "a minute passes": lambda hall: hall.clock.go_on(minutes=1),
    "power cut": lambda hall: _power_cut(hall),
    "alert": lambda hall: hall.give(hall.rita, commands.SuspendHall, reason=ALERT),
    "outage": lambda hall: hall.give(hall.rita, commands.SuspendHall, reason=OUTAGE),
    "all-clear": lambda hall: hall.give(hall.rita, commands.ResumeHall),
}


@in_thousands(few=20, many=200, presses=st.lists(st.sampled_from(sorted(PRESSES)), min_size=5, max_size=40))
def test_a_suspended_hall_calls_nobody_whatever_people_press(presses: list[str]) -> None:
    hall = SampleHall()
    hall.decide(call_after_finish_seconds=10, is_missed_automatically=True, hours=AROUND_THE_CLOCK)
    hall.panel(hall.buttons, hall.one)
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
    return hall.give(hall.olena, commands.UnparkTicket, window_id=hall.one, ticket_id=ticket_id, is_called=True)


def _power_cut(hall: SampleHall) -> None:
    hall.clock.restart(seconds=45)
    hall.bus = hall.new_bus()
