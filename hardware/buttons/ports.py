"""What the adapters of panels and the rest of the box say to each other."""

from dataclasses import dataclass
from typing import Protocol

from hardware.buttons.protocol import Lamp
from server.contract.panel_commands import PanelReport
from server.contract.terms import PressKind


@dataclass(frozen=True, slots=True, order=True)
class PanelId:
    """Two wires may have panels of one address."""

    wire: str
    address: str


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key of a panel, and how it was pressed."""

    key: str
    press: PressKind = PressKind.SHORT


@dataclass(frozen=True, slots=True)
class Shown:
    """What a panel or a display shows at a moment."""

    lamp: Lamp
    label: str | None = None
    """Of the ticket that is called to the window or served there."""
    window: str | None = None
    """The name of the window; None: the panel belongs to none, as far as the server has said."""


class Host(Protocol):
    """The rest of the box, as an adapter sees it; may be called from each adapter's thread."""

    def seen(self, panel: PanelReport) -> None:
        """This panel is there; said again at will."""
        ...

    def heard(self, panel: PanelId) -> None:
        """This panel has said something just now, whatever it was; returns at once."""
        ...

    def press(self, panel: PanelId, pressed: KeyPress) -> None:
        """Somebody pressed a key, once; returns at once."""
        ...

    def shown(self, panel: PanelId, now: float) -> Shown:
        """What the panel is to show now, in seconds of a clock that never falls."""
        ...
