"""Bytes to frames and back: the lowest layer of the wire protocol of docs/buttons.md. Pure.

::

    <12,90,press,call,4711*B71B\\n      from panel 12
    >12,90,ack*CEA7\\n                  to panel 12
"""

import re
from binascii import crc_hqx
from dataclasses import dataclass
from enum import StrEnum

LONGEST_BYTES = 64
"""A frame with everything; what grows longer is noise."""
HIGHEST_ADDRESS = 254
SEQUENCES = 256

_BODY = re.compile(r"(0|[1-9]\d{0,2}),(0|[1-9]\d{0,2})((?:,[a-z0-9-]{1,16}){1,4})")
_LINE_END, _RETURN = 0x0A, 0x0D
_PRINTABLE = range(0x20, 0x7F)


class Origin(StrEnum):
    """Who sent it. A half-duplex adapter hears its own words: they carry the other sign and are passed over."""

    PANEL = "<"
    BOX = ">"


@dataclass(frozen=True, slots=True)
class Frame:
    """One line on the wire, whole and checked; what its words mean is ``protocol``'s business."""

    origin: Origin
    address: int
    """1 to 254."""
    sequence: int
    """0 to 255, counted by whoever sends; an answer bears the number of what it answers."""
    words: tuple[str, ...]
    """One to four of ``a-z 0-9 -``, at most 16 characters each."""


def encoded(frame: Frame) -> bytes:
    """The frame as it goes out."""
    body = ",".join((str(frame.address), str(frame.sequence), *frame.words))
    return f"{frame.origin}{body}*{checksum(body.encode()):04X}\n".encode()


def checksum(body: bytes) -> int:
    """CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) over what stands between the sign and the asterisk."""
    return crc_hqx(body, 0xFFFF)


class FrameReader:
    """Finds the frames in a stream that may be cut anywhere and may hold noise.

    Each sign that opens a frame opens it anew, so that after noise the next whole frame is understood.
    """

    def __init__(self) -> None:
        self._begun: bytearray | None = None
        self.damaged = 0
        """How many frames were begun and could not be read."""

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that these bytes complete."""
        return [frame for byte in data if (frame := self._take(byte)) is not None]

    def _take(self, byte: int) -> Frame | None:
        if chr(byte) in (Origin.PANEL, Origin.BOX):
            self._give_up()
            self._begun = bytearray([byte])
        elif self._begun is None or byte == _RETURN:
            pass
        elif byte == _LINE_END:
            return self._read()
        elif byte not in _PRINTABLE or len(self._begun) >= LONGEST_BYTES:
            self._give_up()
        else:
            self._begun.append(byte)
        return None

    def _read(self) -> Frame | None:
        begun, self._begun = self._begun or bytearray(), None
        frame = _frame(begun.decode("ascii"))
        if frame is None:
            self.damaged += 1
        return frame

    def _give_up(self) -> None:
        if self._begun is not None:
            self._begun = None
            self.damaged += 1


def _frame(line: str) -> Frame | None:
    body, _, check = line[1:].rpartition("*")
    matched = _BODY.fullmatch(body)
    if matched is None or check != f"{checksum(body.encode()):04X}":
        return None
    address, sequence = int(matched[1]), int(matched[2])
    if not 1 <= address <= HIGHEST_ADDRESS or sequence >= SEQUENCES:
        return None
    return Frame(Origin(line[0]), address, sequence, tuple(matched[3][1:].split(",")))
