"""Listens to a serial wire for window-call panels, saying nothing."""

import time
from collections.abc import Callable

from hardware.buttons.frames import FrameReader
from hardware.buttons.protocol import from_panel
from hardware.buttons.wired import SerialWire


def hears_panels(
    address: str, *, baud: int, seconds: float, clock: Callable[[], float] = time.monotonic
) -> tuple[int, ...]:
    """The addresses that spoke within the time; raises ``WireError``. A panel's heart beats every five seconds."""
    wire = SerialWire(address, baud=baud)
    reader = FrameReader()
    heard = set()
    ends_at = clock() + seconds
    wire.open()
    try:
        while clock() < ends_at:
            messages = (from_panel(frame) for frame in reader.feed(wire.read()))
            heard |= {message.address for message in messages if message is not None}
    finally:
        wire.close()
    return tuple(sorted(heard))
