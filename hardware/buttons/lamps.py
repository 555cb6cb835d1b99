"""What the panels of a box show: the state of their windows, and for a moment the answer to a press.

Told from several threads (the server's news, the answers) and read by the wires' threads.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from hardware.buttons.ports import PanelId, Shown
from hardware.buttons.protocol import Lamp
from server.contract.answers import Answer, Done, NobodyWaiting, TicketCalledHere, TicketInHand
from server.contract.catalogue import PanelWindow
from server.contract.desk_news import DeskSnapshot
from server.contract.terms import TicketState, WindowId, Work

REFUSED_SECONDS = 2.0
NOBODY_SECONDS = 5.0
AWAY_SECONDS = 6.0
"""Until the next press may go through; when the way stays lost, the news say so and the lamps go on."""


@dataclass(frozen=True, slots=True)
class WindowNow:
    """A window as its panels show it."""

    state: TicketState | None = None
    label: str | None = None
    is_waited_for: bool = False
    """Somebody waits, and the window is free for them."""

    @property
    def lamp(self) -> Lamp:
        """Told apart by rhythm, since a lamp may have one colour only."""
        if self.state is TicketState.CALLED:
            return Lamp.STEADY
        return Lamp.FLASH if self.state is None and self.is_waited_for else Lamp.OFF


@dataclass(frozen=True, slots=True)
class _Moment:
    lamp: Lamp
    ends: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What was known of a panel's window when a press on it was sent."""

    window: WindowId | None
    news: int


class Lamps:
    """Of all panels of a box. ``now`` is in seconds of a clock that never falls."""

    def __init__(self) -> None:
        self._telling = threading.Lock()
        self._stands_at: Mapping[PanelId, PanelWindow] = MappingProxyType({})
        self._windows: dict[WindowId, WindowNow] = {}
        self._news: dict[WindowId, int] = {}
        self._moments: dict[PanelId, _Moment] = {}
        self._is_server_there = False

    def shown(self, panel: PanelId, now: float) -> Shown:
        """What the panel shows now."""
        with self._telling:
            place = self._stands_at.get(panel)
            name = None if place is None else place.window_name
            window = WindowNow() if place is None else self._windows.get(place.window_id, WindowNow())
            moment = self._moments.get(panel)
            if moment is not None and now < moment.ends:
                return Shown(moment.lamp, window.label, name)
            if not self._is_server_there:
                return Shown(Lamp.DOUBLE, None, name)
            return Shown(window.lamp, window.label, name)

    def link(self, *, is_up: bool) -> None:
        """The server is in reach, or no longer: then nothing that a lamp said before is known to be true."""
        with self._telling:
            self._is_server_there = is_up
            if not is_up:
                windows = self._windows_with_panels()
                self._windows = {window: now for window, now in self._windows.items() if window in windows}

    def stand_at(self, places: Iterable[PanelWindow]) -> bool:
        """Where the server says that the panels stand; whether that brings in a window that was not there before.

        A window that its last panel has left is kept: its news go on coming until the connection ends, and tell
        nothing anew of what they have told.
        """
        with self._telling:
            before = self._windows_with_panels()
            self._stands_at = MappingProxyType({PanelId(place.wire, place.address): place for place in places})
            return not self._windows_with_panels() <= before

    def windows(self) -> frozenset[WindowId]:
        """Those where the panels stand."""
        with self._telling:
            return self._windows_with_panels()

    def desk(self, desk: DeskSnapshot) -> None:
        """How a window is, by whatever hand."""
        ticket = desk.in_hand
        is_free = desk.person_id is not None and desk.work is Work.AT_WINDOW and desk.suspension is None
        with self._telling:
            self._news[desk.window_id] = self._news.get(desk.window_id, 0) + 1
            self._windows[desk.window_id] = WindowNow(
                state=None if ticket is None else ticket.state,
                label=None if ticket is None else ticket.label,
                is_waited_for=is_free and desk.waiting > 0,
            )

    def asking(self, panel: PanelId) -> Asked:
        """To be noted before a press is sent."""
        with self._telling:
            return self._asked(panel)

    def answered(self, panel: PanelId, answer: Answer, now: float, *, asked: Asked) -> None:
        """The server has accepted a press; its news of the window come a moment later. If some have come since it was
        ``asked``, they know better: an answer may have been long under way.
        """
        with self._telling:
            self._moments.pop(panel, None)
            if isinstance(answer, NobodyWaiting):
                self._moments[panel] = _Moment(Lamp.SLOW, now + NOBODY_SECONDS)
            if asked == self._asked(panel):
                match answer:
                    case TicketCalledHere():
                        self._now_at(panel, WindowNow(TicketState.CALLED, answer.label))
                    case TicketInHand():
                        self._now_at(panel, WindowNow(answer.state, answer.label))
                    case Done() | NobodyWaiting():
                        self._now_at(panel, WindowNow())
                    case _:
                        pass

    def refused(self, panel: PanelId, now: float) -> None:
        """The rules say no to a press, or nobody has given the panel a window."""
        self._for_a_moment(panel, Lamp.FAST, now + REFUSED_SECONDS)

    def not_heard(self, panel: PanelId, now: float) -> None:
        """The server did not answer a press in time."""
        self._for_a_moment(panel, Lamp.DOUBLE, now + AWAY_SECONDS)

    def _for_a_moment(self, panel: PanelId, lamp: Lamp, ends: float) -> None:
        with self._telling:
            self._moments[panel] = _Moment(lamp, ends)

    def _now_at(self, panel: PanelId, window: WindowNow) -> None:
        place = self._stands_at.get(panel)
        if place is not None:
            waited_for = self._windows.get(place.window_id, WindowNow()).is_waited_for
            self._windows[place.window_id] = replace(window, is_waited_for=waited_for)

    def _asked(self, panel: PanelId) -> Asked:
        place = self._stands_at.get(panel)
        return Asked(None, 0) if place is None else Asked(place.window_id, self._news.get(place.window_id, 0))

    def _windows_with_panels(self) -> frozenset[WindowId]:
        return frozenset(place.window_id for place in self._stands_at.values())
