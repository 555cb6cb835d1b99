"""What the lamps of a box's windows do: the state of the ticket in hand, and for a moment the answer to a press.

Told from several threads (the server's news, the answers) and read by the wires' threads.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from hardware.buttons.protocol import Lamp
from server.contract.answers import Answer, Done, NobodyWaiting, TicketCalledHere, TicketInHand
from server.contract.terms import TicketState

REFUSED_SECONDS = 2.0
NOBODY_SECONDS = 5.0
AWAY_SECONDS = 6.0
"""Until the next press may go through; when the way stays lost, the news say so and the lamps go on."""
UNASSIGNED = ""
"""Stands for the window of panels that belong to none."""


@dataclass(slots=True)
class _WindowLamp:
    rest: Lamp = Lamp.OFF
    moment: Lamp = Lamp.OFF
    moment_ends: float = 0.0


class Lamps:
    """By the windows' names. ``now`` is in seconds of a clock that never falls."""

    def __init__(self, windows: Iterable[str]) -> None:
        self._telling = threading.Lock()
        self._windows = {name: _WindowLamp() for name in windows}
        self._is_server_there = False

    def shown(self, window: str, now: float) -> Lamp:
        """What the lamp does now."""
        with self._telling:
            lamp = self._window(window)
            if now < lamp.moment_ends:
                return lamp.moment
            return lamp.rest if self._is_server_there else Lamp.DOUBLE

    def link(self, *, is_up: bool) -> None:
        """The server is in reach, or no longer: then nothing that a lamp said before is known to be true."""
        with self._telling:
            self._is_server_there = is_up

    def in_hand(self, window: str, state: TicketState | None) -> None:
        """Where the window's ticket is, as the server tells: the desk page moves it too."""
        with self._telling:
            self._window(window).rest = _rest(state)

    def answered(self, window: str, answer: Answer, now: float) -> None:
        """The server has accepted a press."""
        with self._telling:
            lamp = self._window(window)
            lamp.moment_ends = now
            match answer:
                case TicketCalledHere():
                    lamp.rest = Lamp.STEADY
                case TicketInHand():
                    lamp.rest = _rest(answer.state)
                case Done():
                    lamp.rest = Lamp.OFF
                case NobodyWaiting():
                    lamp.rest = Lamp.OFF
                    lamp.moment, lamp.moment_ends = Lamp.SLOW, now + NOBODY_SECONDS
                case _:
                    pass

    def refused(self, window: str, now: float) -> None:
        """The rules say no to a press, or nobody has given the panel a window."""
        self._for_a_moment(window, Lamp.FAST, now + REFUSED_SECONDS)

    def not_heard(self, window: str, now: float) -> None:
        """The server did not answer a press in time."""
        self._for_a_moment(window, Lamp.DOUBLE, now + AWAY_SECONDS)

    def _for_a_moment(self, window: str, lamp: Lamp, ends: float) -> None:
        with self._telling:
            self._window(window).moment = lamp
            self._window(window).moment_ends = ends

    def _window(self, name: str) -> _WindowLamp:
        return self._windows.setdefault(name, _WindowLamp())


def _rest(state: TicketState | None) -> Lamp:
    return Lamp.STEADY if state is TicketState.CALLED else Lamp.OFF
