"""Only what a printer says of this very slip, when all of it has gone out, proves it."""

from __future__ import annotations

from hardware.printers import orders
from hardware.printers.encoder import Cutter, Device, encode
from hardware.printers.proof import Patience
from hardware.printers.raster import render
from hardware.printers.thermal import ThermalPrinter, ThermalSettings
from hardware.printers.wires.wire import Transfer
from server.contract.terms import Evidence, PrintFault, PrintOutcome
from tests.hardware.printers.slips import UKRAINIAN
from tests.hardware.printers.tap import SLIP_BEGINS

ENOUGH_PAPER, READY = b"\x00", b"\x12"
SLIP_BYTES = len(encode(render(UKRAINIAN, 576), Device(576, 203, "default", Cutter.AUTOMATIC, can_double=True)).data)
PATIENCE = Patience(answer_seconds=2.0, print_seconds=20.0)


class PlayedPrinter:
    """The wire and the printer at its end, of grade b: it answers at once, and time passes only while nothing is sent.

    When ``disturbed_at`` bytes of a slip have come, the line says a byte that nobody asked for. What it is asked after
    the slips ``late`` (from 1) it answers only when it is asked again.
    """

    def __init__(self, *, disturbed_at: int | None = None, late: tuple[int, ...] = (), babbles: bool = False) -> None:
        self.now = 0.0
        self.slips: list[int] = []
        """How many bytes of each have come."""
        self._is_in_slip = False
        self._disturbed_at = disturbed_at
        self._late = late
        self._owed = b""
        self._babbles = babbles

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        piece = bytes(outgoing[:1000])
        said = self._hear(piece)
        if not piece:
            self.now += timeout_seconds
        return Transfer(len(piece), said)

    def fileno(self) -> int | None:
        return None

    def close(self) -> None:
        """Nothing is held."""

    def abort(self) -> None:
        """Nothing is held."""

    def driver(self) -> ThermalPrinter:
        """What speaks to it."""
        settings = ThermalSettings(evidence=Evidence.STATUS_AFTER_CUT, patience=PATIENCE)
        return ThermalPrinter(lambda: self, settings, clock=lambda: self.now)

    def _hear(self, piece: bytes) -> bytes:
        if piece.startswith(SLIP_BEGINS):
            self.slips.append(0)
            self._is_in_slip = True
        if self._is_in_slip:
            self.slips[-1] += len(piece)
        elif piece.startswith(b"\x10\x04"):
            return READY
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


def test_a_byte_that_comes_in_mid_slip_neither_proves_it_nor_ends_it() -> None:
    printer = PlayedPrinter(disturbed_at=2000)

    report = printer.driver().print(UKRAINIAN)

    assert report.outcome is PrintOutcome.PRINTED
    assert printer.slips == [SLIP_BYTES + len(orders.ASK_PAPER)]


def test_a_byte_that_comes_in_mid_slip_is_no_answer_to_the_question_after_it() -> None:
    printer = PlayedPrinter(disturbed_at=2000, late=(1,))

    report = printer.driver().print(UKRAINIAN)

    assert (report.outcome, report.fault) == (PrintOutcome.UNKNOWN, PrintFault.NO_ANSWER)


def test_the_late_answer_of_one_slip_does_not_prove_the_next() -> None:
    printer = PlayedPrinter(late=(1, 2))
    driver = printer.driver()

    reports = [driver.print(UKRAINIAN) for _ in range(2)]

    assert [report.outcome for report in reports] == [PrintOutcome.UNKNOWN, PrintOutcome.UNKNOWN]


def test_after_a_late_answer_the_next_slip_is_proved_by_its_own() -> None:
    printer = PlayedPrinter(late=(1,))
    driver = printer.driver()

    reports = [driver.print(UKRAINIAN) for _ in range(3)]

    assert [report.outcome for report in reports] == [
        PrintOutcome.UNKNOWN,
        PrintOutcome.PRINTED,
        PrintOutcome.PRINTED,
    ]


def test_a_line_that_never_stops_answering_is_sent_no_slip() -> None:
    printer = PlayedPrinter(babbles=True)

    report = printer.driver().print(UKRAINIAN)

    assert (report.outcome, report.fault) == (PrintOutcome.FAILED, PrintFault.NO_ANSWER)
    assert printer.slips == []
