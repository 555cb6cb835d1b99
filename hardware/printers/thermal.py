"""A thermal ticket printer: prints a slip and proves that the paper came out.

The order of a print: ask how it is → initialise → automatic status on → slip and cut → ask for the proof that its
grade allows. Nothing of the slip is sent to a printer that says it cannot print, or that says nothing though it
could.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hardware.errors import PrinterNotReady, WireBroke, WireUnreachable
from hardware.ports import Capabilities, PrinterStatus, PrintReport
from hardware.printers import orders
from hardware.printers.conversation import Conversation, is_done, is_paper_answer
from hardware.printers.encoder import Cutter, Device, Encoded, encode
from hardware.printers.layout.blocks import Layout
from hardware.printers.layout.reading import standard_layout
from hardware.printers.line import Line
from hardware.printers.proof import Patience, prove, settle
from hardware.printers.raster import render
from hardware.printers.text import encode_text
from hardware.printers.unfinished import longest_slip_bytes, most_unfinished_bytes
from hardware.printers.watch import Watch
from hardware.printers.wires.wire import Wire
from hardware.waker import Waker
from server.contract.slip import Slip
from server.contract.terms import Evidence, PrintFault, PrintOutcome

MILLIMETRES_PER_INCH = 25.4
CUT_MILLIMETRES = 15
"""From the print head to the blade, on most models."""
MOST_LATE_ANSWERS = 4
"""So many of its answers about one slip may come at the last moment, before it counts as silent."""


@dataclass(frozen=True, slots=True)
class ThermalSettings:
    """What differs between models; each has a default that suits an 80 mm Epson."""

    width_dots: int = 576
    dots_per_inch: int = 203
    profile: str = "default"
    cutter: Cutter = Cutter.AUTOMATIC
    can_double: bool = True
    evidence: Evidence | None = None
    """None: found out at the first print. A printer that never answers must be declared as grade d."""
    patience: Patience = field(default_factory=Patience)
    presenter_seconds: float | None = None
    """How long a slip may hang in the printer's mouth; None for a printer that does not tell."""
    layout: Layout = field(default_factory=standard_layout)
    text_page: int | None = None
    """The number of its Windows-1251 table, for slips in its own letters; None: slips are pictures."""

    @property
    def device(self) -> Device:
        """What the encoder needs."""
        return Device(self.width_dots, self.dots_per_inch, self.profile, self.cutter, can_double=self.can_double)

    def encoded(self, slip: Slip) -> Encoded:
        """The slip in this printer's bytes; raises ``SlipRefused``."""
        if self.text_page is not None:
            return encode_text(slip, self.device, page=self.text_page, layout=self.layout)
        return encode(render(slip, self.width_dots, self.layout), self.device)

    def longest_slip_seconds(self) -> float:
        """For the slip itself; takes a while to be known on a serial line."""
        is_fast = self.patience.baud is None
        return self.patience.seconds_for(0 if is_fast else longest_slip_bytes(self.encoded))

    def most_unfinished_bytes(self) -> int:
        """So much at most a printer still waits for after a slip that nobody remembers; takes a while to be known."""
        return most_unfinished_bytes(self.device, self.layout, is_text=self.text_page is not None)


