"""A slip as a picture: its parts on paper of any width, in the sizes of its layout."""

from typing import assert_never

from PIL import Image

from hardware.errors import LabelNotPrintable, SlipTooWide
from hardware.printers.layout.blocks import Align, Layout, Role, Sizes
from hardware.printers.layout.parts import (
    Code,
    Dated,
    Figure,
    Figures,
    Ink,
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
from hardware.printers.qr import qr_picture
from hardware.printers.sheet import Sheet, Style
from hardware.printers.typeface import Face, glyphs, missing
from server.contract.slip import Slip

NARROWEST_DOTS, WIDEST_DOTS = 288, 832
FACES = {
    Role.HALL: Face.TALL,
    Role.CAPTION: Face.REGULAR,
    Role.SERVICE: Face.TALL,
    Role.RUNNING: Face.REGULAR,
    Role.WORDS: Face.BOLD,
    Role.DOCUMENTS: Face.NARROW,
    Role.BOTTOM: Face.NARROW,
    Role.SECOND: Face.NARROW,
}
BULLET = "–"
MOST_LINES, SMALLEST_SHARE = 3, 0.82
"""Of a service's name."""


def render(slip: Slip, width_dots: int, layout: Layout | None = None) -> Image.Image:
    """The slip as a mode-1 picture, ``width_dots`` wide and as high as it needs; raises ``SlipRefused``.

    Without a layout it has the standard one.
    """
    if not NARROWEST_DOTS <= width_dots <= WIDEST_DOTS:
        raise SlipTooWide("a slip", width_dots)
    chosen = standard_layout() if layout is None else layout
    page = _Page(Sheet(width_dots), chosen.sizes(width_dots))
    for part in parts_of(chosen, slip):
        page.draw(part)
    return page.sheet.cut()


class _Page:
    """A sheet and the sizes it is filled in."""

    def __init__(self, sheet: Sheet, sizes: Sizes) -> None:
        self.sheet = sheet
        self._sizes = sizes
        self._gap = sizes.gap
        self._inked_to = 0
        self._quiet_to = 0
        """A code needs blank paper around it to be found by a camera."""

    def draw(self, part: Part) -> None:
        """The next part, below those before."""
        if isinstance(part, Space):
            self.sheet.space(round(part.gaps * self._gap))
            return
        self.sheet.top = max(self.sheet.top, self._quiet_to)
        self._draw(part)
        self._inked_to = self.sheet.top

    def _draw(self, part: Ink) -> None:
        match part:
            case Words(text, role, align):
                self.sheet.text(text, self._fitting(text, role), is_centred=align is Align.MIDDLE)
            case Dated(text, has_dots):
                self._dated(text, has_dots=has_dots)
            case Mark(text):
                style = Style(Face.BOLD, self._sizes.mark).fitting(text, self.sheet.width - 2 * self._gap)
                self.sheet.stamp(text, style, padding=self._gap)
            case Label(text, width):
                self._label(text, width)
            case Figure(_, text):
                self._figure(part, 0, self.sheet.width, style=self._figure_style(text, self.sheet.width))
            case Figures(left, right):
                self._figures(left, right)
            case Listed(items, role):
                self._listed(items, role)
            case Code(url, align):
                self._code(url, align)
            case Logo(picture, align):
                self.sheet.picture(picture, left=self._left(picture.width, align))
            case Rule(thickness):
                self.sheet.rule(thickness)
            case _:
                assert_never(part)

    def _style(self, role: Role) -> Style:
        return Style(FACES[role], self._sizes.letters[role])

    def _fitting(self, text: str, role: Role) -> Style:
        """A name that takes many lines is set a little smaller: what it is about is told by its length no better."""
        style = self._style(role)
        least = round(style.size * SMALLEST_SHARE)
        while role is Role.SERVICE and style.size > least and self._lines(text, style) > MOST_LINES:
            style = Style(style.face, style.size - 1)
        return style

    def _lines(self, text: str, style: Style) -> int:
        return self.sheet.text_dots(text, style, self.sheet.width) // style.line_dots

    def _left(self, width: int, align: Align) -> int:
        """Even, so that a doubled picture stays one."""
        return (self.sheet.width - width) // 4 * 2 if align is Align.MIDDLE else 0

    def _dated(self, text: str, *, has_dots: bool) -> None:
        style = self._style(Role.CAPTION)
        left = 0
        if has_dots:
            # At the left, not at the edges: what stands apart on one line costs a line of bytes over all the paper.
            left = self.sheet.dots(style, filled=(True, False, False)) + self._gap
        self.sheet.text(text, style, left=left)

    def _label(self, label: str, share: float) -> None:
        lost = missing(label, glyphs(Face.TALL))
        if lost:
            raise LabelNotPrintable(label, lost)
        # A thin space holds letter and number together and leaves the paper's width to them.
        self.sheet.headline(
            label.replace("\N{NO-BREAK SPACE}", "\N{THIN SPACE}"), Face.TALL, width=round(self.sheet.width * share)
        )

    def _figures(self, left: Figure, right: Figure) -> None:
        second = round(self.sheet.width * self._sizes.column) // 2 * 2
        widths = (second - self._gap, self.sheet.width - second)
        pairs = tuple(zip((left, right), widths, strict=True))
        style = min((self._figure_style(each.text, width) for each, width in pairs), key=lambda each: each.size)
        captions_dots = max(self._captions_dots(each, width) for each, width in pairs)
        top = self.sheet.top
        self._figure(left, 0, widths[0], style=style, captions_dots=captions_dots)
        self.sheet.top = top
        self._figure(right, second, widths[1], style=style, captions_dots=captions_dots)

    def _figure_style(self, text: str, width: int) -> Style:
        # Two dots are left over: ink may reach a little over its measured width.
        return Style(Face.TALL, self._sizes.figure // 2).fitting(text, (width - 2) // 2)

    def _captions_dots(self, figure: Figure, width: int) -> int:
        captions = zip(figure.captions, self._caption_styles(figure), strict=True)
        return sum(self.sheet.text_dots(text, style, width) for text, style in captions)

    def _caption_styles(self, figure: Figure) -> list[Style]:
        roles = (Role.CAPTION, Role.SECOND)
        return [self._style(roles[place]) for place in range(len(figure.captions))]

    def _figure(self, figure: Figure, left: int, width: int, *, style: Style, captions_dots: int = 0) -> None:
        """In a column of its own; ``captions_dots``: how much paper the captions beside it need."""
        top = self.sheet.top
        is_centred = figure.align is Align.MIDDLE
        for text, caption in zip(figure.captions, self._caption_styles(figure), strict=True):
            self.sheet.text(text, caption, left=left, width=width, is_centred=is_centred)
        self.sheet.top = max(self.sheet.top, top + captions_dots) + 6
        self.sheet.figure(figure.text, style, left=left, width=width if is_centred else None)

    def _listed(self, items: tuple[str, ...], role: Role) -> None:
        style = self._style(role)
        indent = style.width(f"{BULLET} ") if len(items) > 1 and role is not Role.WORDS else 0
        for item in items:
            self.sheet.space(4)
            top = self.sheet.top
            if indent:
                self.sheet.text(BULLET, style)
                self.sheet.top = top
            self.sheet.text(item, style, left=indent)

    def _code(self, url: str, align: Align) -> None:
        code, quiet = qr_picture(
            url, paper_dots=self.sheet.width, share=self._sizes.qr, smallest_module=self._sizes.module
        )
        self.sheet.top = max(self.sheet.top, self._inked_to + quiet)
        self.sheet.picture(code, left=self._left(code.width, align))
        self._quiet_to = self.sheet.top + quiet
