"""Pulls slips from the server, prints each once, and reports until the report is taken."""

import logging
import threading
import time
import uuid
from collections.abc import Callable

from hardware.errors import LinkError, NotWrittenDown, ServerRefused, SlipRefused
from hardware.link import Link
from hardware.ports import Paper, Printer, PrinterStatus, PrintReport
from hardware.print_notebook import PrintNotebook
from hardware.waker import Waker
from server.contract.answers import PrintJobClaimed
from server.contract.box_commands import ClaimPrintJob, DeviceReport, ReportPrint
from server.contract.messages import TicketPaper
from server.contract.terms import DeviceState, Evidence, PaperState, PrintFault, PrintOutcome, ProblemCode, RequestId

log = logging.getLogger(__name__)

STATUS_SECONDS = 5.0
"""How often an idle printer is asked how it is, though it may report by itself; at the same moments a nudge that was
lost is made good."""

_PAPER_AFTER = {
    PrintOutcome.PRINTED: PaperState.PRINTED,
    PrintOutcome.FAILED: PaperState.FAILED,
    PrintOutcome.UNKNOWN: PaperState.UNKNOWN,
}
_MAY_BE_TAKEN_LATER = frozenset({ProblemCode.BUSY, ProblemCode.NOT_SAVED, ProblemCode.UNKNOWN_DEVICE_KEY})


class PrintJobs:
    """The owner of one printer: every call to it comes from the thread of ``run``."""

    name = "printer"

    def __init__(
        self,
        link: Link,
        printer: Printer,
        notebook: PrintNotebook,
        *,
        note: Callable[[DeviceReport], None],
        on_paper: Callable[[TicketPaper], None] = lambda _: None,
        status_seconds: float = STATUS_SECONDS,
    ) -> None:
        self._link = link
        self._printer = printer
        self._notebook = notebook
        self._note = note
        self._on_paper = on_paper
        self._status_seconds = status_seconds
        self._nudged = Waker()
        self._claim = ClaimPrintJob(request_id=_fresh())

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Print until ``stop``; a slip that was begun is brought to its end first."""
        self._printer.tick = tick
        try:
            while not stop.is_set():
                tick()
                self._nudged.clear()
                self._report_all()
                while not stop.is_set() and self._print_next():
                    tick()
                    self._report_all()
                self._tell_status(self._printer.status())
                self._follow(stop)
        finally:
            self._printer.close()

    def wake(self) -> None:
        """Slips may be waiting: look now."""
        self._nudged.set()

    def _follow(self, stop: threading.Event) -> None:
        """Until something is to be done, tell what the printer reports by itself."""
        until = time.monotonic() + self._status_seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            changed = self._printer.follow(left, self._nudged)
            if changed is None:
                return
            self._tell_status(changed)

    def _print_next(self) -> bool:
        """Whether there was a slip."""
        try:
            answer = self._link.send(self._claim)
        except LinkError as error:
            # Asked again as the same claim: a slip that was handed out in an answer we never got comes with it.
            log.debug("no slip could be claimed: %s", error)
            return False
        self._claim = ClaimPrintJob(request_id=_fresh())
        if not isinstance(answer, PrintJobClaimed):
            return False
        try:
            if not self._notebook.begin(answer.job_id):
                log.error("slip %s was handed out twice and is not printed again", answer.job_id)
                return True
        except NotWrittenDown:
            report = PrintReport(PrintOutcome.FAILED, PrintFault.UNRECOVERABLE, Evidence.NONE, 0)
        else:
            self._on_paper(TicketPaper(ticket_id=answer.ticket_id, paper=PaperState.PRINTING, fault=PrintFault.NONE))
            report = self._print(answer)
        self._notebook.end(_report_of(answer, report))
        self._on_paper(TicketPaper(ticket_id=answer.ticket_id, paper=_PAPER_AFTER[report.outcome], fault=report.fault))
        return True

    def _print(self, job: PrintJobClaimed) -> PrintReport:
        try:
            return self._printer.print(job.slip)
        except SlipRefused as error:
            log.error("slip %s cannot be printed: %s", job.job_id, error)
            # Its text or the layout is at fault, and the log says how: nobody is to repair the printer.
            return PrintReport(PrintOutcome.FAILED, PrintFault.NONE, Evidence.NONE, 0)

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

    def _tell_status(self, status: PrinterStatus) -> None:
        is_low = status.paper is Paper.NEAR_END and status.state is DeviceState.READY
        self._note(
            DeviceReport(
                name=self.name,
                state=DeviceState.WARNING if is_low else status.state,
                fault=status.fault,
                detail=f"paper {status.paper}, cover {status.cover}",
            )
        )


def _report_of(job: PrintJobClaimed, report: PrintReport) -> ReportPrint:
    return ReportPrint(
        request_id=_fresh(),
        job_id=job.job_id,
        outcome=report.outcome,
        fault=report.fault,
        evidence=report.evidence,
        millimetres=report.millimetres,
    )


def _fresh() -> RequestId:
    return RequestId(str(uuid.uuid4()))
