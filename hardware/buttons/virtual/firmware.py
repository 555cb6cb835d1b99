"""What runs in a panel: sends presses until they are acknowledged, heartbeats, and does with the lamp as told. Pure."""

from collections import deque
from dataclasses import dataclass, field

from hardware.buttons.frames import SEQUENCES, Frame
from hardware.buttons.protocol import (
    HEARTBEAT_SECONDS,
    PRESS_LIVES_SECONDS,
    Acknowledged,
    Alive,
    FromBox,
    Key,
    Lamp,
    Press,
    ShowLamp,
    panel_frame,
)
from server.contract.terms import PressKind

REPEAT_SECONDS = 0.3
BOX_AWAY_SECONDS = 3 * HEARTBEAT_SECONDS


@dataclass(slots=True)
class Firmware:
    """One panel. Moments are seconds of a clock that never falls; ``boot`` differs at each power-on."""

    address: int
    boot: int
    _lamp: Lamp = Lamp.OFF
    _sequence: int = 0
    _presses: deque[tuple[Key, PressKind, float]] = field(default_factory=deque)
    _sending: Press | None = None
    _pressed_at: float = 0.0
    _sent_at: float = 0.0
    _beat_at: float | None = None
    _box_heard_at: float | None = None
    _started_at: float | None = None

    def press(self, key: Key, now: float, kind: PressKind = PressKind.SHORT) -> None:
        """A finger."""
        self._presses.append((key, kind, now))

    def hear(self, message: FromBox, now: float) -> list[Frame]:
        """What the panel answers to the box."""
        if message.address != self.address:
            return []
        self._box_heard_at = now
        if isinstance(message, ShowLamp):
            self._lamp = message.lamp
            return [panel_frame(Acknowledged(self.address, message.sequence))]
        if self._sending is not None and message.sequence == self._sending.sequence:
            self._sending = None
        return []

    def due(self, now: float) -> list[Frame]:
        """What the panel says of itself at this moment."""
        if self._started_at is None:
            self._started_at = now
        if self._beat_at is None or now - self._beat_at >= HEARTBEAT_SECONDS:
            self._beat_at = now
            return [panel_frame(Alive(self.address, self._next(), self._lamp, self.boot))]
        if self._sending is not None and now - self._pressed_at > PRESS_LIVES_SECONDS:
            self._sending = None
        if self._sending is None:
            self._take_press(now)
        elif now - self._sent_at < REPEAT_SECONDS:
            return []
        if self._sending is None:
            return []
        self._sent_at = now
        return [panel_frame(self._sending)]

    def lamp(self, now: float) -> Lamp:
        """What the lamp does; a panel that hears no box says so by itself."""
        heard_at = self._box_heard_at if self._box_heard_at is not None else self._started_at
        is_alone = heard_at is not None and now - heard_at > BOX_AWAY_SECONDS
        return Lamp.DOUBLE if is_alone else self._lamp

    @property
    def is_sending(self) -> bool:
        """Whether a press is still without acknowledgement."""
        return self._sending is not None or bool(self._presses)

    def _take_press(self, now: float) -> None:
        while self._presses:
            key, kind, pressed_at = self._presses.popleft()
            if now - pressed_at <= PRESS_LIVES_SECONDS:
                self._sending = Press(self.address, self._next(), key, self.boot, kind)
                self._pressed_at = pressed_at
                return

    def _next(self) -> int:
        self._sequence = (self._sequence + 1) % SEQUENCES
        return self._sequence
