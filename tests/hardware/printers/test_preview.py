"""What ``cherha-hardware preview`` shows."""

import re
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image, ImageChops

from hardware.preview_command import SAMPLES, WIDTHS, preview
from hardware.printers.layout.reading import shipped_layouts, standard_layout
from hardware.printers.preview import DESK_DOTS, HEAD_TO_BLADE_DOTS, MARGIN_DOTS
from hardware.printers.preview import preview as drawn
from hardware.printers.raster import render
from hardware.printers.samples import sample_slips
from server.contract.terms import Language
from tests.house.sources import ROOT

USUAL = sample_slips(Language.UKRAINIAN)["usual"]
SHIPPED = (ROOT / "docs/slips.md").read_text("utf-8").partition("## A layout of your own")[0]
LENGTHS = re.findall(r"(?m)^\| `(\w+)` \| .+ \| (\d+), (\d+) \|$", SHIPPED)
"""Layout, and millimetres on 80 and 58 mm paper."""


@pytest.mark.parametrize(("width", "millimetres"), [(576, 80), (384, 58)])
def test_the_paper_is_as_wide_as_paper_is(width: int, millimetres: int) -> None:
    paper = drawn(standard_layout(), USUAL, width)

    assert (paper.width - 2 * DESK_DOTS) / 8 == millimetres


def test_the_slip_on_it_is_what_the_printer_gets() -> None:
    slip = render(USUAL, 576)
    left, top = DESK_DOTS + MARGIN_DOTS[True], DESK_DOTS + HEAD_TO_BLADE_DOTS

    seen = drawn(standard_layout(), USUAL, 576).crop((left, top, left + slip.width, top + slip.height))

    assert ImageChops.difference(seen, slip.convert("L")).getbbox() is None


@pytest.mark.parametrize("is_text", [False, True])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_sample_can_be_seen(
    *, width: str, sample: str, language: Language, is_text: bool, tmp_path: Path
) -> None:
    out = tmp_path / "slip.png"
    words = ["--width", width, "--slip", sample, "--language", language.value, "--layout", "bilingual"]

    told = CliRunner().invoke(preview, [*words, "--out", str(out), *(["--text"] if is_text else [])])

    assert told.exit_code == 0, told.output
    assert f"{width} dots" in told.output
    with Image.open(out) as picture:
        assert round(picture.info["dpi"][0]) == 203
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [USUAL.phone_url]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--layout", "huge"], "the known ones are bilingual, large, short, standard"),
        (["--layout", "/nowhere/slip.toml"], "cannot be read"),
        (["--out", "/nowhere/slip.png"], "choose another --out"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(words: list[str], said: str) -> None:
    told = CliRunner().invoke(preview, words)

    assert told.exit_code == 2
    assert said in told.output
    assert len(told.output.splitlines()) == 1


@pytest.mark.parametrize("width", WIDTHS[::2])
def test_each_layout_is_as_long_as_the_page_says(width: str, tmp_path: Path) -> None:
    told = {}
    for layout, *_ in LENGTHS:
        words = ["--layout", layout, "--width", width, "--out", str(tmp_path / "slip.png")]
        told[layout] = CliRunner().invoke(preview, words).output.rpartition(", ")[2]

    assert told == {layout: f"{wide if width == '576' else narrow} mm long\n" for layout, wide, narrow in LENGTHS}
    assert set(told) == set(shipped_layouts())


def test_the_samples_are_those_that_can_be_asked_for() -> None:
    assert tuple(sample_slips(Language.ENGLISH)) == SAMPLES