class ThermalPrinter:
    """One printer behind one wire. ``hold_seconds``: how long the wire is kept open without a slip; None: it is opened
    anew for each conversation, since such devices serve one host at a time. ``share_seconds``: how long it waits for
    the slip of another box, where it is shared."""

    def __init__(
        self,
        connect: Callable[[], Wire],
        settings: ThermalSettings,
        *,
        hold_seconds: float | None = None,
        share_seconds: float = 0.0,
        first_process: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        is_heard = settings.evidence is not Evidence.NONE
        self._line = Line(
            connect,
            hold_seconds=hold_seconds if is_heard else None,
            share_seconds=share_seconds,
            is_heard=is_heard,
            clock=clock,
        )
        self._share_seconds = share_seconds
        self._settings = settings
        # Ids must ascend over restarts of the box too, and the date does.
        self._processes = int(time.time()) if first_process is None else first_process
        self._capabilities = _declared(settings.evidence)
        self._watch = Watch(
            self._line, settings.patience, is_one_way=not is_heard, presenter_seconds=settings.presenter_seconds
        )
        # A box that was killed in mid-slip has left a printer that waits for the rest, and nobody who remembers it.
        self._unfinished_bytes: int | None = None if is_heard else 0
        self._may_owe_an_answer = is_heard

    @property
    def tick(self) -> Callable[[], None]:
        """See ``Printer``."""
        return self._line.tick

    @tick.setter
    def tick(self, tick: Callable[[], None]) -> None:
        self._line.tick = tick

    @property
    def longest_seconds(self) -> float:
        """See ``Printer``."""
        answers = MOST_LATE_ANSWERS * self._settings.patience.answer_seconds
        return self._share_seconds + answers + self._settings.longest_slip_seconds()

    def print(self, slip: Slip) -> PrintReport:
        """See ``Printer``."""
        encoded = self._settings.encoded(slip)
        was_held = self._line.held is not None
        report = self._print_once(encoded)
        if was_held and (report.outcome, report.fault) == (PrintOutcome.FAILED, PrintFault.BROKE_OFF):
            # A wire held since long may be dead without having said so; nothing of the slip was sent.
            report = self._print_once(encoded)
        return report

    def status(self) -> PrinterStatus:
        """See ``Printer``."""
        return self._watch.status()

    def follow(self, seconds: float, waker: Waker) -> PrinterStatus | None:
        """See ``Printer``."""
        return self._watch.follow(seconds, waker)

    def probe(self) -> Capabilities:
        """See ``Printer``. Asks each question once; a clone may answer an unknown one with a line of rubbish on
        paper."""
        self._line.close()
        talk = self._line.begin()
        try:
            condition = talk.ask_condition(seconds=self._settings.patience.answer_seconds)
            if condition is None:
                return Capabilities(Evidence.NONE, has_automatic_status=False)
            if condition.fault is not PrintFault.NONE:
                raise PrinterNotReady(condition.fault)
            found = self._find_out(talk)
        finally:
            talk.close()
        if self._settings.evidence is None:
            self._capabilities = found
        return found

    def close(self) -> None:
        """See ``Printer``."""
        self._line.close()

    def _print_once(self, encoded: Encoded) -> PrintReport:
        try:
            attempt = _Attempt(self._line.begin(), encoded)
        except WireUnreachable:
            return _failed(PrintFault.UNREACHABLE)
        try:
            report = self._print(attempt)
        except WireBroke:
            outcome = PrintOutcome.UNKNOWN if attempt.sent_bytes else PrintOutcome.FAILED
            report = self._report(attempt, outcome, PrintFault.BROKE_OFF)
        return self._part(report, attempt)

    def _print(self, attempt: "_Attempt") -> PrintReport:
        patience, talk = self._settings.patience, attempt.conversation
        is_one_way = self._settings.evidence is Evidence.NONE
        if not is_one_way:
            condition = talk.ask_condition(seconds=patience.answer_seconds)
            if condition is None:
                return _failed(PrintFault.NO_ANSWER)
            if condition.fault is not PrintFault.NONE:
                return _failed(condition.fault)
        self._recover(talk, is_one_way=is_one_way)
        capabilities = self._capabilities or self._find_out(talk)
        self._capabilities = capabilities
        if capabilities.evidence is Evidence.STATUS_AFTER_CUT and self._may_owe_an_answer:
            if not settle(talk, patience):
                return _failed(PrintFault.NO_ANSWER)
            self._may_owe_an_answer = False
        talk.start_afresh(seconds=patience.answer_seconds)
        if capabilities.evidence in (Evidence.PROCESS_ID, Evidence.STATUS_AFTER_CUT):
            reports = capabilities.has_automatic_status
            first = talk.start_reports(waits=reports, seconds=patience.answer_seconds)
            if reports and (first is None or first.fault is not PrintFault.NONE):
                return _failed(PrintFault.NO_ANSWER if first is None else first.fault)
        attempt.begin()
        verdict = prove(
            talk,
            attempt.encoded,
            capabilities.evidence,
            process_id=self._next_process(),
            patience=patience,
            millimetres=self._millimetres(attempt.encoded.rows),
        )
        return self._report(attempt, verdict.outcome, verdict.fault)

    def _recover(self, talk: Conversation, *, is_one_way: bool) -> None:
        """After a slip that broke off, a printer may still be waiting for the rest of a picture and would take the
        next slip for it.

        Clear its buffers; if it does not know how, fill the picture up with white. Outside a picture NUL means nothing.
        """
        patience = self._settings.patience
        if self._unfinished_bytes == 0:
            return
        if not is_one_way and talk.clear_buffers(seconds=patience.answer_seconds):
            self._may_owe_an_answer = False
        else:
            size = self._unfinished_bytes or self._settings.most_unfinished_bytes()
            talk.exchange(bytes(size), seconds=patience.seconds_for(size))
        self._unfinished_bytes = 0

    def _find_out(self, talk: Conversation) -> Capabilities:
        """Ask a printer that is ready; one that is not would answer less than it can."""
        seconds = self._settings.patience.answer_seconds
        talk.start_afresh(seconds=seconds)
        first = talk.start_reports(waits=True, seconds=seconds)
        process_id = self._next_process()
        if talk.exchange(
            orders.ask_process(process_id), seconds=seconds, once_sent=lambda event: is_done(event, process_id)
        ):
            evidence = Evidence.PROCESS_ID
        elif talk.exchange(orders.ASK_PAPER, seconds=seconds, once_sent=is_paper_answer):
            evidence = Evidence.STATUS_AFTER_CUT
        else:
            evidence = Evidence.REALTIME_STATUS
        return Capabilities(evidence, has_automatic_status=first is not None)

    def _next_process(self) -> bytes:
        self._processes += 1
        return orders.process_id(self._processes)

    def _part(self, report: PrintReport, attempt: "_Attempt") -> PrintReport:
        """End the conversation as its outcome asks for; what the wire itself says at its end goes before."""
        talk = attempt.conversation
        is_whole = attempt.is_whole
        if attempt.sent_bytes and not is_whole:
            self._unfinished_bytes = attempt.encoded.longest_picture_bytes
        self._may_owe_an_answer |= is_whole and report.outcome is PrintOutcome.UNKNOWN
        is_answering = report.fault not in (PrintFault.NO_ANSWER, PrintFault.BROKE_OFF)
        try:
            if report.outcome is PrintOutcome.PRINTED or (not attempt.sent_bytes and is_answering):
                self._line.keep(talk, is_used=True)
            elif is_whole or not attempt.sent_bytes:
                talk.close()
            else:
                talk.abort()
        except WireUnreachable:
            return _failed(PrintFault.UNREACHABLE)
        except WireBroke:
            return replace(report, outcome=PrintOutcome.UNKNOWN, fault=PrintFault.BROKE_OFF, evidence=Evidence.NONE)
        return report

    def _report(self, attempt: "_Attempt", outcome: PrintOutcome, fault: PrintFault) -> PrintReport:
        if outcome is PrintOutcome.PRINTED and not attempt.is_whole:
            outcome, fault = PrintOutcome.UNKNOWN, PrintFault.NO_ANSWER
        share = min(1.0, attempt.sent_bytes / len(attempt.encoded.data))
        evidence = (
            self._capabilities.evidence if self._capabilities and outcome is PrintOutcome.PRINTED else Evidence.NONE
        )
        return PrintReport(outcome, fault, evidence, round(self._millimetres(attempt.encoded.rows) * share))

    def _millimetres(self, rows: int) -> int:
        return round(rows / self._settings.dots_per_inch * MILLIMETRES_PER_INCH) + CUT_MILLIMETRES


class _Attempt:
    """One slip on its way: from ``begin`` on, bytes that go out are bytes of the slip."""

    def __init__(self, conversation: Conversation, encoded: Encoded) -> None:
        self.conversation = conversation
        self.encoded = encoded
        self._sent_before: int | None = None

    def begin(self) -> None:
        """Everything sent so far was questions."""
        self._sent_before = self.conversation.sent_bytes

    @property
    def sent_bytes(self) -> int:
        return 0 if self._sent_before is None else self.conversation.sent_bytes - self._sent_before

    @property
    def is_whole(self) -> bool:
        """Nothing of it was kept back."""
        return self.sent_bytes >= len(self.encoded.data)


def _declared(evidence: Evidence | None) -> Capabilities | None:
    """Without asking, automatic status is counted on only where the better proof tells of a printer that has it."""
    return None if evidence is None else Capabilities(evidence, has_automatic_status=evidence is Evidence.PROCESS_ID)


def _failed(fault: PrintFault) -> PrintReport:
    """Before the first byte of the slip: no paper at all."""
    return PrintReport(PrintOutcome.FAILED, fault, Evidence.NONE, millimetres=0)
