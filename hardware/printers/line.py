"""The way to one printer: opened when it is needed, and kept open in between where that is allowed."""

import random
import time
from collections.abc import Callable

from hardware.errors import WireBroke, WireUnreachable
from hardware.printers import orders
from hardware.printers.conversation import Conversation, is_realtime_answer
from hardware.printers.wires.wire import Wire

POLITE_SECONDS = 240.0
"""Epson's network boards serve one host and close after 5 minutes of silence; so long without a slip, another host has
its chance."""
SHORTEST_TURN_SECONDS, LONGEST_TURN_SECONDS = 2.0, 5.0
"""So long a connection waits to be served. Epson's boards serve it when the one before has gone; others forget those
that came meanwhile, and want to be asked anew."""
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 1.0
"""Before it is asked anew, each time another: boxes that wait for the same printer would meet for ever."""


class Line:
    """Has one owner. ``hold_seconds``: how long it is kept without a slip; None: it is closed after each
    conversation. ``share_seconds``: how long another box's slip is waited for, by a printer that several use."""

    def __init__(
        self,
        connect: Callable[[], Wire],
        *,
        hold_seconds: float | None,
        share_seconds: float = 0.0,
        is_heard: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self._hold_seconds = hold_seconds
        self._share_seconds = share_seconds
        self._is_heard = is_heard
        self._was_awaited_in_vain = False
        self._clock = clock
        self._held: Conversation | None = None
        self._used_at = clock()
        self.tick: Callable[[], None] = lambda: None
        """Called again and again while somebody speaks over it."""

    @property
    def held(self) -> Conversation | None:
        """The conversation that goes on between slips."""
        return self._held

    @property
    def may_be_held(self) -> bool:
        """Whether it is kept open in between at all."""
        return self._hold_seconds is not None

    def begin(self) -> Conversation:
        """Go on with the one that is held, or open a new one; raises ``WireUnreachable``."""
        talk, self._held = self._held, None
        if talk is not None and self._hold_seconds is not None:
            if self._clock() - self._used_at < self._hold_seconds:
                try:
                    talk.forget_late_answers()
                except WireBroke:
                    talk.close()
                else:
                    return talk
            else:
                talk.close()
        self._used_at = self._clock()
        return self._open() if self._share_seconds == 0.0 else self._open_in_turn()

    def keep(self, talk: Conversation, *, is_used: bool = False) -> None:
        """It ended well: hold it, or close it where that is the rule; raises as ``Wire.close``."""
        if self._hold_seconds is None:
            talk.close()
            return
        self._held = talk
        if is_used:
            self._used_at = self._clock()

    def close(self) -> None:
        """Let go of what is held."""
        talk, self._held = self._held, None
        if talk is not None:
            talk.close()

    def _open(self) -> Conversation:
        return Conversation(self._connect(), self._clock, tick=lambda: self.tick())

    def _open_in_turn(self) -> Conversation:
        """Nothing of a slip has been sent yet, so that it may be tried again and again. One that has been awaited in
        vain is off rather than busy, and is tried once, until it has answered."""
        ends_at = self._clock() + (0.0 if self._was_awaited_in_vain else self._share_seconds)
        while True:
            try:
                talk = self._open()
            except WireUnreachable:
                if self._gives_up(ends_at):
                    raise
            else:
                if self._is_served(talk, ends_at - self._clock()):
                    self._was_awaited_in_vain = False
                    return talk
                talk.close()
                if self._gives_up(ends_at):
                    # Anew: it owes the former one an answer, which would be taken for that to the next question.
                    return self._open()
            self.tick()
            time.sleep(random.uniform(SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS))

    def _gives_up(self, ends_at: float) -> bool:
        self._was_awaited_in_vain = self._clock() >= ends_at
        return self._was_awaited_in_vain

    def _is_served(self, talk: Conversation, seconds: float) -> bool:
        """One that is never heard is served as far as can be known."""
        if not self._is_heard:
            return True
        try:
            seconds = max(SHORTEST_TURN_SECONDS, min(LONGEST_TURN_SECONDS, seconds))
            return talk.exchange(orders.ask_realtime(1), seconds=seconds, once_sent=is_realtime_answer) is not None
        except WireBroke:
            return False
