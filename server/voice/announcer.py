"""A call as texts and sound files, in the hall's languages; the words come even when no sound can be made."""

import logging

from server.contract.catalogue import LocalText
from server.contract.messages import AudioClip
from server.contract.terms import Language
from server.voice.errors import VoiceError
from server.voice.sentence import Sentence, free_text, label_call
from server.voice.studio import Studio

log = logging.getLogger(__name__)


class StudioAnnouncer:
    """Says calls through a studio, in ``spoken`` languages; None as studio: words only.

    An office's own words come in every language that the voice has: whoever reads English only must hear where the
    shelter is. A call does not: each takes six seconds, and others wait behind it.
    """

    def __init__(self, studio: Studio | None, *, spoken: tuple[Language, ...], path: str) -> None:
        self._studio = studio
        self._spoken = spoken
        self._path = path
        self._is_lost = False

    def say(self, label: str, window_name: str) -> tuple[LocalText, tuple[AudioClip, ...]]:
        """Texts of every language, and a clip of each spoken one; slow, for a thread of its own."""
        texts: LocalText = {}
        clips: list[AudioClip] = []
        for language in Language:
            try:
                sentence = label_call(label, window=window_name, language=language)
                texts[language.value] = sentence.text
                if self._studio is not None and language in self._spoken:
                    clips.append(self._clip(self._studio, sentence))
                    self._note(None)
            except VoiceError as error:
                texts.setdefault(language.value, f"{label} → {window_name}")
                self._note(error)
        return texts, tuple(clips)

    def proclaim(self, texts: LocalText) -> tuple[LocalText, tuple[AudioClip, ...]]:
        """Its words as they are, and a clip in each of those languages that they are in, Ukrainian first; slow too."""
        clips: list[AudioClip] = []
        for language in Language:
            if self._studio is None or language not in self._studio.languages or not texts.get(language.value):
                continue
            try:
                clips.append(self._clip(self._studio, free_text(texts[language.value], language)))
                self._note(None)
            except VoiceError as error:
                self._note(error)
        return texts, tuple(clips)

    def _clip(self, studio: Studio, sentence: Sentence) -> AudioClip:
        sound = studio.file_for(sentence)
        return AudioClip(language=sentence.language.value, path=f"{self._path}/{sound.name}", seconds=sound.seconds)

    def _note(self, error: VoiceError | None) -> None:
        """Logged once when lost and once when back."""
        if error is not None and not self._is_lost:
            log.warning("no voice: %s; boards show calls without sound", error)
        elif error is None and self._is_lost:
            log.info("the voice is back")
        self._is_lost = error is not None
