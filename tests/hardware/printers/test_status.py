"""What a printer says, told apart byte by byte."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ports import Cover, Paper
from hardware.printers.status import (
    AutomaticStatus,
    BuffersCleared,
    Condition,
    Event,
    FlowControl,
    FullStatus,
    Noise,
    PaperAnswer,
    ProcessDone,
    RealtimeAnswer,
    StatusReader,
    condition_from_answers,
    condition_from_automatic,
)
from server.contract.terms import PrintFault

WELL = Condition(Paper.ENOUGH, Cover.CLOSED, is_offline=False, is_cutter_stuck=False, is_broken=False)
WORDS = {
    "automatic": (b"\x10\x00\x00\x0f", AutomaticStatus(WELL)),
    "automatic, other models": (b"\x10\x00\x00\x00", AutomaticStatus(WELL)),
    "real-time": (b"\x16", RealtimeAnswer(0x16)),
    "paper": (b"\x03", PaperAnswer(Paper.NEAR_END)),
    "process": (b"\x37\x22 !~\x7d\x00", ProcessDone(b" !~\x7d")),
    "cleared": (b"\x37\x25\x00", BuffersCleared()),
    "xon": (b"\x11", FlowControl(may_send=True)),
    "xoff": (b"\x13", FlowControl(may_send=False)),
    "other block": (b"\x37\x6f\x31\x00", Noise(b"\x37\x6f\x31\x00")),
}


@pytest.mark.parametrize(("said", "event"), WORDS.values(), ids=WORDS)
def test_each_kind_of_answer_is_known_by_its_first_byte(said: bytes, event: Event) -> None:
    assert StatusReader().feed(said) == [event]


@given(words=st.lists(st.sampled_from(list(WORDS.values())), max_size=12))
def test_answers_that_come_in_one_piece_are_told_apart(words: list[tuple[bytes, Event]]) -> None:
    said = b"".join(data for data, _ in words)

    assert StatusReader().feed(said) == [event for _, event in words]


@given(data=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200), max_size=20))
def test_any_split_of_the_stream_gives_the_same_events(data: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(data)]
    reader = StatusReader()

    piecewise = [event for begin, end in pairwise(places) for event in reader.feed(data[begin:end])]

    assert piecewise == StatusReader().feed(data)


@given(noise=st.binary(max_size=100))
def test_after_any_noise_an_automatic_status_is_understood_again(noise: bytes) -> None:
    reader = StatusReader()
    reader.feed(noise)

    events = reader.feed(bytes(1) * 80 + b"\x10\x00\x0c\x00")

    assert isinstance(events[-1], AutomaticStatus)
    assert events[-1].condition.paper is Paper.OUT


def test_flow_control_in_the_middle_of_a_status_does_not_harm_it() -> None:
    assert StatusReader().feed(b"\x10\x00\x13\x00\x00") == [FlowControl(may_send=False), AutomaticStatus(WELL)]


def test_a_status_that_breaks_off_is_noise_and_the_next_answer_counts() -> None:
    assert StatusReader().feed(b"\x10\x00\x12") == [Noise(b"\x10\x00"), RealtimeAnswer(0x12)]


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (b"\x10\x00\x00\x0f", PrintFault.NONE),
        (b"\x10\x00\x03\x0f", PrintFault.NONE),
        (b"\x18\x00\x00\x0f", PrintFault.OFFLINE),
        (b"\x18\x00\x0f\x0f", PrintFault.PAPER_OUT),
        (b"\x38\x00\x0c\x0f", PrintFault.COVER_OPEN),
        (b"\x18\x08\x00\x0f", PrintFault.CUTTER),
        (b"\x18\x20\x00\x0f", PrintFault.UNRECOVERABLE),
        (b"\x18\x40\x00\x0f", PrintFault.OFFLINE),
    ],
)
def test_an_automatic_status_names_the_fault(status: bytes, fault: PrintFault) -> None:
    assert condition_from_automatic(status).fault is fault


@pytest.mark.parametrize(
    ("answers", "paper", "cover", "fault"),
    [
        ((0x12, 0x12, 0x12, 0x12), Paper.ENOUGH, Cover.CLOSED, PrintFault.NONE),
        ((0x12, 0x12, 0x12, 0x1E), Paper.NEAR_END, Cover.CLOSED, PrintFault.NONE),
        ((0x1A, 0x32, 0x12, 0x72), Paper.OUT, Cover.CLOSED, PrintFault.PAPER_OUT),
        ((0x1A, 0x32, 0x12, 0x7E), Paper.OUT, Cover.CLOSED, PrintFault.PAPER_OUT),
        ((0x1A, 0x32, 0x12, None), Paper.OUT, Cover.CLOSED, PrintFault.PAPER_OUT),
        ((0x1A, 0x16, 0x12, 0x12), Paper.ENOUGH, Cover.OPEN, PrintFault.COVER_OPEN),
        ((0x1A, 0x52, 0x1A, 0x12), Paper.ENOUGH, Cover.CLOSED, PrintFault.CUTTER),
        ((0x1A, 0x52, 0x32, 0x12), Paper.ENOUGH, Cover.CLOSED, PrintFault.UNRECOVERABLE),
        ((0x12, None, None, None), Paper.UNKNOWN, Cover.UNKNOWN, PrintFault.NONE),
    ],
)
def test_real_time_answers_together_name_the_fault(
    answers: tuple[int | None, ...], paper: Paper, cover: Cover, fault: PrintFault
) -> None:
    condition = condition_from_answers(lambda number: answers[number - 1])

    assert condition is not None
    assert (condition.paper, condition.cover, condition.fault) == (paper, cover, fault)


def test_a_printer_that_does_not_answer_is_asked_once_and_is_no_printer_with_paper() -> None:
    asked: list[int] = []

    condition = condition_from_answers(lambda number: asked.append(number))

    assert condition is None
    assert asked == [1]


@pytest.mark.parametrize(("paper", "is_slip_in_mouth"), [(0x20, True), (0x24, True), (0xA0, True), (0x00, False)])
def test_a_full_status_tells_of_a_slip_in_the_mouth(paper: int, is_slip_in_mouth: bool) -> None:  # noqa: FBT001
    events = StatusReader().feed(bytes((0x10, 0x0F, paper, 0x11, 0x13, 0x00)) + b"\x12")

    assert events == [FullStatus(is_slip_in_mouth), RealtimeAnswer(0x12)]
