"""Announcements as files: chime, pause and voice in one, at one loudness.

One file, so that no board can play the chime without the words, or two boards of one hall fall apart between them.
"""

import hashlib
import re
import wave
from dataclasses import dataclass
from pathlib import Path

from server.voice.cache import Bounds, Cache
from server.voice.chime import chime
from server.voice.errors import StudioUnavailable
from server.voice.loudness import levelled, trimmed
from server.voice.ports import Voice
from server.voice.sentence import Sentence
from server.voice.sound import Sound, joined, silence, to_wav

MAKING = 1
"""Goes into every name; raise it when chime, pauses or levelling change, and boards get new files."""

_AFTER_CHIME_SECONDS = 0.15
_AT_END_SECONDS = 0.20
_NAME = re.compile(r"[0-9a-f]{40}\.wav")


@dataclass(frozen=True, slots=True)
class AudioFile:
    """A sound file. The same name always says the same in the same voice, so a board may keep it for ever."""

    name: str
    path: Path
    seconds: float


class Studio:
    """Safe to use from several native threads and processes at once; not from an event loop, for it works and waits."""

    def __init__(self, voice: Voice, folder: Path, bounds: Bounds | None = None) -> None:
        """Raises StudioUnavailable when the folder cannot be had."""
        self._voice = voice
        self.languages = voice.languages
        self._folder = folder
        self._chime = levelled(chime())
        try:
            self._cache = Cache(folder, suffix=".wav", bounds=bounds or Bounds())
        except OSError as error:
            raise StudioUnavailable(folder, str(error)) from error

    def file_for(self, sentence: Sentence) -> AudioFile:
        """The announcement, made at the first asking. Raises VoiceUnavailable, StudioUnavailable."""
        name = self._name(sentence)
        try:
            path = self._cache.get_or_make(name, lambda: to_wav(self._announcement(sentence)))
            return AudioFile(name, path, _seconds(path))
        except OSError as error:
            raise StudioUnavailable(self._folder, str(error)) from error

    def find(self, name: str) -> Path | None:
        """The file a board asks for by name; None when there is none, or the name is not one of ours."""
        path = self._cache.path(name)
        return path if _NAME.fullmatch(name) and path.is_file() else None

    def _announcement(self, sentence: Sentence) -> Sound:
        said = levelled(trimmed(self._voice.speak(sentence)))
        return joined(self._chime, silence(_AFTER_CHIME_SECONDS), said, silence(_AT_END_SECONDS))

    def _name(self, sentence: Sentence) -> str:
        key = f"{MAKING}\n{self._voice.identity}\n{sentence!r}"
        return f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.wav"


def _seconds(path: Path) -> float:
    with wave.open(str(path)) as reader:
        seconds: float = reader.getnframes() / reader.getframerate()
        return seconds
