"""The bytes of a slip: few, in order, and free of anything a printer would obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hardware.printers.encoder import Cutter, Device, encode, profiles, without_realtime_orders
from hardware.printers.raster import render
from hardware.printers.virtual.language import Cut, Feed, Interpreter, Row
from server.contract.slip import Slip
from tests.hardware.printers.slips import ALL, EPSON_80_MM, UKRAINIAN, WIDTHS

GOAL_BYTES = 22 * 1024
REALTIME_ORDERS = [b"\x10\x04", b"\x10\x05", b"\x10\x14"]


def a_device(width: int = EPSON_80_MM, *, can_double: bool = True, cutter: Cutter = Cutter.AUTOMATIC) -> Device:
    return Device(width, 203, "default", cutter, can_double=can_double)


def test_a_typical_slip_is_small_enough_for_a_slow_wire() -> None:
    encoded = encode(render(UKRAINIAN, EPSON_80_MM), a_device())

    assert len(encoded.data) <= GOAL_BYTES


@pytest.mark.parametrize("can_double", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slip", ALL.values(), ids=ALL)
def test_the_printer_gets_exactly_the_picture(slip: Slip, width: int, *, can_double: bool) -> None:
    picture = render(slip, width)

    encoded = encode(picture, a_device(width, can_double=can_double))

    printed = _printed(encoded.data, width)
    assert printed.size == picture.size
    assert _differing_dots(printed, picture) == encoded.flipped_dots


def test_a_printer_that_cannot_double_is_sent_no_doubled_picture() -> None:
    encoded = encode(render(UKRAINIAN, EPSON_80_MM), a_device(can_double=False))

    assert {encoded.data[place + 3] for place in _pictures(encoded.data)} == {0}


def test_pictures_are_parted_in_blank_rows_only() -> None:
    encoded = encode(render(UKRAINIAN, EPSON_80_MM), a_device())

    ends = [place + 8 + _picture_bytes(encoded.data, place) for place in _pictures(encoded.data)]
    # After each picture paper is fed: no two pieces of one letter follow each other.
    assert {encoded.data[end : end + 2] for end in ends} == {b"\x1bJ"}


def test_a_printer_with_a_blade_cuts_once_at_the_end() -> None:
    actions = Interpreter(EPSON_80_MM // 8).feed(encode(render(UKRAINIAN, EPSON_80_MM), a_device()).data)

    assert [place for place, action in enumerate(actions) if isinstance(action, Cut)] == [len(actions) - 1]


def test_a_printer_without_a_blade_feeds_the_slip_out() -> None:
    actions = Interpreter(EPSON_80_MM // 8).feed(
        encode(render(UKRAINIAN, EPSON_80_MM), a_device(cutter=Cutter.NONE)).data
    )

    assert not [action for action in actions if isinstance(action, Cut)]
    assert isinstance(actions[-1], Feed)
    assert actions[-1].rows >= 100


@pytest.mark.parametrize("profile", profiles())
def test_every_profile_of_the_library_can_be_used(profile: str) -> None:
    picture = render(UKRAINIAN, EPSON_80_MM)

    encoded = encode(picture, Device(EPSON_80_MM, 203, profile, Cutter.AUTOMATIC, can_double=True))

    assert _printed(encoded.data, EPSON_80_MM).size == picture.size


@pytest.mark.parametrize("order", REALTIME_ORDERS)
def test_a_dot_is_added_where_a_picture_would_give_an_order(order: bytes) -> None:
    picture = _picture_of_ink(16, b"\x00\x00" + order + b"\x00\x00")

    safe, flips = without_realtime_orders(picture)

    assert flips == 1
    assert order not in _ink(safe)
    assert _differing_dots(safe, picture) == 1


@given(ink=st.lists(st.sampled_from([0x00, 0x04, 0x05, 0x10, 0x14, 0x18]), min_size=8, max_size=400).map(bytes))
def test_no_picture_gives_an_order(ink: bytes) -> None:
    picture = _picture_of_ink(16, ink[: len(ink) // 2 * 2])

    safe, flips = without_realtime_orders(picture)

    assert not [order for order in REALTIME_ORDERS if order in _ink(safe)]
    assert _differing_dots(safe, picture) == flips


def test_a_slip_that_needs_changed_dots_says_how_many() -> None:
    picture = Image.new("1", (EPSON_80_MM, 40), 255)
    picture.paste(_picture_of_ink(16, b"\x10\x04" * 7), (0, 10))

    encoded = encode(picture, a_device())

    assert encoded.flipped_dots == 7
    assert _differing_dots(_printed(encoded.data, EPSON_80_MM), picture) == 7


def _printed(data: bytes, width: int) -> Image.Image:
    """The paper up to the cut."""
    rows: list[bytes] = []
    for action in Interpreter(width // 8).feed(data):
        match action:
            case Row(ink):
                rows.append(ink)
            case Feed(count):
                rows += [bytes(width // 8)] * count
            case _:
                pass
    return ImageChops.invert(Image.frombytes("1", (width, len(rows)), b"".join(rows)))


def _pictures(data: bytes) -> list[int]:
    places = []
    place = data.find(b"\x1dv0")
    while place >= 0:
        places.append(place)
        place = data.find(b"\x1dv0", place + 8 + _picture_bytes(data, place))
    return places


def _picture_bytes(data: bytes, place: int) -> int:
    return int.from_bytes(data[place + 4 : place + 6], "little") * int.from_bytes(data[place + 6 : place + 8], "little")


def _picture_of_ink(width: int, ink: bytes) -> Image.Image:
    return ImageChops.invert(Image.frombytes("1", (width, len(ink) * 8 // width), ink))


def _ink(picture: Image.Image) -> bytes:
    return ImageChops.invert(picture).tobytes()


def _differing_dots(one: Image.Image, other: Image.Image) -> int:
    return sum(byte.bit_count() for byte in ImageChops.logical_xor(one, other).tobytes())
