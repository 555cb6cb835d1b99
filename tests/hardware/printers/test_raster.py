"""The picture of a slip: everything fits, the number is large, the code can be read."""

from dataclasses import replace

import numpy
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from hardware.errors import SlipTooWide
from hardware.printers.layout.blocks import WIDE_FROM_DOTS
from hardware.printers.qr import qr_picture
from hardware.printers.raster import NARROWEST_DOTS, WIDEST_DOTS, render
from hardware.printers.sheet import Style, wrap
from hardware.printers.typeface import Face, glyphs, printable
from server.contract.slip import Slip
from tests.hardware.printers.slips import (
    ALL,
    EPSON_80_MM,
    OLDER_EPSON,
    PAPER_58_MM,
    PHONE_URL,
    UKRAINIAN,
    UKRAINIAN_LONG,
    WIDTHS,
)

DOTS_PER_MILLIMETRE = 8
Dots = NDArray[numpy.bool_]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slip", ALL.values(), ids=ALL)
def test_the_code_on_the_paper_leads_to_the_phone_page(slip: Slip, width: int) -> None:
    read = zxingcpp.read_barcodes(_on_paper(render(slip, width)))

    assert [code.text for code in read] == [PHONE_URL]


@pytest.mark.parametrize(("width", "smallest"), [(EPSON_80_MM, 6), (OLDER_EPSON, 6), (PAPER_58_MM, 4)])
@pytest.mark.parametrize("url", [PHONE_URL, "https://cherha.example.ua/" + "довга-адреса/" * 5])
def test_modules_are_large_enough_for_a_worn_head(url: str, width: int, smallest: int) -> None:
    picture, _ = qr_picture(url, paper_dots=width, share=0.48, smallest_module=smallest)

    finder_pattern = numpy.argmin(~numpy.asarray(picture)[0])
    assert finder_pattern >= 7 * smallest


@pytest.mark.parametrize("width", [NARROWEST_DOTS, *WIDTHS, WIDEST_DOTS])
@pytest.mark.parametrize("share", [0.8, 0.9])
def test_a_code_as_large_as_a_layout_may_ask_leaves_room_for_its_quiet_zone(share: float, width: int) -> None:
    smallest = 4 if width < WIDE_FROM_DOTS else 6

    for characters in range(20, 120):
        url = "https://cherha.ua/t/".ljust(characters, "x")
        code, quiet = qr_picture(url, paper_dots=width, share=share, smallest_module=smallest)
        assert code.width + 2 * quiet <= width


def test_an_address_too_long_for_a_legible_code_is_refused() -> None:
    with pytest.raises(SlipTooWide):
        render(replace(UKRAINIAN, phone_url="https://cherha.example.ua/" + "a" * 1500), PAPER_58_MM)


