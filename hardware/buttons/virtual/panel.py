"""Virtual panels of our own protocol on one wire."""

from collections.abc import Iterable
from pathlib import Path

from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import Key, Lamp
from hardware.buttons.virtual.cherha_panels import CherhaPanels
from hardware.buttons.virtual.far_end import Light
from hardware.buttons.virtual.places import LinkPlace
from hardware.buttons.virtual.wire import VirtualWire
from server.contract.terms import PressKind


class VirtualPanel(VirtualWire):
    """A panel at each address, whose keys and lamps have names. Raises ``AddressUnknown`` for any other address."""

    def __init__(self, wire: Path, addresses: Iterable[int] = (1,)) -> None:
        self._panels = CherhaPanels(addresses)
        super().__init__(self._panels, LinkPlace(wire))

    def press(self, address: int, key: Key = Key.CALL, kind: PressKind = PressKind.SHORT) -> None:
        """A finger on a key."""
        self.touch(str(address), KeyPress(key.value, kind))

    def lamp(self, address: int) -> Lamp:
        """What the panel's lamp does now."""
        light = self.seen(str(address)).light
        return Lamp.OFF if light in (Light.DARK, None) else Lamp(light.value)

    def is_sending(self, address: int) -> bool:
        """Whether a press waits for its acknowledgement."""
        with self._handling:
            return self._panels.firmware(str(address)).is_sending
