"""Text as the printer's own small font shows it: for hosts that do not send pictures."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from hardware.printers.typeface import Face, font

CELL_WIDTH, CELL_HEIGHT, LINE_ROWS = 12, 24, 30
BASELINE = 19
TABLES = {
    0: "cp437",
    16: "cp1252",
    17: "cp866",
    **dict.fromkeys((6, 12, 34, 46, 51, 73), "cp1251"),
}
"""Code pages by the numbers Epson gives them, and the Ukrainian one by those of other makers too; any other number
shows the first."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One character, and how many times larger it is."""

    sign: str
    across: int
    down: int
    is_bold: bool


class TextLine:
    """Characters that wait for their line end."""

    def __init__(self, width_bytes: int) -> None:
        self._width_bytes = width_bytes
        self._cells: list[_Cell] = []
        self._table = TABLES[0]
        self._spacing = LINE_ROWS
        self._is_bold = False
        self._across = self._down = 1

    @property
    def is_empty(self) -> bool:
        """Nothing waits."""
        return not self._cells

    @property
    def line_rows(self) -> int:
        """From one line to the next."""
        tallest = max([self._down if not self._cells else 1, *(cell.down for cell in self._cells)])
        return max(self._spacing, CELL_HEIGHT * tallest)

    def choose_table(self, number: int) -> None:
        """ESC t."""
        self._table = TABLES.get(number, TABLES[0])

    def choose_size(self, value: int) -> None:
        """GS !: how many times wider and higher."""
        self._across, self._down = (value >> 4 & 7) + 1, (value & 7) + 1

    def choose_spacing(self, rows: int | None) -> None:
        """ESC 3; None: ESC 2, the usual. Letters that are higher than that make room for themselves."""
        self._spacing = LINE_ROWS if rows is None else rows

    def choose_bold(self, value: int) -> None:
        """ESC E."""
        self._is_bold = bool(value)

    def add(self, code: int) -> bool:
        """Take one more character; False when the line is full."""
        used = sum(cell.across for cell in self._cells)
        if self._cells and (used + self._across) * CELL_WIDTH > self._width_bytes * 8:
            return False
        sign = bytes((code,)).decode(self._table, "replace")
        self._cells.append(_Cell(sign, self._across, self._down, self._is_bold))
        return True

    def print(self) -> list[bytes]:
        """The line as rows of ink; it is empty afterwards."""
        if not self._cells:
            return []
        image = Image.new("1", (self._width_bytes * 8, self.line_rows), 0)
        left = 0
        for cell in self._cells:
            size = (CELL_WIDTH * cell.across, CELL_HEIGHT * cell.down)
            image.paste(_drawn(cell.sign, is_bold=cell.is_bold).resize(size, Image.Resampling.NEAREST), (left, 0))
            left += size[0]
        self._cells.clear()
        ink = image.tobytes()
        return [ink[start : start + self._width_bytes] for start in range(0, len(ink), self._width_bytes)]


def _drawn(sign: str, *, is_bold: bool) -> Image.Image:
    cell = Image.new("1", (CELL_WIDTH, CELL_HEIGHT), 0)
    draw = ImageDraw.Draw(cell)
    draw.fontmode = "1"
    face = Face.TALL if is_bold else Face.NARROW
    draw.text((CELL_WIDTH // 2, BASELINE), sign, fill=255, font=font(face, 17), anchor="ms")
    return cell
