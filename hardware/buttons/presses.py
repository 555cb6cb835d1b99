"""A part of a box: sends presses to the server, one after another, and turns answers into lamps."""

import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from hardware.buttons.lamps import Lamps
from hardware.buttons.ports import KeyPress, PanelId
from hardware.errors import ServerAway, ServerRefused
from hardware.link import Link
from server.contract.answers import TicketCalledHere
from server.contract.panel_commands import PressCallButton
from server.contract.terms import RequestId

log = logging.getLogger(__name__)

STALE_SECONDS = 5.0
"""A press that could not be sent for so long is dropped: by now the administrator has pressed again, or called by the
desk page, and nobody expects it."""
TICK_SECONDS = 10.0
MOST_WAITING = 100
"""A key that a worn panel presses without end must not fill the memory."""


@dataclass(frozen=True, slots=True)
class _Press:
    panel: PanelId
    pressed: KeyPress
    at: float
    request_id: RequestId


class Presses:
    """Sends from the thread of ``run``; ``press`` may be called from any."""

    name = "presses"

    def __init__(
        self,
        link: Link,
        lamps: Lamps,
        *,
        before_each: Callable[[float], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``before_each`` is given the moment after which the press is worth nothing."""
        self._link = link
        self._clock = clock
        self._before_each = before_each
        self._lamps = lamps
        self._waiting: queue.Queue[_Press | None] = queue.Queue()

    def press(self, panel: PanelId, pressed: KeyPress) -> None:
        """Somebody pressed a key: from here on it is one request, however often that is sent."""
        if self._waiting.qsize() < MOST_WAITING:
            self._waiting.put(_Press(panel, pressed, self._clock(), RequestId(str(uuid.uuid4()))))

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
        where = f"{press.pressed.key} on panel {press.panel.address}"
        if not self._is_stale(press):
            self._before_each(press.at + STALE_SECONDS)
        if self._is_stale(press):
            log.warning("press of %s came to nothing: the server was away", where)
            self._lamps.not_heard(press.panel, self._clock())
            return
        asked = self._lamps.asking(press.panel)
        try:
            answer = self._link.send(_command(press), deadline=press.at + STALE_SECONDS)
        except ServerAway as error:
            log.warning("press of %s: %s", where, error)
            self._lamps.not_heard(press.panel, self._clock())
        except ServerRefused as error:
            log.info("press of %s was refused: %s", where, error)
            self._lamps.refused(press.panel, self._clock())
        else:
            self._lamps.answered(press.panel, answer, self._clock(), asked=asked)
            called = f" {answer.label}" if isinstance(answer, TicketCalledHere) else ""
            window = self._lamps.shown(press.panel, self._clock()).window
            log.info("window %s: %s%s", window, press.pressed.key, called)

    def _is_stale(self, press: _Press) -> bool:
        return self._clock() - press.at > STALE_SECONDS


def _command(press: _Press) -> PressCallButton:
    return PressCallButton(
        request_id=press.request_id,
        wire=press.panel.wire,
        address=press.panel.address,
        key=press.pressed.key,
        press=press.pressed.press,
    )
