"""Virtual LED displays above windows, for the frames that a box sends unless its settings say otherwise. Pure."""

import re
from collections.abc import Iterable

from hardware.buttons.ports import KeyPress
from hardware.buttons.virtual.far_end import AddressUnknown, Said, Seen
from hardware.buttons.virtual.misbehaviour import Mode, without_power
from server.contract.terms import PanelMake

LONGEST_BYTES = 64
_FRAME = re.compile(rb"\x01([\x01-\xff])([^\x01\x07]{0,40})\x07")


class VirtualDisplays:
    """See ``FarEnd``: they have no keys, and say nothing."""

    make = PanelMake.DISPLAY
    buttons: tuple[KeyPress, ...] = ()
    sum_at = -1

    def __init__(self, addresses: Iterable[int]) -> None:
        self._texts = dict.fromkeys(addresses, "")
        self.addresses = tuple(map(str, self._texts))
        self._dead: frozenset[int] = frozenset()
        self._begun = b""

    def press(self, address: str, pressed: KeyPress, now: float) -> None:
        """See ``FarEnd``."""
        self.seen(address, now)

    def hear(self, data: bytes, now: float) -> list[Said]:
        """See ``FarEnd``."""
        self._begun += data
        end = 0
        for frame in _FRAME.finditer(self._begun):
            end = frame.end()
            address = frame[1][0]
            if address in self._texts and address not in self._dead:
                self._texts[address] = frame[2].decode("cp1251", "replace").rstrip()
        self._begun = self._begun[end:][-LONGEST_BYTES:]
        return []

    def due(self, now: float) -> list[Said]:
        """See ``FarEnd``."""
        return []

    def seen(self, address: str, now: float) -> Seen:
        """See ``FarEnd``: a text that blinks is told so on and off."""
        if address not in self.addresses:
            raise AddressUnknown(address)
        number = int(address)
        has_power = number not in self._dead
        return Seen(text=self._texts[number] if has_power else "", has_power=has_power)

    def misbehave(self, mode: Mode) -> None:
        """See ``FarEnd``."""
        dead = without_power(mode, self._texts)
        for back in self._dead - dead:
            self._texts[back] = ""
        self._dead = dead
