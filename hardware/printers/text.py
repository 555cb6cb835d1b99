"""A slip in the printer's own letters, for lines too slow for pictures: a tenth of the bytes, and plainer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from escpos.constants import QR_ECLEVEL_M

from hardware.errors import TextNotPrintable
from hardware.printers.characters import KNOWN, encoded, lost_in
from hardware.printers.encoder import Device, Encoded, cut, feed, new_encoder
from hardware.printers.layout.blocks import Align, Layout, Role
from hardware.printers.layout.parts import (
    Code,
    Dated,
    Figure,
    Figures,
    Label,
    Listed,
    Logo,
    Mark,
    Part,
    Rule,
    Space,
    Words,
    parts_of,
)
from hardware.printers.layout.reading import standard_layout
from hardware.printers.qr import QUIET_MODULES
from hardware.printers.typeface import printable
from hardware.printers.wrapping import wrapped
from server.contract.slip import Slip

CELL_DOTS, LINE_DOTS = 12, 30
"""Of font A, on every model with 203 dots an inch."""
LARGEST = 6
"""The label's letters are so many times larger, where they fit; GS ! goes to 8."""
MODULE_DOTS = {True: 6, False: 4}
"""Of the QR on wide and narrow paper."""
CODE_MODULES = 33 + 2 * QUIET_MODULES
"""About: for the count of paper; how many modules it has is the printer's business."""
WIDE_COLUMNS = 42
BULLET = "– "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``across`` and ``down`` are how many times larger its letters are."""

    text: str
    is_bold: bool = False
    across: int = 1
    down: int = 1


def encode_text(slip: Slip, device: Device, *, page: int, layout: Layout | None = None) -> Encoded:
    """The slip's text and the cut after it, in the printer's table ``page``; the printer is expected to be freshly
    initialised. Raises ``SlipRefused`` rather than lose a character. Logos are left out."""
    chosen = standard_layout() if layout is None else layout
    columns = device.width_dots // CELL_DOTS
    encoder = new_encoder(device)
    # The same table for all of the slip: the library would change it in mid-word for a sign that another one has.
    encoder._raw(b"\x1bt" + bytes((page,)))
    rows = longest = 0
    for part in parts_of(chosen, slip):
        if isinstance(part, Space):
            # Half of it, for a line of text brings its own space.
            dots = round(part.gaps * chosen.sizes(device.width_dots).gap / 2)
            feed(encoder, dots)
            rows += dots
        elif isinstance(part, Code):
            if chosen.has_native_qr:
                size = _code(encoder, part.url, MODULE_DOTS[columns >= WIDE_COLUMNS])
                rows += CODE_MODULES * MODULE_DOTS[columns >= WIDE_COLUMNS]
                longest = max(longest, size)
        else:
            for line in lines_of(part, columns):
                _print(encoder, line)
                rows += LINE_DOTS * line.down
    cut(encoder, device)
    return Encoded(encoder.output, rows, flipped_dots=0, longest_picture_bytes=longest)


def lines_of(part: Part, columns: int) -> Iterator[Line]:
    """A part as lines of so many letters of usual size; raises ``TextNotPrintable``."""
    match part:
        case Words(text, role, align):
            yield from _words(text, role, columns, is_centred=align is Align.MIDDLE)
        case Dated(text):
            yield from _wrapped(text, columns)
        case Mark(text):
            yield from _wrapped(f"*** {text} ***", columns, is_bold=True, times=2)
        case Label(text):
            times = max(1, min(LARGEST, columns // max(1, len(text))))
            yield from _wrapped(text, columns, is_bold=True, times=times)
        case Figure(captions, text):
            for caption in captions:
                yield from _wrapped(caption, columns)
            yield from _wrapped(text, columns, is_bold=True, times=2)
        case Figures(left, right):
            yield from lines_of(left, columns)
            yield from lines_of(right, columns)
        case Listed(items, role):
            for item in items:
                yield from _item(item, columns, is_bold=role is Role.WORDS, is_bulleted=len(items) > 1)
        case Rule(thickness):
            yield Line(("=" if thickness >= 4 else "-") * columns)
        case Logo() | Space() | Code():
            return
        case _:
            assert_never(part)


def _code(encoder: Any, url: str, module: int) -> int:
    """The QR that the printer draws by itself, and blank paper around it; how many bytes it took."""
    before = len(encoder.output)
    feed(encoder, QUIET_MODULES * module)
    encoder.qr(url, ec=QR_ECLEVEL_M, size=module, native=True)
    feed(encoder, QUIET_MODULES * module)
    return len(encoder.output) - before


def _words(text: str, role: Role, columns: int, *, is_centred: bool) -> Iterator[Line]:
    is_bold = role in (Role.HALL, Role.SERVICE, Role.WORDS)
    for line in _wrapped(text, columns, is_bold=is_bold):
        indent = " " * ((columns - len(line.text)) // 2) if is_centred else ""
        yield Line(indent + line.text, is_bold, down=2 if role is Role.SERVICE else 1)


def _item(text: str, columns: int, *, is_bold: bool, is_bulleted: bool) -> Iterator[Line]:
    indent = BULLET if is_bulleted else ""
    for line in _wrapped(text, columns - len(indent), is_bold=is_bold):
        yield Line(indent + line.text, is_bold)
        indent = " " * len(indent)


def _wrapped(text: str, columns: int, *, is_bold: bool = False, times: int = 1) -> Iterator[Line]:
    lost = lost_in(text)
    if lost:
        raise TextNotPrintable(text, lost)
    for line in wrapped(printable(text, KNOWN), len, columns // times):
        yield Line(line, is_bold, across=times, down=times)


def _print(encoder: Any, line: Line) -> None:
    size = (line.across - 1) << 4 | (line.down - 1)
    encoder._raw(b"\x1b3" + bytes((LINE_DOTS * line.down,)))
    encoder._raw(b"\x1d!" + bytes((size,)) + b"\x1bE" + bytes((line.is_bold,)))
    encoder._raw(encoded(line.text) + b"\n")
