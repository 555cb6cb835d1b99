"""Free text made safe to say: figures become words, shortenings are told in full, nothing of it can command a voice."""

import re
import unicodedata

from server.contract.terms import Language
from server.voice.lexicon import LETTERS
from server.voice.words import Word, digits, latin, letter, number, written

# Signs that look the same on paper; which alphabet the office typed must not change what is heard.
_LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху")
_APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ`´‘′", "’"))
# Good enough for the foreign names that stand in a Ukrainian notice: Wi-Fi, Visa, Google.
_CYRILLIC = str.maketrans("abcdefghiklmnopqrstuvwyz", "абкдефгхіклмнопкрстуввіз", "") | {ord("j"): "дж", ord("x"): "кс"}
_IN_FULL = {
    Language.UKRAINIAN: {
        "№": "номер", "#": "номер", "%": "відсотків", "₴": "гривень", "+": "плюс", "&": "і",
        "грн": "гривень", "коп": "копійок", "хв": "хвилин", "год": "годин", "м": "метрів",
        "вул": "вулиця", "просп": "проспект", "пл": "площа", "буд": "будинок", "кв": "квартира",
        "каб": "кабінет", "тел": "телефон",
    },
    Language.ENGLISH: {
        "№": "number", "#": "number", "%": "percent", "₴": "hryvnias", "+": "plus", "&": "and",
        "uah": "hryvnias", "st": "street", "min": "minutes", "m": "metres",
    },
}  # fmt: skip
_WITH_FULL_STOP = {
    Language.UKRAINIAN: _IN_FULL[Language.UKRAINIAN] | {"м": "місто", "ст": "станція"},
    Language.ENGLISH: _IN_FULL[Language.ENGLISH],
}
_BESIDE_NUMBER_ONLY = {"м", "m", "st", "min", "хв", "год", "кв", "пл"}
"""Without a full stop they may be words of their own, so they are told in full only beside a figure."""
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_LETTERS = f"{_LATIN}Ѐ-ҁҊ-ӿ"
_TOKEN = re.compile(rf"\d+|[{_LETTERS}]+(?:’[{_LETTERS}]+)*|[№#%₴+&]")
_VOWELS = set("АЕЄИІЇОУЮЯ")


def tidy(text: str) -> str:
    """One kind of apostrophe and of each letter, no control signs and no double spaces."""
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    visible = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Zs") else sign for sign in plain)
    return " ".join("".join(sign for sign in visible if unicodedata.category(sign)[0] != "C").split())


def unabbreviated(text: str, language: Language) -> str:
    """«вул. Соборна» → «вулиця Соборна», so that a shortening does not end the sentence."""
    in_full = _WITH_FULL_STOP[language]
    return re.sub(rf"(?<!\d )\b([{_LETTERS}]+)\.", lambda found: in_full.get(found[1].lower(), found[0]), text)


def spelled(text: str, language: Language) -> tuple[Word, ...]:
    """The words of a tidy text. Signs that nobody would say (brackets, quotes, pictures) fall away."""
    tokens = _TOKEN.findall(text)
    words: list[Word] = []
    for at, token in enumerate(tokens):
        beside_number = any(near.isdecimal() for near in tokens[max(0, at - 1) : at + 2])
        words.extend(_token(token, language, beside_number=beside_number))
    return tuple(words)


def _token(token: str, language: Language, *, beside_number: bool) -> tuple[Word, ...]:
    if token.isdecimal():
        return _figures(token, language)
    in_full = _IN_FULL[language].get(token.lower())
    if in_full and (beside_number or token.lower() not in _BESIDE_NUMBER_ONLY):
        return (written(in_full, language),)
    if language is Language.UKRAINIAN:
        return _ukrainian(_in_cyrillic(token))
    if token.translate(_LOOK_ALIKES) in LETTERS[language] and (
        beside_number or token not in "AI"
    ):  # else English words
        return (letter(token.translate(_LOOK_ALIKES), language),)
    return (written(_in_latin(token), language),)


def _figures(token: str, language: Language) -> tuple[Word, ...]:
    """A telephone number or code has a leading zero or more figures than anybody says as one number."""
    if len(token) > 6 or (token[0] == "0" and len(token) > 2):
        return digits(token, language)
    return number(int(token), language)


def _ukrainian(token: str) -> tuple[Word, ...]:
    """«ДМС» goes by its letters, «ЦНАП» is said as a word; single letters that are words («і», «в») stay words."""
    if not token:  # of signs that have no Cyrillic letter
        return ()
    has_only_letters = all(sign.upper() in LETTERS[Language.UKRAINIAN] for sign in token)
    is_abbreviation = token.isupper() and (len(token) == 1 or not _VOWELS & set(token))
    if has_only_letters and is_abbreviation:
        return tuple(letter(sign, Language.UKRAINIAN) for sign in token)
    return (written(token, Language.UKRAINIAN),)


def _in_cyrillic(token: str) -> str:
    """A word with one Cyrillic letter, or of look-alikes alone in capitals, was meant to be Cyrillic."""
    if not re.search(f"[{_LATIN}]", token):
        return token
    seen_as = token.translate(_LOOK_ALIKES)
    is_mixed = re.search("[а-яіїєґ]", token, re.IGNORECASE) is not None
    if not re.search(f"[{_LATIN}]", seen_as) and (is_mixed or token.isupper()):
        return seen_as
    plain = unicodedata.normalize("NFD", token.lower())
    return "".join(re.findall("[а-яіїєґ]", plain.translate(_CYRILLIC)))


def _in_latin(token: str) -> str:
    return latin(token).capitalize() if re.search("[а-яіїєґ]", token, re.IGNORECASE) else token
