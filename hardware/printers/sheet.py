"""A sheet of paper that is filled from the top: lines of text, rules and pictures on a mode-1 image."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from hardware.printers.typeface import Face, font, glyphs, printable
from hardware.printers.wrapping import wrapped

WHITE, BLACK = 255, 0
FIRST_DOTS = 1600
"""Most slips are shorter; a longer one gets more paper."""

COARSE_FROM_DOTS = 40
SPARE_DOTS = 2
"""At the end of a line: the ink of some letters reaches over their measured width."""

MEASURED_TEXTS = 4096
"""The hall, its services and the words of a slip come on every slip again, and one slip measures hundreds of times."""


@dataclass(frozen=True, slots=True)
class Style:
    """A face and a size in dots."""

    face: Face
    size: int

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return font(self.face, self.size)

    @property
    def is_coarse(self) -> bool:
        """Running text that is set in steps of two dots, as numbers are: a quarter of the bytes, and coarse only to
        somebody who could read it at half the size."""
        return self.size >= COARSE_FROM_DOTS

    @property
    def line_dots(self) -> int:
        """From one line of running text to the next: tight enough for paper, loose enough for Й and щ."""
        return round(self.size * 1.22)

    def width(self, text: str) -> int:
        """How wide the text is in dots."""
        if self.is_coarse:
            return 2 * _length(self.face, self.size // 2, text)
        return _length(self.face, self.size, text)

    def ink_width(self, text: str) -> int:
        """How wide its dots are, which may be more than its measured width."""
        box = self.font.getbbox(text, mode="1", anchor="ls")
        return round(box[2] - box[0])

    def fitting(self, text: str, width: int) -> "Style":
        """This style, or the largest smaller size in which the text is no wider than ``width``."""
        size = self.size
        while size > 8 and Style(self.face, size).width(text) > width:
            size -= 1
        return Style(self.face, size)


@lru_cache(MEASURED_TEXTS)
def _length(face: Face, size: int, text: str) -> int:
    return round(font(face, size).getlength(text))


class Sheet:
    """Paper of one width; ``top`` is where the next thing goes."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.top = 0
        self._image = Image.new("1", (width, FIRST_DOTS), WHITE)
        self._draw = _pen(self._image)

    def space(self, dots: int) -> None:
        """Leave paper blank."""
        self.top += dots

    def rule(self, thickness: int) -> None:
        """A line from edge to edge."""
        self._unroll(thickness)
        self._draw.rectangle((0, self.top, self.width - 1, self.top + thickness - 1), fill=BLACK)
        self.top += thickness

    def text(
        self, text: str, style: Style, *, left: int = 0, width: int | None = None, is_centred: bool = False
    ) -> None:
        """Running text, wrapped at ``width``."""
        room = width if width is not None else self.width - left
        for line in wrap(text, style, room - SPARE_DOTS):
            at = left + (room - style.width(line)) // 4 * 2 if is_centred else left
            if style.is_coarse:
                self._coarse(line, style, at)
            else:
                self._unroll(style.line_dots)
                self._draw.text((at, self.top + style.size), line, fill=BLACK, font=style.font, anchor="ls")
                self.top += style.line_dots

    def text_dots(self, text: str, style: Style, width: int) -> int:
        """How much paper such a text needs."""
        return len(wrap(text, style, width - SPARE_DOTS)) * style.line_dots

    def _coarse(self, line: str, style: Style, left: int) -> None:
        top = self.top
        half = Style(style.face, style.size // 2)
        small = Image.new("1", ((self.width - left + 1) // 2, half.line_dots), WHITE)
        _pen(small).text((0, half.size), line, fill=BLACK, font=half.font, anchor="ls")
        self.picture(_doubled(small), left=left)
        self.top = top + style.line_dots

    def figure(self, text: str, style: Style, *, left: int = 0, width: int | None = None) -> None:
        """A number at twice the size of ``style``, set by the dots of its ink, not by the line: the top of the ink at
        ``top``, its left edge at ``left``, or in the middle of ``width``.

        A printer that can double needs a quarter of the bytes for it, and a step of a quarter of a millimetre on
        letters of half a centimetre and more is finer than any built-in large font.
        """
        box = style.font.getbbox(text, mode="1", anchor="ls")
        small = Image.new("1", (round(box[2] - box[0]), round(box[3] - box[1])), WHITE)
        _pen(small).text((-box[0], -box[1]), text, fill=BLACK, font=style.font, anchor="ls")
        if width is not None:
            left += max(0, width - 2 * small.width) // 4 * 2
        self.picture(_doubled(small), left=left)

    def headline(self, text: str, face: Face, *, width: int) -> None:
        """One line as wide as ``width``, from the left edge."""
        style = Style(face, width).fitting(text, width // 2)
        while style.ink_width(text) >= width // 2:
            style = Style(face, style.size - 1)
        self.figure(text, style)

    def stamp(self, text: str, style: Style, *, padding: int) -> None:
        """White text on a black bar from edge to edge: seen across a room."""
        half = Style(style.face, style.size // 2)
        height = round(half.size * 0.73) + padding
        small = Image.new("1", (self.width // 2, height), BLACK)
        baseline = height - padding // 2
        _pen(small).text(
            (small.width // 2, baseline), printable(text, glyphs(half.face)), fill=WHITE, font=half.font, anchor="ms"
        )
        self.picture(_doubled(small), left=0)

    def dots(self, beside: Style, *, filled: tuple[bool, ...]) -> int:
        """A row of discs and rings from the left edge, as high as the capitals of the line beside them; where it ends.
        ``top`` stays."""
        diameter = round(beside.size * 0.78)
        top = self.top + round(beside.size * 0.635 - diameter / 2)
        for place, is_filled in enumerate(filled):
            left = round(place * diameter * 1.5)
            box = (left, top, left + diameter - 1, top + diameter - 1)
            self._draw.ellipse(box, fill=BLACK if is_filled else WHITE, outline=BLACK, width=max(2, diameter // 7))
        return round((len(filled) - 1) * diameter * 1.5) + diameter

    def picture(self, picture: Image.Image, *, left: int) -> None:
        """A mode-1 picture as it is."""
        self._unroll(picture.height)
        self._image.paste(picture, (left, self.top))
        self.top += picture.height

    def cut(self) -> Image.Image:
        """What has been filled so far."""
        self._unroll(0)
        return self._image.crop((0, 0, self.width, self.top))

    def _unroll(self, dots: int) -> None:
        """Paper enough for so many more dots."""
        if self.top + dots <= self._image.height:
            return
        longer = Image.new("1", (self.width, 2 * (self.top + dots)), WHITE)
        longer.paste(self._image)
        self._image = longer
        self._draw = _pen(longer)


def _doubled(small: Image.Image) -> Image.Image:
    return small.resize((small.width * 2, small.height * 2), Image.Resampling.NEAREST)


def _pen(image: Image.Image) -> ImageDraw.ImageDraw:
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"  # dots, not greys
    return pen


def wrap(text: str, style: Style, width: int) -> list[str]:
    """Lines no wider than ``width`` dots; at least one."""
    return wrapped(printable(text, glyphs(style.face)), style.width, width)
