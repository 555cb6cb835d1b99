"""How a printer is while nothing is printed: asked now and then, and heard at once where it reports by itself."""

import time
from collections.abc import Callable
from dataclasses import replace

from hardware.errors import WireBroke, WireUnreachable
from hardware.ports import Cover, Paper, PrinterStatus
from hardware.printers.conversation import Conversation
from hardware.printers.line import Line
from hardware.printers.proof import Patience
from hardware.printers.status import Condition
from hardware.waker import Waker
from server.contract.terms import DeviceState, PrintFault

POLL_SECONDS = 1.5
"""How often a printer is asked that answers, yet reports nothing by itself."""


class Watch:
    """Uses the line between slips, on the printer's own thread. ``presenter_seconds``: how long a slip may hang in the
    mouth of a printer that tells of it; None for one that does not."""

    def __init__(
        self,
        line: Line,
        patience: Patience,
        *,
        is_one_way: bool,
        presenter_seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self._patience = patience
        self._is_one_way = is_one_way
        self._can_report = True
        """Until it has been asked to and said nothing."""
        self._last: PrinterStatus | None = None
        self._presenter_seconds = presenter_seconds
        self._clock = clock
        self._in_mouth_since: float | None = None

    def status(self) -> PrinterStatus:
        """Ask; never raises."""
        was_held = self._line.held is not None
        status = self._ask()
        if was_held and status.fault is PrintFault.BROKE_OFF:
            status = self._ask()
        self._last = status
        return status

    def follow(self, seconds: float, waker: Waker) -> PrinterStatus | None:
        """The next change that is seen; None when the time is over or ``waker`` rang."""
        ends_at = time.monotonic() + seconds
        while (left := ends_at - time.monotonic()) > 0 and not waker.is_set():
            talk = self._line.held
            if talk is None:
                # Nobody there, nothing to be heard, or a printer that others use as well.
                waker.wait(left)
                return None
            before = self._last
            status = self._hear(talk, left, waker) if talk.reports else self._poll(left, waker)
            if status is not None and status != before:
                self._last = status
                return status
        return None

    def _hear(self, talk: Conversation, seconds: float, waker: Waker) -> PrinterStatus | None:
        try:
            condition = talk.await_report(waker, seconds=seconds)
        except WireBroke:
            self._line.close()
            return self.status()
        return None if condition is None else self._seen(condition)

    def _poll(self, seconds: float, waker: Waker) -> PrinterStatus | None:
        return None if waker.wait(min(seconds, POLL_SECONDS)) else self.status()

    def _ask(self) -> PrinterStatus:
        try:
            talk = self._line.begin()
        except WireUnreachable:
            return PrinterStatus(DeviceState.FAULT, PrintFault.UNREACHABLE, Paper.UNKNOWN, Cover.UNKNOWN)
        try:
            condition = None if self._is_one_way else talk.ask_condition(seconds=self._patience.answer_seconds)
            if condition is not None:
                self._look_at_mouth(talk)
                self._ask_for_reports(talk, condition)
        except WireBroke:
            talk.close()
            return PrinterStatus(DeviceState.FAULT, PrintFault.BROKE_OFF, Paper.UNKNOWN, Cover.UNKNOWN)
        if condition is None:
            talk.close()
        else:
            self._line.keep(talk)
        return self._seen(condition)

    def _seen(self, condition: Condition | None) -> PrinterStatus:
        status = status_of(condition, is_one_way=self._is_one_way)
        if status.state is DeviceState.FAULT or self._presenter_seconds is None or self._in_mouth_since is None:
            return status
        is_left = self._clock() - self._in_mouth_since >= self._presenter_seconds
        return replace(status, state=DeviceState.WARNING, fault=PrintFault.NOT_TAKEN) if is_left else status

    def _look_at_mouth(self, talk: Conversation) -> None:
        if self._presenter_seconds is None:
            return
        is_there = talk.ask_presenter(seconds=self._patience.answer_seconds)
        if not is_there:
            self._in_mouth_since = None
        elif self._in_mouth_since is None:
            self._in_mouth_since = self._clock()

    def _ask_for_reports(self, talk: Conversation, condition: Condition) -> None:
        """Each time anew: a printer that was switched off and on has forgotten it. One that is offline would take the
        order only when it is ready again."""
        if self._can_report and self._line.may_be_held and not condition.is_offline:
            talk.reports = False
            first = talk.start_reports(waits=True, seconds=self._patience.answer_seconds)
            self._can_report = first is not None


def status_of(condition: Condition | None, *, is_one_way: bool) -> PrinterStatus:
    """What a condition means for people; None is silence."""
    if condition is None:
        state = DeviceState.UNKNOWN if is_one_way else DeviceState.FAULT
        fault = PrintFault.NONE if is_one_way else PrintFault.NO_ANSWER
        return PrinterStatus(state, fault, Paper.UNKNOWN, Cover.UNKNOWN)
    state, fault = DeviceState.READY, condition.fault
    if fault is not PrintFault.NONE:
        state = DeviceState.FAULT
    elif condition.paper is Paper.NEAR_END:
        state, fault = DeviceState.WARNING, PrintFault.PAPER_LOW
    return PrinterStatus(state, fault, condition.paper, condition.cover)
