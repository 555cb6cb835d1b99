"""When espeak-ng is not there, the server says so in one sentence and lives on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import espeakng_loader
import pytest

from server.contract.terms import Language
from server.voice.clips import ClipVoice
from server.voice.command import CommandVoice
from server.voice.espeak import EspeakVoice, markup
from server.voice.ports import Voice
from server.voice.sentence import ticket_call
from tests.server.voice.voices import SingingVoice, record_all

ROOT = Path(__file__).parents[3]

WITHOUT_PACKAGE = """
import sys
sys.modules["espeakng_loader"] = None
from server.voice.errors import VoiceUnavailable
from server.voice.espeak import EspeakVoice
for _ in range(2):
    try:
        EspeakVoice()
    except VoiceUnavailable as error:
        print(error)
"""

AT = """
import sys, types, pathlib
loader = types.ModuleType("espeakng_loader")
loader.get_library_path = lambda: sys.argv[1]
loader.get_data_path = lambda: sys.argv[2]
sys.modules["espeakng_loader"] = loader
from server.contract.terms import Language
from server.voice.errors import VoiceUnavailable
from server.voice.espeak import EspeakVoice
from server.voice.sentence import ticket_call
try:
    print(EspeakVoice().speak(ticket_call("А", 42, window="3", language=Language.UKRAINIAN)).seconds)
except VoiceUnavailable as error:
    print(error)
"""


def run(code: str, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_without_the_package_it_says_what_to_install() -> None:
    assert run(WITHOUT_PACKAGE).count("install the Python package espeakng-loader") == 2


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be loaded" in run(AT, str(tmp_path / "none.so"), espeakng_loader.get_data_path())


def test_data_that_are_not_there_end_no_server(tmp_path: Path) -> None:
    assert f"does not find its data in {tmp_path}" in run(AT, espeakng_loader.get_library_path(), str(tmp_path))


def test_an_installation_deep_in_the_tree_speaks_all_the_same(tmp_path: Path) -> None:
    data = tmp_path / ("deep" * 40) / "espeak-ng-data"
    shutil.copytree(espeakng_loader.get_data_path(), data)

    assert float(run(AT, espeakng_loader.get_library_path(), str(data))) > 3


def test_forced_words_stand_in_brackets_and_others_cannot_bring_their_own() -> None:
    call = ticket_call("А", 42, window="[[foo]]", language=Language.UKRAINIAN)

    assert markup(call) == "[[t[al'on]] [[_:'a_:]] [[s'oRok]] [[dv'a]], [[pidijd'it; dovikn'a]] фоо."


@pytest.mark.parametrize("name", ["espeak", "clips", "command", "singing"])
def test_every_voice_keeps_to_the_port(name: str, tmp_path: Path) -> None:
    record_all(tmp_path / "clips", Language.UKRAINIAN)
    wav = tmp_path / "clips" / "uk" / "sorok.wav"
    voices: dict[str, Voice] = {
        "espeak": EspeakVoice(),
        "clips": ClipVoice(tmp_path / "clips"),
        "command": CommandVoice(["cat", str(wav)], timeout_seconds=60),
        "singing": SingingVoice(),
    }

    sound = voices[name].speak(ticket_call("А", 42, window="3", language=Language.UKRAINIAN))

    assert sound.seconds > 0.1
    assert sound.samples.ndim == 1
    assert voices[name].identity
    assert Language.UKRAINIAN in voices[name].languages
