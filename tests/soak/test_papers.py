"""What a paper shows is told by the paper: whose slip, whole or torn, and whether it carries the mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from hardware.printers.raster import render
from hardware.printers.virtual import PrintedSlip
from server.contract.slip import Slip
from server.contract.terms import TicketId
from tests.hardware.printers.slips import ENGLISH, UKRAINIAN
from tests.soak.papers import WIDTH_DOTS, Papers, codes_on, read_papers

FIRST, SECOND = TicketId("first"), TicketId("second")
SLIPS = {
    FIRST: replace(UKRAINIAN, phone_url="https://queue.example/t/first"),
    SECOND: replace(ENGLISH, phone_url="https://queue.example/t/second"),
}


def picture(slip: Slip, *, is_copy: bool = False) -> Image.Image:
    drawn = render(replace(slip, is_copy=is_copy), WIDTH_DOTS)
    return Image.frombytes("1", drawn.size, drawn.tobytes())


def torn(slip: Image.Image) -> Image.Image:
    """Just below its code."""
    (code,) = codes_on(slip)
    return slip.crop((0, 0, slip.width, code.position.bottom_left.y + 20))


def one_below_the_other(upper: Image.Image, lower: Image.Image) -> Image.Image:
    joined = Image.new("1", (upper.width, upper.height + lower.height), 1)
    joined.paste(upper, (0, 0))
    joined.paste(lower, (0, upper.height))
    return joined


def read(folder: Path, *pieces: tuple[Image.Image, bool]) -> Papers:
    printed = []
    for number, (paper, is_cut) in enumerate(pieces, 1):
        path = folder / f"{number}.png"
        paper.save(path)
        printed.append(PrintedSlip(number, path, paper.height, 0, is_cut, datetime.now(UTC)))
    return read_papers(printed, SLIPS)


def test_a_slip_and_its_marked_copy_are_told_apart(tmp_path: Path) -> None:
    papers = read(tmp_path, (picture(SLIPS[FIRST]), True), (picture(SLIPS[FIRST], is_copy=True), True))

    assert (papers.unmarked[FIRST], papers.whole_unmarked[FIRST], papers.whole_marked[FIRST]) == (1, 1, 1)


def test_a_second_slip_without_the_mark_is_counted_though_it_is_torn(tmp_path: Path) -> None:
    papers = read(tmp_path, (picture(SLIPS[FIRST]), True), (torn(picture(SLIPS[FIRST])), False))

    assert (papers.unmarked[FIRST], papers.whole_unmarked[FIRST]) == (2, 1)


def test_a_torn_copy_is_no_unmarked_slip(tmp_path: Path) -> None:
    papers = read(tmp_path, (torn(picture(SLIPS[FIRST], is_copy=True)), False))

    assert (papers.unmarked[FIRST], papers.whole_marked[FIRST]) == (0, 0)


def test_two_slips_on_one_paper_are_two(tmp_path: Path) -> None:
    both = one_below_the_other(torn(picture(SLIPS[FIRST])), picture(SLIPS[SECOND]))

    papers = read(tmp_path, (both, True))

    assert (papers.unmarked[FIRST], papers.whole_unmarked[FIRST]) == (1, 0)
    assert (papers.unmarked[SECOND], papers.whole_unmarked[SECOND]) == (1, 1)
