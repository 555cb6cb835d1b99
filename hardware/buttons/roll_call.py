"""A part of a box: tells the server which panels there are, on each change and once an hour."""

import logging
import threading
import time
import uuid
from collections.abc import Callable

from hardware.errors import LinkError, ServerRefused
from hardware.link import Link
from server.contract.panel_commands import PanelReport, ReportPanels
from server.contract.terms import RequestId

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
AGAIN_SECONDS = 5.0
TICK_SECONDS = 10.0
MOST_PANELS = 200
"""As the server takes: on a noisy wire without check sums strangers appear that are none."""


class RollCall:
    """``note`` may be called from any thread; the server is told from the thread of ``run``."""

    name = "roll-call"

    def __init__(self, link: Link) -> None:
        self._link = link
        self._noting = threading.Lock()
        self._telling = threading.Lock()
        self._panels: dict[tuple[str, str], PanelReport] = {}
        self._notes = 0
        self._told_notes = 0
        self._stirred = threading.Event()

    def note(self, panel: PanelReport) -> None:
        """This panel is there."""
        key = (panel.wire, panel.address)
        with self._noting:
            if self._panels.get(key) == panel or (key not in self._panels and len(self._panels) >= MOST_PANELS):
                return
            self._panels[key] = panel
        self.wake()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``."""
        left = 0.0
        while not stop.is_set():
            tick()
            self._stirred.clear()
            if self._is_due() or left <= 0:
                left = EVERY_SECONDS if self.tell() else AGAIN_SECONDS
            pause = min(left, TICK_SECONDS)
            left -= pause
            self._stirred.wait(0 if stop.is_set() else pause)

    def wake(self) -> None:
        """Tell at once."""
        with self._noting:
            self._notes += 1
        self._stirred.set()

    def tell_what_is_new(self, deadline: float) -> None:
        """Before a press: the server knows no window for a panel that it has not heard of. Gives up at ``deadline``, in
        seconds of ``time.monotonic``.
        """
        if not self._is_due() or not self._telling.acquire(timeout=max(0.0, deadline - time.monotonic())):
            return
        try:
            # Another thread's telling, which was waited for, may have had it.
            if self._is_due():
                self._tell(deadline)
        finally:
            self._telling.release()

    def tell(self) -> bool:
        """Whether the server has heard it."""
        with self._telling:
            return self._tell(None)

    def _is_due(self) -> bool:
        with self._noting:
            return self._told_notes != self._notes

    def _tell(self, deadline: float | None) -> bool:
        with self._noting:
            panels, notes = tuple(self._panels.values()), self._notes
        try:
            self._link.send(ReportPanels(request_id=RequestId(str(uuid.uuid4())), panels=panels), deadline=deadline)
        except ServerRefused as error:
            log.warning("the server does not take the list of panels: %s", error)
        except LinkError as error:
            # The next report is whole; the news part says it when the server is lost.
            log.debug("the panels were not told: %s", error)
            return False
        self._told_notes = notes
        return True
