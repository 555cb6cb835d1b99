"""A sheet of paper that is filled from the top: lines of text, rules and pictures on a mode-1 image."""

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from hardware.printers.typeface import Face, font, glyphs, printable

WHITE, BLACK = 255, 0
TALLEST_DOTS = 4000


@dataclass(frozen=True, slots=True)
class Style:
    """A face and a size in dots."""

    face: Face
    size: int

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return font(self.face, self.size)

    @property
    def line_dots(self) -> int:
        """From one line of running text to the next: tight enough for paper, loose enough for Й and щ."""
        return round(self.size * 1.22)

    def width(self, text: str) -> int:
        """How wide the text is in dots."""
        return round(self.font.getlength(text))

    def fitting(self, text: str, width: int) -> "Style":
        """This style, or the largest smaller size in which the text is no wider than ``width``."""
        size = self.size
        while size > 8 and Style(self.face, size).width(text) > width:
            size -= 1
        return Style(self.face, size)


class Sheet:
    """Paper of one width; ``top`` is where the next thing goes."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.top = 0
        self._image = Image.new("1", (width, TALLEST_DOTS), WHITE)
        self._draw = ImageDraw.Draw(self._image)
        self._draw.fontmode = "1"

    def space(self, dots: int) -> None:
        """Leave paper blank."""
        self.top += dots

    def rule(self, thickness: int) -> None:
        """A line from edge to edge."""
        self._draw.rectangle((0, self.top, self.width - 1, self.top + thickness - 1), fill=BLACK)
        self.top += thickness

    def text(self, text: str, style: Style, *, left: int = 0, width: int | None = None) -> None:
        """Running text, wrapped at ``width``."""
        for line in wrap(text, style, width if width is not None else self.width - left):
            self._draw.text((left, self.top + style.size), line, fill=BLACK, font=style.font, anchor="ls")
            self.top += style.line_dots

    def text_at_right(self, text: str, style: Style) -> None:
        """One line that ends at the right edge; ``top`` stays, so that something may stand before it."""
        right = (self.width - 1, self.top + style.size)
        self._draw.text(right, printable(text, glyphs(style.face)), fill=BLACK, font=style.font, anchor="rs")

    def figure(self, text: str, style: Style, *, left: int = 0) -> None:
        """A number set by the dots of its ink, not by the line: the top of the ink at ``top``, its left edge at
        ``left``."""
        box = style.font.getbbox(text, mode="1", anchor="ls")
        self._draw.text((left - box[0], self.top - box[1]), text, fill=BLACK, font=style.font, anchor="ls")
        self.top += round(box[3] - box[1])

    def headline(self, text: str, face: Face) -> None:
        """One line as wide as the paper, in steps of two dots.

        A printer that can double needs a quarter of the bytes for it, and a step of a quarter of a millimetre on
        letters two centimetres high is finer than any built-in large font.
        """
        style = Style(face, self.width).fitting(text, self.width // 2 - 1)
        box = style.font.getbbox(text, mode="1", anchor="ls")
        small = Image.new("1", (self.width // 2, round(box[3] - box[1])), WHITE)
        draw = ImageDraw.Draw(small)
        draw.fontmode = "1"
        draw.text((-box[0], -box[1]), text, fill=BLACK, font=style.font, anchor="ls")
        self.picture(small.resize((small.width * 2, small.height * 2), Image.Resampling.NEAREST), left=0)

    def stamp(self, text: str, style: Style, *, padding: int) -> None:
        """White text on a black bar from edge to edge: seen across a room."""
        text = printable(text, glyphs(style.face))
        height = round(style.size * 0.73) + 2 * padding
        self._draw.rectangle((0, self.top, self.width - 1, self.top + height - 1), fill=BLACK)
        baseline = self.top + height - padding
        self._draw.text((self.width // 2, baseline), text, fill=WHITE, font=style.font, anchor="ms")
        self.top += height

    def dots(self, beside: Style, *, filled: tuple[bool, ...]) -> None:
        """A row of discs and rings from the left edge, as high as the capitals of the line beside them; ``top``
        stays."""
        diameter = round(beside.size * 0.78)
        top = self.top + round(beside.size * 0.635 - diameter / 2)
        for place, is_filled in enumerate(filled):
            left = round(place * diameter * 1.5)
            box = (left, top, left + diameter - 1, top + diameter - 1)
            self._draw.ellipse(box, fill=BLACK if is_filled else WHITE, outline=BLACK, width=max(2, diameter // 7))

    def picture(self, picture: Image.Image, *, left: int) -> None:
        """A mode-1 picture as it is."""
        self._image.paste(picture, (left, self.top))
        self.top += picture.height

    def cut(self) -> Image.Image:
        """What has been filled so far."""
        return self._image.crop((0, 0, self.width, self.top))


def wrap(text: str, style: Style, width: int) -> list[str]:
    """Lines no wider than ``width``, as few as can be and then as even as can be; at least one.

    A word of one or two letters stays with the next one, as Ukrainian typesetters do («у листі»: no line ends with
    «у»). A word wider than a whole line is broken where it must be.
    """
    words = _bound_words(printable(text, glyphs(style.face)))
    lines = _greedy(words, style, width)
    if len(lines) > 1:
        narrow, wide = width // 2, width
        while wide - narrow > 4:
            middle = (narrow + wide) // 2
            narrow, wide = (narrow, middle) if len(_greedy(words, style, middle)) == len(lines) else (middle, wide)
        lines = _greedy(words, style, wide)
    return lines


def _bound_words(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split(" "):
        if words and len(words[-1].rsplit("\N{NO-BREAK SPACE}")[-1].strip("(«“")) <= 2:
            words[-1] += "\N{NO-BREAK SPACE}" + word
        elif word:
            words.append(word)
    return words


def _greedy(words: list[str], style: Style, width: int) -> list[str]:
    lines = [""]
    for word in words:
        candidate = f"{lines[-1]} {word}".strip(" ")
        if style.width(candidate) <= width:
            lines[-1] = candidate
        else:
            lines = [*filter(None, lines), *_pieces(word, style, width)]
    return lines


def _pieces(word: str, style: Style, width: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and style.width(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
