"""Pulls slips from the server, has each printed once, and reports until the report is taken."""

import logging
import math
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

from hardware.errors import LinkError, NotWrittenDown, ServerRefused, SlipRefused
from hardware.link import Link
from hardware.ports import PrintReport
from hardware.print_notebook import PrintNotebook
from hardware.printer_owner import PrinterOwner
from hardware.waker import Waker
from server.contract.answers import PrintJobClaimed
from server.contract.box_commands import LEASE_SECONDS, ClaimPrintJob, ReportPrint
from server.contract.messages import TicketPaper
from server.contract.terms import Evidence, PaperState, PrintFault, PrintOutcome, ProblemCode, RequestId

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""How often a nudge that was lost is made good."""

_PAPER_AFTER = {
    PrintOutcome.PRINTED: PaperState.PRINTED,
    PrintOutcome.FAILED: PaperState.FAILED,
    PrintOutcome.UNKNOWN: PaperState.UNKNOWN,
}
_MAY_BE_TAKEN_LATER = frozenset({ProblemCode.BUSY, ProblemCode.NOT_SAVED, ProblemCode.UNKNOWN_DEVICE_KEY})


class PrintJobs:
    """Hands each slip to one printer at a time: the main one, and its spare where the main one is known to be ill or
    has certainly printed nothing.

    One slip is under way at a time, and its one entry in the notebook stands from before the first printer's first byte
    until the outcome of the last: a box that dies in between tells it as unknown, whichever printer had it.
    """

    name = "slips"

    def __init__(
        self,
        link: Link,
        printers: Sequence[PrinterOwner],
        notebook: PrintNotebook,
        *,
        on_paper: Callable[[TicketPaper], None] = lambda _: None,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """``printers``: the main one first."""
        self._link = link
        self._printers = tuple(printers)
        self._notebook = notebook
        self._on_paper = on_paper
        self._look_seconds = look_seconds
        self._nudged = Waker()
        self._claim: ClaimPrintJob | None = None

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Print until ``stop``; a slip that was begun is brought to its end first."""
        while not stop.is_set():
            tick()
            self._nudged.clear()
            self._notebook.try_again()
            self._report_all()
            while self._print_next(stop, tick):
                tick()
                self._report_all()
            self._nudged.wait(0 if stop.is_set() else self._look_seconds)

    def wake(self) -> None:
        """Slips may be waiting: look now."""
        self._nudged.set()

    def _print_next(self, stop: threading.Event, tick: Callable[[], None]) -> bool:
        """Whether there was a slip."""
        with self._kept_printers(stop):
            job = None if stop.is_set() else self._claimed()
            if job is None:
                return False
            try:
                if not self._notebook.begin(job.job_id):
                    log.error("slip %s was handed out twice and is not printed again", job.job_id)
                    return True
            except NotWrittenDown:
                device, report = self._printers[0].name, _failed(PrintFault.DISK)
            else:
                self._on_paper(TicketPaper(ticket_id=job.ticket_id, paper=PaperState.PRINTING, fault=PrintFault.NONE))
                device, report = self._print(job, tick, stop)
        self._notebook.end(_report_of(job, report, device))
        self._on_paper(TicketPaper(ticket_id=job.ticket_id, paper=_PAPER_AFTER[report.outcome], fault=report.fault))
        return True

    @contextmanager
    def _kept_printers(self, stop: threading.Event) -> Iterator[None]:
        """Kept before ``stop`` is looked at: they outlive whatever is claimed after that."""
        for printer in self._printers:
            printer.keep()
        try:
            yield
        finally:
            for printer in self._printers:
                printer.release(stop)

    def _claimed(self) -> PrintJobClaimed | None:
        if self._claim is None:
            self._claim = ClaimPrintJob(request_id=_fresh(), seconds=self._seconds)
        try:
            answer = self._link.send(self._claim)
        except LinkError as error:
            # Asked again as the same claim: a slip that was handed out in an answer we never got comes with it.
            log.debug("no slip could be claimed: %s", error)
            return None
        self._claim = None
        return answer if isinstance(answer, PrintJobClaimed) else None

    @cached_property
    def _seconds(self) -> int:
        """What a slip needs at most, when each printer has its try."""
        least, most = LEASE_SECONDS
        return min(most, max(least, math.ceil(sum(printer.longest_seconds for printer in self._printers))))

    def _print(self, job: PrintJobClaimed, tick: Callable[[], None], stop: threading.Event) -> tuple[str, PrintReport]:
        """Whose paper it was, and what became of it."""
        failed: dict[str, PrintReport] = {}
        slip = job.slip
        in_turn = sorted(self._printers, key=lambda each: each.is_ill)
        for printer in in_turn:
            try:
                report = printer.print(slip, tick, has_other=printer is not in_turn[-1], stop=stop)
            except SlipRefused as error:
                log.error("slip %s cannot be printed by %s: %s", job.job_id, printer.name, error)
                report = _failed(PrintFault.SLIP_REFUSED)
            if report.outcome is not PrintOutcome.FAILED:
                return printer.name, report
            failed[printer.name] = report
            if report.millimetres:
                # A piece with the number on it may hang in that printer, and somebody may find it.
                slip = replace(slip, is_copy=True)
        # People see to the main printer first.
        return self._printers[0].name, failed[self._printers[0].name]

    def _report_all(self) -> None:
        for report in self._notebook.unsent():
            try:
                self._link.send(report)
            except ServerRefused as refused:
                if refused.problem.code in _MAY_BE_TAKEN_LATER:
                    return
                log.error("the report of slip %s was refused for good: %s", report.job_id, refused)
            except LinkError as error:
                log.debug("a report waits for the server: %s", error)
                return
            self._notebook.strike(report.job_id)


def _failed(fault: PrintFault) -> PrintReport:
    return PrintReport(PrintOutcome.FAILED, fault, Evidence.NONE, 0)


def _report_of(job: PrintJobClaimed, report: PrintReport, device: str) -> ReportPrint:
    return ReportPrint(
        request_id=_fresh(),
        job_id=job.job_id,
        outcome=report.outcome,
        fault=report.fault,
        evidence=report.evidence,
        millimetres=report.millimetres,
        device=device,
    )


def _fresh() -> RequestId:
    return RequestId(str(uuid.uuid4()))
