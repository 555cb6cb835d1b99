"""A part of a box: all the panels of our own protocol on one wire. Takes presses, keeps lamps right."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from hardware.buttons.frames import Frame, FrameReader, encoded
from hardware.buttons.panel import Panel
from hardware.buttons.ports import Host, PanelId
from hardware.buttons.protocol import FromPanel, Key, from_panel
from hardware.buttons.wire import Wire
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake

log = logging.getLogger(__name__)

CONTROLS = ("call", "call.long", "call.second", *(key.value for key in Key if key is not Key.CALL))


class Panels:
    """The owner of one wire. ``windows`` are those that the box's settings name, by address."""

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
        self._panels = {int(address): Panel(int(address), 0.0) for address in windows}
        self._silent: frozenset[int] = frozenset()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a lost wire is opened again and again."""
        for address in self._panels:
            self._report(address)
        self._keeper.run(stop, tick, lambda tick: self._listen(stop, tick))

    def wake(self) -> None:
        """Try the wire now."""
        self._keeper.wake()

    def _listen(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        reader = FrameReader()
        now = self._clock()
        for panel in self._panels.values():
            panel.reopened(now)
        self._silent = frozenset()
        self._note_state(now)
        while not stop.is_set():
            tick()
            for frame in reader.feed(self._wire.read()):
                message = from_panel(frame)
                if message is not None:
                    self._keeper.heard()
                    self._hear(message, self._clock())
            self._show_lamps(self._clock())
            self._look_for_silence(self._clock())

    def _hear(self, message: FromPanel, now: float) -> None:
        heard = self._panel(message.address, now).hear(message, now)
        self._host.heard(self._id_of(message.address))
        self._send(heard.replies)
        if heard.pressed is not None:
            self._host.press(self._id_of(message.address), heard.pressed)

    def _panel(self, address: int, now: float) -> Panel:
        if address not in self._panels:
            log.info("panel %d is on %s; its window is chosen in the office", address, self._wire.address)
            self._panels[address] = Panel(address, now)
            self._report(address)
        return self._panels[address]

    def _report(self, address: int) -> None:
        self._host.seen(
            PanelReport(
                wire=self._wire.address,
                address=str(address),
                make=PanelMake.CHERHA,
                controls=CONTROLS,
                window_name=self._windows.get(str(address)),
            )
        )

    def _show_lamps(self, now: float) -> None:
        for address, panel in self._panels.items():
            if not panel.is_silent(now):
                self._send(panel.show(self._host.shown(self._id_of(address), now).lamp, now))

    def _send(self, frames: list[Frame]) -> None:
        for frame in frames:
            self._wire.write(encoded(frame))

    def _look_for_silence(self, now: float) -> None:
        silent = frozenset(address for address, panel in self._panels.items() if panel.is_silent(now))
        if silent == self._silent:
            return
        for address in sorted(silent - self._silent):
            log.warning("panel %d on %s is silent; is it connected and powered?", address, self._wire.address)
        for address in sorted(self._silent - silent):
            log.info("panel %d on %s is back", address, self._wire.address)
        self._silent = silent
        self._note_state(now)

    def _note_state(self, now: float) -> None:
        silent = [self._named(address, now) for address in sorted(self._silent)]
        if silent:
            self._keeper.say(lambda: self._health.silent(silent))
        else:
            self._keeper.say(lambda: self._health.ready(f"{len(self._panels)} panels on {self._wire.address}"))

    def _named(self, address: int, now: float) -> str:
        window = self._host.shown(self._id_of(address), now).window or self._windows.get(str(address))
        return str(address) if window is None else f"{address} («{window}»)"

    def _id_of(self, address: int) -> PanelId:
        return PanelId(self._wire.address, str(address))
