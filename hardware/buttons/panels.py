"""A part of a box: all the panels on one wire. Takes presses, keeps lamps right, says how the panels are."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from hardware.buttons.frames import Frame, FrameReader, encoded
from hardware.buttons.lamps import UNASSIGNED, Lamps
from hardware.buttons.panel import Panel
from hardware.buttons.protocol import FromPanel, Key, from_panel
from hardware.errors import WireBroke, WireError
from server.contract.commands import DeviceReport
from server.contract.terms import DeviceState, PrintFault

log = logging.getLogger(__name__)


class Wire(Protocol):
    """The bytes' way to the panels, and back."""

    address: str

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next try to open it."""
        ...

    def open(self) -> None:
        """Raises ``WireUnreachable``."""
        ...

    def read(self) -> bytes:
        """What has come within a short time; raises ``WireBroke``."""
        ...

    def write(self, data: bytes) -> None:
        """Raises ``WireBroke``."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Panels:
    """The owner of one wire. ``on_press`` gets the window's name and the key, in the wire's thread."""

    def __init__(
        self,
        wire: Wire,
        windows: Mapping[int, str],
        lamps: Lamps,
        *,
        on_press: Callable[[str, Key], None],
        note: Callable[[DeviceReport], None] = lambda _: None,
        name: str = "buttons",
    ) -> None:
        self.name = name
        self._wire = wire
        self._windows = dict(windows)
        self._lamps = lamps
        self._on_press = on_press
        self._note = note
        self._panels = {address: Panel(address, 0.0) for address in windows}
        self._silent: frozenset[int] = frozenset()
        self._woken = threading.Event()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a lost wire is opened again and again."""
        try:
            while not stop.is_set():
                tick()
                try:
                    self._wire.open()
                    self._listen(stop, tick)
                except WireError as error:
                    self._note_lost(error)
                self._woken.wait(0 if stop.is_set() else self._wire.pause_seconds)
                self._woken.clear()
        finally:
            self._wire.close()

    def wake(self) -> None:
        """Try the wire now."""
        self._woken.set()

    def _listen(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        reader = FrameReader()
        now = time.monotonic()
        for panel in self._panels.values():
            panel.reopened(now)
        self._silent = frozenset()
        self._note_state()
        while not stop.is_set():
            tick()
            for frame in reader.feed(self._wire.read()):
                message = from_panel(frame)
                if message is not None:
                    self._hear(message, time.monotonic())
            self._show_lamps(time.monotonic())
            self._look_for_silence(time.monotonic())

    def _hear(self, message: FromPanel, now: float) -> None:
        heard = self._panel(message.address, now).hear(message, now)
        self._send(heard.replies)
        if heard.pressed is None:
            return
        window = self._windows.get(message.address, UNASSIGNED)
        if window == UNASSIGNED:
            self._lamps.refused(UNASSIGNED, now)
        else:
            self._on_press(window, heard.pressed)

    def _panel(self, address: int, now: float) -> Panel:
        if address not in self._panels:
            log.warning(
                "a panel with address %d is on %s but belongs to no window; name it in the settings under windows",
                address,
                self._wire.address,
            )
            self._panels[address] = Panel(address, now)
        return self._panels[address]

    def _show_lamps(self, now: float) -> None:
        for address, panel in self._panels.items():
            if not panel.is_silent(now):
                self._send(panel.show(self._lamps.shown(self._windows.get(address, UNASSIGNED), now), now))

    def _send(self, frames: list[Frame]) -> None:
        for frame in frames:
            self._wire.write(encoded(frame))

    def _look_for_silence(self, now: float) -> None:
        silent = frozenset(address for address in self._windows if self._panels[address].is_silent(now))
        if silent == self._silent:
            return
        for address in sorted(silent - self._silent):
            log.warning("panel %d on %s is silent; is it connected and powered?", address, self._wire.address)
        for address in sorted(self._silent - silent):
            log.info("panel %d on %s is back", address, self._wire.address)
        self._silent = silent
        self._note_state()

    def _note_state(self) -> None:
        if self._silent:
            names = ", ".join(f"{address} («{self._windows[address]}»)" for address in sorted(self._silent))
            self._tell(DeviceState.WARNING, PrintFault.NO_ANSWER, f"silent panels: {names}")
        else:
            self._tell(DeviceState.READY, PrintFault.NONE, f"{len(self._windows)} panels on {self._wire.address}")

    def _note_lost(self, error: WireError) -> None:
        fault = PrintFault.BROKE_OFF if isinstance(error, WireBroke) else PrintFault.UNREACHABLE
        self._tell(DeviceState.FAULT, fault, str(error))

    def _tell(self, state: DeviceState, fault: PrintFault, detail: str) -> None:
        self._note(DeviceReport(name=self.name, state=state, fault=fault, detail=detail))
