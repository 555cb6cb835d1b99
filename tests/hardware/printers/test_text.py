"""Slips in the printer's own letters: every character is right, or nothing is printed."""

from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hardware.drivers import open_printer
from hardware.errors import LineTooSlow, TableUnknown, TextNotPrintable
from hardware.printers.characters import cp1251_page, encoded, lost_in
from hardware.printers.encoder import Cutter, Device
from hardware.printers.layout.blocks import Role
from hardware.printers.layout.parts import Label, Words
from hardware.printers.layout.reading import read_layout, shipped_layouts
from hardware.printers.mode import Mode, choose_mode, seconds_on
from hardware.printers.samples import sample_slips
from hardware.printers.text import encode_text, lines_of
from hardware.printers.virtual.language import Feed, Interpreter, Row
from server.contract.slip import Slip
from server.contract.terms import Language, PrintOutcome
from tests.hardware.printers.conftest import StartPrinter
from tests.hardware.printers.slips import EPSON_80_MM, OLDER_EPSON, PAPER_58_MM

EPSON, RONGTA = 46, 73
MOST_SECONDS = 2.0
SAMPLES = {f"{language}-{name}": slip for language in Language for name, slip in sample_slips(language).items()}
USUAL = sample_slips(Language.UKRAINIAN)["usual"]


def a_device(width: int = EPSON_80_MM) -> Device:
    return Device(width, 203, "TM-T20II", Cutter.AUTOMATIC, can_double=True)


@pytest.mark.parametrize("width", [EPSON_80_MM, OLDER_EPSON, PAPER_58_MM])
@pytest.mark.parametrize("slip", SAMPLES.values(), ids=SAMPLES)
def test_a_slip_of_text_takes_a_slow_line_two_seconds_and_can_be_scanned(slip: Slip, width: int) -> None:
    data = encode_text(slip, a_device(width), page=EPSON).data

    assert seconds_on(9600, len(data)) <= MOST_SECONDS
    assert [code.text for code in zxingcpp.read_barcodes(_printed(data, width))] == [slip.phone_url]


@pytest.mark.parametrize("name", shipped_layouts())
def test_every_layout_can_be_printed_as_text(name: str) -> None:
    data = encode_text(USUAL, a_device(), page=EPSON, layout=read_layout(name, width_dots=EPSON_80_MM)).data

    assert encoded(USUAL.label) in data
    assert encoded("Час очікування") in data


def test_the_table_is_forced_once_and_is_the_one_that_was_named() -> None:
    data = encode_text(USUAL, a_device(), page=RONGTA).data

    assert data.count(b"\x1bt") == 1
    assert data.index(b"\x1bt\x49") < data.index(encoded("Ваш номер"))


def test_two_slips_in_a_row_are_the_same_bytes() -> None:
    first, second = (encode_text(USUAL, a_device(), page=EPSON).data for _ in range(2))

    assert first == second


def test_the_label_is_as_large_as_fits_up_to_six_times() -> None:
    assert [_times(label, columns) for label, columns in (("А 1", 48), ("А 0421", 48), ("Ж 1024", 32))] == [6, 6, 5]


def test_the_name_of_a_service_is_higher_and_nothing_of_it_is_left_out() -> None:
    name = "Державна реєстрація права власності на нерухоме майно"

    lines = list(lines_of(Words(name, Role.SERVICE), 32))

    assert " ".join(line.text for line in lines).replace("\N{NO-BREAK SPACE}", " ") == name
    assert {(line.across, line.down, line.is_bold) for line in lines} == {(1, 2, True)}
    assert all(len(line.text) <= 32 for line in lines)


@pytest.mark.parametrize(
    ("written", "printed"),
    [("здоровʼя", "здоров’я"), ("здоров'я", "здоров’я"), ("45 ₴", "45 грн"), ("А\u00a0042", "А 042")],
)
def test_what_the_table_lacks_is_written_otherwise(written: str, printed: str) -> None:
    assert encoded(written) == printed.encode("cp1251")


def test_all_of_ukrainian_is_in_the_table() -> None:
    alphabet = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ʼ'«»“”–—№₴…·"

    assert lost_in(alphabet) == ""


def test_letters_typed_as_two_signs_are_not_lost() -> None:
    assert lost_in("і\u0308") == ""
    assert encoded("і\u0308") == "ї".encode("cp1251")


