"""A chime goes to the player that is there, and what is missing is said."""

from __future__ import annotations

import io
import stat
import wave
from pathlib import Path

from hardware.trials.sound_trial import RATE, chime, played


def player(folder: Path, script: str) -> Path:
    """A program in place of ALSA's."""
    path = folder / "aplay"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def only_aplay(path: Path) -> dict[str, str]:
    return {"aplay": str(path)}


def test_the_chime_is_a_sound_that_is_heard_and_not_cut_off() -> None:
    with wave.open(io.BytesIO(chime())) as sound:
        frames = sound.readframes(sound.getnframes())
        seconds = sound.getnframes() / sound.getframerate()

    samples = [int.from_bytes(frames[at : at + 2], "little", signed=True) for at in range(0, len(frames), 2)]
    assert sound.getframerate() == RATE
    assert 1.0 < seconds < 2.0
    assert 12_000 < max(samples) < 32_000


def test_the_chime_is_handed_to_the_player(tmp_path: Path) -> None:
    path = player(tmp_path, f'cat > "{tmp_path}/heard.wav"')

    is_played, said = played(only_aplay(path).get)

    assert is_played
    assert (tmp_path / "heard.wav").read_bytes() == chime()
    assert str(path) in said[0].uk


def test_a_player_that_fails_says_why_and_what_to_look_at(tmp_path: Path) -> None:
    path = player(tmp_path, "cat > /dev/null; echo 'no soundcards found' >&2; exit 1")

    is_played, said = played(only_aplay(path).get)

    assert not is_played
    assert said[0].en == f"{path}: no soundcards found"
    assert "aplay -l" in said[1].en


def test_a_player_that_does_not_listen_is_a_failure_and_no_crash(tmp_path: Path) -> None:
    path = player(tmp_path, "exit 3")

    is_played, said = played(only_aplay(path).get)

    assert not is_played
    assert said[0].en.endswith("status 3")


def test_without_a_player_the_package_to_install_is_named() -> None:
    is_played, said = played(lambda _: None)

    assert not is_played
    assert "apt install alsa-utils" in said[0].uk
