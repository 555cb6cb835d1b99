"""One panel as the box sees it: takes each press once, keeps its lamp right, knows when it falls silent. Pure."""

from dataclasses import dataclass, field

from hardware.buttons.debounce import Debouncer
from hardware.buttons.frames import SEQUENCES, Frame
from hardware.buttons.ports import KeyPress
from hardware.buttons.protocol import (
    HEARTBEAT_SECONDS,
    PRESS_LIVES_SECONDS,
    Acknowledged,
    Alive,
    FromPanel,
    Key,
    Lamp,
    Press,
    ShowLamp,
    box_frame,
)
from server.contract.terms import PressKind

SILENT_AFTER_SECONDS = 3 * HEARTBEAT_SECONDS
REPEAT_SECONDS = 0.4
TRIES = 5
"""Of a lamp order before the panel's next heartbeat shows whether it has arrived."""


@dataclass(slots=True)
class Heard:
    """What a message from the panel led to."""

    replies: list[Frame] = field(default_factory=list)
    pressed: KeyPress | None = None


@dataclass(slots=True)
class Panel:
    """Moments are seconds of a clock that never falls; ``since`` is when the wire was opened."""

    address: int
    since: float
    debouncer: Debouncer = field(default_factory=Debouncer)
    _heard_at: float | None = None
    _last_press: tuple[int, int] | None = None
    _last_press_at: float = 0.0
    _lamp: Lamp | None = None
    _order: ShowLamp | None = None
    _tries: int = 0
    _ordered_at: float = 0.0
    _sequence: int = 0

    def hear(self, message: FromPanel, now: float) -> Heard:
        """Acknowledges what the panel says; a press that is heard again is acknowledged again, and pressed once."""
        self._heard_at = now
        match message:
            case Press():
                is_new = self._is_new(message, now)
                is_pressed = is_new and self.debouncer.is_press(_button(message), now)
                pressed = KeyPress(message.key.value, message.kind) if is_pressed else None
                return Heard([self._acknowledgement(message)], pressed)
            case Alive():
                self._learn(message.lamp)
                return Heard([self._acknowledgement(message)])
            case Acknowledged():
                if self._order is not None and message.sequence == self._order.sequence:
                    self._learn(self._order.lamp)
                return Heard()

    def show(self, lamp: Lamp, now: float) -> list[Frame]:
        """What must be sent now so that the panel's lamp does this."""
        if lamp is self._lamp:
            return []
        if self._order is None or self._order.lamp is not lamp:
            self._sequence = (self._sequence + 1) % SEQUENCES
            self._order, self._tries = ShowLamp(self.address, self._sequence, lamp), 0
            # Until it is confirmed, the order may have been carried out or not.
            self._lamp = None
        elif self._tries >= TRIES or now - self._ordered_at < REPEAT_SECONDS:
            return []
        self._tries += 1
        self._ordered_at = now
        return [box_frame(self._order)]

    def is_silent(self, now: float) -> bool:
        """Whether the panel has missed three heartbeats."""
        return now - (self.since if self._heard_at is None else self._heard_at) > SILENT_AFTER_SECONDS

    def reopened(self, now: float) -> None:
        """The wire is open again: what its lamp does is not known, but what it pressed last is."""
        self.since, self._heard_at = now, None
        self._lamp = self._order = None

    def _learn(self, lamp: Lamp) -> None:
        if self._order is None or self._order.lamp is lamp:
            self._lamp, self._order = lamp, None
        else:
            self._tries = 0

    def _is_new(self, press: Press, now: float) -> bool:
        # The numbers come round again, so one from long ago is no repeat.
        is_repeat = (press.boot, press.sequence) == self._last_press
        is_repeat = is_repeat and now - self._last_press_at < 2 * PRESS_LIVES_SECONDS
        if not is_repeat:
            self._last_press, self._last_press_at = (press.boot, press.sequence), now
        return not is_repeat

    def _acknowledgement(self, message: Press | Alive) -> Frame:
        return box_frame(Acknowledged(self.address, message.sequence))


def _button(press: Press) -> tuple[Key, bool]:
    """The thing under the finger: a short and a long press are of one button, the second one beside it is another."""
    return press.key, press.kind is PressKind.SECOND
