"""A part of a box: turns presses into commands, one after another, and answers into lamps."""

import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from hardware.buttons.lamps import Lamps
from hardware.buttons.protocol import Key
from hardware.buttons.windows import Windows, WindowUnknown
from hardware.errors import ServerAway, ServerRefused
from hardware.link import Link
from server.contract.answers import TicketCalledHere
from server.contract.commands import CallNext, FinishServing, MarkMissed, RecallTicket, StartServing, WindowCommand
from server.contract.terms import ProblemCode, RequestId, WindowId

log = logging.getLogger(__name__)

STALE_SECONDS = 5.0
"""A press that could not be sent for so long is dropped: by now the administrator has pressed again, or called by the
desk page, and nobody expects it."""
TICK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Press:
    window: str
    key: Key
    at: float
    request_id: RequestId


class Presses:
    """Sends from the thread of ``run``; ``press`` may be called from any."""

    name = "presses"

    def __init__(self, link: Link, windows: Windows, lamps: Lamps) -> None:
        self._link = link
        self._windows = windows
        self._lamps = lamps
        self._waiting: queue.Queue[_Press | None] = queue.Queue()

    def press(self, window: str, key: Key) -> None:
        """Somebody pressed a key of the window of this name."""
        self._waiting.put(_Press(window, key, time.monotonic(), RequestId(str(uuid.uuid4()))))

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``."""
        while not stop.is_set():
            tick()
            try:
                press = self._waiting.get(timeout=TICK_SECONDS)
            except queue.Empty:
                continue
            if press is not None:
                self._send(press)

    def wake(self) -> None:
        """Look at ``stop``."""
        self._waiting.put(None)

    def _send(self, press: _Press) -> None:
        if time.monotonic() - press.at > STALE_SECONDS:
            log.warning("press of %s at window %s came to nothing: the server was away", press.key, press.window)
            self._lamps.not_heard(press.window, time.monotonic())
            return
        try:
            answer = self._link.send(_command(press.key, press.request_id, self._windows.id_of(press.window)))
        except ServerAway as error:
            log.warning("press of %s at window %s: %s", press.key, press.window, error)
            self._lamps.not_heard(press.window, time.monotonic())
        except (ServerRefused, WindowUnknown) as error:
            self._refused(press, error)
        else:
            self._lamps.answered(press.window, answer, time.monotonic())
            called = f" {answer.label}" if isinstance(answer, TicketCalledHere) else ""
            log.info("window %s: %s%s", press.window, press.key, called)

    def _refused(self, press: _Press, error: ServerRefused | WindowUnknown) -> None:
        log.info("press of %s at window %s was refused: %s", press.key, press.window, error)
        self._lamps.refused(press.window, time.monotonic())
        if isinstance(error, ServerRefused) and error.problem.code is ProblemCode.UNKNOWN_WINDOW:
            self._windows.forget()


def _command(key: Key, request_id: RequestId, window_id: WindowId) -> WindowCommand:
    match key:
        case Key.CALL:
            return CallNext(request_id=request_id, window_id=window_id)
        case Key.RECALL:
            return RecallTicket(request_id=request_id, window_id=window_id)
        case Key.START:
            return StartServing(request_id=request_id, window_id=window_id)
        case Key.FINISH:
            return FinishServing(request_id=request_id, window_id=window_id)
        case Key.MISSED:
            return MarkMissed(request_id=request_id, window_id=window_id)
    assert_never(key)
