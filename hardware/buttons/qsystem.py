"""A part of a box: QSystem's panels on one RS-485 line, with their displays of three signs."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hardware.buttons.debounce import Debouncer
from hardware.buttons.number_display import sign_of
from hardware.buttons.ports import Host, KeyPress, PanelId, Shown
from hardware.buttons.protocol import Lamp
from hardware.buttons.qsystem_frames import (
    DISPLAY_SIGNS,
    DisplayMode,
    Led,
    PanelFrame,
    PanelKey,
    QsystemReader,
    display_frame,
    led_frame,
)
from hardware.buttons.wire import Wire
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake

log = logging.getLogger(__name__)

CONTROLS = tuple(key.name.lower() for key in PanelKey)
AGAIN_SECONDS = 10.0
"""Nothing is acknowledged, and a panel that had no power shows nothing: so often it is told again."""
_LEDS = {Lamp.FLASH: Led.SLOW_GREEN, Lamp.FAST: Led.SLOW_RED, Lamp.DOUBLE: Led.SLOW_RED}


@dataclass(slots=True)
class _Panel:
    debouncer: Debouncer = field(default_factory=Debouncer)
    told: tuple[bytes, ...] = ()
    told_at: float = 0.0


class QsystemPanels:
    """The owner of one line. ``windows`` are those that the box's settings name, by address."""

    def __init__(
        self,
        wire: Wire,
        windows: Mapping[str, str],
        host: Host,
        *,
        note: Callable[[DeviceReport], None] = lambda _: None,
        name: str = "buttons",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._wire = wire
        self._windows = dict(windows)
        self._host = host
        self._clock = clock
        self._health = WireHealth(name, note)
        self._keeper = WireKeeper(wire, self._health, clock=clock)
        self._panels = {int(address): _Panel() for address in windows}
        self._due: list[bytes] = []

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a lost line is opened again and again."""
        for address in self._panels:
            self._report(address)
        self._keeper.run(stop, tick, lambda tick: self._listen(stop, tick))

    def wake(self) -> None:
        """Try the line now."""
        self._keeper.wake()

    def _listen(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        reader = QsystemReader()
        for panel in self._panels.values():
            panel.told = ()
        self._due.clear()
        self._keeper.say(lambda: self._health.ready(f"{len(self._panels)} panels on {self._wire.address}"))
        while not stop.is_set():
            tick()
            for frame in reader.feed(self._wire.read(), self._clock()):
                self._keeper.heard()
                self._hear(frame, self._clock())
            self._show(self._clock())

    def _hear(self, frame: PanelFrame, now: float) -> None:
        if frame.address not in self._panels:
            log.info("panel %d is on %s; its window is chosen in the office", frame.address, self._wire.address)
            self._panels[frame.address] = _Panel()
            self._report(frame.address)
        self._host.heard(self._id_of(frame.address))
        key = frame.key.name.lower()
        if self._panels[frame.address].debouncer.is_press(key, now):
            self._host.press(self._id_of(frame.address), KeyPress(key))

    def _show(self, now: float) -> None:
        """One frame at a time: nobody is the master of the line, and a panel that wants to speak must find it quiet."""
        if not self._due:
            for address, panel in self._panels.items():
                wanted = frames_of(address, self._host.shown(self._id_of(address), now))
                if wanted != panel.told or now - panel.told_at > AGAIN_SECONDS:
                    panel.told, panel.told_at = wanted, now
                    self._due += wanted
        if self._due:
            self._wire.write(self._due.pop(0))

    def _report(self, address: int) -> None:
        self._host.seen(
            PanelReport(
                wire=self._wire.address,
                address=str(address),
                make=PanelMake.QSYSTEM,
                controls=CONTROLS,
                window_name=self._windows.get(str(address)),
            )
        )

    def _id_of(self, address: int) -> PanelId:
        return PanelId(self._wire.address, str(address))


def frames_of(address: int, shown: Shown) -> tuple[bytes, ...]:
    """The display and the LED of a panel that is to show this."""
    sign = sign_of(shown, DISPLAY_SIGNS)
    mode = DisplayMode.STEADY
    if sign.is_refusal:
        mode = DisplayMode.BLINKING
    elif sign.is_call:
        mode = DisplayMode.FOUR_BLINKS
    led = _LEDS.get(shown.lamp, Led.OFF)
    return display_frame(address, sign.text, mode), led_frame(address, led)