@pytest.mark.parametrize("member", ["service_name", "label", "hall_name", "bottom_text"])
def test_a_slip_that_would_lose_a_character_is_refused_by_name(member: str) -> None:
    changed: dict[str, Any] = {member: "Œuvre 漢"}
    slip = replace(USUAL, **changed)

    with pytest.raises(TextNotPrintable) as refused:
        encode_text(slip, a_device(), page=EPSON)

    assert refused.value.lost == "Œ漢"
    assert "'Œ漢'" in str(refused.value)


@given(text=st.text(max_size=60))
def test_text_is_printed_whole_or_said_to_be_lost(text: str) -> None:
    if not lost_in(text):
        assert b"?" not in encoded(text.replace("?", ""))


def test_a_layout_may_leave_the_printers_own_qr_out() -> None:
    layout = replace(read_layout("standard", width_dots=EPSON_80_MM), has_native_qr=False)

    data = encode_text(USUAL, a_device(), page=EPSON, layout=layout).data

    assert USUAL.phone_url.encode() not in data
    assert b"\x1d(k" not in data


@pytest.mark.parametrize(
    ("profile", "page"), [("TM-T88V", 46), ("NT-5890K", 73), ("KR-306", 51), ("TM-T88III", None), ("default", None)]
)
def test_the_number_of_the_table_is_the_models(profile: str, page: int | None) -> None:
    assert cp1251_page(profile) == page


@pytest.mark.parametrize(
    ("wanted", "baud", "page", "chosen"),
    [
        (Mode.AUTOMATIC, None, 46, Mode.RASTER),
        (Mode.AUTOMATIC, 115200, 46, Mode.RASTER),
        (Mode.AUTOMATIC, 38400, None, Mode.RASTER),
        (Mode.AUTOMATIC, 19200, 46, Mode.TEXT),
        (Mode.AUTOMATIC, 9600, 46, Mode.TEXT),
        (Mode.TEXT, 115200, 46, Mode.TEXT),
        (Mode.TEXT, None, 46, Mode.TEXT),
        (Mode.RASTER, 9600, None, Mode.RASTER),
    ],
)
def test_a_slow_line_prints_text(wanted: Mode, baud: int | None, page: int | None, chosen: Mode) -> None:
    assert choose_mode(wanted, baud=baud, page=page, profile="TM-T20II") is chosen


def test_a_printer_in_text_mode_prints_and_proves_it(start: StartPrinter) -> None:
    virtual = start()
    options = {"host": virtual.host, "port": virtual.port, "mode": "text", "cp1251_page": EPSON}
    printer = open_printer("escpos-tcp", options)

    report = printer.print(USUAL)
    printer.close()

    assert report.outcome is PrintOutcome.PRINTED
    with Image.open(virtual.slips[0].path) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [USUAL.phone_url]


def test_a_slow_line_without_ukrainian_letters_is_said_to_be_too_slow() -> None:
    with pytest.raises(LineTooSlow, match=r"21 s at 9600 baud, which is too slow, .*'default'.*115200"):
        open_printer("escpos-serial", {"wire": "/dev/ttyS0", "baud": 9600})


def test_a_slow_line_prints_text_once_the_table_is_known() -> None:
    for options in ({"profile": "TM-T20II"}, {"cp1251_page": 46}, {"mode": "raster"}):
        open_printer("escpos-serial", {"wire": "/dev/ttyS0", "baud": 9600, **options}).close()


def test_text_without_a_known_table_is_refused() -> None:
    with pytest.raises(TableUnknown, match="cp1251_page"):
        open_printer("escpos-tcp", {"host": "127.0.0.1", "mode": "text"})


def _times(label: str, columns: int) -> int:
    (line,) = lines_of(Label(label, 1.0), columns)
    assert line.across == line.down
    return line.down


def _printed(data: bytes, width: int) -> Image.Image:
    """The paper with its margins."""
    rows: list[bytes] = []
    for action in Interpreter(width // 8).feed(data):
        match action:
            case Row(ink):
                rows.append(ink)
            case Feed(count):
                rows += [bytes(width // 8)] * count
            case _:
                pass
    picture = ImageChops.invert(Image.frombytes("1", (width, len(rows)), b"".join(rows)))
    paper = Image.new("L", (picture.width + 64, picture.height + 64), 255)
    paper.paste(picture.convert("L"), (32, 32))
    return paper
