"""What the office says, in the language of the page at hand."""

from flask import flash

from server.i18n.catalogue import translate, translate_count
from server.web.languages import page_language

_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_FIRST = 0x400
"""Before the Ukrainian letters come figures and Latin ones."""


def _(text: str, **fields: str | int) -> str:
    """The English text as the page says it."""
    return translate(page_language(), text, **fields)


def later(text: str) -> str:
    """Marks an English text that is translated where it is shown."""
    return text


def say(text: str, **fields: str | int) -> None:
    """A sentence on top of the next page: what was done."""
    flash(_(text, **fields), "good")


def alphabetical(name: str) -> list[int]:
    """A key to sort names by: by code point «Ірина» would come before «Андрій»."""
    folded = name.casefold()
    return [_ALPHABET.index(sign) + _FIRST if sign in _ALPHABET else ord(sign) % _FIRST for sign in folded]


class FormWords:
    """The sentences of wtforms' own checks, from our catalogue."""

    def gettext(self, text: str) -> str:
        return translate(page_language(), text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return translate_count(page_language(), one, many, count)
