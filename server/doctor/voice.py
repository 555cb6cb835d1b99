"""The voice: whether it speaks, and a sound file comes of it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from server.bootstrap import voice_of
from server.contract.terms import Language
from server.settings import BadSetting, Settings
from server.store.findings import Finding, Say, fault, warning, well
from server.voice.errors import VoiceError
from server.voice.sentence import label_call
from server.voice.studio import Studio

_LABEL, _WINDOW = "А\u00a0042", "3"
_SHORTEST_SECONDS = 1.5
"""The chime alone is shorter: so brief a file says nothing."""


def examined(settings: Settings) -> Iterator[Finding]:
    """A call is made as on any day, in a folder that is thrown away."""
    try:
        voice = voice_of(settings)
        if voice is None:
            yield warning(
                "voice",
                settings.voice,
                Say("Голос вимкнено: табло кличе без звуку.", "The voice is off: boards call without sound."),
                Say('Якщо це не навмисно, поставте voice = "espeak".', 'If not meant so, set voice = "espeak".'),
            )
            return
        with tempfile.TemporaryDirectory(prefix="cherha-voice-") as folder:
            made = Studio(voice, Path(folder)).file_for(label_call(_LABEL, window=_WINDOW, language=Language.UKRAINIAN))
    except (BadSetting, VoiceError) as error:
        yield _silent(settings, str(error))
        return
    if made.seconds < _SHORTEST_SECONDS:
        yield _silent(settings, f"{made.seconds:.1f} s")
        return
    yield well(
        "voice",
        settings.voice,
        uk=f"Голос говорить: виклик триває {made.seconds:.1f} с.",
        en=f"The voice speaks: a call takes {made.seconds:.1f} s.",
    )


def _silent(settings: Settings, why: str) -> Finding:
    return fault(
        "voice",
        settings.voice,
        Say(f"Голос не говорить: {why}", f"The voice does not speak: {why}"),
        Say(
            "Виправте «voice» у налаштуваннях або встановіть програму знову; табло тим часом показує без звуку.",
            "Mend “voice” in the settings, or install the program again; boards meanwhile show without sound.",
        ),
    )
