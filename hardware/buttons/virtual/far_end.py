"""What stands at the far end of a virtual wire: panels, modules or displays, whatever their make."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.buttons.ports import KeyPress
from hardware.buttons.virtual.misbehaviour import Mode
from server.contract.terms import PanelMake


class Light(StrEnum):
    """What a person sees of a lamp: rhythm, and colour where it has more than one."""

    DARK = "dark"
    STEADY = "steady"
    SLOW = "slow"
    FLASH = "flash"
    FAST = "fast"
    DOUBLE = "double"
    RED = "red"
    GREEN = "green"
    FAST_RED = "fast-red"
    FAST_GREEN = "fast-green"
    SLOW_RED = "slow-red"
    SLOW_GREEN = "slow-green"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of one panel or display; None: it has no such part."""

    light: Light | None = None
    text: str | None = None
    is_text_blinking: bool = False
    has_power: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One frame."""

    address: object
    """Of whom; the faults of a wire strike each panel alike."""
    data: bytes


class AddressUnknown(LookupError):
    """Nothing has this address."""


class FarEnd(Protocol):
    """Pure. Moments are seconds of a clock that never falls."""

    make: PanelMake
    addresses: tuple[str, ...]
    """Of the panels."""
    buttons: tuple[KeyPress, ...]
    """What can be pressed on each, and how."""
    sum_at: int
    """Which byte of a frame, from its end, belongs to its check sum."""

    def press(self, address: str, pressed: KeyPress, now: float) -> None:
        """A finger; raises ``AddressUnknown``."""
        ...

    def hear(self, data: bytes, now: float) -> list[Said]:
        """What is answered to these bytes."""
        ...

    def due(self, now: float) -> list[Said]:
        """What is said unasked at this moment."""
        ...

    def seen(self, address: str, now: float) -> Seen:
        """Raises ``AddressUnknown``."""
        ...

    def misbehave(self, mode: Mode) -> None:
        """As far as it is the panels' own fault; what befalls the wire is not their business."""
        ...
