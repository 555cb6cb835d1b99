"""A folder of recordings speaks every call, and says which recording it lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.contract.terms import Language
from server.voice.clips import ClipVoice, recordings_for
from server.voice.errors import ClipMissing, VoiceUnavailable
from server.voice.loudness import TARGET_DBFS, active_rms_dbfs
from server.voice.sentence import free_text, ticket_call
from server.voice.sound import to_wav
from tests.server.voice.voices import record_all, tone

UKRAINIAN = Language.UKRAINIAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record_all(tmp_path, UKRAINIAN)
    record_all(tmp_path, Language.ENGLISH)
    return tmp_path


@pytest.mark.parametrize("language", Language)
def test_the_list_of_recordings_is_enough_for_every_call_of_a_numbered_window(folder: Path, language: Language) -> None:
    names = {word.clip for word in recordings_for(language)}

    calls = [ticket_call("Щ", value, window="12", language=language) for value in range(1, 12_000, 7)]
    lettered = ticket_call("Ж", 115, window="3А", language=language)

    assert not {word.clip for call in [*calls, lettered] for word in call.words} - names
    assert not ClipVoice(folder).missing(language)


def test_recordings_have_the_languages_of_their_folders(tmp_path: Path) -> None:
    (tmp_path / "uk").mkdir()

    assert ClipVoice(tmp_path).languages == {UKRAINIAN}


@pytest.mark.parametrize("language", Language)
def test_recordings_have_plain_names_of_their_own(language: Language) -> None:
    words = recordings_for(language)

    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", word.clip) for word in words)
    assert len({word.text for word in words}) == len(words)
    assert 60 <= len(words) <= 100


def test_words_follow_each_other_evenly_loud(folder: Path) -> None:
    sound = ClipVoice(folder).speak(ticket_call("А", 42, window="3", language=UKRAINIAN))

    assert sound.seconds == pytest.approx(6 * 0.2 + 2 * 0.3 + 4 * 0.05, abs=0.3)
    assert active_rms_dbfs(sound) == pytest.approx(TARGET_DBFS, abs=1.0)


def test_a_missing_recording_is_named_with_what_to_record(folder: Path) -> None:
    (folder / "uk" / "sorok.wav").unlink()
    voice = ClipVoice(folder)

    with pytest.raises(ClipMissing, match=r"uk/sorok\.wav is missing: record «сорок»"):
        voice.speak(ticket_call("А", 42, window="3", language=UKRAINIAN))

    assert [word.text for word in voice.missing(UKRAINIAN)] == ["сорок"]


def test_a_word_nobody_recorded_is_named(folder: Path) -> None:
    with pytest.raises(ClipMissing, match=r"uk/skhovyshche\.wav is missing: record «Сховище»"):
        ClipVoice(folder).speak(free_text("Сховище", UKRAINIAN))


def test_a_recording_that_is_no_wav_is_named(folder: Path) -> None:
    (folder / "uk" / "try.wav").write_bytes(b"OggS")

    with pytest.raises(VoiceUnavailable, match=r"uk/try\.wav of «три» cannot be used: no wav file"):
        ClipVoice(folder).speak(ticket_call("А", 1, window="3", language=UKRAINIAN))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoiceUnavailable, match="is not there; create it"):
        ClipVoice(tmp_path / "nowhere")


def test_a_new_recording_changes_the_identity(folder: Path) -> None:
    before = ClipVoice(folder).identity

    (folder / "uk" / "try.wav").write_bytes(to_wav(tone("три", seconds=0.3)))

    assert ClipVoice(folder).identity != before
    assert ClipVoice(folder).identity == ClipVoice(folder).identity
