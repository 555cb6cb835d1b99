"""Announcements are files: made once, the same bytes each time, whole or not there, old ones cleared away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from server.contract.terms import Language
from server.voice.cache import Bounds, Cache
from server.voice.errors import StudioUnavailable, VoiceUnavailable
from server.voice.espeak import EspeakVoice
from server.voice.sentence import Sentence, ticket_call
from server.voice.sound import RATE, from_wav
from server.voice.studio import AudioFile, Studio
from tests.server.voice.voices import SingingVoice

ROOT = Path(__file__).parents[3]


def call(value: int, language: Language = Language.UKRAINIAN) -> Sentence:
    return ticket_call("А", value, window="3", language=language)


def likeness(one: Path, other: Path) -> float:
    """How alike the rise and fall of two sounds is, 1 being the same; espeak-ng's bytes differ each time."""
    loudness = [loudness_by_frame(path) for path in (one, other)]
    length = min(len(frames) for frames in loudness)
    return float(np.corrcoef(loudness[0][:length], loudness[1][:length])[0, 1])


def loudness_by_frame(path: Path) -> npt.NDArray[np.float64]:
    after_chime = from_wav(path.read_bytes()).samples[round(1.3 * RATE) :]
    frames = after_chime[: len(after_chime) // 441 * 441].reshape(-1, 441).astype(np.float64)
    loudness: npt.NDArray[np.float64] = np.sqrt((frames**2).mean(axis=1))
    return loudness


def sounds(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.wav"))


def test_a_second_asking_gives_the_same_file_without_speaking_again(tmp_path: Path) -> None:
    voice = SingingVoice()
    studio = Studio(voice, tmp_path)

    first = studio.file_for(call(42))
    bytes_before = first.path.read_bytes()
    second = studio.file_for(call(42))

    assert second == first
    assert second.path.read_bytes() == bytes_before
    assert voice.asked == 1


def test_a_server_that_starts_again_plays_the_files_it_has(tmp_path: Path) -> None:
    first = Studio(EspeakVoice(), tmp_path).file_for(call(42))
    bytes_before = first.path.read_bytes()

    again = Studio(EspeakVoice(), tmp_path).file_for(call(42))

    assert first == again
    assert again.path.read_bytes() == bytes_before


def test_eight_threads_that_ask_at_once_get_one_file_made_once(tmp_path: Path) -> None:
    voice = SingingVoice()
    studio = Studio(voice, tmp_path)
    together = threading.Barrier(8)

    def ask(_: int) -> list[AudioFile]:
        together.wait(timeout=60)
        return [studio.file_for(call(value)) for value in (1, 2, 3, 1)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))

    assert all(answer == answers[0] for answer in answers)
    assert voice.asked == 3
    assert len(sounds(tmp_path)) == 3


def test_eight_threads_speak_by_espeak_without_mixing_languages_up(tmp_path: Path) -> None:
    alone = Studio(EspeakVoice(), tmp_path / "alone")
    studio = Studio(EspeakVoice(), tmp_path / "together")
    calls = [call(value, language) for value in range(1, 9) for language in Language]
    expected = [alone.file_for(one) for one in calls]

    with ThreadPoolExecutor(8) as pool:
        files = list(pool.map(studio.file_for, calls))

    assert [file.name for file in files] == [file.name for file in expected]
    for file, other in zip(files, expected, strict=True):
        assert file.seconds == pytest.approx(other.seconds, abs=0.05)
        assert likeness(file.path, other.path) > 0.97
    assert likeness(files[0].path, files[2].path) < 0.9


def test_processes_that_share_a_folder_make_a_file_once(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from server.voice.studio import Studio\n"
        "from tests.server.voice.test_studio import call\n"
        "from tests.server.voice.voices import SingingVoice\n"
        "voice = SingingVoice(); studio = Studio(voice, pathlib.Path(sys.argv[1]))\n"
        "[studio.file_for(call(value)) for value in range(30)]\n"
        "print(voice.asked)"
    )

    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    asked = [int(process.communicate(timeout=60)[0]) for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sum(asked) == 30
    assert len(sounds(tmp_path)) == 30


def test_a_name_tells_voice_language_and_words_apart(tmp_path: Path) -> None:
    studio, other = Studio(SingingVoice(), tmp_path), Studio(SingingVoice("singing 2"), tmp_path)

    names = {
        studio.file_for(call(42)).name,
        studio.file_for(call(43)).name,
        studio.file_for(call(42, Language.ENGLISH)).name,
        other.file_for(call(42)).name,
    }

    assert len(names) == 4


def test_a_voice_that_fails_leaves_nothing_and_may_be_asked_again(tmp_path: Path) -> None:
    voice = SingingVoice()
    voice.is_hoarse = True
    studio = Studio(voice, tmp_path)

    with pytest.raises(VoiceUnavailable, match="hoarse"):
        studio.file_for(call(42))
    left = sounds(tmp_path)
    voice.is_hoarse = False

    assert not left
    assert studio.file_for(call(42)).path.is_file()


def test_a_board_finds_a_file_by_its_name_and_nothing_else(tmp_path: Path) -> None:
    studio = Studio(SingingVoice(), tmp_path / "sounds")
    file = studio.file_for(call(42))
    (tmp_path / "secret.wav").write_bytes(b"RIFF")

    assert studio.find(file.name) == file.path
    for name in ("../secret.wav", "..", "", ".making-1", f"{'0' * 40}.wav", f"./{file.name}", f"{file.name}\n"):
        assert studio.find(name) is None


def test_a_folder_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(StudioUnavailable, match="is the disk full, and may the server write there"):
        Studio(SingingVoice(), tmp_path / "file" / "sounds")


def test_a_folder_that_is_gone_while_running_is_told(tmp_path: Path) -> None:
    studio = Studio(SingingVoice(), tmp_path / "sounds")
    (tmp_path / "sounds").rmdir()

    with pytest.raises(StudioUnavailable):
        studio.file_for(call(42))


def test_those_used_longest_ago_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, suffix=".wav", bounds=Bounds(most_files=3, fresh_seconds=60))
    for age, name in enumerate(["a", "b", "c"]):
        path = cache.get_or_make(f"{name}.wav", lambda: b"sound")
        used_at = time.time() - 1000 * (4 - age)
        os.utime(path, (used_at, used_at))
    cache.get_or_make("a.wav", lambda: pytest.fail("a is there already"))

    cache.get_or_make("d.wav", lambda: b"sound")

    assert [path.name for path in sounds(tmp_path)] == ["a.wav", "c.wav", "d.wav"]


def test_what_takes_too_much_room_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, suffix=".wav", bounds=Bounds(most_bytes=2500, fresh_seconds=0))

    for at in range(5):
        path = cache.get_or_make(f"{at}.wav", lambda: bytes(1000))
        os.utime(path, (at, at))
    cache.prune()

    assert [path.name for path in sounds(tmp_path)] == ["3.wav", "4.wav"]


