"""A voice of recordings: a folder in which the operator keeps one wav file a word.

``<folder>/uk/sorok.wav``, ``<folder>/uk/letter-zh.wav``, ``<folder>/en/forty.wav``; ``recordings_for`` lists what to
record. Any rate, 16 bit; each recording is trimmed and levelled, so that words said on different days fit together.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from server.contract.terms import Language
from server.voice.errors import ClipMissing, VoiceUnavailable
from server.voice.lexicon import LABEL_LETTERS
from server.voice.loudness import levelled, trimmed
from server.voice.places import WINDOW
from server.voice.sentence import Sentence, ticket_call
from server.voice.sound import NotWav, Sound, from_wav, joined, silence
from server.voice.words import Word, letter, number

_BETWEEN_WORDS_SECONDS = 0.05
_BETWEEN_PHRASES_SECONDS = 0.30
_NUMBERS = (*range(21), *range(30, 101, 10), *range(200, 1000, 100), 1000, 2000, 5000)
"""Every number word up to 999,999 stands in one of these."""


class ClipVoice:
    """Raises VoiceUnavailable when made, if the folder is not there; ClipMissing when a word of a sentence is not."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise VoiceUnavailable(f"folder of recordings {folder} is not there; create it, or choose another voice")
        self._folder = folder
        self.identity = f"clips {_fingerprint(folder)}"
        self.languages = frozenset(each for each in Language if (folder / each.value).is_dir())

    def speak(self, sentence: Sentence) -> Sound:
        return joined(*self._pieces(sentence))

    def missing(self, language: Language) -> tuple[Word, ...]:
        """What must still be recorded before every call can be said; for the start-up check."""
        return tuple(word for word in recordings_for(language) if not self._path(word, language).is_file())

    def _pieces(self, sentence: Sentence) -> Iterator[Sound]:
        for phrase in sentence.phrases:
            for at, word in enumerate(phrase.words, start=1):
                yield self._recording(word, sentence.language)
                yield silence(_BETWEEN_PHRASES_SECONDS if at == len(phrase.words) else _BETWEEN_WORDS_SECONDS)

    def _recording(self, word: Word, language: Language) -> Sound:
        path = self._path(word, language)
        try:
            return levelled(trimmed(from_wav(path.read_bytes())))
        except FileNotFoundError as error:
            raise ClipMissing(path, word.text) from error
        except (OSError, NotWav) as error:
            raise VoiceUnavailable(f"recording {path} of «{word.text}» cannot be used: {error}") from error

    def _path(self, word: Word, language: Language) -> Path:
        return self._folder / language.value / f"{word.clip}.wav"


def recordings_for(language: Language) -> tuple[Word, ...]:
    """Every word of every call of a numbered window, with the name of its file; each once."""
    call = ticket_call(LABEL_LETTERS[0], 0, window="1", language=language)
    words = [call.words[0], WINDOW[language].go_to, WINDOW[language].go_to_number]
    words += [letter(sign, language) for sign in LABEL_LETTERS]
    words += [word for value in _NUMBERS for word in number(value, language)]
    words += number(115, language)  # in English it brings «and»
    return tuple({word.clip: word for word in words}.values())


def _fingerprint(folder: Path) -> str:
    """Changes when a recording is added, taken away or made anew, so that no old sound file is played for it."""
    found = sorted((str(path.relative_to(folder)), path.stat()) for path in folder.rglob("*.wav"))
    lines = "\n".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in found)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]
