"""Virtual panels of our own protocol, one at each address. Pure."""

import secrets
from collections.abc import Iterable

from hardware.buttons.frames import FrameReader, encoded
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import MOST_BOOTS, Acknowledged, Key, Lamp, from_box
from hardware.buttons.virtual.far_end import AddressUnknown, Light, Said, Seen
from hardware.buttons.virtual.firmware import Firmware
from hardware.buttons.virtual.misbehaviour import Mode, without_power
from server.contract.terms import PanelMake, PressKind

STUCK_AGAIN_SECONDS = 0.1
"""Firmware that does not look whether a key is stuck says it as often as a keyboard."""


class CherhaPanels:
    """See ``FarEnd``."""

    make = PanelMake.CHERHA
    buttons: tuple[KeyPress, ...] = (
        *(KeyPress(key.value) for key in Key),
        KeyPress(Key.CALL.value, PressKind.LONG),
        KeyPress(Key.CALL.value, PressKind.SECOND),
    )
    sum_at = -2

    def __init__(self, addresses: Iterable[int]) -> None:
        self._panels = {address: _with_power(address) for address in addresses}
        self.addresses = tuple(map(str, self._panels))
        self._dead: frozenset[int] = frozenset()
        self._mode = Mode.NORMAL
        self._stuck: tuple[int, KeyPress, float] | None = None
        self._reader = FrameReader()

    def press(self, address: str, pressed: KeyPress, now: float) -> None:
        """See ``FarEnd``."""
        number = self._number(address)
        if number in self._dead:
            return
        self._panels[number].press(Key(pressed.key), now, pressed.press)
        if self._mode is Mode.STUCK:
            self._stuck = (number, pressed, now)

    def hear(self, data: bytes, now: float) -> list[Said]:
        """See ``FarEnd``."""
        said = []
        for frame in self._reader.feed(data):
            message = from_box(frame)
            if message is None or message.address not in self._panels or message.address in self._dead:
                continue
            if self._mode is Mode.REPEATS and isinstance(message, Acknowledged):
                continue
            answers = self._panels[message.address].hear(message, now)
            said += [Said(message.address, encoded(answer)) for answer in answers]
        return said

    def due(self, now: float) -> list[Said]:
        """See ``FarEnd``."""
        self._press_what_is_stuck(now)
        living = ((address, panel) for address, panel in self._panels.items() if address not in self._dead)
        return [Said(address, encoded(frame)) for address, panel in living for frame in panel.due(now)]

    def seen(self, address: str, now: float) -> Seen:
        """See ``FarEnd``."""
        number = self._number(address)
        if number in self._dead:
            return Seen(Light.DARK, has_power=False)
        lamp = self._panels[number].lamp(now)
        return Seen(Light.DARK if lamp is Lamp.OFF else Light(lamp.value))

    def misbehave(self, mode: Mode) -> None:
        """See ``FarEnd``."""
        dead = without_power(mode, self._panels)
        for back in self._dead - dead:
            self._panels[back] = _with_power(back)
        self._dead, self._mode, self._stuck = dead, mode, None

    def firmware(self, address: str) -> Firmware:
        """Of a panel; raises ``AddressUnknown``."""
        return self._panels[self._number(address)]

    def _press_what_is_stuck(self, now: float) -> None:
        if self._stuck is None:
            return
        number, pressed, said_at = self._stuck
        if now - said_at >= STUCK_AGAIN_SECONDS and not self._panels[number].is_sending:
            self._panels[number].press(Key(pressed.key), now, pressed.press)
            self._stuck = (number, pressed, now)

    def _number(self, address: str) -> int:
        if address not in self.addresses:
            raise AddressUnknown(address)
        return int(address)


def _with_power(address: int) -> Firmware:
    return Firmware(address, secrets.randbelow(MOST_BOOTS))
