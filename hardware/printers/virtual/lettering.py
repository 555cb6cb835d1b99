"""Text as the printer's own small font shows it: for hosts that do not send pictures."""

from PIL import Image, ImageDraw

from hardware.printers.typeface import Face, font

CELL_WIDTH, CELL_HEIGHT, LINE_ROWS = 12, 24, 30
BASELINE = 19
TABLES = {0: "cp437", 16: "cp1252", 17: "cp866", 46: "cp1251", 73: "cp1251"}
"""Code pages by the numbers Epson gives them; any other number shows the first."""


class TextLine:
    """Characters that wait for their line end."""

    def __init__(self, width_bytes: int) -> None:
        self._width_bytes = width_bytes
        self._cells: list[tuple[str, int, int]] = []
        self._table = TABLES[0]
        self._across = self._down = 1

    @property
    def is_empty(self) -> bool:
        """Nothing waits."""
        return not self._cells

    @property
    def line_rows(self) -> int:
        """From one line to the next."""
        return LINE_ROWS * max([self._down, *(down for _, _, down in self._cells)])

    def choose_table(self, number: int) -> None:
        """ESC t."""
        self._table = TABLES.get(number, TABLES[0])

    def choose_size(self, value: int) -> None:
        """GS !: how many times wider and higher."""
        self._across, self._down = (value >> 4 & 7) + 1, (value & 7) + 1

    def add(self, code: int) -> bool:
        """Take one more character; False when the line is full."""
        used = sum(across for _, across, _ in self._cells)
        if self._cells and (used + self._across) * CELL_WIDTH > self._width_bytes * 8:
            return False
        self._cells.append((bytes((code,)).decode(self._table, "replace"), self._across, self._down))
        return True

    def print(self) -> list[bytes]:
        """The line as rows of ink; it is empty afterwards."""
        if not self._cells:
            return []
        image = Image.new("1", (self._width_bytes * 8, self.line_rows), 0)
        left = 0
        for character, across, down in self._cells:
            cell = _cell(character).resize((CELL_WIDTH * across, CELL_HEIGHT * down), Image.Resampling.NEAREST)
            image.paste(cell, (left, 0))
            left += CELL_WIDTH * across
        self._cells.clear()
        ink = image.tobytes()
        return [ink[start : start + self._width_bytes] for start in range(0, len(ink), self._width_bytes)]


def _cell(character: str) -> Image.Image:
    cell = Image.new("1", (CELL_WIDTH, CELL_HEIGHT), 0)
    draw = ImageDraw.Draw(cell)
    draw.fontmode = "1"
    draw.text((CELL_WIDTH // 2, BASELINE), character, fill=255, font=font(Face.TALL, 17), anchor="ms")
    return cell
