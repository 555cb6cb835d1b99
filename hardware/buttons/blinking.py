"""Whether a lamp that is only switched on and off is lit at a moment. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.buttons.protocol import Lamp

_Flashes = tuple[tuple[float, float], ...]

RHYTHMS: Mapping[Lamp, tuple[float, _Flashes]] = MappingProxyType(
    {
        Lamp.OFF: (1.0, ()),
        Lamp.STEADY: (1.0, ((0.0, 1.0),)),
        Lamp.FLASH: (4.0, ((0.0, 0.4),)),
        Lamp.SLOW: (2.0, ((0.0, 1.0),)),
        Lamp.FAST: (0.5, ((0.0, 0.25),)),
        Lamp.DOUBLE: (3.0, ((0.0, 0.3), (0.6, 0.9))),
    }
)
"""The period of each lamp in seconds, and when it is lit within it: never more than two flashes a second."""


def is_lit(lamp: Lamp, now: float) -> bool:
    """Lamps of one kind blink together, as ``now`` says."""
    period, flashes = RHYTHMS[lamp]
    return any(begins <= now % period < ends for begins, ends in flashes)
