"""A slip to look at before it is printed: on its paper, in its real proportions."""

from PIL import Image, ImageChops, ImageDraw

from hardware.printers.encoder import Cutter, Device
from hardware.printers.layout.blocks import WIDE_FROM_DOTS, Layout
from hardware.printers.raster import render
from hardware.printers.text import encode_text
from hardware.printers.virtual.language import Feed, Interpreter, Row
from server.contract.slip import Slip

DOTS_PER_INCH = 203
MARGIN_DOTS = {True: 32, False: 40}
"""Of paper that the head does not reach: 4 mm on each side of 80 mm paper, 5 mm on 58 mm."""
HEAD_TO_BLADE_DOTS = 100
DESK, EDGE, PAPER = 222, 170, 255
DESK_DOTS = 24
TOOTH_DOTS = 8
EPSON_PAGE = 46


def preview(layout: Layout, slip: Slip, width_dots: int, *, is_text: bool = False) -> Image.Image:
    """The paper as it lies before a citizen, one point for each dot; raises ``SlipRefused``.

    ``is_text``: in the printer's own letters, as the virtual printer shows them; a real one's look a little otherwise.
    """
    ink = _text(layout, slip, width_dots) if is_text else render(slip, width_dots, layout)
    margin = MARGIN_DOTS[width_dots >= WIDE_FROM_DOTS]
    width, height = ink.width + 2 * margin, ink.height + margin + HEAD_TO_BLADE_DOTS
    desk = Image.new("L", (width + 2 * DESK_DOTS, height + 2 * DESK_DOTS), DESK)
    pen = ImageDraw.Draw(desk)
    pen.polygon(_outline(DESK_DOTS, DESK_DOTS, width, height), fill=PAPER, outline=EDGE)
    # The blade is above the head: the blank paper of the slip before is the top of this one.
    desk.paste(ink.convert("L"), (DESK_DOTS + margin, DESK_DOTS + HEAD_TO_BLADE_DOTS))
    return desk


def _outline(left: int, top: int, width: int, height: int) -> list[tuple[int, int]]:
    """Straight at the sides, with the blade's teeth at both ends."""
    across = range(0, width, TOOTH_DOTS)
    upper = [(left + at, top + (TOOTH_DOTS // 2 if place % 2 else 0)) for place, at in enumerate(across)]
    lower = [(x, y + height) for x, y in reversed(upper)]
    return [*upper, (left + width, top), (left + width, top + height), *lower]


def _text(layout: Layout, slip: Slip, width_dots: int) -> Image.Image:
    device = Device(width_dots, DOTS_PER_INCH, "default", Cutter.AUTOMATIC, can_double=True)
    rows: list[bytes] = []
    for action in Interpreter(width_dots // 8).feed(encode_text(slip, device, page=EPSON_PAGE, layout=layout).data):
        match action:
            case Row(ink):
                rows.append(ink)
            case Feed(count):
                rows += [bytes(width_dots // 8)] * count
            case _:
                pass
    return ImageChops.invert(Image.frombytes("1", (width_dots, len(rows)), b"".join(rows)))
