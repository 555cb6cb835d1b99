"""The forced phonemes are really spoken, whole and with the stress where Ukrainian has it."""

from __future__ import annotations

import pytest

from server.contract.terms import Language
from server.voice.espeak import EspeakVoice, markup
from server.voice.lexicon import FORCED, LETTERS
from server.voice.sentence import free_text, ticket_call
from tests.server.voice.espeak_trace import spoken_phonemes

UKRAINIAN, ENGLISH = Language.UKRAINIAN, Language.ENGLISH


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> EspeakVoice:
    return EspeakVoice()


def test_a_call_is_stressed_as_it_should_be() -> None:
    call = ticket_call("А", 42, window="3", language=UKRAINIAN)

    spoken = spoken_phonemes(markup(call), UKRAINIAN)

    assert spoken == "t[al'on _:'a_: s'oRog dv'a pidijd'it dovikn'a n'omER t[R'I"


def test_left_alone_espeak_stresses_it_wrongly() -> None:
    """When this fails, espeak-ng has learned better and the lexicon may become shorter."""
    spoken = spoken_phonemes("Талон А сорок два, підійдіть до вікна номер один.", UKRAINIAN)

    assert spoken == "t['alon 'a soR'og dB'a pi:d'i:jdi:t d'o B'i:kna n'omER 'odIn"


@pytest.mark.parametrize("word", FORCED[UKRAINIAN])
def test_each_forced_word_comes_out_whole(word: str) -> None:
    phonemes = FORCED[UKRAINIAN][word]

    spoken = spoken_phonemes(f"[[{phonemes}]]", UKRAINIAN)

    has_one_syllable = "'" not in phonemes
    assert (spoken.replace("'", "") if has_one_syllable else spoken) == as_reported(phonemes)


@pytest.mark.parametrize("language", Language)
def test_each_letter_comes_out_whole(language: Language) -> None:
    for name, phonemes in LETTERS[language].values():
        assert spoken_phonemes(f"[[{phonemes}]]", language) == as_reported(phonemes), name


def test_an_unknown_phoneme_would_be_seen_here() -> None:
    """The spelling «t%al'On» found in the field ends the word at the unknown O."""
    assert spoken_phonemes("[[t%al'On]]", UKRAINIAN) != as_reported("t%al'On")
    assert "O" not in spoken_phonemes("[[t%al'On]]", UKRAINIAN)


@pytest.mark.parametrize("value", [1, 3, 11, 21, 40, 48, 56, 68, 77, 80, 99, 115, 400, 512, 619, 987, 1000, 1024])
def test_numbers_are_spoken_as_forced(value: int) -> None:
    words = ticket_call("Ж", value, window="1", language=UKRAINIAN).phrases[0].words[2:]

    spoken = spoken_phonemes(" ".join(f"[[{word.phonemes}]]" for word in words), UKRAINIAN)

    assert stresses(spoken) == stresses(" ".join(word.phonemes for word in words))


def test_nothing_in_an_office_notice_is_read_as_phonemes() -> None:
    notice = free_text("Слово [[t[al'on]] і все", UKRAINIAN)

    assert "[[" not in markup(notice).replace(f"[[{FORCED[UKRAINIAN]['талон']}]]", "")


def test_the_english_letter_is_no_article() -> None:
    call = ticket_call("А", 42, window="3", language=ENGLISH)

    assert spoken_phonemes(markup(call), ENGLISH).startswith("t'IkI2t _:'eI_: f'O@ti t'u:")


def as_reported(phonemes: str) -> str:
    """espeak-ng 1.52 has one sound for a soft т and reports it as ``t``."""
    return phonemes.replace("t;", "t")


def stresses(phonemes: str) -> list[str]:
    """The sound after each stress mark, word by word; neighbours may change other sounds (д before д)."""
    return [word[word.index("'") : word.index("'") + 2] for word in phonemes.split() if "'" in word]
