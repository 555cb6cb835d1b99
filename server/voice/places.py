"""Where a citizen is sent: «до вікна номер три», «до каси», «до кабінету номер п’ять»."""

from dataclasses import dataclass

from server.contract.terms import Language
from server.voice.words import Word


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place that the office may name a window by, in its own grammar."""

    go_to: Word
    """«підійдіть до каси»"""
    go_to_number: Word
    """«підійдіть до каси номер»"""


def _place(of_what: str, phonemes: str, english: str, english_numbered: str) -> dict[Language, Place]:
    slug = english_numbered.replace(" ", "-")
    go, number = f"pidijd'it; do{phonemes}", "n'omER"
    return {
        Language.UKRAINIAN: Place(
            Word(f"підійдіть до {of_what}", go, f"go-to-{slug}"),
            Word(f"підійдіть до {of_what} номер", f"{go} {number}", f"go-to-{slug}-number"),
        ),
        Language.ENGLISH: Place(
            Word(f"please go to {english}", "", f"go-to-{slug}"),
            Word(f"please go to {english_numbered} number", "", f"go-to-{slug}-number"),
        ),
    }


WINDOW = _place("вікна", "vikn'a", "window", "window")

NAMED = {
    "вікно": WINDOW,
    "каса": _place("каси", "k'asI", "the cash desk", "cash desk"),
    "кабінет": _place("кабінету", "kabin'Et[u", "the office", "office"),
    "кімната": _place("кімнати", "kimn'at[I", "the room", "room"),
    "зал": _place("залу", "z'alu", "the hall", "hall"),
    "стіл": _place("столу", "st[ol'u", "the table", "table"),
    "стійка": _place("стійки", "st['ijkI", "the desk", "desk"),
    "рецепція": _place("рецепції", "REts'Eptsiji", "the reception", "reception"),
}
"""By the first word of a window's name, in lower case."""
