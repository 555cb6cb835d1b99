"""A part of a box: LED displays above windows on one wire, told by frames that the settings lay down.

Nothing comes back from them: what they show is told again and again, and only a lost wire is known.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.buttons.display_frame import framed
from hardware.buttons.number_display import Sign, sign_of
from hardware.buttons.ports import Host, PanelId, Shown
from hardware.buttons.protocol import Lamp
from hardware.buttons.settings import WindowDisplaysSettings
from hardware.buttons.wire import Wire
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake

EMPTY = Sign("")
AGAIN_SECONDS = 10.0
BLINK_SECONDS = 1.0
"""On and off: the wire itself takes no more than three changes a second, and an eye no more than two."""
CALL_BLINKS_SECONDS = 5.0


@dataclass(slots=True)
class _Display:
    address: int
    told: str | None = None
    told_at: float = 0.0
    sign: Sign = EMPTY
    sign_since: float = 0.0


class WindowDisplays:
    """The owner of one wire; its displays blink, when a number is new, by being told so."""

    def __init__(
        self,
        wire: Wire,
        settings: WindowDisplaysSettings,
        host: Host,
        *,
        note: Callable[[DeviceReport], None] = lambda _: None,
        name: str = "displays",
    ) -> None:
        self.name = name
        self._wire = wire
        self._settings = settings
        self._host = host
        self._health = WireHealth(name, note)
        self._keeper = WireKeeper(wire, self._health)
        self._displays = [_Display(address) for address in settings.addresses]

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a lost wire is opened again and again."""
        for display in self._displays:
            self._report(display.address)
        self._keeper.run(stop, tick, lambda tick: self._tell(stop, tick))

    def wake(self) -> None:
        """Try the wire now."""
        self._keeper.wake()

    def _tell(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        for display in self._displays:
            display.told = None
        self._keeper.say(lambda: self._health.ready(f"{len(self._displays)} displays on {self._wire.address}"))
        while not stop.is_set():
            tick()
            # Nothing is expected, but a wire that was pulled out is noticed by reading alone.
            self._wire.read()
            due = self._due(time.monotonic())
            if due is not None:
                frame = framed(self._settings.template, self._settings.encoding, due.address, due.told or "")
                self._wire.write(frame)
                stop.wait(self._settings.quiet_seconds)

    def _due(self, now: float) -> _Display | None:
        """The display that has waited longest for something new to show; one after another, so that a blinking one
        does not keep the wire to itself.
        """
        for place, display in enumerate(self._displays):
            text = self._wanted(display, now)
            if text != display.told or now - display.told_at > AGAIN_SECONDS:
                display.told, display.told_at = text, now
                self._displays.append(self._displays.pop(place))
                return display
        return None

    def _wanted(self, display: _Display, now: float) -> str:
        sign = sign_above(self._host.shown(PanelId(self._wire.address, str(display.address)), now), self._width)
        if sign != display.sign:
            display.sign, display.sign_since = sign, now
        since = now - display.sign_since
        is_blinking = sign.is_refusal or (sign.is_call and since < CALL_BLINKS_SECONDS)
        is_dark = is_blinking and since % BLINK_SECONDS >= BLINK_SECONDS / 2
        return " " * self._width if is_dark else sign.text.ljust(self._width)

    def _report(self, address: int) -> None:
        self._host.seen(
            PanelReport(
                wire=self._wire.address,
                address=str(address),
                make=PanelMake.DISPLAY,
                controls=(),
                window_name=self._settings.windows.get(str(address)),
            )
        )

    @property
    def _width(self) -> int:
        return self._settings.empty_spaces


def sign_above(shown: Shown, signs: int) -> Sign:
    """What citizens see too: that nobody waits is not for them."""
    return EMPTY if shown.lamp is Lamp.SLOW else sign_of(shown, signs, is_whole_label=True)
