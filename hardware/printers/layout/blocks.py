"""A layout as values: blocks from the top of the paper to its foot, and the sizes they are set in."""

from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

WIDE_FROM_DOTS = 500
"""Paper from this width on has the sizes of 80 mm paper, narrower one those of 58 mm."""


class Kind(StrEnum):
    """What a block shows."""

    LOGO = "logo"
    DATE = "date"
    HALL = "hall"
    LABEL = "label"
    SERVICE = "service"
    PURPOSE = "purpose"
    ROUTE = "route"
    PEOPLE = "people"
    WAIT = "wait"
    PEOPLE_AND_WAIT = "people-and-wait"
    WINDOWS = "windows"
    DOCUMENTS = "documents"
    FOLLOW = "follow"
    QR = "qr"
    VALID = "valid"
    BOTTOM = "bottom"
    RULE = "rule"


class Align(StrEnum):
    """Where a block stands across the paper."""

    LEFT = "left"
    MIDDLE = "middle"


class Role(StrEnum):
    """A kind of text, with one size on each paper."""

    HALL = "hall"
    CAPTION = "caption"
    SERVICE = "service"
    RUNNING = "running"
    WORDS = "words"
    """Short words that are looked for: further services, windows, a wait that nobody knows."""
    DOCUMENTS = "documents"
    BOTTOM = "bottom"
    SECOND = "second"
    """Whatever is said once more in the second language."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of one width of paper, in dots; eight are a millimetre."""

    letters: dict[Role, int]
    figure: int
    """Of people before and waiting range."""
    mark: int
    """Of «копія»."""
    gap: int
    module: int
    """The least of the QR's modules."""
    qr: float
    """The QR's share of the paper's width."""
    column: float
    """Where the waiting range begins beside the people before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a slip; what it has nothing to say of takes no paper."""

    kind: Kind
    after: float
    """Blank paper below it, in gaps."""
    align: Align = Align.LEFT
    is_bilingual: bool = False
    """Said in the second language too."""
    has_words: bool = True
    """Of a label: the words above it."""
    has_dots: bool = True
    """Of the date: the product's three dots before it."""
    thickness: int = 2
    """Of a rule, in dots."""
    width: float = 1.0
    """Of the label: its share of the paper's width."""
    picture: Image.Image | None = None
    """Of a logo: mode 1."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a slip looks like, on paper of any width."""

    blocks: tuple[Block, ...]
    wide: Sizes
    narrow: Sizes
    has_native_qr: bool = True
    """In text mode: the printer draws the QR by itself; else none is printed."""

    def sizes(self, width_dots: int) -> Sizes:
        """Those of this paper."""
        return self.wide if width_dots >= WIDE_FROM_DOTS else self.narrow
