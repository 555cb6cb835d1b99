"""The page's pulse: a browser that no longer beats has to be started again by whoever started it."""

import threading
import time
from collections.abc import Callable

from server.contract.box_commands import DeviceReport
from server.contract.terms import DeviceState

QUIET_SECONDS = 20.0
"""The page beats every 5 s."""
LOOK_SECONDS = 5.0


class Beat:
    """A part of the box: reports the page as a device, so that IT sees a dead screen."""

    name = "page"

    def __init__(
        self,
        note: Callable[[DeviceReport], None],
        *,
        is_kept: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``is_kept``: a browser is kept here. Else somebody opens the page in one of their own, and may close it."""
        self._note = note
        self._is_kept = is_kept
        self._clock = clock
        self._last: float | None = None
        self._looked = threading.Event()

    def beat(self) -> None:
        """The page lives."""
        is_first = self._last is None
        self._last = self._clock()
        if is_first:
            self._looked.set()

    def silence_seconds(self) -> float | None:
        """Since the last beat; None before the first."""
        return None if self._last is None else self._clock() - self._last

    def report(self) -> DeviceReport:
        """The page as a device."""
        silence = self.silence_seconds()
        if silence is None:
            return DeviceReport(name=self.name, state=DeviceState.UNKNOWN, detail="no page has been opened yet")
        if silence > QUIET_SECONDS:
            state = DeviceState.FAULT if self._is_kept else DeviceState.WARNING
            return DeviceReport(name=self.name, state=state, detail="the page does not answer")
        return DeviceReport(name=self.name, state=DeviceState.READY)

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Look at the pulse until ``stop``."""
        while not stop.is_set():
            tick()
            self._looked.clear()
            if self._is_kept or self._last is not None:
                self._note(self.report())
            self._looked.wait(0 if stop.is_set() else LOOK_SECONDS)

    def wake(self) -> None:
        """Look now."""
        self._looked.set()
