"""The reckoning of a soak notices each thing that it promises to notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.contract.terms import (
    BoxId,
    CallId,
    HallId,
    PaperState,
    PersonId,
    PrintJobId,
    PriorityClass,
    Purpose,
    ServiceId,
    TicketId,
    WindowId,
)
from server.domain.events import Event, TicketCalled, TicketTaken
from server.domain.moment import Moment
from server.domain.print_job import PrintJob
from server.usecases.kept import JournalEntry
from tests.hardware.printers.slips import TAKEN_AT, UKRAINIAN
from tests.soak.papers import Papers
from tests.soak.people import Press, Seen, Ticket
from tests.soak.reckoning import lost_calls, lost_presses, lost_tickets, of_slips, stuck_calls

WINDOW = WindowId("window")
BOX = "box:kiosk"


def entry(event: Event, second: float = 0.0) -> JournalEntry:
    moment = Moment(round(second * 1000), TAKEN_AT + timedelta(seconds=second))
    return JournalEntry(sequence=1, moment=moment, event=event, actor=BOX, request_id="", digest="")


def taken(name: str, label: str) -> JournalEntry:
    return entry(
        TicketTaken(
            ticket_id=TicketId(name),
            label=label,
            service_id=ServiceId("service"),
            purpose=Purpose.HAND_IN,
            priority=PriorityClass.ORDINARY,
            box_id=BoxId("kiosk"),
        )
    )


def called(name: str, second: float = 0.0) -> JournalEntry:
    event = TicketCalled(
        ticket_id=TicketId(name),
        label=name,
        call_id=CallId(f"call of {name}"),
        window_id=WINDOW,
        window_name="1",
        person_id=PersonId("person"),
        service_id=ServiceId("service"),
        waited_ms=0,
    )
    return entry(event, second)


def press(second: float, seen: Seen) -> Press:
    return Press(TAKEN_AT + timedelta(seconds=second), second, second + 5, seen)


def job(state: PaperState, *, is_copy: bool = False) -> PrintJob:
    return PrintJob(
        id=PrintJobId("job"),
        hall_id=HallId("hall"),
        ticket_id=TicketId("a"),
        box_id=BoxId("kiosk"),
        slip=replace(UKRAINIAN, is_copy=is_copy),
        sequence=1,
        state=state,
    )


def papers(*, unmarked: int = 0, whole_unmarked: int = 0, whole_marked: int = 0) -> Papers:
    found = Papers()
    found.unmarked[TicketId("a")] = unmarked
    found.whole_unmarked[TicketId("a")] = whole_unmarked
    found.whole_marked[TicketId("a")] = whole_marked
    return found


@pytest.mark.parametrize(
    ("journal", "told", "count"),
    [
        ([taken("a", "А 001")], [Ticket(TicketId("a"), "А 001")], 0),
        ([], [Ticket(TicketId("a"), "А 001")], 1),
        ([taken("a", "А 001")], [Ticket(TicketId("a"), "А 002")], 1),
        ([taken("a", "А 001"), taken("b", "А 001")], [Ticket(TicketId(each), "А 001") for each in "ab"], 1),
        ([taken("a", "А 001")], [Ticket(TicketId("a"), "А 001")] * 2, 1),
        ([taken("a", "А 001")], [], 1),
    ],
    ids=["as told", "not in the hall", "another number", "a number twice", "given to two", "made for nobody"],
)
def test_tickets(journal: list[JournalEntry], told: list[Ticket], count: int) -> None:
    assert len(lost_tickets(journal, told, frozenset({BOX}))) == count


def test_a_call_that_a_desk_was_told_of_is_made_once() -> None:
    assert not lost_calls([called("a"), called("b")], WINDOW, [TicketId("a"), TicketId("b")])
    assert lost_calls([called("a")], WINDOW, [TicketId("a"), TicketId("b")])
    assert lost_calls([called("a"), called("b")], WINDOW, [TicketId("a")])


@pytest.mark.parametrize(
    ("calls", "seen", "disturbed", "count"),
    [
        ([1.0], Seen.CALLED, [], 0),
        ([1.0, 2.0], Seen.CALLED, [], 1),
        ([], Seen.CALLED, [(0.0, 9.0)], 1),
        ([], Seen.NOTHING, [(0.0, 9.0)], 0),
        ([], Seen.NOTHING, [(20.0, 30.0)], 1),
        ([], Seen.TOLD_NO, [], 0),
        ([], Seen.NOT_TAKEN, [], 0),
        ([-1.0], Seen.TOLD_NO, [], 1),
    ],
    ids=["once", "twice", "lamp lies", "while disturbed", "for no reason", "told no", "not taken", "without a press"],
)
def test_presses(calls: list[float], seen: Seen, disturbed: list[tuple[float, float]], count: int) -> None:
    journal = [called(str(second), second) for second in calls]

    assert len(lost_presses(journal, WINDOW, [press(0.0, seen)], disturbed)) == count


def test_a_stuck_key_calls_one_citizen_each_time() -> None:
    assert not stuck_calls([called("a")], WINDOW, 1)
    assert stuck_calls([called("a"), called("b")], WINDOW, 1)


@pytest.mark.parametrize(
    ("state", "found", "said"),
    [
        (PaperState.PRINTED, papers(unmarked=1, whole_unmarked=1), (0, 0, 0)),
        (PaperState.WAITING, papers(), (1, 0, 0)),
        (PaperState.PRINTED, papers(), (1, 0, 0)),
        (PaperState.UNKNOWN, papers(unmarked=1, whole_unmarked=1), (0, 0, 0)),
        (PaperState.UNKNOWN, papers(unmarked=2, whole_unmarked=1), (0, 1, 0)),
        (PaperState.FAILED, papers(unmarked=1, whole_unmarked=1), (0, 0, 1)),
    ],
    ids=["printed", "waits for ever", "never came out", "unknown", "doubled", "came out all the same"],
)
def test_slips(state: PaperState, found: Papers, said: tuple[int, int, int]) -> None:
    reckoned = of_slips({TicketId("a"): [job(state)]}, found)

    assert (len(reckoned.lost), len(reckoned.unmarked_doubles), len(reckoned.untrue)) == said


def test_a_copy_told_as_printed_has_its_marked_paper() -> None:
    slips = [job(PaperState.UNKNOWN), job(PaperState.PRINTED, is_copy=True)]

    assert of_slips({TicketId("a"): slips}, papers(whole_marked=1)).is_clean
    assert of_slips({TicketId("a"): slips}, papers()).lost
