"""Voices for tests: one that sings a tone for any sentence, and a folder of recordings that are tones."""

from __future__ import annotations

import threading
import zlib
from pathlib import Path

import numpy as np

from server.contract.terms import Language
from server.voice.clips import recordings_for
from server.voice.errors import VoiceUnavailable
from server.voice.sentence import Sentence
from server.voice.sound import RATE, Sound, to_wav


class SingingVoice:
    """Half a second of a tone whose pitch depends on the words; counts how often it was asked."""

    def __init__(self, identity: str = "singing 1") -> None:
        self.identity = identity
        self.languages = frozenset(Language)
        self.asked = 0
        self.is_hoarse = False
        self._counting = threading.Lock()

    def speak(self, sentence: Sentence) -> Sound:
        with self._counting:
            self.asked += 1
        if self.is_hoarse:
            raise VoiceUnavailable("the singer is hoarse")
        return tone(sentence.text, seconds=0.5)


def tone(said: str, *, seconds: float, amplitude: float = 0.4) -> Sound:
    at = np.arange(round(seconds * RATE)) / RATE
    hertz = 200 + zlib.crc32(said.encode()) % 800
    return Sound((amplitude * np.sin(2 * np.pi * hertz * at)).astype(np.float32))


def record_all(folder: Path, language: Language, *, seconds: float = 0.2) -> None:
    """What an operator does: every word of the list into its file."""
    (folder / language.value).mkdir(parents=True, exist_ok=True)
    for at, word in enumerate(recordings_for(language)):
        sound = tone(word.text, seconds=seconds, amplitude=0.05 + 0.01 * (at % 60))
        (folder / language.value / f"{word.clip}.wav").write_bytes(to_wav(sound))
