"""What frames mean: presses, heartbeats, lamps and acknowledgements. Pure; the words are those of docs/buttons.md."""

from dataclasses import dataclass
from enum import StrEnum

from hardware.buttons.frames import Frame, Origin
from server.contract.terms import PressKind

MOST_BOOTS = 65536
HEARTBEAT_SECONDS = 5.0
"""A panel tells that it lives so often, and counts the box as away when three of them go unanswered."""
PRESS_LIVES_SECONDS = 5.0
"""So long a panel repeats a press that nobody acknowledges. Later it would call a citizen whom nobody expects."""


class Key(StrEnum):
    """What a key is for; a panel has one to five of them."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    MISSED = "missed"


class Lamp(StrEnum):
    """What a panel's lamp does. No faster than two blinks a second: quicker light may bring on a seizure."""

    OFF = "off"
    STEADY = "steady"
    SLOW = "slow"
    """One blink in two seconds."""
    FLASH = "flash"
    """One short flash every four seconds: it must not draw the eye for hours."""
    FAST = "fast"
    """Two blinks a second."""
    DOUBLE = "double"
    """Two short blinks every three seconds; a panel shows it by itself when no box answers."""


@dataclass(frozen=True, slots=True)
class Press:
    """A key went down. ``boot`` differs from one power-on of the panel to the next, since its counting starts anew."""

    address: int
    sequence: int
    key: Key
    boot: int
    kind: PressKind = PressKind.SHORT


@dataclass(frozen=True, slots=True)
class Alive:
    """A heartbeat with what the lamp does, so that a lamp which missed its order is put right."""

    address: int
    sequence: int
    lamp: Lamp
    boot: int


@dataclass(frozen=True, slots=True)
class ShowLamp:
    """The box tells a lamp what to do."""

    address: int
    sequence: int
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """From either side: the frame with this number has come."""

    address: int
    sequence: int


FromPanel = Press | Alive | Acknowledged
FromBox = ShowLamp | Acknowledged


def from_panel(frame: Frame) -> FromPanel | None:
    """The meaning of a panel's frame; None for the box's own words and for words of another version."""
    if frame.origin is not Origin.PANEL:
        return None
    match frame.words:
        case ("press", key, boot) if key in set(Key) and _is_boot(boot):
            return Press(frame.address, frame.sequence, Key(key), int(boot))
        case ("press", key, boot, ("long" | "second") as kind) if key in set(Key) and _is_boot(boot):
            return Press(frame.address, frame.sequence, Key(key), int(boot), PressKind(kind))
        case ("alive", lamp, boot) if lamp in set(Lamp) and _is_boot(boot):
            return Alive(frame.address, frame.sequence, Lamp(lamp), int(boot))
        case ("ack",):
            return Acknowledged(frame.address, frame.sequence)
    return None


def from_box(frame: Frame) -> FromBox | None:
    """The meaning of a box's frame; None for panels' words and for words of another version."""
    if frame.origin is not Origin.BOX:
        return None
    match frame.words:
        case ("lamp", lamp) if lamp in set(Lamp):
            return ShowLamp(frame.address, frame.sequence, Lamp(lamp))
        case ("ack",):
            return Acknowledged(frame.address, frame.sequence)
    return None


def panel_frame(message: FromPanel) -> Frame:
    """How a panel says it."""
    return Frame(Origin.PANEL, message.address, message.sequence, _panel_words(message))


def box_frame(message: FromBox) -> Frame:
    """How the box says it."""
    words = ("lamp", message.lamp.value) if isinstance(message, ShowLamp) else ("ack",)
    return Frame(Origin.BOX, message.address, message.sequence, words)


def _panel_words(message: FromPanel) -> tuple[str, ...]:
    match message:
        case Press():
            kind = () if message.kind is PressKind.SHORT else (message.kind.value,)
            return ("press", message.key.value, str(message.boot), *kind)
        case Alive():
            return ("alive", message.lamp.value, str(message.boot))
        case Acknowledged():
            return ("ack",)


def _is_boot(text: str) -> bool:
    return text.isdecimal() and int(text) < MOST_BOOTS
