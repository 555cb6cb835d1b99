"""Speaking and listening at the same time."""

from collections.abc import Iterator

from hardware.ports import Cover
from hardware.printers.conversation import Conversation, is_done, is_stop
from hardware.printers.status import ProcessDone
from hardware.printers.wires.wire import Transfer


class ScriptedWire:
    """A wire that takes so many bytes at each turn and says what is written for it; afterwards it is silent."""

    def __init__(self, *turns: Transfer) -> None:
        self._turns: Iterator[Transfer] = iter(turns)
        self.now = 0.0

    def transfer(self, outgoing: memoryview, *, timeout_seconds: float) -> Transfer:
        turn = next(self._turns, None)
        if turn is None:
            self.now += timeout_seconds
            return Transfer(0, b"")
        return Transfer(min(turn.sent, len(outgoing)), turn.received)

    def fileno(self) -> int | None:
        return None

    def close(self) -> None:
        """Nothing is held."""

    def abort(self) -> None:
        """Nothing is held."""

    def clock(self) -> float:
        """Time passes only in silence."""
        return self.now


def test_only_the_confirmation_of_this_very_process_counts() -> None:
    wire = ScriptedWire(Transfer(9, b"\x37\x22aaaa\x00"), Transfer(0, b"\x37\x22cccc\x00"))
    talk = Conversation(wire, wire.clock)

    event = talk.exchange(b"slip", seconds=1, once_sent=lambda event: is_done(event, b"bbbb"))

    assert event is None


def test_a_confirmation_among_other_answers_is_found() -> None:
    wire = ScriptedWire(Transfer(9, b"\x10\x00\x00"), Transfer(0, b"\x0f\x37\x22bb"), Transfer(0, b"bb\x00"))
    talk = Conversation(wire, wire.clock)

    event = talk.exchange(b"slip", seconds=1, once_sent=lambda event: is_done(event, b"bbbb"))

    assert event == ProcessDone(b"bbbb")


def test_a_stop_that_is_reported_in_mid_slip_keeps_the_rest_unsent() -> None:
    wire = ScriptedWire(Transfer(100, b""), Transfer(50, b"\x18\x00\x0c\x0f"))
    talk = Conversation(wire, wire.clock)

    talk.exchange(bytes(1000), seconds=1, until=is_stop)

    assert talk.sent_bytes == 150


def test_without_a_question_it_ends_when_all_is_sent() -> None:
    wire = ScriptedWire(Transfer(600, b""), Transfer(600, b""))
    talk = Conversation(wire, wire.clock)

    talk.exchange(bytes(1000), seconds=1)

    assert talk.sent_bytes == 1000
    assert wire.now == 0


def test_a_wire_that_takes_nothing_ends_with_the_deadline() -> None:
    wire = ScriptedWire()
    talk = Conversation(wire, wire.clock)

    talk.exchange(bytes(10), seconds=3)

    assert wire.now == 3


def test_an_answer_that_came_too_late_is_not_taken_for_the_next() -> None:
    late, cover_is_open = Transfer(0, b"\x12"), (b"\x1a", b"\x16", b"\x12", b"\x12")
    wire = ScriptedWire(late, Transfer(0, b""), *(Transfer(3, answer) for answer in cover_is_open))
    talk = Conversation(wire, wire.clock)

    talk.forget_late_answers()
    condition = talk.ask_condition(seconds=1)

    assert condition is not None
    assert condition.cover is Cover.OPEN
