"""A part of a box: a USB number pad as a panel, by evdev; nothing else on the machine gets its keys."""

import errno
import logging
import select
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import evdev

from hardware.buttons.numpad_keys import CONTROLS, NumpadKeys
from hardware.buttons.ports import Host, KeyPress, PanelId
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from hardware.errors import WireBroke, WireUnreachable
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake

log = logging.getLogger(__name__)

ADDRESS = "1"
READ_SECONDS = 0.1


class Pad:
    """The device file, grabbed: its owner opens it again when it was pulled out."""

    def __init__(self, path: str) -> None:
        self.address = path
        self._device: evdev.InputDevice[str] | None = None

    def open(self) -> None:
        """Raises ``WireUnreachable``."""
        self.close()
        try:
            # Of a file that is no device the library would keep a descriptor at each try.
            if not Path(self.address).is_char_device():
                raise OSError(errno.ENODEV, "it is no input device")
            self._device = evdev.InputDevice(self.address)
            self._device.grab()
        except OSError as error:
            self.close()
            raise WireUnreachable(self.address, error.strerror or str(error)) from error

    def events(self) -> list[evdev.InputEvent]:
        """What has happened, after at most 0.1 s; raises ``WireBroke``."""
        if self._device is None:
            raise WireBroke(self.address, "it is not open")
        ready, _, _ = select.select([self._device.fd], [], [], READ_SECONDS)
        try:
            return list(self._device.read()) if ready else []
        except BlockingIOError:
            return []
        except OSError as error:
            self.close()
            raise WireBroke(self.address, error.strerror or str(error)) from error

    def held(self) -> Collection[int]:
        """The codes of the keys that are down now; raises ``WireBroke``."""
        if self._device is None:
            raise WireBroke(self.address, "it is not open")
        try:
            return frozenset(self._device.active_keys())
        except OSError as error:
            self.close()
            raise WireBroke(self.address, error.strerror or str(error)) from error

    def close(self) -> None:
        """Let go of it, so that it types again."""
        device, self._device = self._device, None
        if device is not None:
            try:
                device.close()
            except OSError as error:
                log.debug("closing %s: %s", self.address, error)


class Numpad:
    """The owner of one pad, which is one panel; it has no lamp."""

    def __init__(
        self,
        pad: Pad,
        windows: Mapping[str, str],
        host: Host,
        *,
        note: Callable[[DeviceReport], None] = lambda _: None,
        name: str = "buttons",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._pad = pad
        self._windows = windows
        self._host = host
        self._clock = clock
        self._health = WireHealth(name, note)
        self._keeper = WireKeeper(pad, self._health, clock=clock)

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a pad that was pulled out is opened again when it is back."""
        self._host.seen(
            PanelReport(
                wire=self._pad.address,
                address=ADDRESS,
                make=PanelMake.NUMPAD,
                controls=CONTROLS,
                window_name=self._windows.get(ADDRESS),
            )
        )
        self._keeper.run(stop, tick, lambda tick: self._listen(stop, tick))

    def wake(self) -> None:
        """Try the pad now."""
        self._keeper.wake()

    def _listen(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        keys, panel = NumpadKeys(), PanelId(self._pad.address, ADDRESS)
        stuck: list[str] = []
        keys.look(self._clock())
        # It could be grabbed: there is a pad.
        self._keeper.heard()
        self._host.heard(panel)
        self._health.ready(f"number pad {self._pad.address}")
        while not stop.is_set():
            tick()
            for pressed in self._pressed(keys):
                self._host.press(panel, pressed)
            now = self._clock()
            if keys.stuck(now) != stuck:
                stuck = keys.stuck(now)
                if stuck:
                    self._health.stuck(stuck)
                else:
                    self._health.ready(f"number pad {self._pad.address}")

    def _pressed(self, keys: NumpadKeys) -> Iterator[KeyPress]:
        events = self._pad.events()
        now = self._clock()
        for event in events:
            yield from keys.hear(event, now)
        if keys.has_missed_events:
            keys.catch_up(self._pad.held())
        yield from keys.look(now)
