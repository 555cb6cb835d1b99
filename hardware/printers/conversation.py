"""One conversation with a printer: questions, answers, and how much of what was said has gone out."""

import select
import time
from collections.abc import Callable

from hardware.errors import WireBroke
from hardware.printers import orders
from hardware.printers.status import (
    AutomaticStatus,
    BuffersCleared,
    Condition,
    Event,
    FullStatus,
    PaperAnswer,
    ProcessDone,
    RealtimeAnswer,
    StatusReader,
    condition_from_answers,
)
from hardware.printers.wires.wire import Transfer, Wire
from hardware.waker import Waker

SLICE_SECONDS = 0.02
"""How long a wire that cannot be waited for together with a bell may keep it unheard: a citizen's slip waits."""

LONGEST_TURN_SECONDS = 5.0
"""So often a slow slip shows that it still moves."""

Clock = Callable[[], float]


class Conversation:
    """Speaks over a wire and listens all the while; raises ``WireBroke`` from each of its methods.

    ``tick`` is called at least every ``LONGEST_TURN_SECONDS``.
    """

    def __init__(self, wire: Wire, clock: Clock = time.monotonic, *, tick: Callable[[], None] = lambda: None) -> None:
        self._wire = wire
        self._clock = clock
        self._tick = tick
        self._reader = StatusReader()
        self.sent_bytes = 0
        self.reports = False
        """The printer reports each change by itself."""

    def exchange(
        self,
        data: bytes,
        *,
        seconds: float,
        until: Callable[[Event], bool] = lambda _: False,
        once_sent: Callable[[Event], bool] | None = None,
    ) -> Event | None:
        """Send, and listen at once, until an event is the wanted one.

        What ``until`` wants leaves the rest of ``data`` unsent. What ``once_sent`` wants counts only when nothing is
        left: an answer that comes before its question answers something else, or is a disturbance of the line.
        Without ``once_sent`` it ends when all is sent. None when that happened, or when the time was over.
        """
        left = memoryview(data)
        ends_at = self._clock() + seconds
        while left or once_sent is not None:
            remaining = ends_at - self._clock()
            if remaining <= 0:
                return None
            turn = self._turn(left, min(remaining, LONGEST_TURN_SECONDS))
            left = left[turn.sent :]
            for event in self._reader.feed(turn.received):
                if until(event) or (once_sent is not None and not left and once_sent(event)):
                    return event
        return None

    def listen(self, *, seconds: float, until: Callable[[Event], bool]) -> Event | None:
        """The first wanted event; None when the time is over."""
        return self.exchange(b"", seconds=seconds, once_sent=until)

    def ask_condition(self, *, seconds: float) -> Condition | None:
        """DLE EOT 1 to 4; None when the printer does not answer. ``seconds`` is for each answer."""

        def ask(number: int) -> int | None:
            answer = self.exchange(orders.ask_realtime(number), seconds=seconds, once_sent=is_realtime_answer)
            return answer.value if isinstance(answer, RealtimeAnswer) else None

        return condition_from_answers(ask)

    def ask_presenter(self, *, seconds: float) -> bool | None:
        """Whether a slip hangs in the printer's mouth; None when it does not say."""
        answer = self.exchange(orders.ASK_FULL_STATUS, seconds=seconds, once_sent=is_full_status)
        return answer.is_slip_in_mouth if isinstance(answer, FullStatus) else None

    def start_afresh(self, *, seconds: float) -> None:
        """Initialise the printer, which also switches automatic status off."""
        self.reports = False
        self.exchange(orders.INITIALISE, seconds=seconds)

    def start_reports(self, *, waits: bool, seconds: float) -> Condition | None:
        """Have a printer report each change from now on; its first report, if it is waited for."""
        wanted = is_automatic_status if waits else None
        first = self.exchange(orders.AUTOMATIC_STATUS_ON, seconds=seconds, once_sent=wanted)
        self.reports = self.reports or first is not None
        return first.condition if isinstance(first, AutomaticStatus) else None

    def await_report(self, waker: Waker, *, seconds: float) -> Condition | None:
        """What the printer reports by itself; None when the time is over or ``waker`` rang."""
        ends_at = self._clock() + seconds
        while (left := ends_at - self._clock()) > 0 and not waker.is_set():
            received = self._turn(memoryview(b""), self._wait(waker, left)).received
            for event in self._reader.feed(received):
                if isinstance(event, AutomaticStatus):
                    return event.condition
            if not received and self._wire.fileno() is not None:
                # usblp calls itself readable after each empty answer of the printer.
                waker.wait(min(SLICE_SECONDS, left))
        return None

    def forget_late_answers(self) -> None:
        """An answer that came after its question was given up would be taken for that of the next."""
        while received := self._turn(memoryview(b""), 0.0).received:
            self._reader.feed(received)

    def close(self) -> None:
        """End it; see ``Wire``."""
        self._wire.close()

    def abort(self) -> None:
        """Break it off; see ``Wire``."""
        self._wire.abort()

    def clear_buffers(self, *, seconds: float) -> bool:
        """Make the printer forget what it has not printed; whether it said that it did."""
        return self.exchange(orders.CLEAR_BUFFERS, seconds=seconds, once_sent=is_cleared) is not None

    def _turn(self, outgoing: memoryview, seconds: float) -> Transfer:
        self._tick()
        try:
            turn = self._wire.transfer(outgoing, timeout_seconds=seconds)
        except WireBroke as broke:
            self.sent_bytes += broke.lost_bytes
            raise
        self.sent_bytes += turn.sent
        return turn

    def _wait(self, waker: Waker, seconds: float) -> float:
        """Until bytes have come or it rang, where the wire can be waited for; how long a transfer is still to wait."""
        descriptor = self._wire.fileno()
        if descriptor is None:
            return min(SLICE_SECONDS, seconds)
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        poll.register(waker, select.POLLIN)
        poll.poll(seconds * 1000)
        return 0.0


def is_realtime_answer(event: Event) -> bool:
    """An answer to DLE EOT."""
    return isinstance(event, RealtimeAnswer)


def is_full_status(event: Event) -> bool:
    """Custom's whole status."""
    return isinstance(event, FullStatus)


def is_automatic_status(event: Event) -> bool:
    """A report of the whole condition."""
    return isinstance(event, AutomaticStatus)


def is_cleared(event: Event) -> bool:
    """The answer to the order to clear the buffers."""
    return isinstance(event, BuffersCleared)


def is_paper_answer(event: Event) -> bool:
    """An answer to GS r 1."""
    return isinstance(event, PaperAnswer)


def is_done(event: Event, process_id: bytes) -> bool:
    """The confirmation of exactly this process: an older one says nothing of this slip, a newer one would be of
    another host."""
    return isinstance(event, ProcessDone) and event.process_id == process_id


def is_stop(event: Event) -> bool:
    """An unasked report that the printer cannot go on."""
    return isinstance(event, AutomaticStatus) and event.condition.stops_a_slip
