"""The ear of the printer: orders obeyed the moment they arrive, wherever they stand, be it in the middle of a
picture."""

from dataclasses import dataclass

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
ASK_STATUS = b"\x10\x04"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Bytes for the receive buffer; real-time orders are among them, since a picture keeps the dots they look like."""

    data: bytes


@dataclass(frozen=True, slots=True)
class StatusAsked:
    """DLE EOT n."""

    number: int


@dataclass(frozen=True, slots=True)
class ClearAsked:
    """DLE DC4 8 with its seven fixed bytes."""


Heard = Arrived | StatusAsked | ClearAsked


class RealtimeEar:
    """Listens to the stream as it comes; an order may be cut in two by the network."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, data: bytes) -> list[Heard]:
        """What arrived, in order."""
        heard: list[Heard] = []
        begin = 0
        for place in range(len(data)):
            self._tail = (self._tail + data[place : place + 1])[-len(CLEAR_BUFFERS) :]
            order = self._order()
            if order is not None:
                heard += [Arrived(data[begin : place + 1]), order]
                begin = place + 1
        return [*heard, Arrived(data[begin:])] if begin < len(data) else heard

    def _order(self) -> Heard | None:
        if self._tail == CLEAR_BUFFERS:
            return ClearAsked()
        if self._tail[-3:-1] == ASK_STATUS:
            return StatusAsked(self._tail[-1])
        return None
