"""One printer and the only thread that speaks with it: prints what it is handed, and tells how the printer is."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

from hardware.errors import SlipRefused
from hardware.ports import Printer, PrinterStatus, PrintReport
from hardware.waker import Waker
from server.contract.box_commands import DeviceReport
from server.contract.slip import Slip
from server.contract.terms import DeviceState, Evidence, PrintFault, PrintOutcome

STATUS_SECONDS = 5.0
"""How often an idle printer is asked how it is, though it may report by itself."""
NEXT_SLIP_SECONDS = 0.25
"""So long after a slip the next of a row may come; asked how it is meanwhile, the printer would make it wait."""
STILL_HERE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Handed:
    slip: Slip
    has_other: bool
    outcome: Future[PrintReport] = field(default_factory=Future)


class PrinterOwner:
    """Every call to the printer comes from the thread of ``run``; slips are handed over from another."""

    def __init__(
        self,
        name: str,
        printer: Printer,
        *,
        note: Callable[[DeviceReport], None],
        status_seconds: float = STATUS_SECONDS,
    ) -> None:
        self.name = name
        self._printer = printer
        self._note = note
        self._status_seconds = status_seconds
        self._nudged = Waker()
        self._handed: queue.SimpleQueue[_Handed] = queue.SimpleQueue()
        self._is_kept = False
        self._is_running = False
        self._is_ill = False

    @property
    def is_ill(self) -> bool:
        """By what was last heard of it, it cannot print."""
        return self._is_ill

    @property
    def longest_seconds(self) -> float:
        """For one slip."""
        return self._printer.longest_seconds

    def print(self, slip: Slip, tick: Callable[[], None], *, has_other: bool, stop: threading.Event) -> PrintReport:
        """Hand it over and wait for its end; raises ``SlipRefused``. ``tick`` is called meanwhile.

        ``has_other``: another printer is there for it, so that it is not tried at one which turns out ill before.
        """
        handed = _Handed(slip, has_other)
        self._handed.put(handed)
        self._nudged.set()
        self._give_back_if_over(stop)
        while not wait([handed.outcome], STILL_HERE_SECONDS).done:
            tick()
            self._give_back_if_over(stop)
        return handed.outcome.result()

    def keep(self) -> None:
        """Stay, though the box is stopped: a slip is under way."""
        self._is_kept = True

    def release(self, stop: threading.Event) -> None:
        """No slip is under way."""
        self._is_kept = False
        # Else the bell would be taken for the next slip of a row, which then waits until the printer has been asked.
        if stop.is_set():
            self._nudged.set()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``, and then until it is released."""
        self._printer.tick = tick
        self._is_running = True
        try:
            # In this order: whoever keeps it looks at ``stop`` only after that, and may see it unset between the two.
            while not stop.is_set() or self._is_kept:
                tick()
                self._nudged.clear()
                # One that is ill is asked between any two slips, or an endless row of copies would hide what it has.
                if self._print_handed() and not self._is_ill and self._nudged.wait(NEXT_SLIP_SECONDS):
                    continue
                if stop.is_set():
                    self._nudged.wait(STILL_HERE_SECONDS)
                    continue
                self._look()
                self._follow(stop)
        finally:
            self._is_running = False
            self._printer.close()

    def wake(self) -> None:
        """Look at ``stop``."""
        self._nudged.set()

    def _give_back_if_over(self, stop: threading.Event) -> None:
        """One that failed is not started again after ``stop``: what nobody has taken was not sent."""
        if not stop.is_set() or self._is_running:
            return
        while (handed := self._next()) is not None:
            handed.outcome.set_result(PrintReport(PrintOutcome.FAILED, PrintFault.UNREACHABLE, Evidence.NONE, 0))

    def _print_handed(self) -> bool:
        """Whether there was a slip."""
        handed = self._next()
        if handed is None:
            return False
        try:
            report = self._printer.print(handed.slip)
        except SlipRefused as error:
            handed.outcome.set_exception(error)
            return True
        except BaseException:
            # Somebody waits for it. Nobody knows how far it came.
            self._is_ill = True
            handed.outcome.set_result(PrintReport(PrintOutcome.UNKNOWN, PrintFault.BROKE_OFF, Evidence.NONE, 0))
            raise
        self._is_ill = report.outcome is not PrintOutcome.PRINTED and report.fault is not PrintFault.NONE
        handed.outcome.set_result(report)
        return True

    def _look(self) -> None:
        status = self._printer.status()
        self._tell(status)
        if status.state is not DeviceState.FAULT or (handed := self._next()) is None:
            return
        if handed.has_other:
            # A printer that is silent at this moment would only cost the citizen the same wait once more.
            handed.outcome.set_result(PrintReport(PrintOutcome.FAILED, status.fault, Evidence.NONE, 0))
        else:
            self._handed.put(handed)

    def _follow(self, stop: threading.Event) -> None:
        """Until something is to be done, tell what the printer reports by itself."""
        until = time.monotonic() + self._status_seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            changed = self._printer.follow(left, self._nudged)
            if changed is None:
                return
            self._tell(changed)

    def _next(self) -> _Handed | None:
        try:
            return self._handed.get_nowait()
        except queue.Empty:
            return None

    def _tell(self, status: PrinterStatus) -> None:
        self._is_ill = status.state is DeviceState.FAULT
        detail = f"paper {status.paper}, cover {status.cover}"
        self._note(DeviceReport(name=self.name, state=status.state, fault=status.fault, detail=detail))
