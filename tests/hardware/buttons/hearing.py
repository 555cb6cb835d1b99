"""The rest of the box, as adapters are tried against it: remembers what it heard, and says what is to be shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hardware.buttons.ports import KeyPress, PanelId, Shown
from hardware.buttons.protocol import Lamp
from hardware.parts import Part, RunningParts
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport


class Hearing:
    """A ``Host`` without a server; its reports are those of ``note``."""

    def __init__(self) -> None:
        self._telling = threading.Lock()
        self._shown: dict[str, Shown] = {}
        self.panels: dict[str, PanelReport] = {}
        self.presses: list[tuple[str, KeyPress]] = []
        self.reports: list[DeviceReport] = []

    def seen(self, panel: PanelReport) -> None:
        """By address."""
        with self._telling:
            self.panels[panel.address] = panel

    def heard(self, panel: PanelId) -> None:
        """Presses and reports tell enough."""

    def press(self, panel: PanelId, pressed: KeyPress) -> None:
        """In their order."""
        with self._telling:
            self.presses.append((panel.address, pressed))

    def shown(self, panel: PanelId, now: float) -> Shown:
        """As the test has said."""
        with self._telling:
            return self._shown.get(panel.address, Shown(Lamp.OFF))

    def show(self, address: str, lamp: Lamp, label: str | None = None) -> None:
        """What that panel shows from now on."""
        with self._telling:
            self._shown[address] = Shown(lamp, label)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Addresses and keys, however pressed."""
        return [(address, pressed.key) for address, pressed in self.presses]


@contextmanager
def running(*parts: Part) -> Iterator[None]:
    """The parts at work; each must end when it is told to."""
    threads = RunningParts(list(parts))
    threads.start()
    try:
        yield
    finally:
        left = threads.stop()
    assert left == ()