def test_a_file_that_a_board_may_be_fetching_is_kept_whatever_the_number(tmp_path: Path) -> None:
    cache = Cache(tmp_path, suffix=".wav", bounds=Bounds(most_files=1))

    for at in range(5):
        cache.get_or_make(f"{at}.wav", lambda: b"sound")

    assert len(sounds(tmp_path)) == 5


def test_what_a_blackout_left_half_written_is_cleared_away_and_never_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path, suffix=".wav", bounds=Bounds())
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for part, age in ((old, 7200), (new, 0)):
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age,) * 2)

    cache.prune()

    assert not old.exists()
    assert new.exists()  # another process may be writing it now


GEVENT = """
from gevent import monkey; monkey.patch_all()
import json, pathlib, subprocess, sys, time
import gevent
from gevent.threadpool import ThreadPool
from server.contract.terms import Language
from server.voice.command import CommandVoice
from server.voice.espeak import EspeakVoice
from server.voice.sentence import ticket_call
from server.voice.sound import RATE, from_wav
from server.voice.studio import Studio

folder = pathlib.Path(sys.argv[1])
studio = Studio(EspeakVoice(), folder / "espeak")
first = studio.file_for(ticket_call("А", 1, window="3", language=Language.UKRAINIAN))
foreign = Studio(CommandVoice(["cat", str(first.path)], timeout_seconds=60), folder / "command")
broken = CommandVoice(["false"], timeout_seconds=60)
subprocess.run(["true"])  # gevent now collects every child of the process

turns = 0
def turn():
    global turns
    while True:
        turns += 1
        gevent.sleep(0.001)
gevent.spawn(turn)
calls = [ticket_call("А", value, window="3", language=Language.UKRAINIAN) for value in range(1, 25)] * 2
pool = ThreadPool(8)
names = [file.name for file in pool.map(studio.file_for, calls)]
spoken = [file.seconds for file in pool.map(foreign.file_for, calls[:24])]
def fails():
    try:
        broken.speak(calls[0])
    except Exception as error:
        return type(error).__name__
print(json.dumps({"names": len(set(names)), "spoken": min(spoken), "turns": turns, "broken": pool.apply(fails)}))
"""


def test_native_threads_of_a_gevent_server_make_sounds_while_its_loop_turns(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", GEVENT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=90, check=False
    )

    assert ran.returncode == 0, ran.stderr
    result = json.loads(ran.stdout)
    assert result["names"] == 24
    assert len(sounds(tmp_path / "espeak")) == 24
    assert result["spoken"] > 3
    assert result["turns"] > 100
    assert result["broken"] == "VoiceUnavailable"
