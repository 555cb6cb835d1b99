"""Did the paper come out? One way to ask for each grade of evidence a printer can give.

FAILED only when it is certain that it did not: the printer stopped before its confirmation and then said that it has
forgotten the rest. A stop without that leaves the rest in the printer, to come out when somebody loads a new roll:
UNKNOWN.
"""

from dataclasses import dataclass
from typing import assert_never

from hardware.ports import Paper
from hardware.printers import orders
from hardware.printers.conversation import Conversation, is_done, is_paper_answer, is_stop
from hardware.printers.encoder import Encoded
from hardware.printers.mode import seconds_on
from hardware.printers.status import AutomaticStatus, Condition, Event, PaperAnswer, ProcessDone
from server.contract.terms import Evidence, PrintFault, PrintOutcome


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a printer."""

    answer_seconds: float = 2.0
    """For an answer to one question, and for the buffers to be cleared."""
    print_seconds: float = 20.0
    """For a slip to be taken in and printed, beside the time on a serial line; the citizen stands and waits."""
    millimetres_per_second: float = 100.0
    """How fast paper comes out, for printers that can only be asked afterwards."""
    baud: int | None = None
    """Of a serial line."""

    def seconds_for(self, size_bytes: int) -> float:
        """For so many bytes to be taken in and printed."""
        return self.print_seconds + (0.0 if self.baud is None else seconds_on(self.baud, size_bytes))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the paper."""

    outcome: PrintOutcome
    fault: PrintFault = PrintFault.NONE


PRINTED = Verdict(PrintOutcome.PRINTED)
MOST_ANSWERS_OWED = 4
"""More come of a line that is disturbed."""
NEVER_SAID = Verdict(PrintOutcome.UNKNOWN, PrintFault.NO_ANSWER)


def prove(
    talk: Conversation,
    encoded: Encoded,
    grade: Evidence,
    *,
    process_id: bytes,
    patience: Patience,
    millimetres: int,
) -> Verdict:
    """Send the slip to a printer of this grade and find out; raises ``WireBroke``."""
    seconds = patience.seconds_for(len(encoded.data))
    match grade:
        case Evidence.PROCESS_ID:
            event = talk.exchange(
                encoded.data + orders.ask_process(process_id),
                seconds=seconds,
                until=is_stop,
                once_sent=lambda event: is_done(event, process_id),
            )
            return _verdict(talk, event, patience)
        case Evidence.STATUS_AFTER_CUT:
            event = talk.exchange(
                encoded.data + orders.ASK_PAPER, seconds=seconds, until=is_stop, once_sent=is_paper_answer
            )
            return _verdict(talk, event, patience)
        case Evidence.REALTIME_STATUS:
            return _ask_afterwards(talk, encoded, patience, millimetres=millimetres)
        case Evidence.NONE:
            before = talk.sent_bytes
            talk.exchange(encoded.data, seconds=seconds)
            is_all_sent = talk.sent_bytes - before == len(encoded.data)
            return Verdict(PrintOutcome.UNKNOWN) if is_all_sent else NEVER_SAID
        case _:
            assert_never(grade)


def settle(talk: Conversation, patience: Patience) -> bool:
    """Have a printer of grade b give the answers it owes: to GS r 1 it does not say which slip is meant, and one that
    comes late would prove the next. False when it gives none, or does not end."""
    if talk.exchange(orders.ASK_PAPER, seconds=patience.print_seconds, once_sent=is_paper_answer) is None:
        return False
    return any(
        talk.listen(seconds=patience.answer_seconds, until=is_paper_answer) is None for _ in range(MOST_ANSWERS_OWED)
    )


def _verdict(talk: Conversation, event: Event | None, patience: Patience) -> Verdict:
    match event:
        case ProcessDone() | PaperAnswer(Paper.ENOUGH | Paper.NEAR_END):
            return PRINTED
        case PaperAnswer():
            # The cut was reached, yet the roll has ended: the last centimetres may be missing.
            return Verdict(PrintOutcome.UNKNOWN, PrintFault.PAPER_OUT)
        case AutomaticStatus(condition):
            return _stopped(talk, condition, patience)
        case _:
            return _silent(talk, patience)


def _silent(talk: Conversation, patience: Patience) -> Verdict:
    """No confirmation in time: perhaps it stopped without a word, and says why when asked."""
    condition = talk.ask_condition(seconds=patience.answer_seconds)
    return NEVER_SAID if condition is None or not condition.stops_a_slip else _stopped(talk, condition, patience)


def _stopped(talk: Conversation, condition: Condition, patience: Patience) -> Verdict:
    is_forgotten = talk.clear_buffers(seconds=patience.answer_seconds)
    # A blade that is stuck, or a printer that is broken, may have printed everything before it stopped.
    is_certain = is_forgotten and condition.fault in (PrintFault.PAPER_OUT, PrintFault.COVER_OPEN)
    return Verdict(PrintOutcome.FAILED if is_certain else PrintOutcome.UNKNOWN, condition.fault)


def _ask_afterwards(talk: Conversation, encoded: Encoded, patience: Patience, *, millimetres: int) -> Verdict:
    before = talk.sent_bytes
    talk.exchange(encoded.data, seconds=patience.seconds_for(len(encoded.data)))
    if talk.sent_bytes - before < len(encoded.data):
        return _silent(talk, patience)
    talk.listen(seconds=millimetres / patience.millimetres_per_second, until=lambda _event: False)
    condition = talk.ask_condition(seconds=patience.answer_seconds)
    if condition is None:
        return NEVER_SAID
    if condition.stops_a_slip:
        return _stopped(talk, condition, patience)
    return Verdict(PrintOutcome.UNKNOWN, PrintFault.OFFLINE) if condition.is_offline else PRINTED
