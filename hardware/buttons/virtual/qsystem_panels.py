"""Virtual panels of QSystem's, with their LED and their display of three signs. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hardware.buttons.ports import KeyPress
from hardware.buttons.qsystem_frames import ADDRESSES, CLOSING, DISPLAY_SIGNS, OPENING, PanelKey
from hardware.buttons.virtual.far_end import AddressUnknown, Light, Said, Seen
from hardware.buttons.virtual.misbehaviour import Mode, without_power
from server.contract.terms import PanelMake

TIMES = 3
"""So often a panel that repeats says one press."""
STUCK_AGAIN_SECONDS = 0.1
LED_BYTES, DISPLAY_BYTES = 4, 7
STEADY, BLINKING, LAST_MODE = 0x20, 0x21, 0x7F
BLINK_SECONDS = 1.0
LIGHTS = (
    Light.DARK,
    Light.RED,
    Light.GREEN,
    Light.FAST_RED,
    Light.FAST_GREEN,
    Light.SLOW_RED,
    Light.SLOW_GREEN,
)
"""From 30 on; from 37 on they come again, with a beep."""
FIRST_LIGHT = 0x30
LAST_LIGHT = FIRST_LIGHT + 2 * len(LIGHTS) - 1


@dataclass(slots=True)
class _Panel:
    light: Light = Light.DARK
    text: str = ""
    mode: int = STEADY
    told_at: float = 0.0

    def is_blinking(self, now: float) -> bool:
        blinks = self.mode - BLINKING
        return self.mode == BLINKING or (blinks > 0 and now - self.told_at < blinks * BLINK_SECONDS)


class QsystemPanels:
    """See ``FarEnd``."""

    make = PanelMake.QSYSTEM
    buttons = tuple(
        KeyPress(key.name.lower()) for key in (PanelKey.CALL, PanelKey.START, PanelKey.MISSED, PanelKey.REDIRECT)
    )
    sum_at = -1

    def __init__(self, addresses: Iterable[int]) -> None:
        self._panels = {address: _Panel() for address in addresses}
        self.addresses = tuple(map(str, self._panels))
        self._dead: frozenset[int] = frozenset()
        self._mode = Mode.NORMAL
        self._to_say: list[Said] = []
        self._stuck: tuple[Said, float] | None = None
        self._begun = bytearray()

    def press(self, address: str, pressed: KeyPress, now: float) -> None:
        """See ``FarEnd``."""
        number = self._number(address)
        if number in self._dead:
            return
        said = Said(number, bytes([OPENING, number, PanelKey[pressed.key.upper()], CLOSING]))
        self._to_say += [said] * (TIMES if self._mode is Mode.REPEATS else 1)
        if self._mode is Mode.STUCK:
            self._stuck = (said, now)

    def hear(self, data: bytes, now: float) -> list[Said]:
        """See ``FarEnd``: they never answer."""
        self._begun += data
        for frame in self._frames():
            panel = self._panels.get(frame[1])
            if panel is None or frame[1] in self._dead:
                continue
            if len(frame) == LED_BYTES:
                panel.light = LIGHTS[(frame[2] - FIRST_LIGHT) % len(LIGHTS)]
            else:
                panel.text, panel.mode, panel.told_at = _signs(frame), frame[2], now
        return []

    def due(self, now: float) -> list[Said]:
        """See ``FarEnd``."""
        if self._stuck is not None and now - self._stuck[1] >= STUCK_AGAIN_SECONDS:
            self._stuck = (self._stuck[0], now)
            self._to_say.append(self._stuck[0])
        said, self._to_say = self._to_say, []
        return said

    def seen(self, address: str, now: float) -> Seen:
        """See ``FarEnd``."""
        number = self._number(address)
        panel = self._panels[number]
        if number in self._dead:
            return Seen(Light.DARK, "", has_power=False)
        return Seen(panel.light, panel.text, panel.is_blinking(now))

    def misbehave(self, mode: Mode) -> None:
        """See ``FarEnd``."""
        dead = without_power(mode, self._panels)
        for back in self._dead - dead:
            self._panels[back] = _Panel()
        self._dead, self._mode, self._stuck = dead, mode, None

    def _frames(self) -> Iterator[bytes]:
        begun = self._begun
        while begun:
            length = _length(begun)
            if length == 0:
                del begun[:1]
            elif len(begun) < length:
                return
            elif begun[length - 1] != CLOSING:
                del begun[:1]
            else:
                yield bytes(begun[:length])
                del begun[:length]

    def _number(self, address: str) -> int:
        if address not in self.addresses:
            raise AddressUnknown(address)
        return int(address)


def _length(begun: bytes | bytearray) -> int:
    """Of the frame that begins here; 0: none does."""
    if begun[0] != OPENING or (len(begun) > 1 and begun[1] not in ADDRESSES):
        return 0
    if len(begun) < LED_BYTES - 1:
        return LED_BYTES
    # Of the numbers that both know, only the closing byte tells which one is meant.
    is_led = FIRST_LIGHT <= begun[2] <= LAST_LIGHT and begun[3:LED_BYTES] in (b"", bytes([CLOSING]))
    if is_led:
        return LED_BYTES
    return DISPLAY_BYTES if STEADY <= begun[2] <= LAST_MODE else 0


def _signs(frame: bytes) -> str:
    return frame[3 : 3 + DISPLAY_SIGNS].decode("cp1251", "replace").rstrip()
