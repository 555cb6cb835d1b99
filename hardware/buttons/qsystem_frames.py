"""Bytes of QSystem's RS-485 panels and their displays, and back. Pure.

The protocol is the maker's: 57600 baud, 8N1; ``01 ADDR CMD 07`` from a panel, ``01 ADDR MODE c1 c2 c3 07`` to its
display, ``01 ADDR S 07`` to its LED, addresses 32 to 254. There is neither a check sum nor an acknowledgement.
"""

from dataclasses import dataclass
from enum import IntEnum

OPENING, CLOSING = 0x01, 0x07
ADDRESSES = range(32, 255)
FRAME_BYTES = 4
STALE_SECONDS = 0.5
"""A frame takes 0.7 ms; half of one that is older was never finished, and must not be by later noise."""
DISPLAY_SIGNS = 3


class PanelKey(IntEnum):
    """What a panel says was pressed."""

    CALL = 0x31
    START = 0x32
    REDIRECT = 0x33
    MISSED = 0x34


class Led(IntEnum):
    """What a panel's LED does.

    The steady and fast lights (31 to 34) are never used: on two wires the box hears its own words, and these would be
    presses of the same panel.
    """

    OFF = 0x30
    SLOW_RED = 0x35
    SLOW_GREEN = 0x36


class DisplayMode(IntEnum):
    """How a display shows its three signs."""

    STEADY = 0x20
    BLINKING = 0x21
    FOUR_BLINKS = 0x25


@dataclass(frozen=True, slots=True)
class PanelFrame:
    """A key of the panel with this address went down."""

    address: int
    key: PanelKey


class QsystemReader:
    """Finds a panel's frames in a stream that may be cut anywhere and may hold noise: begins anew at any byte."""

    def __init__(self) -> None:
        self._begun = bytearray()
        self._heard_at = 0.0

    def feed(self, data: bytes, now: float) -> list[PanelFrame]:
        """The frames that these bytes complete; ``now`` in seconds of a clock that never falls."""
        if now - self._heard_at > STALE_SECONDS:
            self._begun.clear()
        if data:
            self._heard_at = now
            self._begun += data
        return self._frames()

    def _frames(self) -> list[PanelFrame]:
        found, begun, at = [], self._begun, 0
        while at < len(begun):
            piece = begun[at : at + FRAME_BYTES]
            if not _may_begin_a_frame(piece):
                at += 1
            elif len(piece) < FRAME_BYTES:
                break
            else:
                found.append(PanelFrame(piece[1], PanelKey(piece[2])))
                at += FRAME_BYTES
        del begun[:at]
        return found


def display_frame(address: int, text: str, mode: DisplayMode) -> bytes:
    """Three signs for the display of a panel; what cp1251 lacks is a question mark, what is longer is cut."""
    signs = text.ljust(DISPLAY_SIGNS)[:DISPLAY_SIGNS].encode("cp1251", errors="replace")
    return bytes([OPENING, address, mode]) + signs + bytes([CLOSING])


def led_frame(address: int, led: Led) -> bytes:
    """What the LED of a panel is to do."""
    return bytes([OPENING, address, led, CLOSING])


_PLACES: tuple[frozenset[int], ...] = (
    frozenset({OPENING}),
    frozenset(ADDRESSES),
    frozenset(PanelKey),
    frozenset({CLOSING}),
)
"""What may stand at each place of a frame."""


def _may_begin_a_frame(piece: bytes | bytearray) -> bool:
    return all(byte in place for place, byte in zip(_PLACES, piece, strict=False))
