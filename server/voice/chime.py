"""The two notes before a call: heads turn to the board before the first word.

Ours from the first sample, so nobody's licence stands in the way. A falling major third, as of a door bell in a calm
house; each note swells in 12 ms, for a sudden start would startle, and rings out like a struck bar.
"""

import numpy as np

from server.voice.sound import RATE, Samples, Sound

_NOTES = ((659.26, 0.0), (523.25, 0.32))
"""Hertz and the second at which each begins: E5, C5."""
_PARTIALS = ((1.0, 1.0, 0.30), (2.0, 0.28, 0.20), (3.0, 0.10, 0.12), (4.2, 0.03, 0.07))
"""Multiple of the note, strength, and the seconds in which it falls to a third; few high ones, for ageing ears."""
_SECONDS = 1.15
_ATTACK_SECONDS = 0.012
_RELEASE_SECONDS = 0.12


def chime() -> Sound:
    """About a second, not yet levelled, ending in silence."""
    at = np.arange(round(_SECONDS * RATE)) / RATE
    sound = np.zeros_like(at)
    for hertz, begins in _NOTES:
        since = np.maximum(at - begins, 0.0)
        swell = np.sin(np.pi / 2 * np.minimum(since / _ATTACK_SECONDS, 1.0)) ** 2
        for multiple, strength, fall in _PARTIALS:
            sound += strength * swell * np.exp(-since / fall) * np.sin(2 * np.pi * hertz * multiple * since)
    ending = np.cos(np.pi / 2 * np.clip((at - _SECONDS + _RELEASE_SECONDS) / _RELEASE_SECONDS, 0.0, 1.0)) ** 2
    samples: Samples = (sound * ending).astype(np.float32)
    return Sound(samples / np.abs(samples).max())
