"""What a voice is, whoever speaks: espeak-ng, recorded clips or an external program."""

from typing import Protocol

from server.contract.terms import Language
from server.voice.sentence import Sentence
from server.voice.sound import Sound


class Voice(Protocol):
    """Turns a sentence into sound. Safe to call from several native threads at once."""

    @property
    def identity(self) -> str:
        """Changes whenever the same sentence would sound different: it is part of a sound file's name."""

    @property
    def languages(self) -> frozenset[Language]:
        """Those in which it can say an office's own words, as far as it knows itself."""

    def speak(self, sentence: Sentence) -> Sound:
        """Say it, from the first sound to the last, at whatever loudness the voice has.

        Raises VoiceUnavailable (or ClipMissing) when this voice cannot say it.
        """
