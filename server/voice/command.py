"""An external program as a voice: Piper, RHVoice, whatever reads text on its input and writes wav to its output.

For example ``piper --model uk_UA.onnx --output_file -``; ``{language}`` in the template becomes ``uk`` or ``en``.
"""

import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

from server.contract.terms import Language
from server.voice.errors import VoiceUnavailable
from server.voice.native import run
from server.voice.sentence import Sentence
from server.voice.sound import NotWav, Sound, from_wav

_LONGEST_COMPLAINT = 300


class CommandVoice:
    """One program run a sentence. The text is given as data, never as part of a command line or shell."""

    def __init__(self, argv: Sequence[str], *, timeout_seconds: float, languages: Mapping[Language, str] | None = None):
        """``languages`` gives what stands for ``{language}`` where it is more than a code (a model, a speaker)."""
        if not argv:
            raise VoiceUnavailable("the voice command is empty; give the program and its arguments")
        self._argv = tuple(argv)
        self._timeout_seconds = timeout_seconds
        self._languages = dict(languages or {language: language.value for language in Language})
        is_told_which = any("{language}" in part for part in self._argv)
        self.languages = frozenset(self._languages) if is_told_which else frozenset({Language.UKRAINIAN})
        self.identity = f"command {self._argv} {sorted(self._languages.items())}"

    def speak(self, sentence: Sentence) -> Sound:
        argv = self._argv_for(sentence.language)
        with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as wav, tempfile.TemporaryFile() as complaint:
            text.write(f"{sentence.text}\n".encode())
            text.seek(0)
            code = self._run(argv, text, wav, complaint)
            wav.seek(0)
            complaint.seek(0)
            last_words = complaint.read().decode(errors="replace").strip()[-_LONGEST_COMPLAINT:]
            if code:
                raise VoiceUnavailable(f"voice command {argv[0]} ended with {code} on «{sentence.text}»: {last_words}")
            try:
                sound = from_wav(wav.read())
            except NotWav as error:
                raise VoiceUnavailable(f"voice command {argv[0]} gave {error} {last_words}".strip()) from error
        if not sound.samples.any():
            raise VoiceUnavailable(f"voice command {argv[0]} was silent on «{sentence.text}»: {last_words}")
        return sound

    def _argv_for(self, language: Language) -> list[str]:
        if language not in self._languages:
            raise VoiceUnavailable(
                f"voice command {self._argv[0]} has no language «{language}»; add it in the settings"
            )
        return [part.replace("{language}", self._languages[language]) for part in self._argv]

    def _run(self, argv: list[str], text: IO[bytes], wav: IO[bytes], complaint: IO[bytes]) -> int | None:
        try:
            return run(argv, timeout_seconds=self._timeout_seconds, files=(text, wav, complaint))
        except TimeoutError as error:
            raise VoiceUnavailable(f"voice command {error}; take a smaller model or allow more time") from error
        except OSError as error:
            raise VoiceUnavailable(f"voice command {argv[0]} cannot be started: {error}; is it installed?") from error
