"""A printer of grade b in played time, with a wire that may be slow or disturbed."""

from __future__ import annotations

import math

from hardware.printers import orders
from hardware.printers.proof import Patience
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.wires.wire import Transfer
from server.contract.terms import Evidence
from tests.hardware.printers.tap import SLIP_BEGINS

ENOUGH_PAPER, READY = b"\x00", b"\x12"
PIECE_BYTES = 960
SETTINGS = ThermalSettings(
    evidence=Evidence.STATUS_AFTER_CUT, patience=Patience(answer_seconds=2.0, print_seconds=20.0)
)


class PlayedPrinter:
    """The wire and the printer at its end, of grade b: it answers at once, and time passes while nothing is sent,
    or as the line is slow.

    When ``disturbed_at`` bytes of a slip have come, the line says a byte that nobody asked for. What it is asked after
    the slips ``late`` (from 1) it answers only when it is asked again.
    """

    def __init__(
        self,
        *,
        disturbed_at: int | None = None,
        late: tuple[int, ...] = (),
        babbles: bool = False,
        bytes_per_second: float = math.inf,
    ) -> None:
        self.now = 0.0
        self.slips: list[int] = []
        """How many bytes of each have come."""
        self.nuls = 0
        """Sent outside of slips."""
        self._bytes_per_second = bytes_per_second
        self._is_in_slip = False
        self._disturbed_at = disturbed_at
        self._late = late
        self._owed = b""
        self._babbles = babbles

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        piece = bytes(outgoing[:PIECE_BYTES])
        said = self._hear(piece)
        self.now += len(piece) / self._bytes_per_second if piece else timeout_seconds
        return Transfer(len(piece), said)

    def fileno(self) -> int | None:
        return None

    def close(self) -> None:
        """Nothing is held."""

    def abort(self) -> None:
        """Nothing is held."""

    def driver(self, settings: ThermalSettings = SETTINGS) -> ThermalPrinter:
        """What speaks to it."""
        return ThermalPrinter(lambda: self, settings, clock=lambda: self.now)

    def _hear(self, piece: bytes) -> bytes:
        if piece.startswith(SLIP_BEGINS):
            self.slips.append(0)
            self._is_in_slip = True
        if self._is_in_slip:
            self.slips[-1] += len(piece)
        elif piece.startswith(b"\x10\x04"):
            return READY
        elif not piece.strip(b"\0"):
            self.nuls += len(piece)
        if piece.endswith(orders.ASK_PAPER):
            return self._answer()
        if self._is_in_slip and self._disturbed_at is not None and self.slips[-1] >= self._disturbed_at:
            self._disturbed_at = None
            return ENOUGH_PAPER
        return ENOUGH_PAPER if self._babbles and not piece else b""

    def _answer(self) -> bytes:
        owed, self._owed = self._owed, b""
        is_late = self._is_in_slip and len(self.slips) in self._late
        self._is_in_slip = False
        if is_late:
            self._owed = ENOUGH_PAPER
            return owed
        return owed + ENOUGH_PAPER
