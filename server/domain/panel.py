"""A window-call panel: where it stands, and what its keys mean there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from server.contract.terms import BoxId, HallId, PanelAction, PanelMake, PressKind, WindowId

CLOCK_SECONDS = 2
"""So long after the clock has changed a window's ticket a press still means the former one."""
MEANT_TWICE_SECONDS = 3
"""So long after a visit has started a key that starts and ends visits does not end it: a finger pressed twice."""

_FOREMOST = {"1": PanelAction.NEXT, "1.long": PanelAction.RECALL, "1.second": PanelAction.START_OR_FINISH}
_NUMBERED = _FOREMOST | {
    "2": PanelAction.START_OR_FINISH,
    "2.long": PanelAction.MISSED,
    "3": PanelAction.RECALL,
    "4": PanelAction.MISSED,
}
USUAL: Mapping[PanelMake, Mapping[str, PanelAction]] = MappingProxyType(
    {
        PanelMake.CHERHA: {
            "call": PanelAction.NEXT,
            "call.long": PanelAction.RECALL,
            "call.second": PanelAction.START_OR_FINISH,
            "recall": PanelAction.RECALL,
            "start": PanelAction.START,
            "finish": PanelAction.FINISH,
            "missed": PanelAction.MISSED,
        },
        PanelMake.MODBUS_RTU: _NUMBERED,
        PanelMake.MODBUS_TCP: _NUMBERED,
        PanelMake.NUMPAD: {
            "enter": PanelAction.NEXT,
            "0": PanelAction.RECALL,
            "plus": PanelAction.START_OR_FINISH,
            "minus": PanelAction.MISSED,
        },
        # What the keys have meant in the halls that own such panels.
        PanelMake.QSYSTEM: {
            "call": PanelAction.NEXT_OR_RECALL,
            "start": PanelAction.START,
            "missed": PanelAction.MISSED_OR_FINISH,
        },
        PanelMake.DISPLAY: {},
    }
)
"""What the keys of a new panel mean until the office says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A panel of one box; nobody has said yet where it stands while ``window_id`` is None."""

    hall_id: HallId
    box_id: BoxId
    wire: str
    address: str
    make: PanelMake
    controls: tuple[str, ...]
    seen_at: datetime
    window_id: WindowId | None = None
    actions: Mapping[str, PanelAction] = field(default_factory=dict)
    """By control (see ``control_of``)."""
    is_of_office: bool = False
    """The office has decided, so that the box's own settings count no more."""
    clock_ms: int | None = None
    """When, in hall time, the clock alone last changed the ticket at its window."""

    def means(self, control: str) -> PanelAction | None:
        """What a control does; None: nothing."""
        return self.actions.get(control)

    def is_behind(self, hall_ms: int) -> bool:
        """Whether the person at the window may not have seen yet what the clock did there."""
        return self.clock_ms is not None and hall_ms - self.clock_ms < CLOCK_SECONDS * 1000

    def at(self, window_id: WindowId | None) -> "Panel":
        """The same at another window, or at none, where what the clock did elsewhere does not count."""
        return self if window_id == self.window_id else replace(self, window_id=window_id, clock_ms=None)


def control_of(key: str, press: PressKind) -> str:
    """A key and how it is pressed, as one word: ``call``, ``call.long``, ``call.second``."""
    return key if press is PressKind.SHORT else f"{key}.{press}"


def usual_actions(make: PanelMake, controls: tuple[str, ...]) -> dict[str, PanelAction]:
    """What a new panel's controls mean."""
    return {control: action for control, action in USUAL[make].items() if control in controls}
