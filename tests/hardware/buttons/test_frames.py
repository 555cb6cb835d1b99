"""Frames come whole out of any stream, however it was cut and whatever noise it holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.buttons.frames import LONGEST_BYTES, Frame, FrameReader, Origin, checksum, encoded

PRESS = Frame(Origin.PANEL, 12, 90, ("press", "call", "4711"))

WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)
FRAMES = st.builds(
    Frame,
    st.sampled_from(Origin),
    st.integers(1, 254),
    st.integers(0, 255),
    st.lists(WORDS, min_size=1, max_size=3).map(tuple),
)
NOISE = st.binary(max_size=40).map(lambda noise: noise.replace(b"<", b"").replace(b">", b""))


def test_a_frame_looks_as_the_page_for_firmware_makers_says() -> None:
    assert encoded(PRESS) == b"<12,90,press,call,4711*B71B\n"


def test_the_checksum_is_that_of_the_published_example() -> None:
    assert checksum(b"123456789") == 0x29B1


@given(FRAMES)
def test_a_frame_comes_back_as_it_was(frame: Frame) -> None:
    assert FrameReader().feed(encoded(frame)) == [frame]


@given(st.lists(st.one_of(FRAMES, NOISE), max_size=8), st.lists(st.integers(0, 400), max_size=12))
def test_any_cut_of_the_stream_gives_the_same_frames(parts: list[Frame | bytes], cuts: list[int]) -> None:
    stream = b"".join(encoded(part) if isinstance(part, Frame) else part for part in parts)
    places = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]

    at_once, in_pieces = FrameReader(), FrameReader()
    whole = at_once.feed(stream)
    pieces = [frame for start, end in pairwise(places) for frame in in_pieces.feed(stream[start:end])]

    assert pieces == whole
    assert in_pieces.damaged == at_once.damaged


@given(NOISE, FRAMES)
def test_a_frame_after_noise_is_understood(noise: bytes, frame: Frame) -> None:
    reader = FrameReader()

    found = reader.feed(noise + encoded(frame))

    assert found == [frame]


@given(FRAMES, st.integers(0, 62), st.integers(1, 255))
def test_a_changed_byte_never_gives_another_frame(frame: Frame, place: int, change: int) -> None:
    stream = bytearray(encoded(frame))
    stream[place % len(stream)] ^= change

    found = FrameReader().feed(bytes(stream))

    # A changed sign is another sender's word, which the meaning sorts out; the line's end may be lost with the frame.
    assert [(each.address, each.sequence, each.words) for each in found] in (
        [],
        [(frame.address, frame.sequence, frame.words)],
    )


def test_a_frame_cut_short_by_the_next_one_costs_only_itself() -> None:
    reader = FrameReader()

    found = reader.feed(encoded(PRESS)[:9] + encoded(PRESS))

    assert found == [PRESS]
    assert reader.damaged == 1


def test_a_carriage_return_before_the_end_of_line_is_allowed() -> None:
    assert FrameReader().feed(encoded(PRESS).replace(b"\n", b"\r\n")) == [PRESS]


def test_noise_without_an_end_does_not_grow() -> None:
    reader = FrameReader()

    reader.feed(b"<" + b"a" * 10 * LONGEST_BYTES)

    assert reader.damaged == 1
    assert reader.feed(encoded(PRESS)) == [PRESS]


@pytest.mark.parametrize("body", ["0,1,ack", "255,1,ack", "1,256,ack", "01,1,ack", "1,1", "1,1,", "1,1,ACK", "1,1,a*b"])
def test_a_well_summed_frame_outside_the_rules_is_none(body: str) -> None:
    reader = FrameReader()

    found = reader.feed(f"<{body}*{checksum(body.encode()):04X}\n".encode())

    assert found == []
    assert reader.damaged == 1