@pytest.mark.parametrize("label", ["А\N{NO-BREAK SPACE}042", "Ж\N{NO-BREAK SPACE}1024", "Щ\N{NO-BREAK SPACE}99999"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_label_fills_the_width_of_the_paper(label: str, width: int) -> None:
    with_label = numpy.asarray(render(replace(UKRAINIAN, label=label), width))

    columns = numpy.flatnonzero((~_tallest_run(with_label)).any(axis=0))
    assert columns[0] < 0.05 * width
    assert columns[-1] > 0.93 * width


def test_the_label_can_be_read_at_a_metre_and_a_half() -> None:
    label = _tallest_run(numpy.asarray(render(UKRAINIAN, EPSON_80_MM)))

    # EN 301 549 asks it of capitals on a screen; a paper in a neighbour's hand is no easier to read.
    assert len(label) / DOTS_PER_MILLIMETRE >= 0.01222 * 1500


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slip", ALL.values(), ids=ALL)
def test_nothing_is_cut_off_at_the_right_edge(slip: Slip, width: int) -> None:
    ink = ~numpy.asarray(render(slip, width), dtype=numpy.bool_)

    at_the_edge = ink[:, -1]
    rules = ink.all(axis=1)
    mark = _rows_of_the_mark(ink)
    assert not (at_the_edge & ~rules & ~mark).any()


def test_a_reprint_carries_a_black_bar_with_its_mark() -> None:
    original = numpy.asarray(render(UKRAINIAN, EPSON_80_MM))
    copy = numpy.asarray(render(replace(UKRAINIAN, is_copy=True), EPSON_80_MM))

    assert _rows_of_the_mark(~copy).sum() >= 8 * DOTS_PER_MILLIMETRE
    assert not _rows_of_the_mark(~original).any()


def test_an_unknown_wait_is_said_in_words() -> None:
    without = replace(UKRAINIAN, wait=None)
    other_words = replace(without, texts={**without.texts, "unknown_wait": "Скоро скажемо"})

    assert render(without, EPSON_80_MM).tobytes() != render(other_words, EPSON_80_MM).tobytes()


def test_every_further_service_of_the_visit_takes_its_lines() -> None:
    heights = [render(replace(UKRAINIAN, further=names), EPSON_80_MM).height for names in ((), ("А",), ("А", "Б"))]

    assert heights[0] < heights[1] < heights[2]
    assert heights[1] - heights[0] > heights[2] - heights[1], "the words above them are printed once"


def test_the_words_above_further_services_tell_their_order() -> None:
    ordered = replace(UKRAINIAN, further=("Довідка",))
    free = replace(ordered, texts={**ordered.texts, "then": "Також, у будь-якому порядку"})

    assert render(ordered, EPSON_80_MM).tobytes() != render(free, EPSON_80_MM).tobytes()


def test_a_long_service_name_takes_more_lines_and_nothing_is_left_out() -> None:
    style = Style(Face.BOLD, 31)

    lines = wrap(UKRAINIAN_LONG.service_name, style, EPSON_80_MM)

    assert len(lines) > 2
    assert _words(" ".join(lines)) == _words(UKRAINIAN_LONG.service_name)


@given(text=st.text(st.sampled_from("абвгдежї’ -()0aW漢\n"), max_size=120), width=st.integers(60, 576))
def test_wrapped_lines_hold_every_word_and_fit(text: str, width: int) -> None:
    style = Style(Face.REGULAR, 25)

    lines = wrap(text, style, width)

    whole = printable(text, glyphs(style.face))
    assert "".join(_words(" ".join(lines))) == "".join(_words(whole))
    assert all(style.width(line) <= width for line in lines)


def test_no_line_ends_with_a_word_of_one_letter() -> None:
    lines = wrap("Послуги з оформлення у центрі та в громаді", Style(Face.REGULAR, 25), 200)

    assert not [line for line in lines if line[-2:] in (" з", " у", " в")]


@pytest.mark.parametrize("width", [0, 200, 1000])
def test_paper_of_a_width_that_no_printer_has_is_refused(width: int) -> None:
    with pytest.raises(SlipTooWide):
        render(UKRAINIAN, width)


def _on_paper(picture: Image.Image) -> Image.Image:
    """As a camera sees it: with the white of the paper's margins, which a print head cannot reach."""
    paper = Image.new("L", (picture.width + 64, picture.height + 64), 255)
    paper.paste(picture.convert("L"), (32, 32))
    return paper


def _tallest_run(
    dots: Dots,
) -> Dots:
    """The label: of all that stands above the code, the highest piece without a blank row."""
    rows: Dots = numpy.logical_or.reduce(~dots, axis=1)[: len(dots) // 2]
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], rows, [False])).astype(int)))
    begins, ends = edges[::2], edges[1::2]
    tallest = int(numpy.argmax(ends - begins))
    return dots[begins[tallest] : ends[tallest]]


def _rows_of_the_mark(
    ink: Dots,
) -> Dots:
    """Rows of the black bar: inked at both edges, and more than a rule in a row."""
    both_edges = ink[:, 0] & ink[:, -1] & (ink[:, :20].all(axis=1)) & (ink[:, -20:].all(axis=1))
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], both_edges, [False])).astype(int)))
    rows = numpy.zeros(len(ink), dtype=numpy.bool_)
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if end - begin > 8:
            rows[begin:end] = True
    return rows


def _words(text: str) -> list[str]:
    return text.replace("\N{NO-BREAK SPACE}", " ").split()
