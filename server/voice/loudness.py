"""One loudness for everything a hall hears, whoever speaks.

espeak-ng alone is quiet (peak −3 dBFS, yet −25 dBFS on average): turned up so that it is understood over a hall full of
people, its peaks would be clipped, so a limiter bends them just below full scale. Pauses do not count: a sentence with
longer pauses must not become louder.
"""

import numpy as np

from server.voice.sound import RATE, Samples, Sound

TARGET_DBFS = -16.0
"""Average (RMS) over the frames in which there is sound."""
PEAK_DBFS = -1.0
"""No sample above this: room for the rounding of converters in cheap displays."""
TOLERANCE_DB = 0.3

_FRAME = RATE // 50
_GATE_DB = 30.0
"""A frame this far below the loudest one is a pause, breath or tail."""
_SILENCE_DB = 43.0
"""Quieter than this below the loudest frame nothing is heard at all, not even the breath of a «ф»."""
_LOOK_AHEAD = RATE // 250
_ROUNDS = 8


def levelled(sound: Sound) -> Sound:
    """The same sound at TARGET_DBFS and never above PEAK_DBFS; silence stays silence."""
    if not np.any(sound.samples):
        return sound
    gain_db = 0.0
    result = sound.samples
    for _ in range(_ROUNDS):  # the limiter takes some loudness away, so the gain is found in steps
        missing = TARGET_DBFS - active_rms_dbfs(Sound(result))
        if gain_db and abs(missing) <= TOLERANCE_DB:
            break
        gain_db += missing
        result = _limited(sound.samples * np.float32(10 ** (gain_db / 20)))
    return Sound(result)


def active_rms_dbfs(sound: Sound) -> float:
    """Average level of the frames in which there is sound; −inf for silence."""
    energies = _frame_energies(sound.samples)
    loudest = energies.max(initial=0.0)
    if loudest == 0:
        return float("-inf")
    return float(10 * np.log10(energies[energies >= loudest * 10 ** (-_GATE_DB / 10)].mean()))


def peak_dbfs(sound: Sound) -> float:
    peak = float(np.abs(sound.samples).max(initial=0.0))
    return float(20 * np.log10(peak)) if peak else float("-inf")


def trimmed(sound: Sound) -> Sound:
    """Without the silence before and after, but for two frames, so that no consonant loses its beginning."""
    energies = _frame_energies(sound.samples)
    active = np.flatnonzero(energies >= max(energies.max(initial=0.0) * 10 ** (-_SILENCE_DB / 10), 1e-9))
    if not len(active):
        return Sound(sound.samples[:0])
    return Sound(sound.samples[max(0, active[0] - 2) * _FRAME : (active[-1] + 3) * _FRAME])


def _frame_energies(samples: Samples) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    padded = np.pad(samples, (0, -len(samples) % _FRAME)).astype(np.float64)
    energies: np.ndarray[tuple[int], np.dtype[np.float64]] = (padded.reshape(-1, _FRAME) ** 2).mean(axis=1)
    return energies


def _limited(samples: Samples) -> Samples:
    """Turns down in time for each peak and up again slowly enough not to crackle: a running minimum, then its mean."""
    ceiling = 10 ** (PEAK_DBFS / 20)
    needed = np.minimum(1.0, ceiling / np.maximum(np.abs(samples), 1e-9))
    width = 2 * _LOOK_AHEAD + 1
    lowest = np.pad(needed, width, constant_values=1.0)
    span = 1
    while span < width:  # the minimum of a window from minima of windows half as wide
        step = min(span, width - span)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        span += step
    total = np.cumsum(np.concatenate(([0.0], lowest)))
    gain = (total[width:] - total[:-width]) / width
    start = (len(gain) - len(samples)) // 2
    limited: Samples = (samples * gain[start : start + len(samples)]).astype(np.float32)
    return limited
