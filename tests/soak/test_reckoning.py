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
    PrintFault,
    PrintJobId,
    PrintOutcome,
    PriorityClass,
    Purpose,
    ServiceId,
    TicketId,
    WindowId,
)
from server.domain.events import Event, SlipOrdered, SlipReported, TicketCalled, TicketTaken
from server.domain.moment import Moment
from server.domain.print_job import PrintJob
from server.usecases.kept import JournalEntry
from tests.hardware.printers.slips import TAKEN_AT, UKRAINIAN
from tests.soak.papers import Papers
from tests.soak.people import Press, Seen, Ticket
from tests.soak.reckoning import (
    MOST_SILENT,
    Span,
    lost_calls,
    lost_presses,
    lost_tickets,
    of_slips,
    print_times,
    stuck_calls,
    unordered_slips,
    unprinted_slips,
)

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


def ordered(second: float = 0.0) -> JournalEntry:
    event = SlipOrdered(job_id=PrintJobId("job"), ticket_id=TicketId("a"), box_id=BoxId("kiosk"), is_copy=False)
    return entry(event, second)


def reported(second: float) -> JournalEntry:
    event = SlipReported(
        job_id=PrintJobId("job"),
        ticket_id=TicketId("a"),
        box_id=BoxId("kiosk"),
        outcome=PrintOutcome.FAILED,
        fault=PrintFault.UNREACHABLE,
        millimetres=0,
    )
    return entry(event, second)


def span(begin: float, end: float) -> Span:
    return TAKEN_AT + timedelta(seconds=begin), TAKEN_AT + timedelta(seconds=end)


def press(second: float, seen: Seen) -> Press:
    return Press(TAKEN_AT + timedelta(seconds=second), second, second + 5, seen)


def job(state: PaperState, *, is_copy: bool = False, fault: PrintFault = PrintFault.NONE) -> PrintJob:
    return PrintJob(
        id=PrintJobId("job"),
        hall_id=HallId("hall"),
        ticket_id=TicketId("a"),
        box_id=BoxId("kiosk"),
        slip=replace(UKRAINIAN, is_copy=is_copy),
        sequence=1,
        state=state,
        fault=fault,
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
        ([1.0], Seen.TOLD_NO, [], 1),
        ([1.0], Seen.TOLD_NO, [(0.0, 9.0)], 0),
        ([-1.0], Seen.TOLD_NO, [], 1),
    ],
    ids=[
        "once",
        "twice",
        "lamp lies",
        "while disturbed",
        "for no reason",
        "told no",
        "not taken",
        "called and told no",
        "called and told no while disturbed",
        "without a press",
    ],
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


@pytest.mark.parametrize(
    ("state", "told_again", "trouble", "lost", "calm"),
    [
        (PaperState.PRINTED, 2.0, (5.0, 9.0), 0, 1),
        (PaperState.FAILED, 2.0, (5.0, 9.0), 1, 1),
        (PaperState.UNKNOWN, 2.0, (5.0, 9.0), 1, 1),
        (PaperState.FAILED, 2.0, (1.5, 9.0), 0, 0),
        (PaperState.FAILED, 2.0, (-5.0, 0.5), 0, 0),
        (PaperState.FAILED, 6.0, (5.0, 9.0), 0, 0),
        (PaperState.FAILED, 2.0, (-5.0, -1.0), 1, 1),
    ],
    ids=[
        "printed",
        "failed",
        "unknown",
        "trouble began",
        "trouble before its end",
        "told again in it",
        "mended before",
    ],
)
def test_a_slip_is_printed_when_nothing_is_wrong(
    state: PaperState, told_again: float, trouble: tuple[float, float], lost: int, calm: int
) -> None:
    times = print_times([ordered(), reported(1.0), reported(told_again)])
    troubles = {BoxId("kiosk"): [span(*trouble)]}

    found = unprinted_slips([job(state)], times, troubles)

    assert (len(found.lost), found.calm_slips) == (lost, calm)


@pytest.mark.parametrize(
    ("printed", "fault", "times", "lost", "calm"),
    [
        (1, PrintFault.NO_ANSWER, MOST_SILENT, 0, 1),
        (1, PrintFault.NO_ANSWER, MOST_SILENT + 1, MOST_SILENT + 1, MOST_SILENT + 2),
        (20 * MOST_SILENT, PrintFault.NO_ANSWER, MOST_SILENT + 1, MOST_SILENT + 1, 21 * MOST_SILENT + 1),
        (20 * MOST_SILENT + 20, PrintFault.NO_ANSWER, MOST_SILENT + 1, 0, 20 * MOST_SILENT + 20),
        (20 * MOST_SILENT, PrintFault.UNREACHABLE, 1, 1, 20 * MOST_SILENT + 1),
    ],
    ids=["a stall or two", "silent all along", "too many of many", "few of many", "what a stall does not do"],
)
def test_a_busy_machine_is_excused_for_some_printers_without_an_answer(
    printed: int, fault: PrintFault, times: int, lost: int, calm: int
) -> None:
    jobs = [job(PaperState.PRINTED)] * printed + [job(PaperState.UNKNOWN, fault=fault)] * times

    found = unprinted_slips(jobs, print_times([ordered(), reported(1.0)]), {BoxId("kiosk"): []})

    assert (len(found.lost), found.calm_slips) == (lost, calm)
    assert found.calm_slips + found.excused_slips == len(jobs)


def test_a_slip_that_is_told_of_by_nobody_meets_every_later_trouble() -> None:
    times = print_times([ordered()])

    assert not unprinted_slips([job(PaperState.DROPPED)], times, {BoxId("kiosk"): [span(50.0, 60.0)]}).lost
    assert unprinted_slips([job(PaperState.DROPPED)], times, {BoxId("kiosk"): []}).lost


def test_a_ticket_taken_at_a_box_has_its_slip_ordered() -> None:
    assert not unordered_slips([taken("a", "А 001"), ordered()], frozenset({BOX}))
    assert unordered_slips([taken("a", "А 001")], frozenset({BOX})) == ["no slip of А 001 was ordered"]
    assert not unordered_slips([taken("a", "А 001")], frozenset({"box:another"}))
