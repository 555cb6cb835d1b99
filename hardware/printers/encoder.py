"""A picture as ESC/POS bytes: few of them, and none that a printer would take for an order to itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from escpos.capabilities import CAPABILITIES, Profile
from escpos.printer import Dummy
from PIL import Image, ImageChops

REALTIME_SECOND_BYTES = frozenset({0x04, 0x05, 0x14})
"""DLE followed by one of these is obeyed even in the middle of a picture (status, recovery, clear buffers, open the
drawer)."""
LONGEST_FEED = 255
FEED_INSTEAD_OF_CUT_LINES = 6


class Cutter(StrEnum):
    """What the printer does at the end of a slip."""

    AUTOMATIC = "automatic"
    """It feeds to its blade and cuts, leaving one point, so that the slip hangs until it is taken."""
    NONE = "none"
    """It has no blade: the slip is fed out to be torn off."""


@dataclass(frozen=True, slots=True)
class Device:
    """What the encoder must know of a printer."""

    width_dots: int
    """A multiple of 16."""
    dots_per_inch: int
    profile: str
    cutter: Cutter
    can_double: bool
    """It prints a picture of half the size doubled (GS v 0 with m = 3); all Epson models do, a clone may not."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A slip ready to be sent."""

    data: bytes
    rows: int
    flipped_dots: int
    """How many dots differ from the picture, so that no real-time order stands in it."""
    longest_picture_bytes: int
    """The most data a printer can still be waiting for when a transfer breaks off."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Inked rows between blank ones."""

    top: int
    picture: Image.Image


def profiles() -> tuple[str, ...]:
    """Names of the printer profiles that python-escpos knows."""
    return tuple(sorted(CAPABILITIES["profiles"]))


def encode(picture: Image.Image, device: Device) -> Encoded:
    """The picture, as wide as the paper, and the cut after it; the printer is expected to be freshly initialised."""
    encoder = new_encoder(device)
    # Whatever stands for white in a mode-1 picture (1 or 255) is 255 from here on.
    picture = Image.frombytes("1", picture.size, picture.tobytes())
    at = flipped = longest = 0
    for band in _bands(picture):
        feed(encoder, band.top - at)
        is_doubled = device.can_double and _is_doubled(band.picture)
        small = _halved(band.picture) if is_doubled else band.picture
        safe, flips = without_realtime_orders(small)
        encoder.image(
            safe,
            high_density_vertical=not is_doubled,
            high_density_horizontal=not is_doubled,
            fragment_height=picture.height,
        )
        at = band.top + band.picture.height
        flipped += flips * (4 if is_doubled else 1)
        longest = max(longest, safe.width // 8 * safe.height)
    feed(encoder, picture.height - at)
    cut(encoder, device)
    return Encoded(encoder.output, picture.height, flipped, longest)


def new_encoder(device: Device) -> Any:
    """Of one slip: what it remembers of a printer's state is true for so long."""
    encoder = Dummy(profile=_profile(device))
    # One motion unit = one dot, else ESC J feeds a half or a double of what it should (its unit differs by model).
    encoder._raw(b"\x1dP" + bytes((device.dots_per_inch, device.dots_per_inch)))
    return encoder


def feed(encoder: Any, dots: int) -> None:
    """Blank paper."""
    while dots > 0:
        step = min(dots, LONGEST_FEED)
        encoder._raw(b"\x1bJ" + bytes((step,)))
        dots -= step


def cut(encoder: Any, device: Device) -> None:
    """The end of the slip."""
    if device.cutter is Cutter.AUTOMATIC:
        encoder.cut(feed=False)
    else:
        encoder.print_and_feed(FEED_INSTEAD_OF_CUT_LINES)


def without_realtime_orders(picture: Image.Image) -> tuple[Image.Image, int]:
    """The picture (a multiple of 8 wide), with a dot added wherever its bytes would read as a real-time order; and
    how many."""
    ink = bytearray(ImageChops.invert(picture).tobytes())
    flips = 0
    for place in range(len(ink) - 1):
        if ink[place] == 0x10 and ink[place + 1] in REALTIME_SECOND_BYTES:
            ink[place] = 0x18
            flips += 1
    if not flips:
        return picture, 0
    return ImageChops.invert(Image.frombytes("1", picture.size, bytes(ink))), flips


def _bands(picture: Image.Image) -> list[_Band]:
    """Runs of inked rows, cropped at the right to whole bytes. Cut in blank rows only: a printer that waits for data
    between two pieces of one letter leaves a white line in it."""
    stride = (picture.width + 7) // 8
    ink = ImageChops.invert(picture).tobytes()
    blank = bytes(stride)
    inked = [ink[row * stride : (row + 1) * stride] != blank for row in range(picture.height)] + [False]
    bands = []
    top = None
    for row, has_ink in enumerate(inked):
        if has_ink and top is None:
            top = row
        elif not has_ink and top is not None:
            bands.append(_Band(top, _cropped(picture.crop((0, top, picture.width, row)))))
            top = None
    return bands


def _cropped(band: Image.Image) -> Image.Image:
    box = ImageChops.invert(band).getbbox()
    right = box[2] if box else band.width
    # Sixteen, so that half of it is whole bytes too.
    return ImageChops.invert(ImageChops.invert(band).crop((0, 0, (right + 15) // 16 * 16, band.height)))


def _is_doubled(picture: Image.Image) -> bool:
    if picture.height % 2:
        return False
    return _halved(picture).resize(picture.size, Image.Resampling.NEAREST).tobytes() == picture.tobytes()


def _halved(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.NEAREST)


def _profile(device: Device) -> Any:
    """A profile of the library that knows this paper's width: without it the library prints a warning for every
    picture."""
    data = CAPABILITIES["profiles"][device.profile]
    profile = Profile(features=data["features"])
    profile.profile_data = {**data, "media": {"width": {"pixels": device.width_dots}}}
    return profile
