"""The way to one printer: opened when it is needed, and kept open in between where that is allowed."""

import time
from collections.abc import Callable

from hardware.errors import WireBroke
from hardware.printers.conversation import Conversation
from hardware.printers.wires.wire import Wire

POLITE_SECONDS = 240.0
"""Epson's network boards serve one host and close after 5 minutes of silence; so long without a slip, another host has
its chance."""


class Line:
    """Has one owner. ``hold_seconds``: how long it is kept without a slip; None: it is closed after each
    conversation."""

    def __init__(
        self,
        connect: Callable[[], Wire],
        *,
        hold_seconds: float | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self._hold_seconds = hold_seconds
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
        return Conversation(self._connect(), self._clock, tick=lambda: self.tick())

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
