"""The characters of a printer's own letters: Windows-1251, which alone of its tables has all of Ukrainian."""

import unicodedata
from collections.abc import Set

from escpos.capabilities import CAPABILITIES

from hardware.printers.typeface import REPLACEMENT, printable

ENCODING = "cp1251"
UNKNOWN_MODELS = frozenset({"default", "simple"})
"""Profiles that stand for any model: what they say of tables is true of none in particular."""
KNOWN: Set[int] = frozenset(
    ord(sign) for code in range(0x20, 0x100) for sign in bytes((code,)).decode(ENCODING, "ignore")
)


def cp1251_page(profile: str) -> int | None:
    """The number of the table in a model's profile; None: it has none, or which model it is is not known."""
    if profile in UNKNOWN_MODELS:
        return None
    pages = CAPABILITIES["profiles"][profile]["codePages"]
    return next((int(number) for number, name in pages.items() if name.lower() == ENCODING), None)


def lost_in(text: str) -> str:
    """The characters that such a printer cannot print, nor spell out otherwise."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(sign for sign in composed if REPLACEMENT in printable(sign, KNOWN)))


def encoded(text: str) -> bytes:
    """The text's bytes; raises ``ValueError`` where something would be lost."""
    return printable(text, KNOWN).replace("\N{NO-BREAK SPACE}", " ").encode(ENCODING)
