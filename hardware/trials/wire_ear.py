"""Listens to a serial wire for window-call panels, saying nothing."""

import time
from collections.abc import Callable, Iterable

from hardware.buttons.frames import FrameReader
from hardware.buttons.protocol import from_panel
from hardware.buttons.qsystem_frames import QsystemReader
from hardware.buttons.wired import SerialWire

QSYSTEM_BAUD = 57600
"""The maker's, which cannot be set."""

Clock = Callable[[], float]


def hears_panels(address: str, *, baud: int, seconds: float, clock: Clock = time.monotonic) -> tuple[int, ...]:
    """The addresses that spoke within the time; raises ``WireError``. A panel's heart beats every five seconds."""
    reader = FrameReader()

    def heard(data: bytes) -> Iterable[int]:
        messages = (from_panel(frame) for frame in reader.feed(data))
        return (message.address for message in messages if message is not None)

    return _listened(SerialWire(address, baud=baud), heard, seconds=seconds, clock=clock)


def hears_qsystem(address: str, *, seconds: float, clock: Clock = time.monotonic) -> tuple[int, ...]:
    """The same of QSystem's panels, which speak only when a key is pressed."""
    reader = QsystemReader()

    def heard(data: bytes) -> Iterable[int]:
        return (frame.address for frame in reader.feed(data, clock()))

    return _listened(SerialWire(address, baud=QSYSTEM_BAUD), heard, seconds=seconds, clock=clock)


def _listened(
    wire: SerialWire, heard: Callable[[bytes], Iterable[int]], *, seconds: float, clock: Clock
) -> tuple[int, ...]:
    found: set[int] = set()
    ends_at = clock() + seconds
    wire.open()
    try:
        while clock() < ends_at:
            found.update(heard(wire.read()))
    finally:
        wire.close()
    return tuple(sorted(found))
