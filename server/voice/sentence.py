"""What is said, as values: the call of a ticket and an office's own notices. Pure."""

import re
from dataclasses import dataclass

from server.contract.terms import Language
from server.voice.errors import Unspeakable
from server.voice.lexicon import LABEL_LETTERS
from server.voice.places import NAMED, WINDOW, Place
from server.voice.spelling import spelled, tidy, unabbreviated
from server.voice.words import Word, letter, number

FREE_TEXT_SIGNS = 1_000
"""About a minute and a quarter of speech: who listens longer has forgotten the beginning."""
PHRASE_SIGNS = 110
"""A speaker's breath, and what a voice can keep in one tune."""

_TICKET = {
    Language.UKRAINIAN: Word("талон", "t[al'on", "ticket"),
    Language.ENGLISH: Word("ticket", "", "ticket"),
}
_LABEL = re.compile(r"(\w)\s*(\d+)")
_PAUSE = re.compile(r"[;:](?=\s|$)|,|\s[—–-]\s|[()\[\]«»“”\"]")
_NUMBERED_PLACE = re.compile(r"(?:№|номер|number|no\.?)?\s*(\d.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said in one breath, with a pause after them."""

    words: tuple[Word, ...]
    is_end: bool
    """A full stop: the voice falls. Else a comma: it stays up."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said in one go. Equal sentences sound the same in one voice."""

    language: Language
    phrases: tuple[Phrase, ...]

    @property
    def text(self) -> str:
        """To be read by a person or by another voice: only letters, spaces, apostrophes, commas and full stops."""
        said = ""
        for phrase in self.phrases:
            words = " ".join(word.text for word in phrase.words)
            begins = not said or said.endswith(". ")
            said += (words[:1].upper() + words[1:] if begins else words) + (". " if phrase.is_end else ", ")
        return said.rstrip()

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for phrase in self.phrases for word in phrase.words)


def ticket_call(letter_of_label: str, label_number: int, *, window: str, language: Language) -> Sentence:
    """«Талон А сорок два, підійдіть до вікна номер три». A recall says the same.

    ``window`` is the window's own name: «3», «12», «3А», «Каса», «Кабінет 5». Raises Unspeakable when the letter is
    not one that a label may have, the number is negative, or the name holds nothing that can be said.
    """
    if letter_of_label not in tuple(LABEL_LETTERS):
        raise Unspeakable(letter_of_label, f"a label begins with one of {LABEL_LETTERS}")
    if label_number < 0:
        raise Unspeakable(str(label_number), "a label has no negative number")
    ticket = (_TICKET[language], letter(letter_of_label, language), *number(label_number, language))
    return Sentence(language, (Phrase(ticket, is_end=False), Phrase(_way_to(window, language), is_end=True)))


def label_call(label: str, *, window: str, language: Language) -> Sentence:
    """The same from a label as it is printed, «А 042». Raises Unspeakable."""
    parts = _LABEL.fullmatch(tidy(label))
    if parts is None:
        raise Unspeakable(label, "a label is a letter and a number")
    return ticket_call(parts[1], int(parts[2]), window=window, language=language)


def free_text(text: str, language: Language) -> Sentence:
    """An office's own notice (shelter, suspension), spelled so that any voice says it, in phrases of one breath.

    Ends at the last whole phrase within FREE_TEXT_SIGNS. Raises Unspeakable when no word is left.
    """
    phrases: list[Phrase] = []
    room = FREE_TEXT_SIGNS
    for said in re.split(r"[.!?…]+(?=\s|$)", unabbreviated(tidy(text), language)):
        breaths = [breath for part in _PAUSE.split(said) for breath in _breaths(spelled(part, language))]
        for at, breath in enumerate(breaths, start=1):
            room -= sum(len(word.text) + 1 for word in breath)
            if room >= 0 or not phrases:
                phrases.append(Phrase(breath, is_end=at == len(breaths)))
    if not phrases:
        raise Unspeakable(text, "it holds no word")
    return Sentence(language, tuple(phrases))


def _way_to(window: str, language: Language) -> tuple[Word, ...]:
    """A name that begins with a figure is a number; one that begins with a known kind of place gets its grammar."""
    name = tidy(window)
    kind, _, rest = name.partition(" ")
    place: Place = WINDOW[language]
    if kind.lower() in NAMED:
        place, name = NAMED[kind.lower()][language], rest
    numbered = _NUMBERED_PLACE.fullmatch(name)
    said = spelled(numbered[1] if numbered else name, language)
    if not said and place is WINDOW[language]:
        raise Unspeakable(window, "a window needs a number or a name")
    return (place.go_to_number if numbered else place.go_to, *said)


def _breaths(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    breaths: list[tuple[Word, ...]] = []
    breath: list[Word] = []
    signs = 0
    for word in words:
        if breath and signs + len(word.text) > PHRASE_SIGNS:
            breaths.append(tuple(breath))
            breath, signs = [], 0
        breath.append(word)
        signs += len(word.text) + 1
    return [*breaths, tuple(breath)] if breath else breaths
