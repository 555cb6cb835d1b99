"""A slip as a picture: what stands where on the paper, for any width of print head."""

from dataclasses import dataclass

from PIL import Image

from hardware.errors import LabelNotPrintable, SlipTooWide
from hardware.printers.qr import qr_picture
from hardware.printers.sheet import Sheet, Style
from hardware.printers.typeface import Face, glyphs, missing
from server.contract.slip import Slip

NARROWEST_DOTS, WIDEST_DOTS = 288, 832


@dataclass(frozen=True, slots=True)
class Proportions:
    """Sizes that differ between wide and narrow paper; a narrow slip is read in the hand all the same, so it shrinks
    less than its paper."""

    hall: Style
    caption: Style
    service: Style
    running: Style
    figure: Style
    words: Style
    mark: Style
    gap: int
    smallest_module: int
    qr_share: float
    second_column: float


WIDE = Proportions(
    hall=Style(Face.BOLD, 25),
    caption=Style(Face.REGULAR, 22),
    service=Style(Face.BOLD, 31),
    running=Style(Face.REGULAR, 25),
    figure=Style(Face.TALL, 58),
    words=Style(Face.BOLD, 25),
    mark=Style(Face.BOLD, 60),
    gap=18,
    smallest_module=6,
    qr_share=0.48,
    second_column=0.40,
)
NARROW = Proportions(
    hall=Style(Face.BOLD, 21),
    caption=Style(Face.REGULAR, 19),
    service=Style(Face.BOLD, 25),
    running=Style(Face.REGULAR, 21),
    figure=Style(Face.TALL, 46),
    words=Style(Face.BOLD, 20),
    mark=Style(Face.BOLD, 46),
    gap=14,
    smallest_module=4,
    qr_share=0.54,
    second_column=0.37,
)
WIDE_FROM_DOTS = 500


def render(slip: Slip, width_dots: int) -> Image.Image:
    """The slip as a mode-1 picture, ``width_dots`` wide and as high as it needs; raises ``SlipRefused``."""
    if not NARROWEST_DOTS <= width_dots <= WIDEST_DOTS:
        raise SlipTooWide("a slip", width_dots)
    sheet = Sheet(width_dots)
    sizes = WIDE if width_dots >= WIDE_FROM_DOTS else NARROW
    _head(sheet, slip, sizes)
    _label(sheet, slip, sizes)
    _matter(sheet, slip, sizes)
    _place_in_line(sheet, slip, sizes)
    _phone(sheet, slip, sizes)
    _foot(sheet, slip, sizes)
    return sheet.cut()


def _head(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    sheet.dots(sizes.caption, filled=(True, False, False))
    sheet.text_at_right(f"{slip.taken_at:%d.%m.%Y   %H:%M}", sizes.caption)
    sheet.space(sizes.caption.line_dots + sizes.gap // 2)
    sheet.text(slip.hall_name, sizes.hall)
    sheet.space(sizes.gap // 2)
    sheet.rule(4)
    sheet.space(sizes.gap)


def _label(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    lost = missing(slip.label, glyphs(Face.TALL))
    if lost:
        raise LabelNotPrintable(slip.label, lost)
    if slip.is_copy:
        mark = slip.texts["copy"].upper()
        sheet.stamp(mark, sizes.mark.fitting(mark, sheet.width - 2 * sizes.gap), padding=sizes.gap)
        sheet.space(sizes.gap)
    sheet.text(slip.texts["your_number"], sizes.caption)
    sheet.space(sizes.gap)
    # A thin space holds letter and number together and leaves the paper's width to them.
    label = slip.label.replace("\N{NO-BREAK SPACE}", "\N{THIN SPACE}")
    sheet.headline(label, Face.TALL)
    sheet.space(sizes.gap)
    sheet.rule(2)
    sheet.space(sizes.gap)


def _matter(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    sheet.text(slip.service_name, sizes.service)
    sheet.space(4)
    sheet.text(slip.purpose_name, sizes.running)
    _route(sheet, slip, sizes)
    sheet.space(sizes.gap)
    sheet.rule(2)
    sheet.space(sizes.gap)


def _route(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    if not slip.further:
        return
    sheet.space(sizes.gap // 2)
    sheet.text(slip.texts["then"], sizes.caption)
    for name in slip.further:
        sheet.space(4)
        sheet.text(name, sizes.words)


def _place_in_line(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    second = round(sheet.width * sizes.second_column)
    top = sheet.top
    sheet.text(slip.texts["before_you"], sizes.caption, width=second - sizes.gap)
    after_left = sheet.top
    sheet.top = top
    sheet.text(slip.texts["wait"], sizes.caption, left=second)
    figures_top = max(after_left, sheet.top) + 6

    sheet.top = figures_top
    people = str(slip.people_before)
    sheet.figure(people, sizes.figure.fitting(people, second - sizes.gap))
    after_left = sheet.top
    sheet.top = figures_top
    _wait(sheet, slip, sizes, left=second)
    sheet.top = max(after_left, sheet.top) + sizes.gap
    sheet.rule(2)
    sheet.space(sizes.gap)


def _wait(sheet: Sheet, slip: Slip, sizes: Proportions, *, left: int) -> None:
    if slip.wait is None:
        sheet.text(slip.texts["unknown_wait"], sizes.words, left=left)
        return
    low, high = slip.wait.low_minutes, slip.wait.high_minutes
    span = f"{low}–{high}" if low < high else f"{high}"
    words = f"{span} {slip.texts['minutes']}"
    sheet.figure(words, sizes.figure.fitting(words, sheet.width - left - 2), left=left)


def _phone(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    sheet.text(slip.texts["follow"], sizes.running)
    sheet.space(sizes.gap + 4)
    code = qr_picture(
        slip.phone_url, paper_dots=sheet.width, share=sizes.qr_share, smallest_module=sizes.smallest_module
    )
    sheet.picture(code, left=(sheet.width - code.width) // 4 * 2)
    sheet.space(sizes.gap + 12)


def _foot(sheet: Sheet, slip: Slip, sizes: Proportions) -> None:
    sheet.rule(4)
    sheet.space(sizes.gap // 2)
    line = slip.texts["valid_today"]
    sheet.text(line, sizes.caption)
    sheet.space(4)
