"""What a bad wire makes of frames. Pure, and the same at each run."""

import random
from collections import Counter

from hardware.buttons.virtual.far_end import Said
from hardware.buttons.virtual.misbehaviour import Mode

SEED = 20260302
MOST_NOISE_BYTES = 6
NOISE_SECONDS = 0.7
"""So often there is noise on a wire where nobody speaks."""


class Spoiler:
    """Of one wire. ``sum_at`` is the byte of a check sum, from a frame's end."""

    def __init__(self, sum_at: int) -> None:
        self._sum_at = sum_at
        self._frames: Counter[object] = Counter()
        self._chance = random.Random(SEED)
        self._quiet_since: float | None = None

    def pieces(self, mode: Mode, said: Said, now: float) -> tuple[bytes, ...]:
        """What comes of a frame, piece by piece."""
        self._frames[said.address] += 1
        self._quiet_since = now
        is_struck = self._frames[said.address] % 2 == 1
        middle = len(said.data) // 2
        match mode:
            case Mode.PIECES:
                return said.data[:middle], said.data[middle:]
            case Mode.TORN if is_struck:
                return (said.data[:middle],)
            case Mode.WRONG_SUM if is_struck:
                spoiled = bytearray(said.data)
                spoiled[self._sum_at] ^= 1
                return (bytes(spoiled),)
            case Mode.NOISE if is_struck:
                return self._noise(), said.data
        return (said.data,)

    def noise(self, mode: Mode, now: float) -> bytes:
        """What is on the wire though nobody speaks."""
        if self._quiet_since is None:
            self._quiet_since = now
        if mode is not Mode.NOISE or now - self._quiet_since < NOISE_SECONDS:
            return b""
        self._quiet_since = now
        return self._noise()

    def _noise(self) -> bytes:
        return self._chance.randbytes(self._chance.randint(1, MOST_NOISE_BYTES))
