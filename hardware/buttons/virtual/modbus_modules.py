"""Virtual Modbus modules with eight inputs and eight coils, on a serial line (RTU) or behind a port (TCP). Pure.

The frames are those of the Modbus application protocol 1.1b3, RTU with its check sum, TCP with its head.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hardware.buttons.ports import KeyPress
from hardware.buttons.settings import MOST_INPUTS
from hardware.buttons.virtual.far_end import AddressUnknown, Light, Said, Seen
from hardware.buttons.virtual.misbehaviour import Mode, without_power
from server.contract.terms import PanelMake, PressKind

READ_INPUTS, WRITE_COIL = 2, 5
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS = 1, 2
REFUSED = 0x80
IS_ON = 0xFF00
REQUEST_BYTES, HEAD_BYTES = 8, 7
STALE_SECONDS = 0.1
"""Half a question that is older was never finished."""
SHORT_SECONDS, LONG_SECONDS = 0.4, 2.0
"""How long a finger stays."""


@dataclass(slots=True)
class Module:
    """What it holds; ``down_until`` by input."""

    down_until: dict[int, float] = field(default_factory=dict)
    coils: list[bool] = field(default_factory=lambda: [False] * MOST_INPUTS)

    def answer(self, asked: bytes, now: float) -> bytes:
        """To function, address and value."""
        function, address, value = struct.unpack(">BHH", asked)
        if function not in (READ_INPUTS, WRITE_COIL):
            return bytes([function | REFUSED, ILLEGAL_FUNCTION])
        if address + (value if function == READ_INPUTS else 1) > MOST_INPUTS:
            return bytes([function | REFUSED, ILLEGAL_ADDRESS])
        if function == READ_INPUTS:
            closed = sum(1 << number for number, until in self.down_until.items() if now < until)
            return bytes([function, 1, (closed >> address) & ((1 << value) - 1)])
        self.coils[address] = value == IS_ON
        return asked


class ModbusModules:
    """See ``FarEnd``. ``keys`` inputs of a module belong to each panel; its lamp is the coil of the first."""

    def __init__(self, modules: Iterable[int], *, keys: int, is_tcp: bool = False) -> None:
        self.make = PanelMake.MODBUS_TCP if is_tcp else PanelMake.MODBUS_RTU
        self.sum_at = -1
        self._modules = {address: Module() for address in modules}
        firsts = {str(number): first for number, first in enumerate(range(0, MOST_INPUTS, keys), 1)}
        self._places = {
            f"{address}-{number}": (address, first) for address in self._modules for number, first in firsts.items()
        }
        self.addresses = tuple(self._places)
        names = [str(number) for number in range(1, keys + 1)]
        self.buttons = tuple(KeyPress(name, kind) for name in names for kind in (PressKind.SHORT, PressKind.LONG))
        self._take = self._requests_over_tcp if is_tcp else self._requests_by_line
        self._dead: frozenset[int] = frozenset()
        self._mode = Mode.NORMAL
        self._begun = b""
        self._heard_at = 0.0

    def press(self, address: str, pressed: KeyPress, now: float) -> None:
        """See ``FarEnd``."""
        module, first = self._place(address)
        stays = LONG_SECONDS if pressed.press is PressKind.LONG else SHORT_SECONDS
        until = float("inf") if self._mode is Mode.STUCK else now + stays
        self._modules[module].down_until[first + int(pressed.key) - 1] = until

    def hear(self, data: bytes, now: float) -> list[Said]:
        """See ``FarEnd``."""
        if now - self._heard_at > STALE_SECONDS:
            self._begun = b""
        if data:
            self._heard_at = now
            self._begun += data
        return list(self._take(now))

    def due(self, now: float) -> list[Said]:
        """See ``FarEnd``: a module speaks when it is asked."""
        return []

    def seen(self, address: str, now: float) -> Seen:
        """See ``FarEnd``."""
        module, first = self._place(address)
        has_power = module not in self._dead
        is_lit = has_power and self._modules[module].coils[first]
        return Seen(Light.STEADY if is_lit else Light.DARK, has_power=has_power)

    def misbehave(self, mode: Mode) -> None:
        """See ``FarEnd``; what was stuck is let go."""
        dead = without_power(mode, self._modules)
        for back in self._dead - dead:
            self._modules[back].coils = [False] * MOST_INPUTS
        for module in self._modules.values() if self._mode is Mode.STUCK else ():
            module.down_until.clear()
        self._dead, self._mode = dead, mode

    def _requests_by_line(self, now: float) -> Iterator[Said]:
        while len(self._begun) >= REQUEST_BYTES:
            frame = self._begun[:REQUEST_BYTES]
            if line_sum(frame[:-2]) != frame[-2:]:
                self._begun = self._begun[1:]
                continue
            self._begun = self._begun[REQUEST_BYTES:]
            answer = self._answer(frame[0], frame[1:-2], now)
            if answer is not None:
                yield Said(frame[0], frame[:1] + answer + line_sum(frame[:1] + answer))

    def _requests_over_tcp(self, now: float) -> Iterator[Said]:
        while len(self._begun) >= HEAD_BYTES:
            number, _protocol, length, module = struct.unpack(">HHHB", self._begun[:HEAD_BYTES])
            end = HEAD_BYTES + length - 1
            if len(self._begun) < end:
                return
            asked, self._begun = self._begun[HEAD_BYTES:end], self._begun[end:]
            answer = self._answer(module, asked, now)
            if answer is not None:
                yield Said(module, struct.pack(">HHHB", number, 0, len(answer) + 1, module) + answer)

    def _answer(self, module: int, asked: bytes, now: float) -> bytes | None:
        is_there = module in self._modules and module not in self._dead
        return self._modules[module].answer(asked, now) if is_there and len(asked) == 5 else None

    def _place(self, address: str) -> tuple[int, int]:
        if address not in self._places:
            raise AddressUnknown(address)
        return self._places[address]


def line_sum(data: bytes) -> bytes:
    """CRC-16 of Modbus."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return struct.pack("<H", crc)
