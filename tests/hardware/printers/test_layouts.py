"""Every layout that comes with the product, with every sample slip, on each paper, in both languages."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image

from hardware.printers.encoder import Cutter, Device, encode
from hardware.printers.layout.blocks import Layout
from hardware.printers.layout.parts import (
    Code,
    Dated,
    Figure,
    Figures,
    Label,
    Listed,
    Mark,
    Rule,
    Space,
    Words,
    named,
    parts_of,
)
from hardware.printers.layout.reading import read_layout, shipped_layouts, standard_layout
from hardware.printers.raster import render
from hardware.printers.samples import TEXTS, sample_slips
from hardware.printers.text import encode_text
from server.contract.slip import Slip
from server.contract.terms import Language
from server.i18n.catalogue import translate
from tests.builders import SampleHall
from tests.hardware.printers.slips import EPSON_80_MM, PAPER_58_MM
from tests.house.sources import ROOT

MOST_BYTES = 25_000
SAMPLES = {f"{language}-{name}": slip for language in Language for name, slip in sample_slips(language).items()}
SIZES = re.compile(r"(?m)^\| `(\w+)` \| (80|58) mm \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$")
WIDTHS = {"80": EPSON_80_MM, "58": PAPER_58_MM}
TABLE = SIZES.findall((ROOT / "docs/slips.md").read_text("utf-8"))
"""Layout, paper, and KB: of the usual slip, at most, as text at most."""


def _chosen(name: str, width: int) -> Layout:
    return read_layout(name, width_dots=width)


def _device(width: int) -> Device:
    return Device(width, 203, "default", Cutter.AUTOMATIC, can_double=True)


def test_the_page_tells_of_every_layout_on_each_paper() -> None:
    assert [(name, paper) for name, paper, *_ in TABLE if name in shipped_layouts()] == [
        (name, paper) for name in ("standard", "large", "short", "bilingual") for paper in WIDTHS
    ]
    assert len(TABLE) == len(shipped_layouts()) * len(WIDTHS)


@pytest.mark.parametrize(("name", "paper", "usual", "most", "as_text"), TABLE)
def test_each_slip_can_be_scanned_and_is_no_larger_than_the_page_says(
    name: str, paper: str, usual: str, most: str, as_text: str
) -> None:
    width = WIDTHS[paper]
    layout, device = _chosen(name, width), _device(width)

    pictures = {key: render(slip, width, layout) for key, slip in SAMPLES.items()}

    sizes = {key: len(encode(picture, device).data) for key, picture in pictures.items()}
    texts = [len(encode_text(slip, device, page=46, layout=layout).data) for slip in SAMPLES.values()]
    read = [zxingcpp.read_barcodes(_on_paper(picture)) for picture in pictures.values()]
    assert [[code.text for code in codes] for codes in read] == [[slip.phone_url] for slip in SAMPLES.values()]
    assert sizes["uk-usual"] <= float(usual) * 1000
    assert max(sizes.values()) <= float(most) * 1000
    assert max(texts) <= float(as_text) * 1000


def test_a_slip_with_a_long_name_and_five_documents_is_small_enough() -> None:
    long = replace(sample_slips(Language.UKRAINIAN)["long"], further=(), bottom_text="")

    encoded = encode(render(long, EPSON_80_MM), _device(EPSON_80_MM))

    assert (len(long.documents), len(long.service_name)) == (5, 53)
    assert len(encoded.data) <= MOST_BYTES


@pytest.mark.parametrize("name", shipped_layouts())
@pytest.mark.parametrize("language", Language)
def test_a_copy_says_so_in_every_layout(name: str, language: Language) -> None:
    layout = _chosen(name, EPSON_80_MM)
    copy = sample_slips(language)["copy"]

    marks = [part for part in parts_of(layout, copy) if isinstance(part, Mark)]
    unmarked = [part for part in parts_of(layout, replace(copy, is_copy=False)) if isinstance(part, Mark)]

    assert [copy.texts["copy"] in mark.text for mark in marks] == [True]
    assert unmarked == []


@pytest.mark.parametrize("name", shipped_layouts())
def test_what_there_is_nothing_to_say_of_takes_no_paper(name: str) -> None:
    layout = _chosen(name, EPSON_80_MM)
    bare = replace(sample_slips(Language.UKRAINIAN)["short"], purpose_name="", bottom_text="\n")

    parts = [part for part in parts_of(layout, bare) if not isinstance(part, Space)]

    assert not [pair for pair in pairwise(parts) if all(isinstance(part, Rule) for part in pair)]
    assert not [part for part in parts if isinstance(part, Words) and not part.text.strip()]
    assert not [part for part in parts if isinstance(part, Listed)]


def test_a_slip_of_an_older_server_is_printed_as_far_as_it_goes() -> None:
    slip = sample_slips(Language.UKRAINIAN)["short"]
    old = replace(slip, texts={key: text for key, text in slip.texts.items() if not key.startswith(("doc", "win"))})

    assert render(old, EPSON_80_MM).tobytes() == render(slip, EPSON_80_MM).tobytes()


def test_the_second_language_is_said_where_the_layout_asks_for_it_alone() -> None:
    slip = sample_slips(Language.UKRAINIAN)["long"]
    assert slip.second is not None

    said = _said(read_layout("bilingual", width_dots=EPSON_80_MM), slip)
    unsaid = _said(standard_layout(), slip)

    for text in (
        slip.second.service_name,
        slip.second.bottom_text,
        slip.second.documents[0],
        "Ваш номер · Your number",
    ):
        assert text in said
        assert text not in unsaid


def test_a_text_that_is_the_same_in_both_languages_is_said_once() -> None:
    slip = sample_slips(Language.ENGLISH)["usual"]
    assert slip.second is not None
    alike = replace(slip, service_name="Субсидія", second=replace(slip.second, service_name="Субсидія"))

    assert _said(read_layout("bilingual", width_dots=EPSON_80_MM), alike).count("Субсидія") == 1


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        (("3",), "3"),
        (("3", "4"), "3, 4"),
        (("3", "4", "5"), "3–5"),
        (("1", "2", "3", "7", "8", "Каса", "9"), "1–3, 7, 8, Каса, 9"),
        (("9", "10", "11"), "9–11"),
    ],
)
def test_windows_in_a_row_are_a_span(windows: tuple[str, ...], said: str) -> None:
    assert named(windows) == said


def test_one_window_is_called_a_window() -> None:
    slip = replace(sample_slips(Language.UKRAINIAN)["usual"], windows=("Каса",))

    assert "Вікно: Каса" in _said(standard_layout(), slip)


def test_the_samples_say_what_the_server_says() -> None:
    hall = SampleHall()
    hall.take(hall.kiosk, hall.passport)
    real = hall.claim(hall.kiosk).slip

    ukrainian = {key: translate(Language.UKRAINIAN, english) for key, english in TEXTS[Language.ENGLISH].items()}
    assert real.texts == {key: f"uk:{english}" for key, english in TEXTS[Language.ENGLISH].items()}
    assert TEXTS[Language.UKRAINIAN] == ukrainian


def _said(layout: Layout, slip: Slip) -> list[str]:
    said: list[str] = []
    for part in parts_of(layout, slip):
        match part:
            case Words(text) | Dated(text) | Mark(text) | Label(text) | Code(text):
                said.append(text)
            case Figure(captions, text):
                said += [*captions, text]
            case Figures(left, right):
                said += [*left.captions, left.text, *right.captions, right.text]
            case Listed(items):
                said += items
            case _:
                pass
    return said


def _on_paper(picture: Image.Image) -> Image.Image:
    """As a camera sees it: with the white of the paper's margins, which a print head cannot reach."""
    paper = Image.new("L", (picture.width + 64, picture.height + 64), 255)
    paper.paste(picture.convert("L"), (32, 32))
    return paper
