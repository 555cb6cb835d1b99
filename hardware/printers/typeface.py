"""The typeface of slips: which characters it has, and text made fit for it."""

import unicodedata
from collections.abc import Mapping, Set
from enum import StrEnum
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the package ships no types
from PIL import ImageFont

from hardware.errors import FontMissing

FOLDER = Path(__file__).parent / "vendor"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# People type the apostrophe in three ways; only one is right in Ukrainian print.
APOSTROPHES: Mapping[str, str] = {"'": "’", "ʼ": "’", "`": "’"}
SPELLED_OUT: Mapping[str, str] = {"₴": "грн", "№": "No", "…": "...", "≈": "~", "→": "->"}


class Face(StrEnum):
    """The cuts a slip is set in, by their files."""

    REGULAR = "DejaVuSans.ttf"
    BOLD = "DejaVuSans-Bold.ttf"
    NARROW = "DejaVuSansCondensed.ttf"
    """For lists: a line more of it fits where a name would be broken."""
    TALL = "DejaVuSansCondensed-Bold.ttf"
    """Narrow, so that a label can be as high as the paper allows."""


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A face at a size in dots; raises ``FontMissing``."""
    # The basic engine sets the same dots on every machine; the other depends on which shaping library is installed.
    return ImageFont.truetype(_file(face), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def glyphs(face: Face) -> Set[int]:
    """The code points a face has a glyph for, read from its character map; raises ``FontMissing``."""
    with TTFont(_file(face), lazy=True) as file:
        return frozenset(file.getBestCmap())


def printable(text: str, known: Set[int]) -> str:
    """The text as a face that knows these code points can set it.

    Apostrophes become ’; what the face lacks is spelled out where that is known, else shown as a plain gap (�), never
    as an empty box that passes for a letter. Control characters and line ends become spaces.
    """
    return "".join(_printable_character(character, known) for character in unicodedata.normalize("NFC", text)).strip()


def missing(text: str, known: Set[int]) -> str:
    """The characters of a text that such a face cannot set."""
    return "".join(character for character in text if ord(character) not in known)


def _file(face: Face) -> Path:
    path = FOLDER / face
    if not path.is_file():
        raise FontMissing(path)
    return path


def _printable_character(character: str, known: Set[int]) -> str:
    character = APOSTROPHES.get(character, character)
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category[0] in "CZ" and character != "\N{NO-BREAK SPACE}":
        return " "
    if ord(character) in known:
        return character
    return SPELLED_OUT.get(character, REPLACEMENT)
