"""The paper: rows of dots until it is cut, then a PNG in a folder."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageChops


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A piece of paper that came out."""

    number: int
    """From 1, in the order they came out."""
    path: Path
    rows: int
    bytes_received: int
    """Since the piece before it."""
    is_cut: bool
    """False for a piece that was torn off: it is not whole."""
    came_out_at: datetime


class Roll:
    """Paper of one width; draws what leaves the printer into ``folder``, made if need be."""

    def __init__(self, folder: Path, width_bytes: int) -> None:
        self._folder = folder
        self._width_bytes = width_bytes
        self._rows: list[bytes] = []
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def rows(self) -> int:
        """How much paper hangs out of the printer."""
        return len(self._rows)

    @property
    def has_ink(self) -> bool:
        """Something can be read on what hangs out."""
        return any(any(row) for row in self._rows)

    def print(self, ink: bytes) -> None:
        """One row of dots."""
        self._rows.append(ink)

    def feed(self, rows: int) -> None:
        """Blank paper."""
        self._rows += [bytes(self._width_bytes)] * rows

    def take_off(self, *, bytes_received: int, is_cut: bool) -> PrintedSlip:
        """What hangs out becomes a picture."""
        self._count += 1
        size = (self._width_bytes * 8, max(1, len(self._rows)))
        ink = Image.frombytes("1", size, b"".join(self._rows).ljust(self._width_bytes, b"\0"))
        now = datetime.now(UTC)
        path = self._folder / f"slip-{now:%Y%m%d-%H%M%S}-{self._count:04}.png"
        ImageChops.invert(ink).save(path)
        rows = len(self._rows)
        self._rows = []
        return PrintedSlip(self._count, path, rows, bytes_received, is_cut, now)
