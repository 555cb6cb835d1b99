"""The virtual printer understands ESC/POS as a real one does."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hardware.printers.encoder import Cutter, Device, encode
from hardware.printers.raster import render
from hardware.printers.virtual.language import (
    AskPaper,
    AskProcess,
    Cut,
    Feed,
    Initialise,
    Interpreter,
    Row,
    SetAutomatic,
)
from hardware.printers.virtual.realtime import CLEAR_BUFFERS, Arrived, ClearAsked, Heard, RealtimeEar, StatusAsked
from tests.hardware.printers.slips import UKRAINIAN

WIDTH_BYTES = 72
SLIP = (
    b"\x1b@\x1da\x0e"
    + encode(render(UKRAINIAN, 576), Device(576, 203, "default", Cutter.AUTOMATIC, can_double=True)).data
    + b"\x1d(H\x06\x00\x30\x30 !~~"
)


@given(cuts=st.lists(st.integers(0, len(SLIP)), max_size=30))
def test_any_split_of_a_slip_is_the_same_slip(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(SLIP)]
    interpreter = Interpreter(WIDTH_BYTES)

    piecewise = [act for begin, end in pairwise(places) for act in interpreter.feed(SLIP[begin:end])]

    assert piecewise == Interpreter(WIDTH_BYTES).feed(SLIP)


@given(data=st.binary(max_size=300))
def test_no_bytes_at_all_upset_it(data: bytes) -> None:
    actions = Interpreter(WIDTH_BYTES).feed(data)

    assert all(len(action.ink) == WIDTH_BYTES for action in actions if isinstance(action, Row))


def test_questions_and_settings_are_understood() -> None:
    data = b"\x1b@\x1da\x0e\x1dr\x01\x1d(H\x06\x00\x30\x30abcd\x1dVB\x00"

    assert Interpreter(WIDTH_BYTES).feed(data) == [
        Initialise(),
        SetAutomatic(True),
        AskPaper(),
        AskProcess(b"abcd"),
        Cut(),
    ]


def test_a_doubled_picture_is_twice_as_wide_and_high() -> None:
    actions = Interpreter(4).feed(b"\x1dv0\x03\x02\x00\x01\x00\xa0\x01")

    assert actions == [Row(b"\xcc\x00\x00\x03")] * 2


def test_a_picture_wider_than_the_paper_is_cut_off() -> None:
    assert Interpreter(1).feed(b"\x1dv0\x00\x02\x00\x01\x00\xa0\x01") == [Row(b"\xa0")]


def test_a_host_that_forgets_the_motion_unit_gets_half_its_spaces() -> None:
    assert Interpreter(WIDTH_BYTES).feed(b"\x1bJ\x64") == [Feed(50)]
    assert Interpreter(WIDTH_BYTES).feed(b"\x1dP\xcb\xcb\x1bJ\x64") == [Feed(100)]


def test_text_in_the_ukrainian_table_is_drawn_and_wrapped() -> None:
    one_line = Interpreter(WIDTH_BYTES).feed(b"\x1bt\x2e" + "Талон А 042\n".encode("cp1251"))
    two_lines = Interpreter(WIDTH_BYTES).feed(b"\x1bt\x2e" + ("Талон А 042 " * 5 + "\n").encode("cp1251"))
    other_letters = Interpreter(WIDTH_BYTES).feed(b"\x1bt\x2e" + "Талон Б 042\n".encode("cp1251"))

    assert len(two_lines) == 2 * len(one_line)
    assert any(isinstance(action, Row) and any(action.ink) for action in one_line)
    assert one_line != other_letters


@given(cut=st.integers(0, 30))
def test_orders_are_heard_in_the_middle_of_a_picture_and_its_dots_stay(cut: int) -> None:
    data = b"\x1dv0\x00\x48\x00" + b"\x10\x04\x01" + b"\xff" * 4 + CLEAR_BUFFERS + b"\x1b@"
    ear = RealtimeEar()

    heard = [*ear.feed(data[:cut]), *ear.feed(data[cut:])]

    assert [order for order in heard if not isinstance(order, Arrived)] == [StatusAsked(1), ClearAsked()]
    assert b"".join(piece.data for piece in heard if isinstance(piece, Arrived)) == data
    assert _after_the_order(heard) == b"\x1b@"


def _after_the_order(heard: list[Heard]) -> bytes:
    place = heard.index(ClearAsked())
    return b"".join(piece.data for piece in heard[place:] if isinstance(piece, Arrived))
