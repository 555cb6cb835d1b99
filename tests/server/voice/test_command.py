"""An external program speaks: it gets text, gives wav, and each way of failing is told apart."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from server.contract.terms import Language
from server.voice.command import CommandVoice
from server.voice.errors import VoiceUnavailable
from server.voice.sentence import ticket_call
from server.voice.sound import to_wav
from tests.server.voice.voices import tone

CALL = ticket_call("А", 42, window="3", language=Language.UKRAINIAN)

SPEAKER = """
import pathlib, sys
said = sys.stdin.buffer.read()
folder = pathlib.Path(sys.argv[1])
(folder / "said").write_bytes(said)
(folder / "language").write_text(sys.argv[2])
sys.stdout.buffer.write((folder / "voice.wav").read_bytes())
"""


def program(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def test_text_goes_in_and_wav_comes_out(tmp_path: Path) -> None:
    (tmp_path / "voice.wav").write_bytes(to_wav(tone("сорок два", seconds=0.5)))
    voice = CommandVoice(program(SPEAKER, str(tmp_path), "{language}"), timeout_seconds=60)

    sound = voice.speak(CALL)

    assert sound.seconds == pytest.approx(0.5)
    assert (tmp_path / "said").read_text("utf-8") == "Талон А сорок два, підійдіть до вікна номер три.\n"
    assert (tmp_path / "language").read_text() == "uk"


def test_a_language_may_stand_for_a_model(tmp_path: Path) -> None:
    (tmp_path / "voice.wav").write_bytes(to_wav(tone("сорок два", seconds=0.1)))
    argv = program(SPEAKER, str(tmp_path), "--model={language}")
    voice = CommandVoice(argv, timeout_seconds=60, languages={Language.UKRAINIAN: "uk_UA.onnx"})

    voice.speak(CALL)

    assert (tmp_path / "language").read_text() == "--model=uk_UA.onnx"
    with pytest.raises(VoiceUnavailable, match="has no language «en»"):
        voice.speak(ticket_call("А", 42, window="3", language=Language.ENGLISH))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; sys.exit('no model here')", "ended with 1 on .*: no model here"),
        ("print('hello')", "gave no wav file"),
        ("pass", "gave no wav file"),
        ("import os; os.kill(os.getpid(), 9)", "ended with -9"),
        ("import sys, wave, io; b=io.BytesIO(); w=wave.open(b,'wb'); w.setnchannels(1); w.setsampwidth(2); "
         "w.setframerate(16000); w.writeframes(bytes(3200)); w.close(); sys.stdout.buffer.write(b.getvalue())",
         "was silent"),
    ],
)  # fmt: skip
def test_a_program_that_fails_is_told_apart(code: str, why: str) -> None:
    with pytest.raises(VoiceUnavailable, match=why):
        CommandVoice(program(code), timeout_seconds=60).speak(CALL)


def test_a_program_that_is_not_told_the_language_is_taken_for_a_ukrainian_one() -> None:
    assert CommandVoice(["piper", "-m", "uk.onnx"], timeout_seconds=5).languages == {Language.UKRAINIAN}
    assert CommandVoice(["piper", "-m", "{language}.onnx"], timeout_seconds=5).languages == set(Language)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(VoiceUnavailable, match=r"no-such-voice cannot be started.*is it installed"):
        CommandVoice(["no-such-voice"], timeout_seconds=5).speak(CALL)


def test_no_program_at_all_is_refused() -> None:
    with pytest.raises(VoiceUnavailable, match="is empty"):
        CommandVoice([], timeout_seconds=5)


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    script = 'tail -f /dev/null & echo $! > "$0/child"; wait'
    voice = CommandVoice(["sh", "-c", script, str(tmp_path)], timeout_seconds=2.0)

    with pytest.raises(VoiceUnavailable, match=r"was not ready in 2\.0 s"):
        voice.speak(CALL)

    child = int((tmp_path / "child").read_text())
    until = time.monotonic() + 60
    while is_running(child) and time.monotonic() < until:
        os.sched_yield()
    assert not is_running(child)


def test_text_is_never_part_of_a_command_line(tmp_path: Path) -> None:
    (tmp_path / "voice.wav").write_bytes(to_wav(tone("x", seconds=0.1)))
    voice = CommandVoice(program(SPEAKER, str(tmp_path), "$(id) {language} {0} %s"), timeout_seconds=60)

    voice.speak(CALL)

    assert (tmp_path / "language").read_text() == "$(id) uk {0} %s"


def is_running(pid: int) -> bool:
    """A zombie that nobody has collected counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
