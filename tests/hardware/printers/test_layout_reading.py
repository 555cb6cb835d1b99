"""A layout is read strictly: what is wrong is said with its file, line and key, and what may stand there."""

from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
from PIL import Image, ImageDraw

from hardware.drivers import open_printer
from hardware.errors import SettingsRefused
from hardware.printers.layout.blocks import Align, Kind
from hardware.printers.layout.reading import FOLDER, read_layout, shipped_layouts, standard_layout
from hardware.printers.raster import render
from hardware.printers.samples import sample_slips
from server.contract.terms import Language
from tests.hardware.printers.slips import EPSON_80_MM, PAPER_58_MM

Write = Callable[[str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Write:
    """Writes the standard layout with one text in it replaced by another."""

    def write(former: str, now: str) -> Path:
        text = (FOLDER / "standard.toml").read_text("utf-8")
        assert former in text
        path = tmp_path / "slip.toml"
        path.write_text(text.replace(former, now, 1), "utf-8")
        return path

    return write


def test_a_copy_of_the_standard_layout_is_the_standard_layout(changed: Write) -> None:
    assert read_layout(str(changed("gap = 18", "gap = 18")), width_dots=EPSON_80_MM) == standard_layout()


def test_the_product_has_layouts_for_those_who_see_badly_for_saving_paper_and_for_two_languages() -> None:
    assert shipped_layouts() == ("bilingual", "large", "short", "standard")


@pytest.mark.parametrize(
    ("former", "now", "said"),
    [
        ('kind = "purpose"', 'kind = "weather"', ["[[block]] 7 kind", "people-and-wait", "'weather'"]),
        ('kind = "purpose"', "", ["[[block]] 7 kind is missing"]),
        ('kind = "purpose"\nafter = 0.8', 'kind = "purpose"\nafter = -1', ["after", "from 0 to 20"]),
        ('kind = "purpose"', 'kind = "purpose"\nthickness = 2', ["thickness is unknown", "known are kind, after"]),
        ('kind = "hall"', 'kind = "hall"\nalign = "right"', ["align", "left, middle"]),
        ('kind = "hall"', 'kind = "hall"\nsecond_language = "yes"', ["second_language", "true or false"]),
        ("thickness = 4", "thickness = 40", ["thickness", "from 1 to 16"]),
        ("caption = 22", "caption = 5", ["[wide] caption", "from 14 to 160", "5"]),
        ("caption = 22\n", "", ["[wide] caption is missing", "from 14 to 160"]),
        ("caption = 22", "caption = 22\ncolour = 1", ["[wide] colour is unknown", "known are hall, caption"]),
        ("qr = 0.48", "qr = true", ["[wide] qr", "from 0.2 to 0.9"]),
        ("[narrow]", "[thin]", ["narrow is missing"]),
        ("[wide]", 'text_qr = "drawn"\n[wide]', ["text_qr", "native, none"]),
        ("[wide]", "paper = 80\n[wide]", ["paper is unknown", "known are wide, narrow, text_qr, block"]),
        ('kind = "label"', 'kind = "qr"', ["block", 'kind = "label" once']),
        ('kind = "hall"', 'kind = "label"', ["block", 'kind = "label" once']),
        ('kind = "hall"', 'kind = "logo"', ["file is missing"]),
        ('kind = "hall"', 'kind = "hall', ["is not TOML"]),
    ],
)
def test_what_is_wrong_is_named_with_what_may_stand_there(
    former: str, now: str, said: list[str], changed: Write
) -> None:
    path = changed(former, now)

    with pytest.raises(SettingsRefused) as refused:
        read_layout(str(path), width_dots=EPSON_80_MM)

    assert str(path) in str(refused.value)
    assert [word for word in said if word not in str(refused.value)] == []


def test_the_line_of_a_mistake_is_named(changed: Write) -> None:
    path = changed("figure = 46", "figure = 999")
    line = path.read_text("utf-8").splitlines().index("figure = 999") + 1

    with pytest.raises(SettingsRefused, match=rf"slip\.toml:{line}: \[narrow\] figure"):
        read_layout(str(path), width_dots=EPSON_80_MM)


@pytest.mark.parametrize("name", ["huge", "", "/etc/slip.ini"])
def test_a_layout_that_is_none_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(SettingsRefused, match="bilingual, large, short, standard"):
        read_layout(name, width_dots=EPSON_80_MM)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_layout(str(tmp_path / "slip.toml"), width_dots=EPSON_80_MM)


def test_a_printer_is_given_its_layout_in_the_settings(changed: Write) -> None:
    with pytest.raises(SettingsRefused, match="caption"):
        open_printer("escpos-tcp", {"host": "127.0.0.1", "layout": str(changed("caption = 22", "caption = 5"))})


def test_a_logo_stands_where_the_layout_puts_it_in_dots(changed: Write, tmp_path: Path) -> None:
    logo = Image.new("RGBA", (200, 80), (0, 0, 0, 0))
    ImageDraw.Draw(logo).rectangle((0, 0, 99, 79), fill=(10, 60, 140, 255))
    ImageDraw.Draw(logo).rectangle((100, 0, 199, 79), fill=(128, 128, 128, 255))
    logo.save(tmp_path / "arms.png")
    path = changed('kind = "date"', 'kind = "logo"\nfile = "arms.png"\nalign = "middle"')

    layout = read_layout(str(path), width_dots=EPSON_80_MM)

    (block,) = (block for block in layout.blocks if block.kind is Kind.LOGO)
    top = ~numpy.asarray(render(sample_slips(Language.UKRAINIAN)["usual"], EPSON_80_MM, layout))[:80]
    assert block.align is Align.MIDDLE
    assert not top[:, :188].any()
    assert not top[:, 388:].any()
    assert top[:, 188:288].mean() > 0.6, "dark colours are dark"
    assert 0.3 < top[:, 288:388].mean() < 0.7, "grey is dithered"


@pytest.mark.parametrize(
    ("size", "width", "is_refused"),
    [
        ((576, 100), EPSON_80_MM, False),
        ((577, 100), EPSON_80_MM, True),
        ((576, 100), PAPER_58_MM, True),
        ((100, 150), EPSON_80_MM, False),
        ((100, 151), EPSON_80_MM, True),
    ],
)
def test_a_logo_larger_than_the_paper_is_refused(
    size: tuple[int, int], width: int, *, is_refused: bool, changed: Write, tmp_path: Path
) -> None:
    Image.new("1", size).save(tmp_path / "arms.png")
    path = changed('kind = "date"', 'kind = "logo"\nfile = "arms.png"')

    if is_refused:
        with pytest.raises(SettingsRefused, match=rf"slip\.toml:\d+: .*{size[0]} × {size[1]} dots; .*{width} × 150"):
            read_layout(str(path), width_dots=width)
    else:
        assert read_layout(str(path), width_dots=width).blocks[0].picture is not None


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg/>"])
def test_a_logo_that_is_no_picture_is_refused(content: bytes, changed: Write, tmp_path: Path) -> None:
    (tmp_path / "arms.png").write_bytes(content)
    path = changed('kind = "date"', 'kind = "logo"\nfile = "arms.png"')

    with pytest.raises(SettingsRefused, match=r"arms\.png"):
        read_layout(str(path), width_dots=EPSON_80_MM)
