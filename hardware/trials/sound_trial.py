"""A chime through this machine's own loudspeaker, by the player that it has."""

import array
import io
import math
import shutil
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

from hardware.trials.say import Say, same

PLAYERS = {"pw-play": ("-",), "aplay": ("-q", "-"), "paplay": ("/dev/stdin",)}
"""Of PipeWire, ALSA and PulseAudio; each reads a WAV from its standard input."""
RATE = 22_050
NOTES = ((659.3, 0.5), (523.3, 0.9))
"""Hz and seconds: e and c, as in halls and stations."""
PLAY_SECONDS = 20.0

Find = Callable[[str], str | None]


def chime() -> bytes:
    """Two notes as a WAV, with the loudness of one that a person tunes a loudspeaker by."""
    samples = array.array("h")
    for hertz, seconds in NOTES:
        for place in range(int(RATE * seconds)):
            moment = place / RATE
            fade = math.exp(-4 * moment / seconds) * min(1.0, place / 110)
            samples.append(round(16_000 * fade * math.sin(2 * math.pi * hertz * moment)))
    if sys.byteorder == "big":
        samples.byteswap()
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return sound.getvalue()


def played(find: Find = shutil.which) -> tuple[bool, tuple[Say, ...]]:
    """Whether a player took it, and what to tell."""
    players = [path for name in PLAYERS if (path := find(name)) is not None]
    if not players:
        return False, (
            Say(
                "Немає програми, що грає звук: apt install alsa-utils (або pipewire-bin).",
                "There is no program that plays sound: apt install alsa-utils (or pipewire-bin).",
            ),
        )
    told: list[Say] = []
    for path in players:
        why = _play(path)
        if why is None:
            return True, (
                Say(
                    f"Сигнал зіграно ({path}). Не чути? Перевірте гучність: alsamixer",
                    f"The chime was played ({path}). Not heard? See the volume: alsamixer",
                ),
            )
        told.append(same(f"{path}: {why}"))
    return False, (
        *told,
        Say(
            "Звук не відтворюється: чи є звукова карта (aplay -l), чи входить користувач до групи audio?",
            "The sound cannot be played: is there a sound card (aplay -l), is this user in the group audio?",
        ),
    )


def _play(path: str) -> str | None:
    """Why it did not work."""
    try:
        run = subprocess.run(
            [path, *PLAYERS[Path(path).name]], input=chime(), capture_output=True, timeout=PLAY_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if run.returncode == 0:
        return None
    said = run.stderr.decode("utf-8", "replace").strip()
    return said.splitlines()[-1] if said else f"status {run.returncode}"
