"""Keeps a browser on the screen: starts it again when it has died, or when its page is no longer itself."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hardware.browser import Browser, find_browser, window_flags
from server.contract.box_commands import DeviceReport
from server.contract.terms import DeviceState

log = logging.getLogger(__name__)

PAUSES_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
PATIENCE_SECONDS = 45.0
"""A page that was not itself for so long will not mend itself."""
SETTLED_SECONDS = 300.0
"""A browser that has lived for so long had no fault of its own: the next pause is the shortest again."""
LOOK_SECONDS = 1.0
LOOKS_IN_PATIENCE = 8


class Screen:
    """A part of the box. ``pulse`` tells for how many seconds the page has been silent, None while nobody knows."""

    name = "screen"

    def __init__(
        self,
        address: Callable[[], str],
        *,
        note: Callable[[DeviceReport], None],
        browser: Path | None = None,
        landmark: str | None = None,
        pulse: Callable[[], float | None] = lambda: None,
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        test_flags: Sequence[str] = (),
    ) -> None:
        """``address`` is asked at each start. With a ``landmark`` (a selector of what the right page always has) the
        browser itself is asked about its page, which a managed policy against developer tools would forbid.

        Raises ``BrowserMissing`` and ``ScreenMissing``. ``test_flags`` are for tests alone.
        """
        self._address = address
        self._note = note
        self._browser = find_browser(browser)
        self._flags = window_flags(os.environ, test_flags)
        self._landmark = landmark
        self._pulse = pulse
        self._pauses_seconds = tuple(pauses_seconds)
        self._patience_seconds = patience_seconds
        self._woken = threading.Event()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Show the page until ``stop``; the browser ends with it."""
        failures = 0
        while not stop.is_set():
            tick()
            began = time.monotonic()
            why = self._show(stop, tick)
            if why is None:
                break
            failures = 0 if time.monotonic() - began > SETTLED_SECONDS else failures + 1
            pause = self._pauses_seconds[min(max(failures, 1), len(self._pauses_seconds)) - 1]
            log.warning("%s; it is started again in %g s", why, pause)
            self._note(DeviceReport(name=self.name, state=DeviceState.FAULT, detail=why))
            self._wait(pause, stop)

    def wake(self) -> None:
        """Look at once, whether the browser lives and whether to stop."""
        self._woken.set()

    def _show(self, stop: threading.Event, tick: Callable[[], None]) -> str | None:
        """One life of the browser; why it is over, None when it was told to stop."""
        try:
            browser = Browser(
                self._browser,
                self._flags,
                self._address(),
                landmark=self._landmark,
                look_seconds=self._patience_seconds / LOOKS_IN_PATIENCE,
            )
        except OSError as error:
            return f"browser {self._browser} cannot be started: {error.strerror}"
        try:
            self._note(DeviceReport(name=self.name, state=DeviceState.READY))
            return self._follow(browser, stop, tick)
        finally:
            browser.end()

    def _follow(self, browser: Browser, stop: threading.Event, tick: Callable[[], None]) -> str | None:
        began = time.monotonic()
        while not stop.is_set():
            tick()
            status = browser.exit_status()
            if status is not None:
                return f"browser {self._browser} ended by itself (exit {status})"
            # What a former browser's page was silent for does not count against this one.
            silences = [min(each, time.monotonic() - began) for each in self._silences(browser)]
            if max(silences, default=0.0) > self._patience_seconds:
                return f"the page did not answer for {self._patience_seconds:g} s"
            self._wait(LOOK_SECONDS, stop)
        return None

    def _silences(self, browser: Browser) -> list[float]:
        return [silence for silence in (browser.silence_seconds(), self._pulse()) if silence is not None]

    def _wait(self, seconds: float, stop: threading.Event) -> None:
        self._woken.wait(0 if stop.is_set() else seconds)
        self._woken.clear()
