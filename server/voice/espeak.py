"""espeak-ng as a voice, by its C library from the package ``espeakng-loader``: there without apt, a few ms a sentence.

The library has one voice, one callback and one buffer for the whole process, so everything stands behind one lock.
It keeps the phases of its oscillators from one sentence to the next: said again, a sentence sounds the same, but some
bytes differ (neither a seed nor a new start of the library changes that).
"""

import ctypes
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from server.contract.terms import Language
from server.voice.errors import VoiceUnavailable
from server.voice.native import NativeLock
from server.voice.sentence import Sentence
from server.voice.sound import Sound, from_pcm16

VOICES: Mapping[Language, str] = MappingProxyType({Language.UKRAINIAN: "uk", Language.ENGLISH: "gmw/en"})
"""Names espeak-ng loads; British English is called ``gmw/en`` there (``en-gb`` is refused)."""

# Values of speak_lib.h.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000  # without it a missing data folder ends the whole server
_OK = 0
_RATE, _VOLUME, _PITCH = 1, 2, 3
_CHARS_UTF8, _PHONEMES, _END_PAUSE = 0x1, 0x100, 0x1000
_UNCLIPPED_VOLUME = 60  # of 100, at which «в» is clipped already; loudness is levelled afterwards
_LONGEST_DATA_PATH = 120  # the library copies it into 160 bytes, with file names behind it

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_lock = NativeLock()
_loaded: list["_Library"] = []
_HINT = "install the Python package espeakng-loader, or choose recorded clips or a voice command in the settings"


@dataclass(frozen=True, slots=True)
class Speech:
    """How espeak-ng speaks; the defaults are for a hall with an echo and older listeners."""

    words_a_minute: int = 165
    pitch: int = 42
    """0–99; lower than espeak-ng's 50, since high formants are what ageing ears lose."""


class EspeakVoice:
    """Raises VoiceUnavailable when made, if the library or one of its voices is missing."""

    def __init__(self, speech: Speech | None = None) -> None:
        self._speech = speech or Speech()
        with _lock:
            version = _library().version
        self.identity = f"espeak-ng {version} {self._speech}"
        self.languages = frozenset(VOICES)

    def speak(self, sentence: Sentence) -> Sound:
        with _lock:
            library = _library()
            library.choose(VOICES[sentence.language], self._speech)
            pcm = library.say(markup(sentence))
        if not pcm:
            raise VoiceUnavailable(f"espeak-ng was silent for «{sentence.text}»; is its data folder whole? {_HINT}")
        return from_pcm16(pcm, library.rate)


def markup(sentence: Sentence) -> str:
    """The sentence as espeak-ng reads it, forced words as ``[[phonemes]]``."""
    said = [
        " ".join(f"[[{word.phonemes}]]" if word.phonemes else _harmless(word.text) for word in phrase.words)
        + ("." if phrase.is_end else ",")
        for phrase in sentence.phrases
    ]
    return " ".join(said)


def _harmless(text: str) -> str:
    return text.replace("[", " ").replace("]", " ")


class _Library:
    """The loaded library. Every call stands under ``_lock``."""

    def __init__(self, path: str, data: Path) -> None:
        self._c = ctypes.CDLL(path)
        self._c.espeak_Info.restype = ctypes.c_char_p
        self._c.espeak_Synth.argtypes = [
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
            ctypes.c_void_p, ctypes.c_void_p,
        ]  # fmt: skip
        self.rate: int = self._c.espeak_Initialize(_SYNCHRONOUS, 0, bytes(data), _DO_NOT_EXIT)
        if self.rate <= 0:
            raise VoiceUnavailable(f"espeak-ng does not find its data in {data}; {_HINT}")
        self.version = self._c.espeak_Info(None).decode()
        self._heard = bytearray()
        self._callback = _Callback(self._hear)  # kept: the library holds only a bare pointer to it
        self._c.espeak_SetSynthCallback(self._callback)

    def choose(self, voice: str, speech: Speech) -> None:
        """Choosing a voice also sets its parameters back."""
        if self._c.espeak_SetVoiceByName(voice.encode()) != _OK:
            raise VoiceUnavailable(f"espeak-ng has no voice «{voice}»; {_HINT}")
        self._c.espeak_SetParameter(_RATE, speech.words_a_minute, 0)
        self._c.espeak_SetParameter(_VOLUME, _UNCLIPPED_VOLUME, 0)
        self._c.espeak_SetParameter(_PITCH, speech.pitch, 0)

    def say(self, text: str) -> bytes:
        data = text.encode()
        self._heard.clear()
        flags = _CHARS_UTF8 | _PHONEMES | _END_PAUSE
        if self._c.espeak_Synth(data, len(data) + 1, 0, 0, 0, flags, None, None) != _OK:
            raise VoiceUnavailable(f"espeak-ng could not say «{text}»; {_HINT}")
        return bytes(self._heard)

    def _hear(self, samples: int | None, count: int, _events: int) -> int:
        if samples and count > 0:
            self._heard += ctypes.string_at(samples, 2 * count)
        return 0


def _library() -> _Library:
    """Loaded once for the process; after a failure the next caller tries anew."""
    if not _loaded:
        try:
            import espeakng_loader  # here, for a hall with recorded clips needs none of it

            data = _short(Path(espeakng_loader.get_data_path()))
            _loaded.append(_Library(espeakng_loader.get_library_path(), data))
        except (ImportError, OSError, RuntimeError) as error:
            raise VoiceUnavailable(f"espeak-ng cannot be loaded ({error}); {_HINT}") from error
    return _loaded[0]


def _short(data: Path) -> Path:
    """A data folder deep in the tree is reached by a link, for the library cuts long paths off."""
    if len(bytes(data)) <= _LONGEST_DATA_PATH:
        return data
    link = Path(tempfile.mkdtemp(prefix="cherha-voice-")) / "espeak-ng-data"
    link.symlink_to(data, target_is_directory=True)
    return link
