"""Why nothing is heard.

VoiceError
├── Unspeakable          the label, window or text cannot be said
├── VoiceUnavailable     the voice itself is not there or does not answer
│   └── ClipMissing      the operator's recordings lack a word of this sentence
└── StudioUnavailable    the sound was made, but cannot be kept on disk
"""

from pathlib import Path


class VoiceError(Exception):
    """Everything that can keep an announcement silent; the board still shows the call."""


class Unspeakable(VoiceError):
    """A label, window or text holds nothing that can be said."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"«{what}» cannot be said: {why}")
        self.what = what


class VoiceUnavailable(VoiceError):
    """The voice is not there or does not answer; the message says what to do."""


class ClipMissing(VoiceUnavailable):
    """The operator's folder of recordings lacks a word of this sentence."""

    def __init__(self, clip: Path, said: str) -> None:
        super().__init__(f"recording {clip} is missing: record «{said}» into it (wav, 16 bit), or choose another voice")
        self.clip = clip
        self.said = said


class StudioUnavailable(VoiceError):
    """The folder of sound files cannot be written."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"sound files cannot be kept in {folder}: {why}; is the disk full, and may the server write there?"
        )
        self.folder = folder
