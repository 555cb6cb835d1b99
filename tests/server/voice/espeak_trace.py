"""What espeak-ng says, phoneme by phoneme, as it reports while it speaks."""

from __future__ import annotations

import ctypes
import tempfile
from pathlib import Path

from server.contract.terms import Language
from server.voice import espeak


def spoken_phonemes(text: str, language: Language) -> str:
    """Speaks marked-up text by the library that the product has loaded; stress stands as ``'`` before the vowel."""
    library = ctypes.CDLL(espeak._library()._c._name)  # the same loaded library, a handle of our own
    c = ctypes.CDLL(None)
    c.fopen.restype = ctypes.c_void_p
    c.fopen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
    c.fclose.argtypes = [ctypes.c_void_p]
    library.espeak_SetPhonemeTrace.argtypes = [ctypes.c_int, ctypes.c_void_p]
    with tempfile.TemporaryDirectory() as folder, espeak._lock:
        trace = Path(folder) / "trace"
        stream = c.fopen(bytes(trace), b"w")
        library.espeak_SetPhonemeTrace(1, stream)
        try:
            espeak._library().choose(espeak.VOICES[language], espeak.Speech())
            espeak._library().say(text)
        finally:
            library.espeak_SetPhonemeTrace(0, None)
            c.fclose(stream)
        return " ".join(trace.read_text("utf-8").split())
