"""What a box with window-call buttons may ask for: which panels it has, and what was pressed on them."""

from dataclasses import dataclass

from server.contract.terms import PanelMake, PressKind, RequestId


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCallButton:
    """Somebody pressed a key of a panel; what it means at which window is decided in the office.

    ``request_id`` is made at the press, so that a repeated frame and a repeated request are one press. Answered as the
    desk's own command is: ``TicketCalledHere``, ``NobodyWaiting``, ``TicketInHand`` or ``Done``. Refused with
    ``panel-not-assigned``, ``key-not-assigned``, and with ``changed-by-clock`` within two seconds after the clock alone
    has called somebody to the window or given somebody up: the person meant what was there before; with
    ``just-started`` where the same key starts a visit and ends it, within three seconds after the start.
    """

    request_id: RequestId
    wire: str
    address: str
    key: str
    press: PressKind = PressKind.SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelReport:
    """One panel that a box has heard, or that its settings name."""

    wire: str
    """As in the box's settings: two wires may have panels of the same address."""
    address: str
    make: PanelMake
    controls: tuple[str, ...]
    """What can be pressed: ``call``, ``call.long`` (held), ``call.second`` (the second button beside the key)."""
    window_name: str | None = None
    """The box's own settings say so; what the office has decided goes before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPanels:
    """Every panel that a box knows of, on each change and once an hour: ``Done``.

    A panel that the office has not assigned and that has not been reported for a day is forgotten. Refused with
    ``bad-value``.
    """

    request_id: RequestId
    panels: tuple[PanelReport, ...]


OfAPanel = PressCallButton | ReportPanels
