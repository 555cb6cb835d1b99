"""The QR of a slip: modules large enough for a citizen's phone and for a worn print head."""

import segno
from PIL import Image

from hardware.errors import SlipTooWide
from hardware.printers.sheet import BLACK, WHITE

QUIET_MODULES = 4
"""What a reader needs to see white on each side (ISO/IEC 18004)."""


def qr_picture(content: str, *, paper_dots: int, share: float, smallest_module: int) -> tuple[Image.Image, int]:
    """The code without its quiet zone, at level M, about ``share`` of the paper wide, and how many dots that zone has
    to be on each side; raises ``SlipTooWide``.

    A module is an even number of dots, so that the printer may double a picture of half the size; it is never under
    ``smallest_module``, nor so large that the quiet zone would not fit on the paper.
    """
    code = segno.make(content, error="m", micro=False, boost_error=False)
    modules = len(code.matrix)
    wanted = min(int(paper_dots * share / modules), paper_dots // (modules + 2 * QUIET_MODULES))
    module = max(wanted // 2 * 2, smallest_module)
    if (modules + 2 * QUIET_MODULES) * module > paper_dots:
        raise SlipTooWide("the QR of the phone page", paper_dots)
    picture = Image.new("1", (modules, modules), WHITE)
    for row, line in enumerate(code.matrix):
        for column, is_dark in enumerate(line):
            if is_dark:
                picture.putpixel((column, row), BLACK)
    code_dots = modules * module
    return picture.resize((code_dots, code_dots), Image.Resampling.NEAREST), QUIET_MODULES * module
