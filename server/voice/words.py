"""Single words: how a number, a letter or a written word is said, and by what name it is recorded."""

import re
from dataclasses import dataclass

from num2words import num2words

from server.contract.terms import Language
from server.voice.errors import Unspeakable
from server.voice.lexicon import FORCED, LETTERS

# The state's own transliteration (Cabinet of Ministers, № 55 of 2010), as in passports.
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "’": "",
}  # fmt: skip
APART = "_:"
"""espeak-ng's short pause around a letter, without which «талон А» is heard as «талона»."""
_LATIN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_LATIN_LATER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}


@dataclass(frozen=True, slots=True)
class Word:
    """What is said in one go: a word, or a fixed phrase that is recorded as one."""

    text: str
    """As it is written for a person or another voice; never digits."""
    phonemes: str = ""
    """What espeak-ng must say instead of reading ``text``; empty: it reads rightly."""
    clip: str = ""
    """Name of an operator's recording of it, without ``.wav``."""


def number(value: int, language: Language) -> tuple[Word, ...]:
    """A number as cardinal words: 42 → сорок два; without a limit."""
    said = num2words(value, lang=language.value).replace("'", "’")
    return tuple(written(part, language) for part in re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)*", said))


def digits(figures: str, language: Language) -> tuple[Word, ...]:
    """Each figure by itself, as a telephone number is said."""
    return tuple(word for figure in figures for word in number(int(figure), language))


def letter(sign: str, language: Language) -> Word:
    """A letter of the Ukrainian alphabet by its name. Raises Unspeakable for any other sign."""
    names = LETTERS[language]
    if sign.upper() not in names:
        raise Unspeakable(sign, "not a letter of the Ukrainian alphabet")
    name, phonemes = names[sign.upper()]
    return Word(name, f"{APART}{phonemes}{APART}", f"letter-{latin(sign)}")


def written(text: str, language: Language) -> Word:
    """A word as it stands in a text, with its stress mended where espeak-ng is known to be wrong."""
    return Word(text, FORCED[language].get(text.lower(), ""), latin(text))


def latin(text: str) -> str:
    """Ukrainian as Latin letters in lower case, spaces as hyphens: also the file name of a recording."""
    parts = re.split(r"[\s-]+", text.lower())
    return "-".join("".join(_sign_in_latin(sign, is_first=at == 0) for at, sign in enumerate(part)) for part in parts)


def _sign_in_latin(sign: str, *, is_first: bool) -> str:
    special = _LATIN_FIRST if is_first else _LATIN_LATER
    return special.get(sign, _LATIN.get(sign, sign))
