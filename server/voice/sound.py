"""Sound in memory, and to and from wav.

numpy because levelling six seconds of speech sample by sample in Python takes a tenth of a second with the interpreter
lock held, which every screen of the hall would feel; numpy takes some milliseconds and lets the lock go. (The standard
library's audioop is gone after Python 3.12.)
"""

import io
import wave
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Samples: TypeAlias = npt.NDArray[np.float32]
"""Mono, full scale is −1 to 1; silence is 0."""

RATE = 22_050
"""Samples a second of everything that is kept or played: espeak-ng's own rate, and enough for speech."""

FULL_SCALE = 32_767


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound at ``RATE``."""

    samples: Samples

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


class NotWav(ValueError):
    """The bytes are not a wav file that can be used; the message says why."""


def silence(seconds: float) -> Sound:
    return Sound(np.zeros(round(seconds * RATE), np.float32))


def joined(*sounds: Sound) -> Sound:
    return Sound(np.concatenate([sound.samples for sound in sounds]))


def from_pcm16(pcm: bytes, rate: int, channels: int = 1) -> Sound:
    """Any rate and number of channels of little-endian 16 bit samples; an odd last byte is dropped."""
    whole = len(pcm) - len(pcm) % (2 * channels)
    samples = np.frombuffer(pcm[:whole], "<i2").astype(np.float32) / FULL_SCALE
    return Sound(_at_rate(samples.reshape(-1, channels).mean(axis=1, dtype=np.float32), rate))


def from_wav(data: bytes) -> Sound:
    """Raises NotWav. Programs that write to a pipe do not know the length and put 0 or far too much: taken as all."""
    try:
        with wave.open(io.BytesIO(data)) as reader:
            if reader.getsampwidth() != 2:
                raise NotWav(f"{8 * reader.getsampwidth()} bit samples; save it as 16 bit")
            pcm = reader.readframes(len(data)) or data[data.index(b"data") + 8 :]
            return from_pcm16(pcm, reader.getframerate(), reader.getnchannels())
    except (wave.Error, EOFError) as error:
        raise NotWav(f"no wav file ({error}); save it as uncompressed wav, 16 bit") from error


def to_wav(sound: Sound) -> bytes:
    """The same sound always gives the same bytes."""
    pcm = np.round(np.clip(sound.samples, -1, 1) * FULL_SCALE).astype("<i2").tobytes()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(pcm)
    return buffer.getvalue()


def _at_rate(samples: Samples, rate: int) -> Samples:
    """Resampled through the spectrum, so that a 48 kHz recording does not fold its hiss into the speech."""
    if rate == RATE or not len(samples):
        return samples
    wanted = max(1, round(len(samples) * RATE / rate))
    spectrum = np.fft.rfft(samples)[: wanted // 2 + 1]
    return (np.fft.irfft(spectrum, wanted) * (wanted / len(samples))).astype(np.float32)
