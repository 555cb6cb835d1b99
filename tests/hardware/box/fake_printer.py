"""A printer that does what the test says, on no paper."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hardware.ports import Capabilities, Cover, Paper, PrinterStatus, PrintReport
from hardware.waker import Waker
from server.contract.slip import Slip
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome

PRINTED = PrintReport(PrintOutcome.PRINTED, PrintFault.NONE, Evidence.PROCESS_ID, 96)
NO_PAPER = PrintReport(PrintOutcome.FAILED, PrintFault.PAPER_OUT, Evidence.NONE, 0)
READY = PrinterStatus(DeviceState.READY, PrintFault.NONE, Paper.ENOUGH, Cover.CLOSED)


class FakePrinter:
    """Prints as ``report`` says; ``before`` runs when a slip has come to the device."""

    def __init__(self, report: PrintReport = PRINTED, *, before: Callable[[Slip], None] = lambda _: None) -> None:
        self.report = report
        self.condition = READY
        self.slips: list[Slip] = []
        self.is_closed = False
        self.tick: Callable[[], None] = lambda: None
        self.longest_seconds = 28.0
        self.ask: Callable[[], None] = lambda: None
        self._before = before
        self._owners: set[int] = set()

    def print(self, slip: Slip) -> PrintReport:
        self._own()
        self._before(slip)
        self.slips.append(slip)
        return self.report

    def status(self) -> PrinterStatus:
        self._own()
        self.ask()
        return self.condition

    def follow(self, seconds: float, waker: Waker) -> PrinterStatus | None:
        self._own()
        waker.wait(seconds)
        return None

    def probe(self) -> Capabilities:
        self._own()
        return Capabilities(Evidence.PROCESS_ID, has_automatic_status=True)

    def close(self) -> None:
        self._own()
        self.is_closed = True

    @property
    def has_one_owner(self) -> bool:
        """Every call came from the same thread."""
        return len(self._owners) <= 1

    def _own(self) -> None:
        self._owners.add(threading.get_ident())
