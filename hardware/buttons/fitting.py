"""The buttons of one box put together: every wire of its settings, and what the server's news mean for the lamps."""

from collections.abc import Callable, Mapping, Sequence

from hardware.buttons.frames import HIGHEST_ADDRESS
from hardware.buttons.lamps import Lamps
from hardware.buttons.panels import Panels
from hardware.buttons.presses import Presses
from hardware.buttons.windows import Windows
from hardware.buttons.wired import SerialWire
from hardware.errors import SettingsRefused
from hardware.link import Link
from hardware.parts import Part
from hardware.settings import ButtonsSettings
from server.contract.commands import DeviceReport
from server.contract.desk_news import DeskSnapshot
from server.contract.messages import Published


class Buttons:
    """Nothing is opened or started by making it; raises ``SettingsRefused``."""

    def __init__(
        self, wires: Sequence[ButtonsSettings], *, link: Link, note: Callable[[DeviceReport], None] = lambda _: None
    ) -> None:
        names = list(dict.fromkeys(name for wire in wires for name in wire.windows.values()))
        self._lamps = Lamps(names)
        self._windows = Windows(link, names)
        presses = Presses(link, self._windows, self._lamps)
        panels = [
            Panels(
                SerialWire(wire.wire, baud=wire.baud),
                _addresses(wire),
                self._lamps,
                on_press=presses.press,
                note=note,
                name="buttons" if number == 1 else f"buttons-{number}",
            )
            for number, wire in enumerate(wires, 1)
        ]
        self.parts: tuple[Part, ...] = (presses, *panels)

    def topics(self) -> Sequence[str]:
        """The desks of this box's windows, as the server knows them now; raises ``LinkError``."""
        return self._windows.topics()

    def snapshot(self, published: Published) -> None:
        """A window's ticket has moved, by whatever hand."""
        desk = published.snapshot
        if not isinstance(desk, DeskSnapshot):
            return
        name = self._windows.name_of(desk.window_id)
        if name is not None:
            self._lamps.in_hand(name, None if desk.in_hand is None else desk.in_hand.state)

    def link(self, *, is_up: bool) -> None:
        """The server is in reach, or no longer."""
        self._lamps.link(is_up=is_up)


def _addresses(wire: ButtonsSettings) -> Mapping[int, str]:
    by_address = {}
    for text, name in wire.windows.items():
        if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_ADDRESS:
            raise SettingsRefused(
                f"[[buttons]] wire = {wire.wire!r}",
                f"windows: the address {text!r} must be a number from 1 to {HIGHEST_ADDRESS}",
            )
        by_address[int(text)] = name
    return by_address
