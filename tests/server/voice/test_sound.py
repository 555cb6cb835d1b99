"""Every announcement is equally loud, unclipped, and begins at once: measured on the files that boards play."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from server.contract.terms import Language
from server.voice.chime import chime
from server.voice.espeak import EspeakVoice, Speech
from server.voice.lexicon import LABEL_LETTERS
from server.voice.loudness import PEAK_DBFS, TARGET_DBFS, active_rms_dbfs, levelled, peak_dbfs, trimmed
from server.voice.sentence import free_text, ticket_call
from server.voice.sound import FULL_SCALE, RATE, NotWav, Sound, from_pcm16, from_wav, joined, silence, to_wav
from server.voice.studio import Studio

NUMBERS = [7, 42, 115, 1024, 999, 80]
VOICE_BEGINS = chime().seconds


def tone(seconds: float, *, hertz: float = 440.0, amplitude: float = 0.5, rate: int = RATE) -> Sound:
    at = np.arange(round(seconds * rate)) / rate
    return Sound((amplitude * np.sin(2 * np.pi * hertz * at)).astype(np.float32))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(EspeakVoice(), tmp_path_factory.mktemp("sounds"))


def heard(path: Path) -> Sound:
    with wave.open(str(path)) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) == (22_050, 1, 2)
        return from_pcm16(reader.readframes(reader.getnframes()), reader.getframerate())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("letter", "value"), [(letter, NUMBERS[at % 6]) for at, letter in enumerate(LABEL_LETTERS)])
def test_a_call_is_as_loud_as_any_other(studio: Studio, letter: str, value: int, language: Language) -> None:
    file = studio.file_for(ticket_call(letter, value, window="12", language=language))

    sound = heard(file.path)

    voice = Sound(sound.samples[round(VOICE_BEGINS * RATE) :])
    at_ceiling = np.abs(sound.samples) >= (FULL_SCALE - 1) / FULL_SCALE
    assert active_rms_dbfs(sound) == pytest.approx(TARGET_DBFS, abs=1.5)
    assert active_rms_dbfs(voice) == pytest.approx(TARGET_DBFS, abs=1.0)
    assert peak_dbfs(sound) <= PEAK_DBFS + 0.01
    assert not at_ceiling.any()
    assert 4.0 <= sound.seconds <= 9.0
    assert file.seconds == pytest.approx(sound.seconds)
    assert file.path.stat().st_size < 400_000
    assert first_sound_seconds(sound) < 0.05
    assert first_sound_seconds(voice) < 0.3


def test_espeak_is_given_without_being_clipped() -> None:
    voice = EspeakVoice()

    for letter in LABEL_LETTERS:
        said = voice.speak(ticket_call(letter, 999, window="15", language=Language.UKRAINIAN))

        assert peak_dbfs(said) < -1.0
        assert 2.0 < said.seconds < 8.0


def test_slower_speech_takes_longer_and_has_another_identity() -> None:
    call = ticket_call("А", 42, window="3", language=Language.UKRAINIAN)
    slow, quick = EspeakVoice(Speech(words_a_minute=120)), EspeakVoice(Speech(words_a_minute=200))

    assert slow.speak(call).seconds > 1.2 * quick.speak(call).seconds
    assert slow.identity != quick.identity


def test_a_long_notice_is_spoken_to_its_end() -> None:
    voice = EspeakVoice()
    notice = "Увага! Повітряна тривога. Пройдіть до укриття у підвалі школи № 5. "

    once, ten_times = (voice.speak(free_text(notice * times, Language.UKRAINIAN)).seconds for times in (1, 10))

    assert ten_times > 9 * once


def test_the_chime_begins_and_ends_softly_and_falls_in_pitch() -> None:
    sound = chime().samples

    steps = np.abs(np.diff(sound))
    assert np.abs(sound[:20]).max() < 0.05
    assert np.abs(sound[-20:]).max() < 0.001
    assert steps.max() < 0.5
    assert loudest_hertz(sound[: RATE * 3 // 10]) == pytest.approx(659, abs=8)
    assert loudest_hertz(sound[RATE * 6 // 10 :]) == pytest.approx(523, abs=8)


def test_two_makings_of_the_chime_are_the_same_bytes() -> None:
    assert to_wav(chime()) == to_wav(chime())


@pytest.mark.parametrize("amplitude", [0.001, 0.05, 0.5, 1.0])
def test_quiet_and_loud_recordings_are_levelled_to_one_loudness(amplitude: float) -> None:
    rng = np.random.default_rng(7)
    speech_like = tone(2.0, amplitude=amplitude).samples * rng.laplace(0, 0.3, 2 * RATE).clip(-1, 1).astype(np.float32)

    result = levelled(Sound(speech_like))

    assert active_rms_dbfs(result) == pytest.approx(TARGET_DBFS, abs=0.5)
    assert peak_dbfs(result) <= PEAK_DBFS + 0.001


def test_pauses_do_not_make_a_sentence_louder() -> None:
    sentence = joined(tone(0.5), silence(3.0), tone(0.5))

    assert active_rms_dbfs(levelled(sentence)) == pytest.approx(active_rms_dbfs(levelled(tone(1.0))), abs=0.1)


def test_the_limiter_bends_a_click_and_leaves_the_rest() -> None:
    clicking = tone(1.0, amplitude=0.05).samples.copy()
    clicking[RATE // 2] = 1.0

    result = levelled(Sound(clicking))

    assert peak_dbfs(result) <= PEAK_DBFS + 0.001
    assert active_rms_dbfs(Sound(result.samples[: RATE // 4])) == pytest.approx(TARGET_DBFS, abs=1.0)


def test_silence_stays_silence() -> None:
    assert not levelled(silence(0.2)).samples.any()
    assert trimmed(silence(0.2)).seconds == 0
    assert active_rms_dbfs(silence(0.2)) == float("-inf")


def test_trimming_keeps_the_sound_and_little_else() -> None:
    result = trimmed(joined(silence(0.7), tone(1.0), silence(0.9)))

    assert result.seconds == pytest.approx(1.0, abs=0.12)
    assert first_sound_seconds(result) < 0.05


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_any_rate_is_brought_to_ours_in_pitch_and_length(rate: int) -> None:
    source = tone(1.0, rate=rate).samples

    sound = from_pcm16((source * FULL_SCALE).astype("<i2").tobytes(), rate)

    assert sound.seconds == pytest.approx(1.0, abs=0.001)
    assert loudest_hertz(sound.samples) == pytest.approx(440, abs=1.5)
    assert active_rms_dbfs(sound) == pytest.approx(active_rms_dbfs(tone(1.0)), abs=0.1)


def test_both_channels_of_a_stereo_recording_are_heard() -> None:
    left, right = tone(0.5, hertz=300).samples, tone(0.5, hertz=700).samples
    both = (np.stack([left, right], axis=1) * FULL_SCALE).astype("<i2").tobytes()

    sound = from_pcm16(both, RATE, channels=2)

    np.testing.assert_allclose(sound.samples, (left + right) / 2, atol=1e-3)


@pytest.mark.parametrize("length", [0, 0x7FFFF000, 0xFFFFFFFF])
def test_a_wav_from_a_pipe_that_does_not_know_its_length_is_read_whole(length: int) -> None:
    wav = bytearray(to_wav(tone(0.5)))
    wav[40:44] = length.to_bytes(4, "little")

    assert from_wav(bytes(wav)).seconds == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize("data", [b"", b"no wav", to_wav(tone(0.1))[:30], b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_wav_is_refused(data: bytes) -> None:
    with pytest.raises(NotWav, match="no wav file"):
        from_wav(data)


def test_a_wav_of_24_bits_is_refused_with_what_to_do() -> None:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(3)
        writer.setframerate(RATE)
        writer.writeframes(bytes(300))

    with pytest.raises(NotWav, match="24 bit samples; save it as 16 bit"):
        from_wav(buffer.getvalue())


def first_sound_seconds(sound: Sound) -> float:
    """When the first sample within 40 dB of the loudest comes."""
    return float(np.argmax(np.abs(sound.samples) > np.abs(sound.samples).max() / 100)) / RATE


def loudest_hertz(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 17))
    return float(np.argmax(spectrum)) * RATE / (1 << 17)
