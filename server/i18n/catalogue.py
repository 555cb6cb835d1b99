"""Reads the gettext catalogues (a folder a language, a file a room) into one mapping for Python and JavaScript."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from server.contract.terms import Language

_FOLDER = Path(__file__).parent
_PLURAL_FORMS = {"uk": ("one", "few", "many")}


@cache
def texts(language: Language) -> dict[str, str]:
    """Translations by English text; plural forms stand under ``singular|few``. English itself has none."""
    return dict(_entries(language))


def translate(language: Language, text: str, **fields: str | int) -> str:
    """The text in a language, with its ``{names}`` filled; an absent translation shows in English."""
    found = texts(language).get(text, text)
    return found.format_map(fields) if fields else found


def translate_count(language: Language, one: str, many: str, count: int, **fields: str | int) -> str:
    """The text for a count, in the plural form of the language."""
    category = Locale(language.value).plural_form(count)
    found = texts(language).get(f"{one}|{category}", one if count == 1 else many)
    return found.format_map({"count": count, **fields})


def _entries(language: Language) -> Iterator[tuple[str, str]]:
    for path in sorted((_FOLDER / language.value).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language.value):
                yield from _forms(language, message)


def _forms(language: Language, message: Message) -> Iterator[tuple[str, str]]:
    if isinstance(message.id, str) and message.id and isinstance(message.string, str) and message.string:
        yield message.id, message.string
    elif isinstance(message.id, list | tuple) and isinstance(message.string, list | tuple):
        for category, form in zip(_PLURAL_FORMS[language.value], message.string, strict=False):
            yield f"{message.id[0]}|{category}", form
