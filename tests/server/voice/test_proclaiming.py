"""An office's own words as sound: the shelter text that the hall hears, measured on the file that boards play."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from server.contract.terms import Language, SuspensionReason
from server.domain.suspension import OUTAGE_TEXT, RESUMED_TEXT, SHELTER_TEXT, proclaimed
from server.voice.announcer import StudioAnnouncer
from server.voice.chime import chime
from server.voice.espeak import EspeakVoice, markup
from server.voice.loudness import PEAK_DBFS, TARGET_DBFS, active_rms_dbfs, peak_dbfs
from server.voice.sentence import free_text
from server.voice.sound import RATE, Sound, from_pcm16
from server.voice.studio import Studio
from tests.server.voice.espeak_trace import spoken_phonemes
from tests.server.voice.voices import SingingVoice

UKRAINIAN, ENGLISH = Language.UKRAINIAN, Language.ENGLISH
TEXTS = (
    proclaimed(SuspensionReason.ALERT, SHELTER_TEXT),
    proclaimed(SuspensionReason.OUTAGE, OUTAGE_TEXT),
    dict(RESUMED_TEXT),
)


def announcer(studio: Studio | None) -> StudioAnnouncer:
    return StudioAnnouncer(studio, spoken=(UKRAINIAN,), path="/audio")


@pytest.mark.parametrize("texts", TEXTS, ids=["alert", "outage", "resumed"])
def test_it_is_said_in_ukrainian_and_then_in_english_each_as_loud_as_a_call(
    texts: dict[str, str], tmp_path: Path
) -> None:
    studio = Studio(EspeakVoice(), tmp_path)

    said, clips = announcer(studio).proclaim(texts)

    assert said == texts
    assert [clip.language for clip in clips] == ["uk", "en"]
    for clip in clips:
        path = studio.find(clip.path.removeprefix("/audio/"))
        assert path is not None
        sound = heard(path)
        voice = Sound(sound.samples[round(chime().seconds * RATE) :])
        assert clip.seconds == pytest.approx(sound.seconds)
        assert 4 < sound.seconds < 25
        assert active_rms_dbfs(voice) == pytest.approx(TARGET_DBFS, abs=1.5)
        assert peak_dbfs(sound) <= PEAK_DBFS + 0.01
        assert np.abs(voice.samples).max() > 0.1


@pytest.mark.parametrize("texts", TEXTS, ids=["alert", "outage", "resumed"])
def test_it_is_said_to_its_end(texts: dict[str, str]) -> None:
    EspeakVoice()
    sentence = free_text(texts["uk"], UKRAINIAN)

    spoken = spoken_phonemes(markup(sentence), UKRAINIAN)

    assert len(sentence.words) == len(texts["uk"].split())
    assert spoken.replace("'", "").endswith("zminItsja" if "зміниться" in texts["uk"] else "vIklIk")


@pytest.mark.parametrize("texts", TEXTS, ids=["alert", "outage", "resumed"])
def test_english_is_said_to_its_end_by_an_english_voice(texts: dict[str, str]) -> None:
    EspeakVoice()
    sentence = free_text(texts["en"], ENGLISH)

    spoken = spoken_phonemes(markup(sentence), ENGLISH)

    assert spoken.startswith("a#t'EnS@n")
    assert spoken.endswith("s'eIm 'O@d3" if "order" in texts["en"] else "k'O:ld")


def test_a_call_is_said_in_ukrainian_alone(tmp_path: Path) -> None:
    _, clips = announcer(Studio(SingingVoice(), tmp_path)).say("А 042", "3")

    assert [clip.language for clip in clips] == ["uk"]


def test_a_voice_without_english_says_it_in_ukrainian_alone(tmp_path: Path) -> None:
    singer = SingingVoice()
    singer.languages = frozenset({UKRAINIAN})

    _, clips = announcer(Studio(singer, tmp_path)).proclaim(dict(RESUMED_TEXT))

    assert [clip.language for clip in clips] == ["uk"]


def test_figures_of_an_office_are_said_as_words() -> None:
    EspeakVoice()
    sentence = free_text("Укриття: вул. Дворцова, 24, підвал, вхід № 3.", UKRAINIAN)

    assert sentence.text == "Укриття, вулиця Дворцова, двадцять чотири, підвал, вхід номер три."


def test_a_language_that_the_office_left_out_is_not_said(tmp_path: Path) -> None:
    _, clips = announcer(Studio(SingingVoice(), tmp_path)).proclaim({"uk": "Увага!", "en": ""})

    assert [clip.language for clip in clips] == ["uk"]


def test_without_a_voice_the_words_come_all_the_same(tmp_path: Path) -> None:
    hoarse = SingingVoice()
    hoarse.is_hoarse = True

    assert announcer(None).proclaim({"uk": "Увага!"}) == ({"uk": "Увага!"}, ())
    assert announcer(Studio(hoarse, tmp_path)).proclaim({"uk": "Увага!"}) == ({"uk": "Увага!"}, ())


def test_words_that_hold_no_word_make_no_sound(tmp_path: Path) -> None:
    assert announcer(Studio(SingingVoice(), tmp_path)).proclaim({"uk": "!!!"}) == ({"uk": "!!!"}, ())


def heard(path: Path) -> Sound:
    with wave.open(str(path)) as reader:
        return from_pcm16(reader.readframes(reader.getnframes()), reader.getframerate())
