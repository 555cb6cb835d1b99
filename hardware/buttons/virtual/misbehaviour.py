"""Everything that can be wrong with virtual panels and their wire."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from server.contract.terms import PanelMake


class Mode(StrEnum):
    """How panels and wire behave until told otherwise."""

    NORMAL = "normal"
    SILENT = "silent"
    """All are without power: they say nothing, show nothing, and have forgotten everything when they are back."""
    ONE_SILENT = "one-silent"
    """The first panel or module alone, beside others on the same wire."""
    STUCK = "stuck"
    """The next key that is pressed stays down."""
    NOISE = "noise"
    """Bytes that nobody has said, before frames and between them."""
    PIECES = "pieces"
    """Frames come in two halves, the second a moment later."""
    TORN = "torn"
    """Every second frame of each panel breaks off in the middle."""
    WRONG_SUM = "wrong-sum"
    """Every second frame of each panel has a check sum that does not fit."""
    REPEATS = "repeats"
    """Panels that hear no acknowledgement, or wait for none, say each press again and again."""
    UNPLUGGED = "unplugged"
    """The adapter is pulled out at the box, or the network port is closed."""


Address = TypeVar("Address")
_ALWAYS = (Mode.NORMAL, Mode.SILENT)
_BYTES = (Mode.NOISE, Mode.PIECES, Mode.TORN)
OFFERED: Mapping[PanelMake, tuple[Mode, ...]] = {
    PanelMake.CHERHA: (*_ALWAYS, Mode.ONE_SILENT, Mode.STUCK, *_BYTES, Mode.WRONG_SUM, Mode.REPEATS, Mode.UNPLUGGED),
    PanelMake.QSYSTEM: (*_ALWAYS, Mode.ONE_SILENT, Mode.STUCK, *_BYTES, Mode.REPEATS, Mode.UNPLUGGED),
    PanelMake.MODBUS_RTU: (*_ALWAYS, Mode.ONE_SILENT, Mode.STUCK, *_BYTES, Mode.WRONG_SUM, Mode.UNPLUGGED),
    # TCP brings every byte or none.
    PanelMake.MODBUS_TCP: (*_ALWAYS, Mode.ONE_SILENT, Mode.STUCK, Mode.PIECES, Mode.UNPLUGGED),
    PanelMake.DISPLAY: (*_ALWAYS, Mode.ONE_SILENT, Mode.UNPLUGGED),
}
"""What can happen to each make."""


def without_power(mode: Mode, addresses: Iterable[Address]) -> frozenset[Address]:
    """Which of these panels or modules."""
    everybody = tuple(addresses)
    return frozenset({Mode.SILENT: everybody, Mode.ONE_SILENT: everybody[:1]}.get(mode, ()))
