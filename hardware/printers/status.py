"""What a printer says, byte by byte: a pure layer that knows no connection and no clock.

Answers of several kinds come mixed on one line. Bits 0, 1, 4 and 7 of the first byte tell them apart (Epson's ESC/POS
reference, "transmitting status"): see ``StatusReader``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.ports import Cover, Paper
from server.contract.terms import PrintFault

KIND_MASK = 0x93
AUTOMATIC, REALTIME, XON, XOFF, BLOCK = 0x10, 0x12, 0x11, 0x13, 0x37
FIXED_MASK = 0x90
"""Bits 4 and 7 are 0 in the second to fourth byte of an automatic status and in an answer to GS r."""
AUTOMATIC_BYTES = 4
LONGEST_BLOCK = 80
FULL_STATUS = b"\x10\x0f"
"""No automatic status begins so: a printer with each of these errors would also say that it is offline."""
FULL_STATUS_BYTES = 6
SLIP_IN_MOUTH = 0x20


@dataclass(frozen=True, slots=True)
class Condition:
    """How the mechanism is, out of whichever answer told it."""

    paper: Paper
    cover: Cover
    is_offline: bool
    is_cutter_stuck: bool
    is_broken: bool
    """An unrecoverable error: only switching it off helps."""

    @property
    def fault(self) -> PrintFault:
        """The first thing to be put right; OFFLINE when it prints nothing and does not say why."""
        if self.is_broken:
            return PrintFault.UNRECOVERABLE
        if self.is_cutter_stuck:
            return PrintFault.CUTTER
        if self.cover is Cover.OPEN:
            return PrintFault.COVER_OPEN
        if self.paper is Paper.OUT:
            return PrintFault.PAPER_OUT
        return PrintFault.OFFLINE if self.is_offline else PrintFault.NONE

    @property
    def stops_a_slip(self) -> bool:
        """It will not go on by itself. Merely offline is not such: somebody holds the feed button, or the head is
        cooling."""
        return self.fault not in (PrintFault.NONE, PrintFault.OFFLINE)


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """Four bytes that come unasked after GS a, at once and at each change."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class RealtimeAnswer:
    """One byte after DLE EOT n; only who asked knows which n it answers."""

    value: int


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """One byte after GS r 1, sent when everything before the question has been carried out."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class ProcessDone:
    """Everything before GS ( H with this id has been printed."""

    process_id: bytes


@dataclass(frozen=True, slots=True)
class BuffersCleared:
    """DLE DC4 8 was carried out: nothing of what was sent before will be printed any more."""


@dataclass(frozen=True, slots=True)
class FullStatus:
    """The answer of Custom's kiosk printers to DLE EOT 20 (KPM210 manual, "full status"); of it only what the rest does
    not tell."""

    is_slip_in_mouth: bool
    """A slip has been presented, and nobody has taken it yet."""


@dataclass(frozen=True, slots=True)
class FlowControl:
    """XON or XOFF."""

    may_send: bool


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that no rule explains."""

    data: bytes


Event = AutomaticStatus | RealtimeAnswer | PaperAnswer | ProcessDone | BuffersCleared | FullStatus | FlowControl | Noise


class StatusReader:
    """Turns bytes into events; how the stream was cut into pieces makes no difference."""

    def __init__(self) -> None:
        self._begun = bytearray()

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete."""
        events: list[Event] = []
        for byte in data:
            events += self._take(byte)
        return events

    def _take(self, byte: int) -> list[Event]:
        if not self._begun:
            return self._start(byte)
        if self._begun[0] == BLOCK:
            return self._continue_block(byte)
        if bytes((*self._begun, byte)).startswith(FULL_STATUS):
            return self._continue_full_status(byte)
        if byte in (XON, XOFF):
            return [FlowControl(byte == XON)]
        if byte & FIXED_MASK:
            # The rest of the automatic status was lost: what has come is noise, and this byte begins something new.
            lost = Noise(bytes(self._begun))
            self._begun.clear()
            return [lost, *self._start(byte)]
        self._begun.append(byte)
        if len(self._begun) < AUTOMATIC_BYTES:
            return []
        condition = condition_from_automatic(bytes(self._begun))
        self._begun.clear()
        return [AutomaticStatus(condition)]

    def _start(self, byte: int) -> list[Event]:
        if byte == BLOCK or byte & KIND_MASK == AUTOMATIC:
            self._begun.append(byte)
            return []
        if byte in (XON, XOFF):
            return [FlowControl(byte == XON)]
        if byte & KIND_MASK == REALTIME:
            return [RealtimeAnswer(byte)]
        if not byte & FIXED_MASK:
            return [PaperAnswer(_paper(byte, near=0x03, end=0x0C))]
        return [Noise(bytes((byte,)))]

    def _continue_full_status(self, byte: int) -> list[Event]:
        self._begun.append(byte)
        if len(self._begun) < FULL_STATUS_BYTES:
            return []
        paper = self._begun[2]
        self._begun.clear()
        return [FullStatus(bool(paper & SLIP_IN_MOUTH))]

    def _continue_block(self, byte: int) -> list[Event]:
        self._begun.append(byte)
        if byte != 0 and len(self._begun) < LONGEST_BLOCK:
            return []
        block = bytes(self._begun)
        self._begun.clear()
        if len(block) == 7 and block[1] == 0x22:
            return [ProcessDone(block[2:6])]
        if block == b"\x37\x25\x00":
            return [BuffersCleared()]
        return [Noise(block)]


def condition_from_automatic(status: bytes) -> Condition:
    """The four bytes of an automatic status."""
    first, second, third, _ = status
    return Condition(
        paper=_paper(third, near=0x03, end=0x0C),
        cover=Cover.OPEN if first & 0x20 else Cover.CLOSED,
        is_offline=bool(first & 0x08),
        is_cutter_stuck=bool(second & 0x08),
        is_broken=bool(second & 0x20),
    )


def condition_from_answers(ask: Callable[[int], int | None]) -> Condition | None:
    """The answers to DLE EOT 1 to 4, asked for one by one because nothing in an answer says which it is.

    ``ask`` gives the byte, or None for no answer. None when already the first stays unanswered: such a printer would
    only cost the citizen four times the wait.
    """
    printer = ask(1)
    if printer is None:
        return None
    offline, error, roll = ask(2), ask(3), ask(4)
    paper = Paper.UNKNOWN if roll is None else _paper(roll, near=0x0C, end=0x60)
    if offline is not None and offline & 0x20:
        paper = Paper.OUT
    return Condition(
        paper=paper,
        cover=Cover.UNKNOWN if offline is None else Cover.OPEN if offline & 0x04 else Cover.CLOSED,
        is_offline=bool(printer & 0x08),
        is_cutter_stuck=error is not None and bool(error & 0x08),
        is_broken=error is not None and bool(error & 0x20),
    )


def _paper(byte: int, *, near: int, end: int) -> Paper:
    if byte & end:
        return Paper.OUT
    return Paper.NEAR_END if byte & near else Paper.ENOUGH
