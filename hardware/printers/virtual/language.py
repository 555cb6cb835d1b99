"""ESC/POS as this printer understands it: bytes in, one small action after another out. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hardware.printers.virtual.lettering import TextLine
from hardware.printers.virtual.symbol import Symbol

ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10
MOTION_UNITS_PER_INCH = 406
"""Before GS P; as on the TM-T88VI, so that a host which forgets to set it gets half its spaces."""
DOTS_PER_INCH = 203


@dataclass(frozen=True, slots=True)
class Row:
    """One line of dots, 1 = ink, as many bytes as the paper is wide."""

    ink: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank lines of dots."""

    rows: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The blade, after feeding to it."""


@dataclass(frozen=True, slots=True)
class Initialise:
    """ESC @: settings back to those of the start; what is in the buffer stays."""


@dataclass(frozen=True, slots=True)
class SetAutomatic:
    """GS a."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class AskPaper:
    """GS r 1."""


@dataclass(frozen=True, slots=True)
class AskProcess:
    """GS ( H, function 48."""

    process_id: bytes


Action = Row | Feed | Cut | Initialise | SetAutomatic | AskPaper | AskProcess

# How many bytes follow an order that this printer only has to step over.
SKIPPED: dict[tuple[int, int], int] = {
    **{(ESC, ord(letter)): 1 for letter in "a!GM-V{ RUSi=K"},
    **{(ESC, ord(letter)): 0 for letter in "SL"},
    **{(ESC, ord(letter)): 2 for letter in "$\\c"},
    (ESC, ord("p")): 3,
    **{(GS, ord(letter)): 1 for letter in "BbHfhwI"},
    **{(GS, ord(letter)): 2 for letter in "LW"},
    **{(FS, ord(letter)): 1 for letter in "C!-"},
    **{(FS, ord(letter)): 0 for letter in ".&"},
    (FS, ord("S")): 2,
    (FS, ord("p")): 2,
}


class Interpreter:
    """Keeps the bytes of an order until all of it is there."""

    def __init__(self, width_bytes: int) -> None:
        self._width = width_bytes
        self._begun = bytearray()
        self._line = TextLine(width_bytes)
        self._symbol = Symbol()
        self._units = MOTION_UNITS_PER_INCH

    def feed(self, data: bytes) -> list[Action]:
        """The actions that these bytes complete."""
        self._begun += data
        actions: list[Action] = []
        while self._begun:
            size = self._size()
            if size is None or size > len(self._begun):
                break
            order = bytes(self._begun[:size])
            del self._begun[:size]
            actions += self._actions(order)
        return actions

    def _size(self) -> int | None:
        """How long the order at the head is; None as long as that cannot be known."""
        first = self._begun[0]
        if first not in (ESC, GS, FS, DLE):
            return 1
        if len(self._begun) < 2:
            return None
        second = self._begun[1]
        match first, chr(second):
            case (0x10, "\x14"):
                return self._size_at(2, lambda kind: 10 if kind == 8 else 5)
            case (0x10, _):
                return 3
            case (0x1D, "("):
                return self._size_at(4, lambda high: 5 + self._begun[3] + 256 * high)
            case (0x1D, "v"):
                return self._size_at(7, lambda high: 8 + self._word(4) * (self._begun[6] + 256 * high))
            case (0x1D, "V"):
                return self._size_at(2, lambda kind: 4 if kind in (65, 66, 97, 98, 103, 104) else 3)
            case (0x1B, "J" | "d" | "t" | "E" | "3") | (0x1D, "a" | "r" | "!"):
                return 3
            case (0x1D, "P"):
                return 4
            case (0x1B, "@" | "2"):
                return 2
        return 2 + SKIPPED.get((first, second), 0)

    def _size_at(self, place: int, rule: Callable[[int], int]) -> int | None:
        return rule(self._begun[place]) if len(self._begun) > place else None

    def _word(self, place: int) -> int:
        return self._begun[place] + 256 * self._begun[place + 1]

    def _actions(self, order: bytes) -> Iterator[Action]:
        match order[0], chr(order[1]) if len(order) > 1 else "":
            case (0x1D, "v"):
                yield from self._picture(order)
            case (0x1B, "J"):
                yield from self._flush()
                yield Feed(self._dots(order[2]))
            case (0x1B, "d"):
                yield from self._flush()
                yield Feed(order[2] * self._line.line_rows)
            case (0x1D, "V"):
                yield from self._flush()
                yield Cut()
            case (0x1B, "@"):
                self._line = TextLine(self._width)
                self._symbol = Symbol()
                self._units = MOTION_UNITS_PER_INCH
                yield Initialise()
            case (0x1D, "P"):
                self._units = order[3] or MOTION_UNITS_PER_INCH
            case (0x1D, "a"):
                yield SetAutomatic(order[2] != 0)
            case (0x1D, "r") if order[2] in (1, 49):
                yield AskPaper()
            case (0x1D, "(") if order[2] == ord("H") and order[5:7] == b"\x30\x30" and len(order) == 11:
                yield AskProcess(order[7:11])
            case (0x1D, "(") if order[2] == ord("k"):
                yield from self._flush()
                yield from (Row(self._fitted(ink)) for ink in self._symbol.order(order[5:]))
            case (0x0A, _):
                yield from self._flush() if not self._line.is_empty else [Feed(self._line.line_rows)]
            case (first, "") if first >= 0x20:
                if not self._line.add(first):
                    yield from self._flush()
                    self._line.add(first)
            case _:
                self._set_letters(order)

    def _set_letters(self, order: bytes) -> None:
        match order[0], chr(order[1]) if len(order) > 1 else "":
            case (0x1B, "3"):
                self._line.choose_spacing(self._dots(order[2]))
            case (0x1B, "2"):
                self._line.choose_spacing(None)
            case (0x1B, "E"):
                self._line.choose_bold(order[2] & 1)
            case (0x1B, "t"):
                self._line.choose_table(order[2])
            case (0x1D, "!"):
                self._line.choose_size(order[2])

    def _picture(self, order: bytes) -> Iterator[Action]:
        mode, stride = order[3] & 3, order[4] + 256 * order[5]
        across, down = 2 if mode & 1 else 1, 2 if mode & 2 else 1
        yield from self._flush()
        for start in range(8, len(order), max(1, stride)):
            ink = order[start : start + stride]
            if across == 2:
                ink = b"".join(DOUBLED[byte] for byte in ink)
            yield from [Row(self._fitted(ink))] * down

    def _fitted(self, ink: bytes) -> bytes:
        return ink[: self._width].ljust(self._width, b"\0")

    def _dots(self, units: int) -> int:
        return round(units * DOTS_PER_INCH / self._units)

    def _flush(self) -> Iterator[Action]:
        for ink in self._line.print():
            yield Row(ink)


DOUBLED = [int("".join(bit * 2 for bit in f"{byte:08b}"), 2).to_bytes(2, "big") for byte in range(256)]
